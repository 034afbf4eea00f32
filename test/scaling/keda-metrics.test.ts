import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { AutoscaledInference, FrameMetrics, InferenceMetric, KedaTrigger, ModelServer, ScalingEngine, ScalingMetric, SeriesAggregation, type AutoscaledInferenceProps, type KedaOptions } from '../../src';
import { isOneValue } from '../../src/scaling/single-value-query';
import { metricTrigger, triggerNames, type Measured } from '../../src/scaling/keda-metrics';
import { autoscaledProps, find, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const SERVER = 'tensorflow-serving';

function triggers(changes: Partial<AutoscaledInferenceProps>, keda: KedaOptions = {}): any[] {
  const engine = ScalingEngine.keda({ prometheus: PROMETHEUS, ...keda });
  return find(new AutoscaledInference(testChart(), 'Classifier', autoscaledProps({ engine, ...changes })), 'ScaledObject').spec.triggers;
}

const of = (...metrics: ScalingMetric[]) => triggers({ metrics });
/** What KEDA asks of one metric of the pods of a Deployment. */
const query = (metric: ScalingMetric, measured: Partial<Measured> = {}): string => (
  (metricTrigger(metric, 'any', { name: 'classifier', namespace: 'vision', mayBeGone: false, ...measured }, { prometheus: PROMETHEUS }) as any).metadata.query);
/** The regular expression by which a query picks pods, as Prometheus reads it. */
function picked(name: string): RegExp {
  const [, text] = /pod=~"([^"]*)"/.exec(query(ScalingMetric.pods('fps', '1'), { name }))!;
  return new RegExp(`^(?:${text.replace(/\\\\/g, '\\')})$`);
}

describe('CPU and memory', () => {
  test.each<[string, ScalingMetric, object]>([
    ['cpuUtilization', ScalingMetric.cpuUtilization(60), { type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }],
    ['memoryUtilization', ScalingMetric.memoryUtilization(150), { type: 'memory', metricType: 'Utilization', metadata: { value: '150' } }],
    ['cpuAverageValue', ScalingMetric.cpuAverageValue('1500m'), { type: 'cpu', metricType: 'AverageValue', metadata: { value: '1500m' } }],
    ['memoryAverageValue', ScalingMetric.memoryAverageValue('64M'), { type: 'memory', metricType: 'AverageValue', metadata: { value: '64M' } }],
    ['containerCpuUtilization', ScalingMetric.containerCpuUtilization(SERVER, 1), { type: 'cpu', metricType: 'Utilization', metadata: { value: '1', containerName: SERVER } }],
    ['containerMemoryUtilization', ScalingMetric.containerMemoryUtilization(SERVER, 80), { type: 'memory', metricType: 'Utilization', metadata: { value: '80', containerName: SERVER } }],
    ['containerCpuAverageValue', ScalingMetric.containerCpuAverageValue(SERVER, '2'), { type: 'cpu', metricType: 'AverageValue', metadata: { value: '2', containerName: SERVER } }],
    ['containerMemoryAverageValue', ScalingMetric.containerMemoryAverageValue(SERVER, '2Gi'), { type: 'memory', metricType: 'AverageValue', metadata: { value: '2Gi', containerName: SERVER } }],
  ])('%s is the trigger of KEDA that is left to the autoscaler, its type beside the metadata', (_, metric, expected) => {
    expect(of(metric)).toEqual([expected]);
  });
});

describe('metrics of pods', () => {
  const pods = 'namespace="vision",pod=~"classifier-[a-z0-9]+-[a-z0-9]+"';
  const trigger = (name: string, asked: string, threshold: string) => ({
    type: 'prometheus',
    name,
    metricType: 'AverageValue',
    metadata: { serverAddress: PROMETHEUS, query: asked, threshold, ignoreNullValues: 'false' },
  });

  test.each<[string, ScalingMetric, string, string, string]>([
    ['a gauge by its name', ScalingMetric.pods('ei_scale_ratio', '500m'), 'ei_scale_ratio', `sum((avg(ei_scale_ratio{${pods}}) by (pod)) >= 0 < 1000000000000000)`, '0.5'],
    ['some series of it', ScalingMetric.pods('fps', '2', { matchLabels: { stream: 'a', model: 'b.c' } }), 'fps', `sum((avg(fps{${pods},stream="a",model="b.c"}) by (pod)) >= 0 < 1000000000000000)`, '2'],
    ['a gauge', ScalingMetric.inference(InferenceMetric.gauge('in_flight', { aggregation: SeriesAggregation.MAXIMUM }), '1e3'), 'in_flight', `sum((max(in_flight{${pods}}) by (pod)) >= 0 < 1000000000000000)`, '1000'],
    ['two gauges', ScalingMetric.inference(InferenceMetric.sum(['a', 'b'], { name: 'both' }), '10'), 'both', `sum((sum(a{${pods}}) by (pod) + sum(b{${pods}}) by (pod)) >= 0 < 1000000000000000)`, '10'],
    ['a rate', ScalingMetric.inference(InferenceMetric.rate('asked_total', { window: Duration.minutes(2) }), '20'), 'asked_per_second', `sum(sum(rate(asked_total{${pods}}[120s])) by (pod))`, '20'],
    ['a query', ScalingMetric.inference(InferenceMetric.query('mine', ['frames'], 'max(frames{<<.LabelMatchers>>}) by (<<.GroupBy>>)'), '1m'), 'mine', `sum((max(frames{${pods}}) by (pod)) >= 0 < 1000000000000000)`, '0.001'],
  ])('%s is asked of Prometheus for the pods of the Deployment alone, and added up for KEDA to divide', (_, metric, name, asked, threshold) => {
    expect(of(metric)).toEqual([trigger(name, asked, threshold)]);
  });

  const signals = [ModelServer.tensorflowServing(), ModelServer.triton(), ModelServer.openvino({ modelName: 'm' }), ModelServer.vllm(), ModelServer.torchServe(), ModelServer.llamaCpp({ modelFile: 'm.gguf' })]
    .map((server) => server.scalingMetric('1'));

  test.each<[string, ScalingMetric]>([
    ...signals.map((metric): [string, ScalingMetric] => [metric._inference!.name, metric]),
    ['a ratio', ScalingMetric.inference(InferenceMetric.ratio('a_total', 'b_total', { factor: 0.001 }), '1')],
    ['a quantile', ScalingMetric.inference(InferenceMetric.quantile('seconds', 0.9), '1')],
    ['frames', ScalingMetric.inference(FrameMetrics.of({ inferred: 'i', dropped: 'd' }).scaleRatio(), '1')],
    ['a gauge by its name', ScalingMetric.pods('vllm:num_requests_waiting', '1')],
  ])('the query of %s gives one value, and leaves nothing to fill in', (_, metric) => {
    const asked = query(metric);
    expect(isOneValue(asked)).toBe(true);
    expect(asked).not.toMatch(/<<|>>|undefined|NaN/);
    expect(asked.split('namespace="vision"').length).toBe(asked.split('{').length);
  });

  test('a chart without a namespace asks for the pods of every one', () => {
    expect(query(ScalingMetric.pods('fps', '1'), { namespace: undefined })).not.toContain('namespace');
  });

  test('credentials of Prometheus go along', () => {
    const [asked] = triggers({ metrics: [ScalingMetric.pods('fps', '1')] }, { prometheusAuthentication: { name: 'prometheus', clusterWide: true } });
    expect(asked.authenticationRef).toEqual({ name: 'prometheus', kind: 'ClusterTriggerAuthentication' });
    expect(triggers({ metrics: [ScalingMetric.cpuUtilization(60)] }, { prometheusAuthentication: { name: 'prometheus' } })[0]).not.toHaveProperty('authenticationRef');
  });

  test.each<[string, Partial<AutoscaledInferenceProps>, KedaOptions]>([
    ['minReplicas: 0', { minReplicas: 0 }, {}],
    ['idleAtZero', { minReplicas: 2 }, { idleAtZero: true }],
  ])('with %s no value is no error, and no value keeps the last pod', (_, changes, keda) => {
    const [asked, queue] = triggers({ ...changes, metrics: [ScalingMetric.pods('fps', '1')] }, { ...keda, triggers: [QUEUE] });
    expect(asked.metadata).toMatchObject({ ignoreNullValues: 'true', activationThreshold: '1000000000000000' });
    // A query of the library gives less than that.
    expect(asked.metadata.query).toContain('< 1000000000000000)');
    expect(queue.metadata).not.toHaveProperty('activationThreshold');
  });
});

describe('names of triggers', () => {
  test('are those of the metrics, in their order, and none for CPU and memory', () => {
    expect(triggerNames([ScalingMetric.cpuUtilization(60), ScalingMetric.pods('a', '1'), ScalingMetric.pods('b', '1')])).toEqual([undefined, 'a', 'b']);
  });

  test('occur once each where two metrics select series of one name', () => {
    const metrics = ['x', 'y', 'z'].map((stream) => ScalingMetric.pods('fps', '1', { matchLabels: { stream } }));
    expect(of(...metrics).map((t) => t.name)).toEqual(['fps', 'fps-1', 'fps-2']);
  });
});

describe('the pods of a Deployment', () => {
  const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
  const random = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...LETTERS), minLength: min, maxLength: max });
  const deployment = fc.tuple(fc.constantFrom('a', 'resnet-101', 'm-'.repeat(20)), fc.integer({ min: 0, max: 62 }))
    .map(([start, rest]) => `${start}${'x'.repeat(rest)}`.slice(0, 63).replace(/-$/, 'x'));

  /** How the API server names a pod: 63 characters at most, of which 5 are its own. */
  const podName = (name: string, hash: string, own: string) => `${`${name}-${hash}-`.slice(0, 58)}${own}`;

  test('are picked whatever the length of its name, which cuts theirs', () => {
    fc.assert(fc.property(deployment, random(1, 10), random(5, 5), (name, hash, own) => {
      expect(picked(name).test(podName(name, hash, own))).toBe(true);
    }), { seed: 1, numRuns: 500 });
  });

  test('are told from those of a Deployment whose name begins alike', () => {
    expect(picked('classifier').test(podName('classifier-gpu', '5d4f8c7b9', 'x2x4z'))).toBe(false);
    expect(picked('classifier').test(podName('my-classifier', '5d4f8c7b9', 'x2x4z'))).toBe(false);
    expect(picked('classifier').test(podName('classifier2', '5d4f8c7b9', 'x2x4z'))).toBe(false);
  });

  test('a dot in the name is a dot', () => {
    expect([picked('a.b').test('a.b-5d4f-x2x4z'), picked('a.b').test('axb-5d4f-x2x4z')]).toEqual([true, false]);
  });
});

test('what is outside the pods is no trigger: KEDA has its own for that', () => {
  const measured = { name: 'm', mayBeGone: false };
  expect(metricTrigger(ScalingMetric.externalAverageValue('queue', '30'), undefined, measured, {})).toBeUndefined();
  expect(metricTrigger(ScalingMetric.objectValue('latency', { apiVersion: 'v1', kind: 'Service', name: 'web' }, '1'), undefined, measured, {})).toBeUndefined();
});
