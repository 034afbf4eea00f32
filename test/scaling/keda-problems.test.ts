import { Duration } from 'cdk8s';
import {
  AutoscaledInference, KedaTrigger, ScalingBehavior, ScalingEngine, ScalingMetric, type AutoscaledInferenceProps,
  type KedaOptions,
} from '../../src';
import { autoscaledProps, OWN, refused, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ name: 'queue', address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const CLOCK = KedaTrigger.raw({
  type: 'cron',
  metadata: { timezone: 'Europe/Berlin', start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '2' },
});
const INGRESS = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };

const attempt = (keda: KedaOptions, changes: Partial<AutoscaledInferenceProps> = {}) => refused(() => {
  const props = autoscaledProps({ ...OWN, engine: ScalingEngine.keda(keda), ...changes });
  return new AutoscaledInference(testChart(), 'M', props);
});

type Code = [code: string, field: string];
type Row = [what: string, keda: object, changes: Partial<AutoscaledInferenceProps>, ...problems: Code[]];

const ROWS: Row[] = [
  ['an address without http', { prometheus: 'a:9090' }, {}, ['scaling/not-a-prometheus-url', 'engine.prometheus']],
  ['an empty address', { prometheus: '' }, {}, ['scaling/not-a-prometheus-url', 'engine.prometheus']],
  [
    'an empty name of credentials',
    { prometheus: PROMETHEUS, prometheusAuthentication: { name: '' } },
    { metrics: [ScalingMetric.pods('fps', '1')] },
    ['validation/name', 'engine.prometheusAuthentication.name'],
  ],
  ['triggers that are null', { triggers: null }, {}, ['scaling/keda-triggers-not-a-list', 'engine.triggers']],
  ['a name of two triggers', { triggers: [QUEUE, QUEUE] }, {}, ['scaling/keda-trigger-name-taken', 'engine.triggers']],
  [
    'a name of a trigger and a metric',
    { prometheus: PROMETHEUS, triggers: [QUEUE] },
    { metrics: [ScalingMetric.pods('queue', '1')] },
    ['scaling/keda-trigger-name-taken', 'engine.triggers'],
  ],
  [
    'metrics that KEDA does not read',
    {},
    { metrics: [ScalingMetric.objectValue('latency', INGRESS, '1'), ScalingMetric.externalValue('queue', '30')] },
    ['scaling/keda-unsupported-metric', 'metrics[0]'],
    ['scaling/keda-unsupported-metric', 'metrics[1]'],
  ],
  [
    'a name of 55 characters',
    {},
    { autoscalerName: 'a'.repeat(55) },
    ['scaling/keda-name-too-long', 'autoscalerName'],
  ],
  [
    'a name of 55 characters that the autoscaler takes over',
    {},
    { name: 'b'.repeat(55) },
    ['scaling/keda-name-too-long', 'autoscalerName'],
  ],
  [
    'several things at once',
    {
      prometheus: '',
      pollingInterval: Duration.seconds(0),
      fallback: { replicas: -1 },
      triggers: [QUEUE, QUEUE, CLOCK],
    },
    { minReplicas: 0, metrics: [ScalingMetric.externalValue('queue', '1')], autoscalerName: 'a'.repeat(55) },
    ['scaling/keda-name-too-long', 'autoscalerName'],
    ['scaling/not-a-prometheus-url', 'engine.prometheus'],
    ['scaling/keda-trigger-name-taken', 'engine.triggers'],
    ['validation/seconds', 'engine.pollingInterval'],
    ['validation/integer', 'engine.fallback.replicas'],
    ['scaling/keda-unsupported-metric', 'metrics[0]'],
  ],
];

test.each(ROWS)('refused: %s', (_, keda, changes, ...problems) => {
  expect(attempt(keda, changes)).toEqual(problems);
});

test.each<[string, KedaOptions, Partial<AutoscaledInferenceProps>]>([
  ['nothing but CPU', {}, {}],
  ['triggers without a metric', { triggers: [CLOCK] }, { metrics: [] }],
  ['two triggers without a name', { triggers: [CLOCK, CLOCK] }, {}],
  ['a name of 54 characters', {}, { autoscalerName: 'a'.repeat(54) }],
  ['a long name of what a shorter autoscaler scales', {}, { name: 'b'.repeat(63), autoscalerName: 'short' }],
  [
    'two selections of one series',
    { prometheus: PROMETHEUS },
    { metrics: ['a', 'b'].map((stream) => ScalingMetric.pods('fps', '1', { matchLabels: { stream } })) },
  ],
  [
    'a behavior',
    {},
    { behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(2) } }) },
  ],
])('%s is accepted', (_, keda, changes) => {
  expect(attempt(keda, changes)).toEqual([]);
});

test('what is wrong with the replicas and metrics themselves is reported first', () => {
  const problems = attempt({ pollingInterval: Duration.seconds(0) }, { minReplicas: 5, maxReplicas: 4 });
  expect(problems).toEqual([['scaling/max-below-min', 'minReplicas']]);
});
