import { type Chart, Duration } from 'cdk8s';
import { Deployment, Service, StatefulSet } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceAutoscaler, KedaTrigger, KubernetesVersion, ScalingBehavior, ScalingEngine,
  ScalingMetric, ScalingPolicy, ScalingPolicySelect, type AutoscaledInferenceProps, type InferenceAutoscalerProps,
} from '../../src';
import { scalingProblems } from '../../src/scaling/autoscaler-problems';
import { autoscaledProps, codes, find, refusal, refused, RESOURCES, testChart } from '../helpers';

type Code = [code: string, field: string];
type ScaledRow = [what: string, changes: Partial<AutoscaledInferenceProps>, ...problems: Code[]];
type OwnRow = [what: string, changes: (chart: Chart) => Partial<InferenceAutoscalerProps>, ...problems: Code[]];

const CPU = ScalingMetric.cpuUtilization(60);
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const HIGHER = ScalingMetric.cpuUtilization(70);
const up = (scaleUp: object) => ScalingBehavior.of({ scaleUp });
const down = (scaleDown: object) => ScalingBehavior.of({ scaleDown });

/** What both autoscalers refuse. */
const SCALING: ScaledRow[] = [
  ['no replica at most', { maxReplicas: 0 }, ['validation/integer', 'maxReplicas']],
  ['less than no replica at most', { maxReplicas: -1 }, ['validation/integer', 'maxReplicas']],
  ['a fraction at most', { maxReplicas: 1.5 }, ['validation/integer', 'maxReplicas']],
  ['not a number at most', { maxReplicas: NaN }, ['validation/integer', 'maxReplicas']],
  ['infinitely many at most', { maxReplicas: Infinity }, ['validation/integer', 'maxReplicas']],
  ['no maxReplicas', { maxReplicas: undefined as never }, ['validation/integer', 'maxReplicas']],
  ['a string at most', { maxReplicas: '3' as never }, ['validation/integer', 'maxReplicas']],
  ['more than the API holds', { maxReplicas: 2 ** 31 }, ['validation/integer', 'maxReplicas']],
  ['no replica at least', { minReplicas: 0 }, ['scaling/hpa-min-zero', 'minReplicas']],
  ['less than no replica at least', { minReplicas: -1 }, ['validation/integer', 'minReplicas']],
  ['a fraction at least', { minReplicas: 2.5 }, ['validation/integer', 'minReplicas']],
  ['not a number at least', { minReplicas: NaN }, ['validation/integer', 'minReplicas']],
  ['more at least than at most', { minReplicas: 5, maxReplicas: 4 }, ['scaling/max-below-min', 'minReplicas']],
  ['no metric', { metrics: [] }, ['scaling/no-metric', 'metrics']],
  ['no metrics', { metrics: undefined as never }, ['scaling/no-metric', 'metrics']],
  ['metrics that are no list', { metrics: CPU as never }, ['scaling/no-metric', 'metrics']],
  ['two targets of CPU', { metrics: [CPU, HIGHER] }, ['scaling/metric-repeated', 'metrics[1]']],
  [
    'two targets of a metric of pods',
    { metrics: [ScalingMetric.pods('fps', '1'), CPU, ScalingMetric.pods('fps', '2')] },
    ['scaling/metric-repeated', 'metrics[2]'],
  ],
  [
    'percentages that are none',
    { metrics: [ScalingMetric.cpuUtilization(0), ScalingMetric.memoryUtilization(1.5)] },
    ['validation/integer', 'metrics[0].averageUtilization'],
    ['validation/integer', 'metrics[1].averageUtilization'],
  ],
  [
    'quantities that are none',
    { metrics: [ScalingMetric.cpuAverageValue('0'), ScalingMetric.memoryAverageValue('2GB')] },
    ['validation/quantity-not-positive', 'metrics[0].averageValue'],
    ['validation/quantity', 'metrics[1].averageValue'],
  ],
  [
    'names of metrics that are none',
    { metrics: [ScalingMetric.pods('', '1'), ScalingMetric.externalValue('a/b', '-1')] },
    ['validation/name', 'metrics[0].metric'],
    ['validation/name', 'metrics[1].metric'],
    ['validation/quantity-not-positive', 'metrics[1].value'],
  ],
  [
    'a wrong name of a container',
    { metrics: [ScalingMetric.containerCpuUtilization('Main', 50)] },
    ['validation/name', 'metrics[0].container'],
  ],
  [
    'a metric that is no ScalingMetric',
    { metrics: [CPU, { type: 'Resource' } as never] },
    ['scaling/not-a-metric', 'metrics[1]'],
  ],
  [
    'a metric that is undefined, and no replica',
    { metrics: [undefined as never], maxReplicas: 0 },
    ['validation/integer', 'maxReplicas'],
    ['scaling/not-a-metric', 'metrics[0]'],
  ],
  [
    'a behavior that is no ScalingBehavior',
    { behavior: { scaleUp: {} } as never },
    ['scaling/not-a-behavior', 'behavior'],
  ],
  [
    'a behavior that never scales up',
    { behavior: up({ selectPolicy: ScalingPolicySelect.DISABLED }) },
    ['scaling/scale-up-disabled', 'behavior.scaleUp.selectPolicy'],
  ],
  [
    'several things at once',
    { behavior: 'slow' as never, maxReplicas: 0, metrics: [] },
    ['validation/integer', 'maxReplicas'],
    ['scaling/no-metric', 'metrics'],
    ['scaling/not-a-behavior', 'behavior'],
  ],
];

/** What a behavior reports of itself is its own matter; that it is asked is what counts here. */
const BEHAVIORS: Array<[what: string, changes: Partial<AutoscaledInferenceProps>, ...fields: string[]]> = [
  ['an empty direction', { behavior: up({}) }, 'behavior.scaleUp'],
  [
    'a direction with three faults',
    { behavior: down({ stabilizationWindow: Duration.hours(2), policies: [], tolerance: -0.1 }) },
    'behavior.scaleDown.stabilizationWindow',
    'behavior.scaleDown.policies',
    'behavior.scaleDown.tolerance',
  ],
  [
    'a policy with two faults',
    { behavior: up({ policies: [ScalingPolicy.pods(0, Duration.hours(1))] }) },
    'behavior.scaleUp.policies[0].value',
    'behavior.scaleUp.policies[0].period',
  ],
  ['no policy, and no metric', { metrics: [], behavior: up({ policies: [] }) }, 'metrics', 'behavior.scaleUp.policies'],
];

/** What is refused of replicas and metrics with KEDA, which can scale up from zero. */
const KEDA: ScaledRow[] = [
  ['less than no replica', { minReplicas: -1 }, ['validation/integer', 'minReplicas']],
  ['a fraction of a replica', { minReplicas: 0.5 }, ['validation/integer', 'minReplicas']],
  ['more at least than at most', { minReplicas: 5, maxReplicas: 4 }, ['scaling/max-below-min', 'minReplicas']],
  ['no replica at most', { maxReplicas: 0 }, ['validation/integer', 'maxReplicas']],
  ['neither a metric nor a trigger', { metrics: [] }, ['scaling/no-metric', 'metrics']],
  ['two targets of CPU', { metrics: [CPU, HIGHER] }, ['scaling/metric-repeated', 'metrics[1]']],
  [
    'a behavior that never scales up',
    { behavior: up({ selectPolicy: ScalingPolicySelect.DISABLED }) },
    ['scaling/scale-up-disabled', 'behavior.scaleUp.selectPolicy'],
  ],
];

const containers = [{ image: 'a/b:1' }];

const OWN: OwnRow[] = [
  ['no target', () => ({ target: undefined as never }), ['scaling/target-not-scalable', 'target']],
  ['a target that is no workload', () => ({ target: {} as never }), ['scaling/target-not-scalable', 'target']],
  [
    'a Deployment with replicas',
    (chart) => ({ target: new Deployment(chart, 'Fixed', { replicas: 2, containers }) }),
    ['scaling/target-has-replicas', 'target'],
  ],
  [
    'a StatefulSet with a replica',
    (chart) => {
      const service = new Service(chart, 'S', { ports: [{ port: 1 }] });
      return { target: new StatefulSet(chart, 'Set', { replicas: 1, containers, service }) };
    },
    ['scaling/target-has-replicas', 'target'],
  ],
  ['a wrong name', () => ({ name: 'Hpa!' }), ['validation/name', 'name']],
  ['a wrong key of a label', () => ({ labels: { 'a b': 'c' } }), ['validation/label-key', 'labels["a b"]']],
  ['a wrong value of a label', () => ({ labels: { a: '-' } }), ['validation/label-value', 'labels["a"]']],
];

function scaled(changes: Partial<AutoscaledInferenceProps>): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'M', autoscaledProps(changes));
}

function own(chart: Chart, changes: Partial<InferenceAutoscalerProps>): InferenceAutoscaler {
  const target = new Deployment(chart, 'Own', {
    containers: [{ image: 'a/b:1', ports: [{ number: 8080 }], resources: RESOURCES }],
  });
  return new InferenceAutoscaler(chart, 'M', { target, maxReplicas: 4, metrics: [CPU], ...changes });
}

test.each(SCALING)('AutoscaledInference refuses %s', (_, changes, ...problems) => {
  expect(refused(() => scaled(changes))).toEqual(problems);
});

test.each(SCALING)('InferenceAutoscaler refuses %s', (_, changes, ...problems) => {
  expect(refused(() => own(testChart(), changes as Partial<InferenceAutoscalerProps>))).toEqual(problems);
});

test.each(BEHAVIORS)('both refuse %s', (_, changes, ...fields) => {
  expect(refused(() => scaled(changes)).map(([, field]) => field)).toEqual(fields);
  const alone = changes as Partial<InferenceAutoscalerProps>;
  expect(refused(() => own(testChart(), alone)).map(([, field]) => field)).toEqual(fields);
});

test.each(KEDA)('AutoscaledInference with KEDA refuses %s', (_, changes, ...problems) => {
  expect(refused(() => scaled({ engine: ScalingEngine.keda(), ...changes }))).toEqual(problems);
});

test.each(OWN)('InferenceAutoscaler refuses %s', (_, changes, ...problems) => {
  const chart = testChart();
  expect(refused(() => own(chart, changes(chart)))).toEqual(problems);
});

test.each<[string, Partial<AutoscaledInferenceProps>]>([
  ['one replica at most', { maxReplicas: 1 }],
  ['as many at least as at most', { minReplicas: 4 }],
  ['a target above the request where nothing limits it', { metrics: [ScalingMetric.cpuUtilization(400)] }],
  ['one metric with two types of target', { metrics: [CPU, ScalingMetric.cpuAverageValue('2')] }],
  [
    'one metric of two selections',
    { metrics: ['1', '2'].map((a) => ScalingMetric.pods('fps', '1', { matchLabels: { a } })) },
  ],
  [
    'no metric where KEDA has a trigger',
    { metrics: [], engine: ScalingEngine.keda({ triggers: [QUEUE] }) },
  ],
])('%s is accepted', (_, changes) => {
  expect(refused(() => scaled(changes))).toEqual([]);
});

describe('what an engine can do', () => {
  const options = { maxReplicas: 4, metrics: [CPU] };

  test('decides whether there may be no replica, and no metric', () => {
    expect(codes(scalingProblems({ ...options, minReplicas: 0 }, { zero: true }))).toEqual([]);
    expect(codes(scalingProblems({ ...options, metrics: [] }, { triggers: true }))).toEqual([]);
  });

  test('decides whether KEDA is named as a way out', () => {
    const fixes = [{ choosable: true }, {}].map((able) => scalingProblems({ ...options, minReplicas: 0 }, able)[0].fix);
    expect(fixes.map((fix) => fix.includes('ScalingEngine.keda'))).toEqual([true, false]);
  });
});

test('the problem of the replicas names the limit that they are above', () => {
  const [problem] = scalingProblems({ minReplicas: 5, maxReplicas: 4, metrics: [CPU] });
  expect([problem.value, problem.rule.includes('maxReplicas (4)')]).toEqual([5, true]);
});

test('the problem of a repeated metric names the first', () => {
  const [problem] = scalingProblems({ maxReplicas: 4, metrics: [ScalingMetric.pods('fps', '1'), CPU, CPU] });
  expect(problem.rule).toContain('metrics[1]');
});

describe('a minimum of zero', () => {
  const OUTSIDE = ScalingMetric.externalAverageValue('queue_depth', '30');
  const OBJECT = ScalingMetric.objectAverageValue('rps', { apiVersion: 'v1', kind: 'Service', name: 'web' }, '5');

  function chartOf(version?: string, featureGates?: string[]): Chart {
    const chart = testChart();
    if (version !== undefined) KubernetesVersion.set(chart, version, { featureGates });
    return chart;
  }
  const atZero = (chart: Chart, changes: Partial<AutoscaledInferenceProps>) => (
    new AutoscaledInference(chart, 'Server', autoscaledProps({ minReplicas: 0, metrics: [OUTSIDE], ...changes })));
  const existing = (chart: Chart, metrics: ScalingMetric[]) => {
    const target = new Deployment(chart, 'Target', { containers: [{ image: 'registry.example.com/a:1' }] });
    return new InferenceAutoscaler(chart, 'Scaler', { target, minReplicas: 0, maxReplicas: 4, metrics });
  };

  test.each<[string, string | undefined, string[] | undefined, number]>([
    ['is refused where no version is named', undefined, undefined, 1],
    ['is refused before 1.37', '1.36', undefined, 1],
    ['is printed for 1.37', '1.37', undefined, 0],
    ['is printed before 1.37 where the gate is on', '1.36', ['HPAScaleToZero'], 0],
  ])('%s', (_, version, gates, count) => {
    const problems = [['scaling/hpa-min-zero', 'minReplicas']].slice(0, count);
    expect(refused(() => atZero(chartOf(version, gates), {}))).toEqual(problems);
    expect(refused(() => existing(chartOf(version, gates), [OBJECT]))).toEqual(problems);
  });

  test('is printed as it is, and no workload says a number of replicas', () => {
    const chart = chartOf('1.37');
    atZero(chart, { metrics: [OUTSIDE, ScalingMetric.cpuUtilization(60)] });
    expect(find(chart, 'HorizontalPodAutoscaler').spec.minReplicas).toBe(0);
    expect(find(chart, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('says which version is set, and how another one is', () => {
    expect(refusal(() => atZero(chartOf('1.36'), {}))).toMatch(/before Kubernetes 1\.37: 1\.36 is set here/);
    expect(refusal(() => atZero(chartOf(), {}))).toMatch(/no version is set here[\s\S]*KubernetesVersion\.set/);
  });

  test.each<[string, ScalingMetric[], Code[]]>([
    ['CPU alone', [ScalingMetric.cpuUtilization(60)], [['scaling/hpa-zero-unread', 'minReplicas']]],
    ['metrics of pods alone', [ScalingMetric.pods('fps', '4')], [['scaling/hpa-zero-unread', 'minReplicas']]],
    ['memory beside a queue', [OUTSIDE, ScalingMetric.memoryUtilization(60)],
      [['scaling/hpa-zero-memory', 'metrics[1]']]],
    ['memory of one container beside a queue', [OUTSIDE, ScalingMetric.containerMemoryAverageValue('server', '1Gi')],
      [['scaling/hpa-zero-memory', 'metrics[1]']]],
  ])('is refused with %s', (_, metrics, problems) => {
    expect(refused(() => atZero(chartOf('1.37'), { metrics }))).toEqual(problems);
  });

  test('is refused with a FederatedHPA whatever the version', () => {
    expect(refused(() => atZero(chartOf('1.37'), { metrics: [OBJECT], engine: ScalingEngine.federated() })))
      .toEqual([['scaling/hpa-min-zero', 'minReplicas']]);
  });

  test('KEDA has it for every version', () => {
    const engine = ScalingEngine.keda({ triggers: [QUEUE] });
    expect(refused(() => atZero(chartOf('1.36'), { metrics: [], engine }))).toEqual([]);
  });
});
