import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Size, Testing, type ApiObject } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  FindingSeverity, HardExampleMining, InferenceRules, ModelServer, ModelSource, ScalingMetric, SednaModel,
  type AutoscaledInferenceProps,
  type InferenceDeploymentProps, type SednaCloudWorkerOptions, type SednaEdgeWorkerOptions,
  type SednaJointInferenceProps,
} from '../src';
import type { Problem } from '../src/validation/problem';
import { isRefusal } from '../src/validation/refuse';

/**
 * A chart in the namespace `vision` of an app of its own. All apps write to one folder, so that a run leaves one
 * behind, not many.
 */
export function testChart(id: string = 'test', namespace: string | undefined = 'vision'): Chart {
  return new Chart(Testing.app({ outdir: join(tmpdir(), 'cdk8s-elastic-inference.test') }), id, { namespace });
}

/** What a chart prints, as plain objects. */
export function synth(chart: Chart): any[] {
  return Testing.synth(chart);
}

/** The only object of a kind that the chart of a construct prints, or the one of that name. */
export function find(scope: Construct, kind: string, name?: string): any {
  const found = synth(Chart.of(scope))
    .filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind}`);
  return found[0];
}

export function pod(scope: Construct, kind: string = 'Deployment'): any {
  return find(scope, kind).spec.template.spec;
}

/** The message that a refusal throws, or undefined when nothing is refused. */
export function refusal(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (e) {
    return (e as Error).message;
  }
}

/** Code and field of each problem for which something is refused; none when nothing is. */
export function refused(attempt: () => unknown): Array<[code: string, field: string]> {
  try {
    attempt();
    return [];
  } catch (e) {
    if (!isRefusal(e)) throw e;
    return codes(e.problems);
  }
}

/** Code and field of each problem. */
export function codes(problems: readonly Problem[]): Array<[code: string, field: string]> {
  return problems.map(({ code, field }) => [code, field]);
}

/** What a synth of the app of a chart stops at: the construct that reports it, the code, the object and the field. */
export function stopped(chart: Chart): Array<[path: string, code: string, object: string, field: string]> {
  const message = refusal(() => Testing.synth(chart)) ?? '';
  const heads = [...message.matchAll(/^ {2}\[(.*?)\] error {2}(\S+) {2}(.*?)(?: {2}(\S.*))?$/gm)];
  return heads.map(([, path, code, object, field = '']) => [path, code, object, field]);
}

/** The warnings about a chart that nobody acknowledged: the code, the object and the field. */
export function warned(chart: Chart): Array<[code: string, object: string, field: string]> {
  return InferenceRules.check(chart)
    .filter((f) => f.severity === FindingSeverity.WARNING && f.acknowledgedBecause === undefined)
    .map(({ rule, object, field }) => [rule, object, field]);
}

export const RESOURCES = { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } };

/** A model for servers whose image holds none; `model: undefined` takes it away for those that bring their own. */
export const MODEL = ModelSource.volumeClaim('models', '/resnet');

/** The least that a deployment needs, with changes. */
export function deploymentProps(changes: Partial<InferenceDeploymentProps> = {}): InferenceDeploymentProps {
  const server = ModelServer.tensorflowServing({ modelName: 'resnet' });
  return { server, model: MODEL, resources: RESOURCES, ...changes };
}

/** A server of one's own, of whose series nothing is known. */
export const OWN = {
  server: ModelServer.custom({ image: 'registry.example.com/own:1.0', httpPort: 8080, metricsPort: 9100 }),
  model: undefined,
  containerName: 'tensorflow-serving',
};

/** The least that an autoscaled server needs, with changes. */
export function autoscaledProps(changes: Partial<AutoscaledInferenceProps> = {}): AutoscaledInferenceProps {
  return { ...deploymentProps(), maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(60)], ...changes };
}

/** What is changed of a joint inference. */
export interface JointChanges extends Partial<Omit<SednaJointInferenceProps, 'edge' | 'cloud'>> {
  readonly edge?: Partial<SednaEdgeWorkerOptions>;
  readonly cloud?: Partial<SednaCloudWorkerOptions>;
}

/** The least that a joint inference needs, with changes. All of a chart share the models that they are not given. */
export function jointProps(chart: Chart, { edge, cloud, ...rest }: JointChanges = {}): SednaJointInferenceProps {
  const model = (id: string, name: string) => (chart.node.tryFindChild(id) as SednaModel | undefined)
    ?? new SednaModel(chart, id, { name, url: `/data/${name}-model/model.pb`, format: 'pb' });
  return {
    edge: {
      container: { image: 'registry.example.com/little:1', resources: RESOURCES },
      hardExampleMining: HardExampleMining.ibt(),
      ...edge,
      model: edge?.model ?? model('LittleModel', 'little'),
    },
    cloud: {
      container: { image: 'registry.example.com/big:1', resources: RESOURCES },
      ...cloud,
      model: cloud?.model ?? model('BigModel', 'big'),
    },
    ...rest,
  };
}

export type { ApiObject };
