import { ApiObject, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceAutoscaler, KedaTrigger, ModelServer, PrometheusAdapterRules, ScalingBehavior,
  ScalingEngine, ScalingMetric, ServedWorkload, type InferenceAutoscalerProps, type KedaOptions,
} from '../../src';
import { expectedScrape, queriesPrometheus, slowestScrape } from '../../src/servers/queries-prometheus';
import { autoscaledProps, find, refused, testChart } from '../helpers';

type Code = [code: string, field: string];
type Changes = Partial<InferenceAutoscalerProps>;

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ name: 'queue', address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const triton = ModelServer.triton({ instances: 2 });
const keda = (options: KedaOptions = {}): Changes => ({ engine: ScalingEngine.keda(options) });

const manifest = (kind: string) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'm' },
  spec: {
    selector: { matchLabels: { app: 'm' } },
    template: {
      metadata: { labels: { app: 'm' } },
      spec: {
        containers: [{
          name: 'main', image: 'a/b:1', ports: [{ containerPort: 8002 }], resources: { requests: { cpu: 4 } },
        }],
      },
    },
  },
});

const existing = (changes: Changes, described: boolean, kind = 'Deployment', namespace?: string) => {
  const chart = testChart('test', namespace ?? 'vision');
  const own = new ApiObject(chart, 'Own', manifest(kind));
  const target = described ? ServedWorkload.of(own, { server: triton }) : own;
  const scaler = new InferenceAutoscaler(chart, 'M', {
    target, maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(60)], ...changes,
  });
  return { chart, scaler, own };
};

/** What is refused with an engine, whatever defines the workload. */
const ROWS: Array<[string, Changes, ...Code[]]> = [
  ['an engine that is none', { engine: 'keda' as never }, ['scaling/not-an-engine', 'engine']],
  ['no replica with an HPA', { minReplicas: 0 }, ['scaling/hpa-min-zero', 'minReplicas']],
  ['no replica that nothing starts', { minReplicas: 0, ...keda() }, ['scaling/keda-never-leaves-zero', 'minReplicas']],
  ['a wrong address', keda({ prometheus: 'a:9090' }), ['scaling/not-a-prometheus-url', 'engine.prometheus']],
  ['credentials without a name', keda({ prometheus: PROMETHEUS, prometheusAuthentication: { name: '' } }),
    ['validation/name', 'engine.prometheusAuthentication.name']],
  ['a metric of pods without Prometheus', { ...keda(), metrics: [triton.scalingMetric()] },
    ['scaling/keda-prometheus-missing', 'metrics[0]']],
  ['an External metric', { ...keda(), metrics: [ScalingMetric.externalValue('queue', '3')] },
    ['scaling/keda-unsupported-metric', 'metrics[0]']],
  ['an External metric of Karmada',
    { engine: ScalingEngine.federated(), metrics: [ScalingMetric.externalValue('queue', '3')] },
    ['scaling/federated-external-metric', 'metrics[0]']],
  ['a tolerance of Karmada',
    { engine: ScalingEngine.federated(), behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.2 } }) },
    ['scaling/federated-tolerance', 'behavior.scaleUp.tolerance']],
];

test.each(ROWS)('an existing workload and an AutoscaledInference refuse %s', (_, changes, ...codes) => {
  expect(refused(() => existing(changes, true))).toEqual(codes);
  expect(refused(() => existing(changes, false))).toEqual(codes);
  const props = autoscaledProps({ server: triton, ...changes } as never);
  expect(refused(() => new AutoscaledInference(testChart(), 'M', props))).toEqual(codes);
});

test('a name that is too long for KEDA is that of the property of each', () => {
  const name = 'a'.repeat(60);
  expect(refused(() => existing({ name, ...keda({ triggers: [QUEUE] }) }, false)))
    .toEqual([['scaling/keda-name-too-long', 'name']]);
});

test('a workload whose server is known is compared with it, and any other is not', () => {
  const metrics = [ScalingMetric.pods('nv_no_such_series', '1')];
  const changes = { ...keda({ prometheus: PROMETHEUS }), metrics };
  expect(refused(() => existing(changes, true))).toEqual([['metrics/series-not-exposed', 'metrics[0]']]);
  expect(refused(() => existing(changes, false))).toEqual([]);
  const own = KedaTrigger.prometheus({
    name: 'own', serverAddress: PROMETHEUS, query: 'sum(nv_inference_pending_request_count)', threshold: 4,
  });
  const zero = { minReplicas: 0, ...keda({ triggers: [own] }) };
  expect(refused(() => existing(zero, true))).toEqual([['scaling/keda-own-series-at-zero', 'engine.triggers[0]']]);
  expect(refused(() => existing(zero, false))).toEqual([]);
});

test.each([['Deployment', 'm-[a-z0-9]+-[a-z0-9]+'], ['StatefulSet', 'm-[0-9]+']])(
  'KEDA queries for the pods of a %s by their names', (kind, pods) => {
    const { chart } = existing({ ...keda({ prometheus: PROMETHEUS }), metrics: [triton.scalingMetric()] }, true, kind);
    expect(find(chart, 'ScaledObject').spec.triggers[0].metadata.query).toContain(`pod=~"${pods}"`);
  },
);

test('KEDA queries in the namespace of the workload, and its object is there', () => {
  const chart = testChart();
  const far = new ApiObject(chart, 'Own', { ...manifest('Deployment'), metadata: { name: 'm', namespace: 'far' } });
  const target = ServedWorkload.of(far, { server: triton });
  const { engine } = keda({ prometheus: PROMETHEUS, prometheusAuthentication: { name: 'token' } });
  new InferenceAutoscaler(chart, 'M', { target, maxReplicas: 4, metrics: [triton.scalingMetric()], engine });
  const { metadata, spec } = find(chart, 'ScaledObject');
  expect(metadata.namespace).toBe('far');
  expect(spec.triggers[0].metadata.query).toContain('namespace="far"');
  expect(spec.triggers[0].authenticationRef).toEqual({ name: 'token' });
});

test('a workload that KEDA scales is scraped as KEDA expects, and needs no adapter', () => {
  const metrics = [ScalingMetric.pods('nv_inference_pending_request_count', '4')];
  const scrapeInterval = Duration.seconds(10);
  const { chart, own } = existing({ ...keda({ prometheus: PROMETHEUS, scrapeInterval }), metrics }, true);
  const served = ServedWorkload.of(own, { server: triton });
  expect([queriesPrometheus(served), expectedScrape(served), slowestScrape(served)]).toEqual([true, 10, 10]);
  expect(refused(() => new PrometheusAdapterRules(chart, 'Rules', { of: [served] })))
    .toEqual([['metrics/no-metric-for-the-adapter', 'of']]);
});
