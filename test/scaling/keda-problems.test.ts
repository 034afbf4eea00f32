import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceMetric, KedaFallbackBehavior, KedaTrigger, ScalingBehavior, ScalingEngine, ScalingMetric,
  type AutoscaledInferenceProps, type KedaOptions,
} from '../../src';
import { autoscaledProps, refusal, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ name: 'queue', address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const CLOCK = KedaTrigger.raw({ type: 'cron', metadata: {} });
const CPU = KedaTrigger.raw({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } });
const RATIO = ScalingMetric.pods('ei_scale_ratio', '1');
const INGRESS = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };

const attempt = (keda: KedaOptions, changes: Partial<AutoscaledInferenceProps> = {}) => (
  refusal(() => new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine: ScalingEngine.keda(keda), ...changes }))));

const WEBHOOK = '(https://keda.sh/docs/latest/concepts/admission-webhooks/)';
const REFUSED = 'KEDA would refuse the ScaledObject';
const ADDRESS = 'must be an address with http:// or https:// — KEDA could not reach it; write it as http://prometheus-operated.monitoring:9090';
const NAME = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give the name of a TriggerAuthentication (Kubernetes API validation)';
const TRIGGER = 'must be a KedaTrigger — nothing else can be checked and printed; use a factory of KedaTrigger';
const TWICE = `is the name of two triggers — KEDA refuses the ScaledObject; give each a name of its own ${WEBHOOK}`;
const ZERO = 'needs a trigger that is seen while there is no pod — CPU, memory and metrics of pods are shown by pods, so nothing would ever start the first one; '
  + `KEDA refuses cpu and memory alone; add a trigger for the queue or the requests (engine.triggers), or keep one replica ${WEBHOOK}`;
const IDLE = 'needs minReplicas of at least 1 — with minReplicas: 0 it could have no effect; leave it out (https://keda.sh/docs/latest/reference/scaledobject-spec/)';
const AWAY = 'needs minReplicas: 0 or idleAtZero — it is about the way to zero and back, so it could have no effect; '
  + 'leave it out; behavior has the pace between other numbers (https://keda.sh/docs/latest/reference/scaledobject-spec/)';
const OUTSIDE = 'is not read by KEDA — KEDA serves the metrics APIs itself and reads what is outside by its own triggers; use KedaTrigger.prometheus or another trigger in engine.triggers';
const NEEDS = 'needs engine.prometheus — KEDA asks Prometheus itself for a metric of pods; give its address';
const SERIES = 'must be the name of a Prometheus series for KEDA — KEDA asks Prometheus itself, which would refuse the query; give the name that the pods show, or use ScalingMetric.inference';
const LABEL = 'the key must be the name of a Prometheus label for KEDA — KEDA asks Prometheus itself, which would refuse the query; name the label as Prometheus shows it';
const SMALL = 'must be at least 1m for KEDA — KEDA counts in thousandths, and the API server refuses a target of zero; measure in a smaller unit';
const SECONDS = (rule: string, span: string) => `must be a whole number of at least ${rule} — ${REFUSED}; give a Duration of whole seconds, ${span} or more`;
const ALONE = `cannot be used with cpu and memory alone — KEDA leaves these to the autoscaler, so it never sees them fail; leave it out ${WEBHOOK}`;
const LONG = (name: string) => `autoscalerName: got "${name}"; must be at most 54 characters for KEDA — KEDA makes "keda-hpa-<name>" of it, which is a label too, and refuses a longer one; give a shorter autoscalerName ${WEBHOOK}`;

const ROWS: Array<[keda: KedaOptions, changes: Partial<AutoscaledInferenceProps>, ...lines: string[]]> = [
  [{ prometheus: 'prometheus:9090' }, {}, `engine.prometheus: got "prometheus:9090"; ${ADDRESS}`],
  [{ prometheus: '' }, {}, `engine.prometheus: got ""; ${ADDRESS}`],
  [{ prometheus: PROMETHEUS, prometheusAuthentication: { name: '' } }, { metrics: [RATIO] }, `engine.prometheusAuthentication.name: got ""; ${NAME}`],
  [{ prometheusAuthentication: {} as never }, {}, `engine.prometheusAuthentication.name: got undefined; ${NAME}`],
  [{ triggers: [QUEUE, { type: 'redis' } as never] }, {}, `engine.triggers[1]: got {"type":"redis"}; ${TRIGGER}`],
  [{ triggers: [undefined as never] }, {}, `engine.triggers[0]: got undefined; ${TRIGGER}`],
  [{ triggers: [QUEUE, QUEUE] }, {}, `engine.triggers: got "queue"; ${TWICE}`],
  [{ prometheus: PROMETHEUS, triggers: [QUEUE] }, { metrics: [ScalingMetric.pods('queue', '1')] }, `engine.triggers: got "queue"; ${TWICE}`],
  [{ pollingInterval: Duration.seconds(0), triggers: [QUEUE] }, { minReplicas: 0 }, `engine.pollingInterval: got 0; ${SECONDS('1', '1')}`],
  [{ pollingInterval: Duration.millis(1500), triggers: [QUEUE] }, { minReplicas: 0 }, `engine.pollingInterval: got 1.5; ${SECONDS('1', '1')}`],
  [{ cooldownPeriod: Duration.millis(500), triggers: [QUEUE] }, { minReplicas: 0 }, `engine.cooldownPeriod: got 0.5; ${SECONDS('0', '0')}`],
  [{ initialCooldownPeriod: Duration.millis(1), triggers: [QUEUE] }, { minReplicas: 0 }, `engine.initialCooldownPeriod: got 0.001; ${SECONDS('0', '0')}`],
  [{ pollingInterval: Duration.seconds(10) }, {}, `engine.pollingInterval: got 10; ${AWAY}`],
  [{ cooldownPeriod: Duration.minutes(1), triggers: [QUEUE] }, { minReplicas: 1 }, `engine.cooldownPeriod: got 60; ${AWAY}`],
  [{ initialCooldownPeriod: Duration.minutes(1) }, { minReplicas: 2 }, `engine.initialCooldownPeriod: got 60; ${AWAY}`],
  [{ idleAtZero: true, triggers: [QUEUE] }, { minReplicas: 0 }, `engine.idleAtZero: got true; ${IDLE}`],
  [{}, { minReplicas: 0 }, `minReplicas: got 0; ${ZERO}`],
  [{ triggers: [CPU] }, { minReplicas: 0, metrics: [] }, `minReplicas: got 0; ${ZERO}`],
  [{ prometheus: PROMETHEUS }, { minReplicas: 0, metrics: [RATIO] }, `minReplicas: got 0; ${ZERO}`],
  [{ idleAtZero: true }, { minReplicas: 2 }, `engine.idleAtZero: got true; ${ZERO}`],
  [{ idleAtZero: true }, { minReplicas: 0 }, `engine.idleAtZero: got true; ${IDLE}`, `engine.idleAtZero: got true; ${ZERO}`],
  [{ triggers: [QUEUE], fallback: { replicas: -1 } }, {}, `engine.fallback.replicas: got -1; must be a whole number of at least 0 — ${REFUSED}; give how many replicas are kept`],
  [{ triggers: [QUEUE], fallback: {} as never }, {}, `engine.fallback.replicas: got undefined; must be a whole number of at least 0 — ${REFUSED}; give how many replicas are kept`],
  [{ triggers: [QUEUE], fallback: { replicas: 1.5, failureThreshold: 0 } }, {},
    `engine.fallback.replicas: got 1.5; must be a whole number of at least 0 — ${REFUSED}; give how many replicas are kept`,
    `engine.fallback.failureThreshold: got 0; must be a whole number of at least 1 — ${REFUSED}; give how many failures`],
  [{ triggers: [QUEUE], fallback: { replicas: 1, behavior: 'twice' as never } }, {}, `engine.fallback.behavior: got "twice"; must be a KedaFallbackBehavior — ${REFUSED}; use one of its values`],
  [{ fallback: { replicas: 2 } }, {}, `engine.fallback: ${ALONE}`],
  [{ triggers: [CPU], fallback: { replicas: 2 } }, { metrics: [] }, `engine.fallback: ${ALONE}`],
  [{}, { metrics: [RATIO] }, `metrics[0]: got "ei_scale_ratio"; ${NEEDS}`],
  [{ triggers: [QUEUE] }, { metrics: [ScalingMetric.cpuUtilization(60), ScalingMetric.inference(InferenceMetric.rate('asked_total'), '2')] }, `metrics[1]: got "asked_per_second"; ${NEEDS}`],
  [{ prometheus: PROMETHEUS }, { metrics: [ScalingMetric.pods('requests-in-flight', '1')] }, `metrics[0].metric: got "requests-in-flight"; ${SERIES}`],
  [{ prometheus: PROMETHEUS }, { metrics: [ScalingMetric.pods('fps', '1', { matchLabels: { 'example.com/stream': 'a', 'stream': 'b' } })] }, `metrics[0].matchLabels["example.com/stream"]: ${LABEL}`],
  [{ prometheus: PROMETHEUS }, { metrics: [ScalingMetric.pods('fps', '500u')] }, `metrics[0].averageValue: got "500u"; ${SMALL}`],
  [{}, { metrics: [ScalingMetric.objectValue('latency', INGRESS, '1'), ScalingMetric.externalAverageValue('queue', '30')] }, `metrics[0]: got "Object"; ${OUTSIDE}`, `metrics[1]: got "External"; ${OUTSIDE}`],
  [{}, { autoscalerName: 'a'.repeat(55) }, LONG('a'.repeat(55))],
  [{}, { name: 'b'.repeat(55) }, LONG('b'.repeat(55))],
];

test.each(ROWS.map(([keda, changes, ...lines]) => ({ lines, keda, changes })))('refused: $lines.0', ({ lines, keda, changes }) => {
  expect(attempt(keda, changes)).toBe(['AutoscaledInference cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test.each<[string, KedaOptions, Partial<AutoscaledInferenceProps>]>([
  ['nothing but CPU', {}, {}],
  ['triggers without a metric', { triggers: [CLOCK] }, { metrics: [] }],
  ['two triggers without a name', { triggers: [CLOCK, CLOCK] }, {}],
  ['CPU beside a queue, and no replica', { triggers: [QUEUE] }, { minReplicas: 0 }],
  ['a metric of pods beside a queue, and no replica', { prometheus: PROMETHEUS, triggers: [QUEUE] }, { minReplicas: 0, metrics: [RATIO] }],
  ['no replica while idle, two otherwise', { idleAtZero: true, triggers: [QUEUE] }, { minReplicas: 2 }],
  ['no replica while idle, and the least there is otherwise', { idleAtZero: true, triggers: [QUEUE] }, {}],
  ['every way to zero and back', { pollingInterval: Duration.seconds(1), cooldownPeriod: Duration.seconds(0), initialCooldownPeriod: Duration.hours(1), triggers: [QUEUE] }, { minReplicas: 0 }],
  ['a way back from idling', { cooldownPeriod: Duration.minutes(1), idleAtZero: true, triggers: [QUEUE] }, {}],
  ['a fallback to no replica', { triggers: [QUEUE], fallback: { replicas: 0, failureThreshold: 1, behavior: KedaFallbackBehavior.CURRENT_REPLICAS } }, {}],
  ['a fallback of a metric of pods', { prometheus: PROMETHEUS, fallback: { replicas: 2 } }, { metrics: [RATIO] }],
  ['a name of 54 characters', {}, { autoscalerName: 'a'.repeat(54) }],
  ['a long name of what a shorter autoscaler scales', {}, { name: 'b'.repeat(63), autoscalerName: 'short' }],
  ['the smallest share that KEDA can count', { prometheus: PROMETHEUS }, { metrics: [ScalingMetric.pods('fps', '1m')] }],
  ['a series with colons', { prometheus: PROMETHEUS }, { metrics: [ScalingMetric.pods('vllm:num_requests_waiting', '1')] }],
  ['two selections of one series', { prometheus: PROMETHEUS }, { metrics: ['a', 'b'].map((stream) => ScalingMetric.pods('fps', '1', { matchLabels: { stream } })) }],
  ['a pace', {}, { behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(2) } }) }],
])('%s is accepted', (_, keda, changes) => {
  expect(attempt(keda, changes)).toBeUndefined();
});

test('what is wrong with the replicas and metrics themselves is told first', () => {
  expect(attempt({ pollingInterval: Duration.seconds(0) }, { minReplicas: 5, maxReplicas: 4 })?.split('\n').slice(1)).toEqual([
    '  [test/M] minReplicas: got 5; must not be above maxReplicas (4) — the API server would reject the autoscaler; lower minReplicas or raise maxReplicas',
  ]);
});
