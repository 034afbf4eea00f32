import { Duration, Size } from 'cdk8s';
import { PercentOrAbsolute, ServiceType } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { program, type Program } from './generators';
import { wrongs } from './validity';
import {
  Accelerator, AutoscaledInference, ModelServer, ModelSource, ScalingBehavior, ScalingMetric, ScalingPolicy,
} from '../../src';
import { isRefusal } from '../../src/validation/refuse';
import { autoscaledProps, codes, refused, synth, testChart } from '../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

type Bad = readonly [code: string, field: string, bad: object];

const side = { name: 'bad', image: 'a/b:1' };

const ANY: Bad[] = [
  ['validation/name', 'name', { name: 'Bad_Name' }],
  ['validation/name', 'name', { name: 'a'.repeat(64) }],
  ['serving/not-a-model-server', 'server', { server: {} }],
  ['validation/image', 'server.image', { server: ModelServer.custom({ image: '', httpPort: 8080 }) }],
  ['validation/port', 'server.httpPort', { server: ModelServer.custom({ image: 'a/b:1', httpPort: 0 }) }],
  ['values/resources-missing', 'resources', { resources: undefined }],
  ['values/no-resource-named', 'resources', { resources: {} }],
  ['validation/quantity', 'resources.requests["cpu"]', { resources: { requests: { cpu: '1x' } } }],
  ['validation/quantity-not-positive', 'resources.requests["memory"]', { resources: { requests: { memory: '-1Gi' } } }],
  ['values/request-above-limit', 'resources.requests["cpu"]',
    { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }],
  ['validation/path', 'model.path', { model: ModelSource.hostPath('models') }],
  ['validation/name', 'model.claimName', { model: ModelSource.volumeClaim('Not A Claim') }],
  ['values/invalid-model-url', 'model.uri', { model: ModelSource.s3('https://models') }],
  ['validation/integer', 'accelerator.count', { accelerator: Accelerator.nvidia(0) }],
  ['values/unknown-mig-profile', 'accelerator.profile', { accelerator: Accelerator.nvidiaMig('half') }],
  ['validation/label-key', 'labels["bad key"]', { labels: { 'bad key': 'x' } }],
  ['validation/label-value', 'labels["team"]', { labels: { team: 'no spaces' } }],
  ['serving/selector-empty', 'selector', { selector: {} }],
  ['validation/annotation-key', 'podAnnotations["bad key"]', { podAnnotations: { 'bad key': 'x' } }],
  ['validation/name', 'containerName', { containerName: 'Main' }],
  ['validation/name', 'environment["1A"]', { environment: { '1A': 'x' } }],
  ['serving/variable-not-a-string', 'environment["A"]', { environment: { A: 1 } }],
  ['serving/config-empty', 'config.data', { config: { data: {} } }],
  ['validation/path', 'config.mountPath', { config: { data: { a: 'b' }, mountPath: 'etc' } }],
  ['validation/name', 'extraContainers[0].name', { extraContainers: [{ image: 'a/b:1' }] }],
  ['serving/container-name-taken', 'extraContainers[1].name', { extraContainers: [side, side] }],
  ['validation/image', 'extraContainers[0].image', { extraContainers: [{ ...side, image: 'a b' }] }],
  ['serving/container-name-taken', 'initContainers[0].name', { initContainers: [{ ...side, name: 'fetch-model' }] }],
  ['validation/port', 'ports[0].number', { ports: [{ name: 'debug', number: 70000 }] }],
  ['validation/name', 'ports[0].name', { ports: [{ number: 25000 }] }],
  ['validation/name', 'service.name', { service: { name: '1st' } }],
  ['serving/service-without-ports', 'service.ports', { service: { ports: [] } }],
  ['validation/port', 'service.ports[0].port', { service: { ports: [{ port: 0 }] } }],
  ['serving/service-selector-mismatch', 'service.selector', { service: { selector: { somebody: 'else' } } }],
  ['serving/source-ranges-without-load-balancer', 'service.loadBalancerSourceRanges',
    { service: { loadBalancerSourceRanges: ['10.0.0.0/8'] } }],
  ['serving/external-name-service', 'service.type', { service: { type: ServiceType.EXTERNAL_NAME } }],
  ['validation/seconds', 'startupBudget', { startup: undefined, startupBudget: Duration.seconds(0) }],
  ['validation/seconds', 'maxRequestDuration', { maxRequestDuration: Duration.millis(500) }],
  ['serving/shared-memory-above-limit', 'sharedMemory',
    { resources: { limits: { memory: '8Gi' }, requests: { cpu: '1' } }, sharedMemory: Size.gibibytes(8) }],
  ['serving/two-disruption-bounds', 'disruptionBudget.minAvailable', {
    disruptionBudget: { minAvailable: PercentOrAbsolute.absolute(1), maxUnavailable: PercentOrAbsolute.absolute(1) },
  }],
  ['serving/disruption-bound', 'disruptionBudget.maxUnavailable',
    { disruptionBudget: { maxUnavailable: PercentOrAbsolute.absolute(-1) } }],
  ['validation/name', 'wasmRuntime', { wasmRuntime: { runtimeClassName: 'Bad Name', podAnnotations: {} } }],
  ['validation/name', 'priorityClassName', { priorityClassName: 'High!' }],
  ['validation/name', 'schedulerName', { schedulerName: '' }],
];

const SCALED: Bad[] = [
  ['validation/integer', 'maxReplicas', { maxReplicas: 0 }],
  ['validation/integer', 'maxReplicas', { maxReplicas: NaN }],
  ['validation/integer', 'maxReplicas', { maxReplicas: 2.5 }],
  ['scaling/hpa-min-zero', 'minReplicas', { minReplicas: 0 }],
  ['validation/integer', 'minReplicas', { minReplicas: -1 }],
  ['scaling/max-below-min', 'minReplicas', { minReplicas: 11, maxReplicas: 10 }],
  ['scaling/no-metric', 'metrics', { metrics: [] }],
  ['scaling/no-metric', 'metrics', { metrics: undefined }],
  ['scaling/metric-repeated', 'metrics[1]',
    { metrics: [ScalingMetric.cpuUtilization(50), ScalingMetric.cpuUtilization(60)] }],
  ['validation/integer', 'metrics[0].averageUtilization', { metrics: [ScalingMetric.cpuUtilization(0)] }],
  ['validation/quantity', 'metrics[0].averageValue', { metrics: [ScalingMetric.pods('fps', '1x')] }],
  ['validation/name', 'metrics[0].metric', { metrics: [ScalingMetric.externalValue('a/b', '1')] }],
  ['validation/name', 'metrics[0].container', { metrics: [ScalingMetric.containerCpuUtilization('', 50)] }],
  ['validation/seconds', 'behavior.scaleUp.stabilizationWindow',
    { behavior: ScalingBehavior.of({ scaleUp: { stabilizationWindow: Duration.seconds(3601) } }) }],
  ['values/no-policies', 'behavior.scaleDown.policies',
    { behavior: ScalingBehavior.of({ scaleDown: { policies: [] } }) }],
  ['validation/integer', 'behavior.scaleDown.policies[0].value',
    { behavior: ScalingBehavior.of({ scaleDown: { policies: [ScalingPolicy.pods(0, Duration.seconds(1))] } }) }],
];

const INFERENCE: Bad[] = [
  ...SCALED,
  ['validation/name', 'autoscalerName', { autoscalerName: 'Bad_Name' }],
  ['scaling/replicas-set', 'replicas', { replicas: 2 }],
];
const EXISTING: Bad[] = [
  ...SCALED,
  ['validation/name', 'name', { name: 'Bad_Name' }],
  ['validation/label-value', 'labels["team"]', { labels: { team: '-' } }],
  ['scaling/target-not-scalable', 'target', { target: {} }],
];
const FIXED: Bad[] = [
  ['validation/integer', 'replicas', { replicas: -1 }],
  ['validation/integer', 'replicas', { replicas: 1.5 }],
  ['validation/integer', 'replicas', { replicas: NaN }],
];

const pools: Record<string, Program[]> = { fixed: [], scaled: [], existing: [] };
for (const p of fc.sample(program(), { seed: Number(process.env.SEED ?? 1), numRuns: 150 })) pools[p.kind].push(p);

/** What is thrown, if anything is. */
function thrown(attempt: () => unknown): unknown {
  try {
    return void attempt();
  } catch (e) {
    return e;
  }
}

describe.each<[kind: string, bads: Bad[]]>([
  ['fixed', [...ANY, ...FIXED]],
  ['scaled', [...ANY, ...INFERENCE]],
  ['existing', EXISTING],
])('a random %s program with one bad property', (kind, bads) => {
  test.each(bads)('is refused with %s at %s: %j', (code, field, bad) => {
    for (const p of pools[kind].slice(0, 12)) {
      const chart = testChart('bad');
      const refusal = thrown(() => p.define(chart, 0, (props) => ({ ...props, ...bad })));
      if (!isRefusal(refusal)) throw new Error(`is not refused: ${refusal}`);
      expect(codes(refusal.problems)).toContainEqual([code, field]);
      expect(refusal.message).toMatch(/^\w+ cannot be defined:\n {2}\[bad\//);
      expect(refusal.message).not.toContain('[object');
    }
  });
});

/** Texts near what Kubernetes takes for a name, and far from it. */
const near = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aZ09-_./: ='), maxLength: 12 }),
  fc.string({ maxLength: 20 }),
  fc.integer({ min: 60, max: 260 }).map((n) => 'a'.repeat(n)),
);

const TEXTS: Array<[string, (text: string) => object]> = [
  ['name', (name) => ({ name })],
  ['containerName', (containerName) => ({ containerName })],
  ['autoscalerName', (autoscalerName) => ({ autoscalerName })],
  ['labels', (text) => ({ labels: { team: text } })],
  ['labels', (text) => ({ labels: { [text]: 'x' } })],
  ['selector', (text) => ({ selector: { team: text } })],
  ['podAnnotations', (text) => ({ podAnnotations: { [text]: text } })],
  ['server.image', (image) => ({ server: ModelServer.tensorflowServing({ image }) })],
  ['config.name', (name) => ({ config: { data: { A: 'b' }, name } })],
  ['config.mountPath', (text) => ({ config: { data: { A: 'b' }, mountPath: `/etc/${text}` } })],
  ['ports[0].name', (name) => ({ ports: [{ name, number: 9999 }] })],
  ['extraContainers[0].name',
    (name) => ({ extraContainers: [{ ...side, name, resources: autoscaledProps().resources }] })],
  ['service.name', (name) => ({ service: { name } })],
  ['service.ports[0].name', (name) => ({ service: { ports: [{ name, port: 8501 }] } })],
  ['metrics[0].metric', (text) => ({ metrics: [ScalingMetric.pods(text, '1')] })],
  ['metrics[0].averageValue', (text) => ({ metrics: [ScalingMetric.pods('fps', text)] })],
  ['resources.requests["cpu"]', (cpu) => ({ resources: { requests: { cpu }, limits: { memory: '1Gi' } } })],
];

describe('any text at all', () => {
  test.each(TEXTS)('as %s is refused by that name, or valid', (at, make) => {
    fc.assert(fc.property(near, (text) => {
      const chart = testChart('text');
      const problems = refused(() => new AutoscaledInference(chart, 'Text', autoscaledProps(make(text))));
      if (problems.length > 0) return problems.some(([, field]) => field.startsWith(at));
      return wrongs(synth(chart)).length === 0;
    }), { numRuns: 60 });
  });
});
