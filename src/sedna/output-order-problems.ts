import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { SednaModel } from './model/sedna-model';
import { passOf, SynthPasses } from '../app/synth-pass';
import { SEDNA_SOURCE } from '../kubernetes/sedna/api';
import type { Problem } from '../validation/problem';

const { FILE_PER_APP, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

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
  const order = passOf(service).once(ChartOrder, () => new ChartOrder(root));
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

/** The order in which the charts of an app are applied. */
class ChartOrder {
  private readonly needs = new Map<Chart, Set<Chart>>();
  private readonly places: ReadonlyMap<Chart, number>;

  public constructor(app: App) {
    for (const construct of app.node.findAll()) this.read(construct);
    const isOneFile = app.yamlOutputType === FILE_PER_APP || SynthPasses.of(app).isTextSynth;
    const isNumbered = isOneFile || this.needs.size > 0;
    const { charts } = app;
    // Without dependencies between charts, cdk8s does not number their files.
    if (!isNumbered) charts.sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : 1));
    this.places = new Map(charts.map((chart, i) => [chart, i]));
  }

  public isBefore(chart: Chart, other: Chart): boolean {
    return !this.doesNeed(chart, other) && (this.places.get(chart) ?? 0) < (this.places.get(other) ?? 0);
  }

  private read(construct: IConstruct): void {
    if (construct instanceof Chart && construct.node.scope instanceof Chart) this.add(construct.node.scope, construct);
    if (construct instanceof App) return;
    for (const target of construct.node.dependencies) {
      const [from, to] = [chartOf(construct), chartOf(target)];
      if (from && to && from !== to) this.add(from, to);
    }
  }

  private add(from: Chart, to: Chart): void {
    const known = this.needs.get(from) ?? new Set();
    this.needs.set(from, known.add(to));
  }

  private doesNeed(chart: Chart, other: Chart): boolean {
    const seen = new Set([chart]);
    for (const at of seen) {
      if (at === other) return true;
      for (const next of this.needs.get(at) ?? []) seen.add(next);
    }
    return false;
  }
}

function chartOf(construct: IConstruct): Chart | undefined {
  return construct.node.scopes.reverse().find((c): c is Chart => c instanceof Chart);
}

function fileOf(chart: Chart): string {
  return `${Names.toDnsLabel(chart)}${App.of(chart).outputFileExtension}`;
}
