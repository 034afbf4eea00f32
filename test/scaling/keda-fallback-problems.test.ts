import { KedaFallbackBehavior, KedaTrigger, ScalingMetric, type KedaOptions } from '../../src';
import { fallbackProblems } from '../../src/scaling/keda-fallback-problems';
import { codes } from '../helpers';

const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const CPU = KedaTrigger.raw({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } });
const MEMORY = ScalingMetric.memoryUtilization(60);

type Code = [code: string, field: string];
type Row = [
  what: string, fallback: unknown, triggers: KedaTrigger[], metrics: ScalingMetric[], ...problems: Code[],
];

const ROWS: Row[] = [
  ['less than no replica', { replicas: -1 }, [QUEUE], [], ['validation/integer', 'fallback.replicas']],
  ['no replicas', {}, [QUEUE], [], ['validation/integer', 'fallback.replicas']],
  [
    'a fraction of a replica, after no failure',
    { replicas: 1.5, failureThreshold: 0 },
    [QUEUE],
    [],
    ['validation/integer', 'fallback.replicas'],
    ['validation/integer', 'fallback.failureThreshold'],
  ],
  [
    'a behavior that KEDA does not know',
    { replicas: 1, behavior: 'twice' },
    [QUEUE],
    [],
    ['scaling/keda-unknown-fallback-behavior', 'fallback.behavior'],
  ],
  ['a fallback of CPU and memory', { replicas: 2 }, [CPU], [MEMORY], ['scaling/keda-fallback-unused', 'fallback']],
  ['a fallback of memory', { replicas: 2 }, [], [MEMORY], ['scaling/keda-fallback-unused', 'fallback']],
  ['a wrong fallback of memory, once', { replicas: -1 }, [], [MEMORY], ['scaling/keda-fallback-unused', 'fallback']],
  ['null', null, [QUEUE], [], ['scaling/keda-fallback-not-an-object', 'fallback']],
  ['a number', 2, [QUEUE], [], ['scaling/keda-fallback-not-an-object', 'fallback']],
];

test.each(ROWS)('refused: %s', (_, fallback, triggers, metrics, ...problems) => {
  expect(codes(fallbackProblems({ fallback, triggers } as KedaOptions, metrics))).toEqual(problems);
});

test.each<[string, KedaOptions, ScalingMetric[]]>([
  ['no fallback', {}, [MEMORY]],
  ['a fallback of a queue', { fallback: { replicas: 1 }, triggers: [QUEUE] }, [MEMORY]],
  ['a fallback of a metric of pods', { fallback: { replicas: 2 } }, [ScalingMetric.pods('fps', '1')]],
  [
    'a fallback to no replica',
    {
      fallback: { replicas: 0, failureThreshold: 1, behavior: KedaFallbackBehavior.CURRENT_REPLICAS },
      triggers: [QUEUE],
    },
    [],
  ],
])('%s is accepted', (_, keda, metrics) => {
  expect(fallbackProblems(keda, metrics)).toEqual([]);
});
