import { App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { SednaModel } from './model/sedna-model';
import { ChartOrder } from '../app/chart-order';
import { SynthPasses } from '../app/synth-pass';
import { SEDNA_SOURCE } from '../kubernetes/sedna/api';
import type { Problem } from '../validation/problem';

const { FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

/**
 * A service whose models and permission are in files that are applied after its own: in a file for each object, the
 * order of a chart is lost. `before` is what must exist before the service.
 */
export function lostOrderProblems(service: IConstruct, before: ReadonlyArray<IConstruct | undefined>): Problem[] {
  const { root } = service.node;
  // One text keeps the order.
  if (!(root instanceof App) || SynthPasses.of(root).isTextSynth) return [];
  const { yamlOutputType } = root;
  if (yamlOutputType !== FILE_PER_RESOURCE && yamlOutputType !== FOLDER_PER_CHART_FILE_PER_RESOURCE) return [];
  const chart = Chart.of(service);
  const later = before.filter((other): other is IConstruct => other !== undefined && isPrinted(other, root)
    && (yamlOutputType === FILE_PER_RESOURCE || Chart.of(other) === chart));
  if (later.length === 0) return [];
  return [{
    code: 'sedna/order-lost-in-files',
    field: '',
    value: YamlOutputType[yamlOutputType],
    rule: 'cannot be written into a file of its own, as yamlOutputType of the App says',
    why: 'files are applied by their names, so the service comes before its Models and permissions: '
      + 'it is Failed permanently',
    fix: 'leave yamlOutputType out of the App; acknowledge it when something else applies the files in order',
    source: SEDNA_SOURCE,
  }];
}

/** A service whose models are in a chart that is applied after its own. */
export function laterChartProblems(service: IConstruct, models: readonly IConstruct[]): Problem[] {
  const { root } = service.node;
  if (!(root instanceof App)) return [];
  const chart = Chart.of(service);
  const charts = new Set<Chart>();
  for (const model of models) if (isPrinted(model, root)) charts.add(Chart.of(model));
  charts.delete(chart);
  const order = ChartOrder.of(root);
  return [...charts].filter((other) => order.isBefore(chart, other)).map((other) => ({
    code: 'sedna/models-in-later-chart',
    field: '',
    value: other.node.path,
    rule: `is applied before chart ${other.node.path}, which has its Model`,
    why: 'a JointInferenceService that is created before its Models is Failed permanently',
    fix: 'call addDependency of its chart with the other one, or define the models in the chart of the service',
    source: SEDNA_SOURCE,
  }));
}

/** Whether it is a construct with objects in the app; what is defined elsewhere prints none. */
function isPrinted(construct: IConstruct, root: IConstruct): boolean {
  return !isElsewhere(construct) && construct.node.root === root;
}

function isElsewhere(construct: IConstruct): boolean {
  return 'modelName' in construct && !(construct instanceof SednaModel);
}
