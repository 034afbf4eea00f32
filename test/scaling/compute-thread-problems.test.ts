import {
  AutoscaledInference, ModelServer, ScalingBehavior, ScalingMetric, type AutoscaledInferenceProps,
} from '../../src';
import { computeThreadProblems } from '../../src/scaling/compute-thread-problems';
import { autoscaledProps, refused, testChart } from '../helpers';

const threads = (computeThreads?: number) => ModelServer.custom({ image: 'a/b:1', httpPort: 80, computeThreads });
const cpu = (request: string) => ({ requests: { cpu: request } });
const up = (tolerance: number) => ScalingBehavior.of({ scaleUp: { tolerance } });

const rows: Array<[what: string, changes: Partial<AutoscaledInferenceProps>, ...fields: string[]]> = [
  [
    'two threads of a server with a table row',
    { server: ModelServer.llamaEdge({ image: 'a/b:1' }), model: undefined, resources: cpu('4') },
    'metrics[0]',
  ],
  [
    'a limit that is the request too',
    {
      server: threads(1),
      resources: { limits: { cpu: '2' } },
      metrics: [ScalingMetric.memoryAverageValue('1Gi'), ScalingMetric.cpuUtilization(50)],
    },
    'metrics[1]',
  ],
  [
    'a target of the container of the server',
    { server: threads(1), resources: cpu('2'), metrics: [ScalingMetric.containerCpuUtilization('server', 50)] },
    'metrics[0]',
  ],
  ['a tolerance above the default', { server: threads(2), resources: cpu('3'), behavior: up(0.2) }, 'metrics[0]'],
];

test.each(rows)('a target that threads cannot exceed is refused: %s', (_, changes, ...fields) => {
  const refusals = refused(() => new AutoscaledInference(testChart(), 'M', autoscaledProps(changes)));
  expect(refusals).toEqual(fields.map((field) => ['scaling/target-beyond-threads', field]));
});

test.each<[string, Partial<AutoscaledInferenceProps>]>([
  ['threads that just exceed the target', { server: threads(2), resources: cpu('3') }],
  ['a tolerance below the default', { server: threads(1), resources: cpu('1600m'), behavior: up(0.04) }],
  ['nothing to scale', { server: threads(2), resources: cpu('8'), maxReplicas: 1 }],
  ['threads that are not known', { server: threads(), resources: cpu('8') }],
  ['no request and no limit of CPU', { server: threads(1), resources: { requests: { memory: '1Gi' } } }],
  ['a target of memory', { server: threads(1), resources: cpu('8'), metrics: [ScalingMetric.memoryUtilization(60)] }],
  [
    'a target of another container',
    { server: threads(1), resources: cpu('8'), metrics: [ScalingMetric.containerCpuUtilization('side', 60)] },
  ],
])('nothing is refused with %s', (_, changes) => {
  expect(refused(() => new AutoscaledInference(testChart(), 'M', autoscaledProps(changes)))).toEqual([]);
});

test('the problem gives the share that the threads can use, and the target that would work', () => {
  const props = autoscaledProps({ server: threads(2), resources: cpu('4') });
  const [{ value, rule, fix }] = computeThreadProblems(props, props);
  expect(value).toBe(60);
  expect(rule).toContain('2 threads, at most 50 % of the 4 CPU');
  expect(fix).toContain('45 %');
});

test('the target that would work is accepted', () => {
  const metrics = [ScalingMetric.cpuUtilization(45)];
  const props = autoscaledProps({ server: threads(2), resources: cpu('4'), metrics });
  expect(computeThreadProblems(props, props)).toEqual([]);
});
