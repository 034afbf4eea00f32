import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AutoscaledInference, FrameMetrics, InferenceMetric, KedaTrigger, ModelServer, ScalingEngine, ScalingMetric,
  SeriesAggregation, type AutoscaledInferenceProps, type KedaOptions,
} from '../../src';
import { isOneValue } from '../../src/rules/metrics/adapter/single-value-query';
import { metricTrigger, triggerNames, type Measured } from '../../src/scaling/keda-metric-triggers';
import { autoscaledProps, find, OWN, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const FPS = ScalingMetric.pods('fps', '1');
const SERVER = 'tensorflow-serving';

function triggers(changes: Partial<AutoscaledInferenceProps>, keda: KedaOptions = {}): any[] {
  const engine = ScalingEngine.keda({ prometheus: PROMETHEUS, ...keda });
  const props = autoscaledProps({ ...OWN, engine, ...changes });
  return find(new AutoscaledInference(testChart(), 'Classifier', props), 'ScaledObject').spec.triggers;
}

const of = (...metrics: ScalingMetric[]) => triggers({ metrics });

/** The query of KEDA for one metric of the pods of a Deployment. */
function query(metric: ScalingMetric, changes: Partial<Measured> = {}): string {
  const measured = { name: 'classifier', namespace: 'vision', mayBeGone: false, ...changes };
  return (metricTrigger(metric, 'any', measured, { prometheus: PROMETHEUS }) as any).metadata.query;
}

/** The regular expression by which a query selects pods, as Prometheus reads it. */
function podsOf(name: string): RegExp {
  const [, text] = /pod=~"([^"]*)"/.exec(query(FPS, { name }))!;
  return new RegExp(`^(?:${text.replace(/\\\\/g, '\\')})$`);
}

describe('CPU and memory', () => {
  const container = { containerName: SERVER };

  test.each<[string, ScalingMetric, type: string, metricType: string, metadata: object]>([
    ['cpuUtilization', ScalingMetric.cpuUtilization(60), 'cpu', 'Utilization', { value: '60' }],
    ['memoryUtilization', ScalingMetric.memoryUtilization(150), 'memory', 'Utilization', { value: '150' }],
    ['cpuAverageValue', ScalingMetric.cpuAverageValue('1500m'), 'cpu', 'AverageValue', { value: '1500m' }],
    ['memoryAverageValue', ScalingMetric.memoryAverageValue('64M'), 'memory', 'AverageValue', { value: '64M' }],
    [
      'containerCpuUtilization',
      ScalingMetric.containerCpuUtilization(SERVER, 1),
      'cpu',
      'Utilization',
      { value: '1', ...container },
    ],
    [
      'containerMemoryUtilization',
      ScalingMetric.containerMemoryUtilization(SERVER, 80),
      'memory',
      'Utilization',
      { value: '80', ...container },
    ],
    [
      'containerCpuAverageValue',
      ScalingMetric.containerCpuAverageValue(SERVER, '2'),
      'cpu',
      'AverageValue',
      { value: '2', ...container },
    ],
    [
      'containerMemoryAverageValue',
      ScalingMetric.containerMemoryAverageValue(SERVER, '2Gi'),
      'memory',
      'AverageValue',
      { value: '2Gi', ...container },
    ],
  ])('%s is a trigger that KEDA leaves to its autoscaler', (_, metric, type, metricType, metadata) => {
    expect(of(metric)).toEqual([{ type, metricType, metadata }]);
  });
});

describe('metrics of pods', () => {
  const pods = 'namespace="vision",pod=~"classifier-[a-z0-9]+-[a-z0-9]+"';
  const guarded = (promql: string) => `sum((${promql}) >= 0 < 1000000000000000)`;
  const trigger = (name: string, promql: string, threshold: string) => ({
    type: 'prometheus',
    name,
    metricType: 'AverageValue',
    metadata: { serverAddress: PROMETHEUS, query: promql, threshold, ignoreNullValues: 'false' },
  });
  const maximum = InferenceMetric.gauge('in_flight', { aggregation: SeriesAggregation.MAXIMUM });
  const rate = InferenceMetric.rate('asked_total', { window: Duration.minutes(2) });
  const own = InferenceMetric.query('mine', ['frames'], 'max(frames{<<.LabelMatchers>>}) by (<<.GroupBy>>)');

  test.each<[string, ScalingMetric, name: string, promql: string, threshold: string]>([
    [
      'a gauge by its name',
      ScalingMetric.pods('ei_scale_ratio', '500m'),
      'ei_scale_ratio',
      guarded(`avg(ei_scale_ratio{${pods}}) by (pod)`),
      '0.5',
    ],
    [
      'some series of it',
      ScalingMetric.pods('fps', '2', { matchLabels: { stream: 'a', model: 'b.c' } }),
      'fps',
      guarded(`avg(fps{${pods},stream="a",model="b.c"}) by (pod)`),
      '2',
    ],
    [
      'a gauge',
      ScalingMetric.inference(maximum, '1e3'),
      'in_flight',
      guarded(`max(in_flight{${pods}}) by (pod)`),
      '1000',
    ],
    [
      'two gauges',
      ScalingMetric.inference(InferenceMetric.sum(['a', 'b'], { name: 'both' }), '10'),
      'both',
      guarded(`sum(a{${pods}}) by (pod) + sum(b{${pods}}) by (pod)`),
      '10',
    ],
    [
      'a rate',
      ScalingMetric.inference(rate, '20'),
      'asked_per_second',
      `sum(sum(rate(asked_total{${pods}}[120s])) by (pod))`,
      '20',
    ],
    ['a query', ScalingMetric.inference(own, '1m'), 'mine', guarded(`max(frames{${pods}}) by (pod)`), '0.001'],
  ])('%s is queried for the pods of the Deployment, and summed for KEDA to divide', (_, metric, ...expected) => {
    expect(of(metric)).toEqual([trigger(...expected)]);
  });

  test.each<[seconds: number, window: number]>([
    [6, 25], [10, 29], [15, 35], [30, 53], [120, 161],
  ])('are averaged with a scrape interval of %i s, and scaling up waits %i s', (seconds, window) => {
    const engine = ScalingEngine.keda({ prometheus: PROMETHEUS, scrapeInterval: Duration.seconds(seconds) });
    const { spec } = find(
      new AutoscaledInference(testChart(), 'Classifier', autoscaledProps({ ...OWN, engine, metrics: [FPS] })),
      'ScaledObject',
    );
    const average = `floor(avg((avg(fps{${pods}}) by (pod)) >= 0 < 1000000000000000) * 1000) / 1000`;
    expect(spec.triggers).toEqual([{ ...trigger('fps', average, '1'), metricType: 'Value' }]);
    expect(spec.advanced.horizontalPodAutoscalerConfig.behavior).toEqual({
      scaleUp: { stabilizationWindowSeconds: window },
    });
  });

  test.each([1, 5])('are summed with a scrape interval of %i s, as by default', (seconds) => {
    const keda = { scrapeInterval: Duration.seconds(seconds) };
    expect(triggers({ metrics: [FPS] }, keda)).toEqual(triggers({ metrics: [FPS] }));
  });

  test('that are averaged have no value without a pod, and that is no error where there may be none', () => {
    const keda = { scrapeInterval: Duration.seconds(15), triggers: [QUEUE] };
    const [queried] = triggers({ minReplicas: 0, metrics: [FPS] }, keda);
    expect(queried.metadata).toMatchObject({ ignoreNullValues: 'true', activationThreshold: '1000000000000000' });
  });

  const signals = [
    ModelServer.tensorflowServing(), ModelServer.triton(), ModelServer.openvino({ modelName: 'm' }),
    ModelServer.vllm(), ModelServer.torchServe(), ModelServer.llamaCpp({ modelFile: 'm.gguf' }),
  ].map((server) => server.scalingMetric('1'));

  test.each<[string, ScalingMetric]>([
    ...signals.map((metric): [string, ScalingMetric] => [metric._inference!.name, metric]),
    ['a ratio', ScalingMetric.inference(InferenceMetric.ratio('a_total', 'b_total', { factor: 0.001 }), '1')],
    ['a quantile', ScalingMetric.inference(InferenceMetric.quantile('seconds', 0.9), '1')],
    ['frames', ScalingMetric.inference(FrameMetrics.of({ inferred: 'i', dropped: 'd' }).scaleRatio(), '1')],
    ['a gauge by its name', ScalingMetric.pods('vllm:num_requests_waiting', '1')],
  ])('the query of %s returns one value, and has no open placeholder', (_, metric) => {
    const promql = query(metric);
    expect(isOneValue(promql)).toBe(true);
    expect(promql).not.toMatch(/<<|>>|undefined|NaN/);
    expect(promql.split('namespace="vision"').length).toBe(promql.split('{').length);
  });

  test('without a namespace the query matches pods of all namespaces', () => {
    expect(query(FPS, { namespace: undefined })).not.toContain('namespace');
  });

  test('only a query of Prometheus refers to its credentials', () => {
    const keda = { prometheusAuthentication: { name: 'prometheus', clusterWide: true } };
    const [queried, cpu] = triggers({ metrics: [FPS, ScalingMetric.cpuUtilization(60)] }, keda);
    expect(queried.authenticationRef).toEqual({ name: 'prometheus', kind: 'ClusterTriggerAuthentication' });
    expect(cpu).not.toHaveProperty('authenticationRef');
  });

  test.each<[string, Partial<AutoscaledInferenceProps>, KedaOptions]>([
    ['minReplicas: 0', { minReplicas: 0 }, {}],
    ['idleAtZero', { minReplicas: 2 }, { idleAtZero: true }],
  ])('with %s a missing value is no error, and no value keeps the last pod', (_, changes, keda) => {
    const [queried, queue] = triggers({ ...changes, metrics: [FPS] }, { ...keda, triggers: [QUEUE] });
    expect(queried.metadata).toMatchObject({ ignoreNullValues: 'true', activationThreshold: '1000000000000000' });
    // A query of the library returns less than that.
    expect(queried.metadata.query).toContain('< 1000000000000000)');
    expect(queue.metadata).not.toHaveProperty('activationThreshold');
  });
});

describe('names of triggers', () => {
  test('are those of the metrics, in their order, and none for CPU and memory', () => {
    const metrics = [ScalingMetric.cpuUtilization(60), ScalingMetric.pods('a', '1'), ScalingMetric.pods('b', '1')];
    expect(triggerNames(metrics)).toEqual([undefined, 'a', 'b']);
  });

  test('occur once each where two metrics select series of one name', () => {
    const metrics = ['x', 'y', 'z'].map((stream) => ScalingMetric.pods('fps', '1', { matchLabels: { stream } }));
    expect(of(...metrics).map((t) => t.name)).toEqual(['fps', 'fps-1', 'fps-2']);
  });
});

describe('the pods of a Deployment', () => {
  const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
  const random = (minLength: number, maxLength: number) => (
    fc.string({ unit: fc.constantFrom(...LETTERS), minLength, maxLength }));
  const deployment = fc.tuple(fc.constantFrom('a', 'resnet-101', 'm-'.repeat(20)), fc.integer({ min: 0, max: 62 }))
    .map(([start, rest]) => `${start}${'x'.repeat(rest)}`.slice(0, 63).replace(/-$/, 'x'));

  /** How the API server names a pod: 63 characters at most, of which 5 are its own. */
  const podName = (name: string, hash: string, own: string) => `${`${name}-${hash}-`.slice(0, 58)}${own}`;

  test('are selected for a name of any length, though a long one is truncated in theirs', () => {
    fc.assert(fc.property(deployment, random(1, 10), random(5, 5), (name, hash, own) => {
      expect(podsOf(name).test(podName(name, hash, own))).toBe(true);
    }), { seed: 1, numRuns: 500 });
  });

  test('are told from those of a Deployment whose name begins alike', () => {
    expect(podsOf('classifier').test(podName('classifier-gpu', '5d4f8c7b9', 'x2x4z'))).toBe(false);
    expect(podsOf('classifier').test(podName('my-classifier', '5d4f8c7b9', 'x2x4z'))).toBe(false);
    expect(podsOf('classifier').test(podName('classifier2', '5d4f8c7b9', 'x2x4z'))).toBe(false);
  });

  test('a dot in the name is a dot', () => {
    expect([podsOf('a.b').test('a.b-5d4f-x2x4z'), podsOf('a.b').test('axb-5d4f-x2x4z')]).toEqual([true, false]);
  });
});

test('a metric from outside the pods is no trigger: KEDA has triggers of its own for that', () => {
  const measured = { name: 'm', mayBeGone: false };
  const web = { apiVersion: 'v1', kind: 'Service', name: 'web' };
  const metrics = [ScalingMetric.externalAverageValue('queue', '30'), ScalingMetric.objectValue('latency', web, '1')];
  expect(metrics.map((metric) => metricTrigger(metric, undefined, measured, {}))).toEqual([undefined, undefined]);
});
