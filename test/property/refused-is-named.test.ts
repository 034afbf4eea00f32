import { Duration, Size } from 'cdk8s';
import { PercentOrAbsolute, ServiceType } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { program, type Program } from './generators';
import { wrongs } from './validity';
import {
  Accelerator, AutoscaledInference, ModelServer, ModelSource, ScalingBehavior, ScalingMetric, ScalingPolicy,
} from '../../src';
import { autoscaledProps, refusal, synth, testChart } from '../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

type Bad = readonly [at: string, bad: object];

const side = { name: 'bad', image: 'a/b:1' };

const ANY: Bad[] = [
  ['name', { name: 'Bad_Name' }],
  ['name', { name: 'a'.repeat(64) }],
  ['server', { server: {} }],
  ['server.image', { server: ModelServer.custom({ image: '', httpPort: 8080 }) }],
  ['server.httpPort', { server: ModelServer.custom({ image: 'a/b:1', httpPort: 0 }) }],
  ['resources', { resources: undefined }],
  ['resources', { resources: {} }],
  ['resources.requests["cpu"]', { resources: { requests: { cpu: '1x' } } }],
  ['resources.requests["memory"]', { resources: { requests: { memory: '-1Gi' } } }],
  ['resources.requests["cpu"]', { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }],
  ['model.path', { model: ModelSource.hostPath('models') }],
  ['model.claimName', { model: ModelSource.volumeClaim('Not A Claim') }],
  ['model.uri', { model: ModelSource.s3('https://models') }],
  ['accelerator.count', { accelerator: Accelerator.nvidia(0) }],
  ['accelerator.profile', { accelerator: Accelerator.nvidiaMig('half') }],
  ['labels["bad key"]', { labels: { 'bad key': 'x' } }],
  ['labels["team"]', { labels: { team: 'no spaces' } }],
  ['selector', { selector: {} }],
  ['podAnnotations["bad key"]', { podAnnotations: { 'bad key': 'x' } }],
  ['containerName', { containerName: 'Main' }],
  ['environment["1A"]', { environment: { '1A': 'x' } }],
  ['environment["A"]', { environment: { A: 1 } }],
  ['config.data', { config: { data: {} } }],
  ['config.mountPath', { config: { data: { a: 'b' }, mountPath: 'etc' } }],
  ['extraContainers[0].name', { extraContainers: [{ image: 'a/b:1' }] }],
  ['extraContainers[1].name', { extraContainers: [side, side] }],
  ['extraContainers[0].image', { extraContainers: [{ ...side, image: 'a b' }] }],
  ['initContainers[0].name', { initContainers: [{ ...side, name: 'fetch-model' }] }],
  ['ports[0].number', { ports: [{ name: 'debug', number: 70000 }] }],
  ['ports[0].name', { ports: [{ number: 25000 }] }],
  ['service.name', { service: { name: '1st' } }],
  ['service.ports', { service: { ports: [] } }],
  ['service.ports[0].port', { service: { ports: [{ port: 0 }] } }],
  ['service.selector', { service: { selector: { somebody: 'else' } } }],
  ['service.loadBalancerSourceRanges', { service: { loadBalancerSourceRanges: ['10.0.0.0/8'] } }],
  ['service.type', { service: { type: ServiceType.EXTERNAL_NAME } }],
  ['startupBudget', { startup: undefined, startupBudget: Duration.seconds(0) }],
  ['maxRequestDuration', { maxRequestDuration: Duration.millis(500) }],
  ['sharedMemory',
    { resources: { limits: { memory: '8Gi' }, requests: { cpu: '1' } }, sharedMemory: Size.gibibytes(8) }],
  ['disruptionBudget.minAvailable', {
    disruptionBudget: { minAvailable: PercentOrAbsolute.absolute(1), maxUnavailable: PercentOrAbsolute.absolute(1) },
  }],
  ['disruptionBudget.maxUnavailable', { disruptionBudget: { maxUnavailable: PercentOrAbsolute.absolute(-1) } }],
  ['wasmRuntime', { wasmRuntime: { runtimeClassName: 'Bad Name', podAnnotations: {} } }],
  ['priorityClassName', { priorityClassName: 'High!' }],
  ['schedulerName', { schedulerName: '' }],
];

const SCALED: Bad[] = [
  ['maxReplicas', { maxReplicas: 0 }],
  ['maxReplicas', { maxReplicas: NaN }],
  ['maxReplicas', { maxReplicas: 2.5 }],
  ['minReplicas', { minReplicas: 0 }],
  ['minReplicas', { minReplicas: -1 }],
  ['minReplicas', { minReplicas: 11, maxReplicas: 10 }],
  ['metrics', { metrics: [] }],
  ['metrics', { metrics: undefined }],
  ['metrics[1]', { metrics: [ScalingMetric.cpuUtilization(50), ScalingMetric.cpuUtilization(60)] }],
  ['metrics[0].averageUtilization', { metrics: [ScalingMetric.cpuUtilization(0)] }],
  ['metrics[0].averageValue', { metrics: [ScalingMetric.pods('fps', '1x')] }],
  ['metrics[0].metric', { metrics: [ScalingMetric.externalValue('a/b', '1')] }],
  ['metrics[0].container', { metrics: [ScalingMetric.containerCpuUtilization('', 50)] }],
  ['behavior.scaleUp.stabilizationWindow',
    { behavior: ScalingBehavior.of({ scaleUp: { stabilizationWindow: Duration.seconds(3601) } }) }],
  ['behavior.scaleDown.policies', { behavior: ScalingBehavior.of({ scaleDown: { policies: [] } }) }],
  ['behavior.scaleDown.policies[0].value',
    { behavior: ScalingBehavior.of({ scaleDown: { policies: [ScalingPolicy.pods(0, Duration.seconds(1))] } }) }],
];

const INFERENCE: Bad[] = [...SCALED, ['autoscalerName', { autoscalerName: 'Bad_Name' }], ['replicas', { replicas: 2 }]];
const EXISTING: Bad[] = [
  ...SCALED, ['name', { name: 'Bad_Name' }], ['labels["team"]', { labels: { team: '-' } }], ['target', { target: {} }],
];
const FIXED: Bad[] = [['replicas', { replicas: -1 }], ['replicas', { replicas: 1.5 }], ['replicas', { replicas: NaN }]];

const pools: Record<string, Program[]> = { fixed: [], scaled: [], existing: [] };
for (const p of fc.sample(program(), { seed: Number(process.env.SEED ?? 1), numRuns: 150 })) pools[p.kind].push(p);

describe.each([
  ['fixed', [...ANY, ...FIXED]], ['scaled', [...ANY, ...INFERENCE]], ['existing', EXISTING],
])('a random %s program with one bad property', (kind, bads) => {
  test.each(bads as Bad[])('%s %j', (at, bad) => {
    for (const p of pools[kind as string].slice(0, 12)) {
      const chart = testChart('bad');
      const message = refusal(() => p.define(chart, 0, (props) => ({ ...props, ...bad })));
      expect(message).toMatch(/^\w+ cannot be defined:\n/);
      expect(message!.split('\n').some((line) => line.startsWith('  [bad/') && line.includes(`] ${at}: `))).toBe(true);
      expect(message).not.toContain('[object');
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
      const message = refusal(() => new AutoscaledInference(chart, 'Text', autoscaledProps(make(text))));
      if (message !== undefined) return message.includes(`] ${at}`);
      return wrongs(synth(chart)).length === 0;
    }), { numRuns: 60 });
  });
});
