import { Duration } from 'cdk8s';
import {
  AutoscaledInference, KedaTrigger, ScalingEngine, ScalingMetric, type AutoscaledInferenceProps, type KedaOptions,
} from '../../src';
import { autoscaledProps, OWN, refused, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const CPU = KedaTrigger.raw({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } });
const RATIO = ScalingMetric.pods('ei_scale_ratio', '1');

const attempt = (keda: KedaOptions, changes: Partial<AutoscaledInferenceProps>) => refused(() => {
  const props = autoscaledProps({ ...OWN, engine: ScalingEngine.keda(keda), ...changes });
  return new AutoscaledInference(testChart(), 'M', props);
});

type Code = [code: string, field: string];
type Row = [what: string, keda: object, changes: Partial<AutoscaledInferenceProps>, ...problems: Code[]];

/** Times while there may be no replica. */
const TIMES: Row[] = [
  [
    'no time between two polls',
    { pollingInterval: Duration.seconds(0), triggers: [QUEUE] },
    { minReplicas: 0 },
    ['validation/seconds', 'engine.pollingInterval'],
  ],
  [
    'a fraction of a second between two polls',
    { pollingInterval: Duration.millis(1500), triggers: [QUEUE] },
    { minReplicas: 0 },
    ['validation/seconds', 'engine.pollingInterval'],
  ],
  [
    'a cooldown of a fraction of a second',
    { cooldownPeriod: Duration.millis(500), triggers: [QUEUE] },
    { minReplicas: 0 },
    ['validation/seconds', 'engine.cooldownPeriod'],
  ],
  [
    'a first cooldown of a fraction of a second',
    { initialCooldownPeriod: Duration.millis(1), triggers: [QUEUE] },
    { minReplicas: 0 },
    ['validation/seconds', 'engine.initialCooldownPeriod'],
  ],
];

/** Times without effect, because there is always a replica. */
const NEVER_AT_ZERO: Row[] = [
  [
    'a polling interval',
    { pollingInterval: Duration.seconds(10) },
    {},
    ['scaling/keda-never-at-zero', 'engine.pollingInterval'],
  ],
  [
    'a cooldown',
    { cooldownPeriod: Duration.minutes(1), triggers: [QUEUE] },
    { minReplicas: 1 },
    ['scaling/keda-never-at-zero', 'engine.cooldownPeriod'],
  ],
  [
    'a first cooldown',
    { initialCooldownPeriod: Duration.minutes(1) },
    { minReplicas: 2 },
    ['scaling/keda-never-at-zero', 'engine.initialCooldownPeriod'],
  ],
  [
    'a wrong polling interval, once',
    { pollingInterval: Duration.seconds(0) },
    {},
    ['scaling/keda-never-at-zero', 'engine.pollingInterval'],
  ],
];

/** What does not work at zero. */
const ZERO: Row[] = [
  [
    'idleAtZero without a minimum',
    { idleAtZero: true, triggers: [QUEUE] },
    { minReplicas: 0 },
    ['scaling/keda-idle-without-minimum', 'engine.idleAtZero'],
  ],
  ['CPU alone', {}, { minReplicas: 0 }, ['scaling/keda-never-leaves-zero', 'minReplicas']],
  [
    'a trigger of CPU alone',
    { triggers: [CPU] },
    { minReplicas: 0, metrics: [] },
    ['scaling/keda-never-leaves-zero', 'minReplicas'],
  ],
  [
    'a metric of pods alone',
    { prometheus: PROMETHEUS },
    { minReplicas: 0, metrics: [RATIO] },
    ['scaling/keda-never-leaves-zero', 'minReplicas'],
  ],
  [
    'idleAtZero without a trigger',
    { idleAtZero: true },
    { minReplicas: 2 },
    ['scaling/keda-never-leaves-zero', 'engine.idleAtZero'],
  ],
  [
    'idleAtZero without a minimum and without a trigger',
    { idleAtZero: true },
    { minReplicas: 0 },
    ['scaling/keda-idle-without-minimum', 'engine.idleAtZero'],
    ['scaling/keda-never-leaves-zero', 'minReplicas'],
  ],
];

test.each([...TIMES, ...NEVER_AT_ZERO, ...ZERO])('refused: %s', (_, keda, changes, ...problems) => {
  expect(attempt(keda, changes)).toEqual(problems);
});

test.each<[string, KedaOptions, Partial<AutoscaledInferenceProps>]>([
  ['CPU and a queue, and no replica', { triggers: [QUEUE] }, { minReplicas: 0 }],
  [
    'a metric of pods and a queue, and no replica',
    { prometheus: PROMETHEUS, triggers: [QUEUE] },
    { minReplicas: 0, metrics: [RATIO] },
  ],
  ['no replica while idle, two otherwise', { idleAtZero: true, triggers: [QUEUE] }, { minReplicas: 2 }],
  ['no replica while idle, the default minimum otherwise', { idleAtZero: true, triggers: [QUEUE] }, {}],
  [
    'every time of scaling to zero and from zero',
    {
      pollingInterval: Duration.seconds(1),
      cooldownPeriod: Duration.seconds(0),
      initialCooldownPeriod: Duration.hours(1),
      triggers: [QUEUE],
    },
    { minReplicas: 0 },
  ],
  ['a cooldown with idleAtZero', { cooldownPeriod: Duration.minutes(1), idleAtZero: true, triggers: [QUEUE] }, {}],
])('%s is accepted', (_, keda, changes) => {
  expect(attempt(keda, changes)).toEqual([]);
});
