import {
  KedaFallbackBehavior, KedaTrigger, ScalingMetric, type KedaFallback, type KedaOptions,
} from '../../src';
import { fallbackProblems } from '../../src/scaling/keda-fallback-problems';
import { codes } from '../helpers';

const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const QUERY = KedaTrigger.prometheus({ serverAddress: 'http://a:9090', query: 'sum(queued)', threshold: 8 });
const KAFKA = KedaTrigger.raw({ type: 'kafka', metadata: { bootstrapServers: 'a:9092', consumerGroup: 'b' } });
const AMQP = KedaTrigger.raw({ type: 'rabbitmq', metadata: { queueName: 'q', host: 'amqp://a' } });
const HTTP = KedaTrigger.raw({ type: 'rabbitmq', metadata: { queueName: 'q', host: 'http://a' } });
const CPU = KedaTrigger.raw({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } });
const MEMORY = ScalingMetric.memoryUtilization(60);

type Code = [code: string, field: string];
type Row = [
  what: string, fallback: unknown, triggers: KedaTrigger[], metrics: ScalingMetric[], ...problems: Code[],
];

const ROWS: Row[] = [
  ['less than no replica', { replicas: -1 }, [QUERY], [], ['validation/integer', 'fallback.replicas']],
  ['no replicas', {}, [QUERY], [], ['validation/integer', 'fallback.replicas']],
  [
    'a fraction of a replica, after no failure',
    { replicas: 1.5, failureThreshold: 0 },
    [QUERY],
    [],
    ['validation/integer', 'fallback.replicas'],
    ['validation/integer', 'fallback.failureThreshold'],
  ],
  [
    'a behavior that KEDA does not know',
    { replicas: 1, behavior: 'twice' },
    [QUERY],
    [],
    ['scaling/keda-unknown-fallback-behavior', 'fallback.behavior'],
  ],
  ['a fallback of CPU and memory', { replicas: 2 }, [CPU], [MEMORY], ['scaling/keda-fallback-unused', 'fallback']],
  ['a fallback of memory', { replicas: 2 }, [], [MEMORY], ['scaling/keda-fallback-unused', 'fallback']],
  ['a wrong fallback of memory, once', { replicas: -1 }, [], [MEMORY], ['scaling/keda-fallback-unused', 'fallback']],
  ['a fallback of what connects when it is built', { replicas: 2 }, [QUEUE, KAFKA, AMQP], [MEMORY],
    ['scaling/keda-fallback-unused', 'fallback']],
  ['null', null, [QUERY], [], ['scaling/keda-fallback-not-an-object', 'fallback']],
  ['a number', 2, [QUERY], [], ['scaling/keda-fallback-not-an-object', 'fallback']],
];

test.each(ROWS)('refused: %s', (_, fallback, triggers, metrics, ...problems) => {
  expect(codes(fallbackProblems({ fallback, triggers } as KedaOptions, metrics, 1))).toEqual(problems);
});

test.each<[string, KedaOptions, ScalingMetric[]]>([
  ['no fallback', {}, [MEMORY]],
  ['a fallback of a queue', { fallback: { replicas: 1 }, triggers: [QUERY] }, [MEMORY]],
  ['a fallback of a queue by HTTP', { fallback: { replicas: 1 }, triggers: [HTTP, QUEUE] }, []],
  ['a fallback of a metric of pods', { fallback: { replicas: 2 } }, [ScalingMetric.pods('fps', '1')]],
  [
    'a fallback to no replica',
    {
      fallback: { replicas: 0, failureThreshold: 1, behavior: KedaFallbackBehavior.CURRENT_REPLICAS },
      triggers: [QUERY],
    },
    [],
  ],
])('%s is accepted', (_, keda, metrics) => {
  expect(fallbackProblems(keda, metrics, 1)).toEqual([]);
});

describe('where there may be no replica', () => {
  const { STATIC, CURRENT_REPLICAS, CURRENT_REPLICAS_IF_LOWER, CURRENT_REPLICAS_IF_HIGHER } = KedaFallbackBehavior;
  const waking = (fallback: KedaFallback, idleAtZero = false) => (
    codes(fallbackProblems({ fallback, idleAtZero, triggers: [QUERY] }, [], idleAtZero ? 2 : 0)));

  test.each<[string, KedaFallback, string]>([
    ['none', { replicas: 0 }, 'replicas'],
    ['a fixed number of none', { replicas: 0, behavior: STATIC }, 'replicas'],
    ['the current number', { replicas: 2, behavior: CURRENT_REPLICAS }, 'behavior'],
    ['the current number if lower', { replicas: 2, behavior: CURRENT_REPLICAS_IF_LOWER }, 'behavior'],
  ])('a fallback to %s is refused: it would start a pod', (_, fallback, field) => {
    const expected = [['scaling/keda-fallback-wakes-zero', `fallback.${field}`]];
    expect(waking(fallback)).toEqual(expected);
    expect(waking(fallback, true)).toEqual(expected);
  });

  test.each<[string, KedaFallback]>([
    ['two', { replicas: 2 }],
    ['a fixed number', { replicas: 2, behavior: STATIC }],
    ['the current number if higher', { replicas: 2, behavior: CURRENT_REPLICAS_IF_HIGHER }],
  ])('a fallback to %s is accepted', (_, fallback) => {
    expect(waking(fallback)).toEqual([]);
  });
});
