import { type Chart, Duration } from 'cdk8s';
import { Deployment, Service, StatefulSet } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceAutoscaler, KedaTrigger, ModelServer, ScalingBehavior, ScalingEngine, ScalingMetric, ScalingPolicy,
  type AutoscaledInferenceProps,
  type InferenceAutoscalerProps,
} from '../../src';
import { autoscaledProps, refusal, RESOURCES, testChart } from '../helpers';

type ScaledRow = [changes: Partial<AutoscaledInferenceProps>, ...lines: string[]];
type OwnRow = [changes: (chart: Chart) => Partial<InferenceAutoscalerProps>, ...lines: string[]];

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });

/** What both autoscalers refuse. */
const SCALING: ScaledRow[] = [
  [{ maxReplicas: 0 },
    'maxReplicas: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: -1 },
    'maxReplicas: got -1; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: 1.5 },
    'maxReplicas: got 1.5; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: NaN },
    'maxReplicas: got NaN; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: Infinity },
    'maxReplicas: got Infinity; must be a whole number from 1 to 2147483647 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: undefined as never },
    'maxReplicas: got undefined; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: '3' as never },
    'maxReplicas: got "3"; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ maxReplicas: 2 ** 31 },
    'maxReplicas: got 2147483648; must be a whole number from 1 to 2147483647 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ minReplicas: 0 },
    'minReplicas: got 0; must be at least 1 — a HorizontalPodAutoscaler cannot start a workload again that has no pod, unless the cluster has the feature HPAScaleToZero; keep one replica, or use ScalingEngine.keda (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/)'],
  [{ minReplicas: -1 },
    'minReplicas: got -1; must be a whole number of at least 1 — the API server would reject the autoscaler; give the least replicas, 1 or more'],
  [{ minReplicas: 2.5 },
    'minReplicas: got 2.5; must be a whole number of at least 1 — the API server would reject the autoscaler; give the least replicas, 1 or more'],
  [{ minReplicas: NaN },
    'minReplicas: got NaN; must be a whole number of at least 1 — the API server would reject the autoscaler; give the least replicas, 1 or more'],
  [{ minReplicas: 5, maxReplicas: 4 },
    'minReplicas: got 5; must not be above maxReplicas (4) — the API server would reject the autoscaler; lower minReplicas or raise maxReplicas'],
  [{ metrics: [] },
    'metrics: got []; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)'],
  [{ metrics: undefined as never },
    'metrics: got undefined; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)'],
  [{ metrics: [ScalingMetric.cpuUtilization(60), ScalingMetric.cpuUtilization(70)] },
    'metrics[1]: measures the same as metrics[0] — only the lower of the two targets could ever decide; keep one of them'],
  [{ metrics: [ScalingMetric.pods('fps', '1'), ScalingMetric.cpuUtilization(70), ScalingMetric.pods('fps', '2')] },
    'metrics[2]: measures the same as metrics[0] — only the lower of the two targets could ever decide; keep one of them'],
  [{ metrics: [ScalingMetric.cpuUtilization(0), ScalingMetric.memoryUtilization(1.5)] },
    'metrics[0].averageUtilization: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; give per cent of the request, such as 60',
    'metrics[1].averageUtilization: got 1.5; must be a whole number of at least 1 — the API server would reject the autoscaler; give per cent of the request, such as 60'],
  [{ metrics: [ScalingMetric.cpuAverageValue('0'), ScalingMetric.memoryAverageValue('2GB')] },
    'metrics[0].averageValue: got "0"; must be above zero — the API server would reject it; give a positive quantity (Kubernetes API validation)',
    'metrics[1].averageValue: got "2GB"; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi (Kubernetes API validation)'],
  [{ metrics: [ScalingMetric.pods('', '1'), ScalingMetric.externalValue('a/b', '-1')] },
    'metrics[0].metric: got ""; must be a metric name (not empty, ".", "..", and without "/" and "%") — the API server would reject the object; give the name under which the metrics API serves it (Kubernetes API validation)',
    'metrics[1].metric: got "a/b"; must be a metric name (not empty, ".", "..", and without "/" and "%") — the API server would reject the object; give the name under which the metrics API serves it (Kubernetes API validation)',
    'metrics[1].value: got "-1"; must be above zero — the API server would reject it; give a positive quantity (Kubernetes API validation)'],
  [{ metrics: [ScalingMetric.containerCpuUtilization('Main', 50)] },
    'metrics[0].container: got "Main"; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give the name of a container of the pod (Kubernetes API validation)'],
  [{ metrics: [ScalingMetric.cpuUtilization(60), { type: 'Resource' } as never] },
    'metrics[1]: got {"type":"Resource"}; must be a ScalingMetric — nothing else can be checked and printed; use a factory of ScalingMetric'],
  [{ metrics: [undefined as never], maxReplicas: 0 },
    'maxReplicas: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold',
    'metrics[0]: got undefined; must be a ScalingMetric — nothing else can be checked and printed; use a factory of ScalingMetric'],
  [{ behavior: { scaleUp: {} } as never },
    'behavior: got {"scaleUp":{}}; must be a ScalingBehavior — nothing else can be checked and printed; use ScalingBehavior.of'],
  [{ behavior: ScalingBehavior.of({ scaleUp: {} }) },
    "behavior.scaleUp: holds no rule — an empty object would change nothing but still replace the controller's own pace by the API's defaults; give a rule or leave it out"],
  [{ behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.hours(2), policies: [], tolerance: -0.1 } }) },
    'behavior.scaleDown.stabilizationWindow: got 7200; must be a whole number from 0 to 3600 — the API server would reject the autoscaler; give a Duration of whole seconds, from 0 to 3600',
    'behavior.scaleDown.policies: got []; must not be empty — the API server would reject the autoscaler; leave policies out for the default, or use selectPolicy DISABLED to forbid this direction',
    'behavior.scaleDown.tolerance: got -0.1; must be a number of at least 0 — the API server would reject the autoscaler; give a share such as 0.05'],
  [{ behavior: ScalingBehavior.of({ scaleUp: { policies: [ScalingPolicy.pods(0, Duration.hours(1))] } }) },
    'behavior.scaleUp.policies[0].value: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; use selectPolicy DISABLED to forbid a direction',
    'behavior.scaleUp.policies[0].period: got 3600; must be a whole number from 1 to 1800 — the API server would reject the autoscaler; give a Duration of whole seconds, from 1 to 1800'],
  [{ metrics: [], behavior: ScalingBehavior.of({ scaleUp: { policies: [] } }) },
    'metrics: got []; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)',
    'behavior.scaleUp.policies: got []; must not be empty — the API server would reject the autoscaler; leave policies out for the default, or use selectPolicy DISABLED to forbid this direction'],
];

const SCALED: ScaledRow[] = [
  [{ autoscalerName: 'Hpa' },
    'autoscalerName: got "Hpa"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ autoscalerName: '' },
    'autoscalerName: got ""; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ replicas: 3 } as never,
    'replicas: got 3; must not be set on what scales — every apply would reset the replicas that the autoscaler chose; use minReplicas and maxReplicas, or InferenceDeployment for a fixed number'],
  [{ replicas: 0 } as never,
    'replicas: got 0; must not be set on what scales — every apply would reset the replicas that the autoscaler chose; use minReplicas and maxReplicas, or InferenceDeployment for a fixed number'],
  [{ name: 'Bad', maxReplicas: 0, resources: {} },
    'name: got "Bad"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)',
    'resources: name no resource — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request',
    'maxReplicas: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ server: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' }), model: undefined, resources: { requests: { cpu: '4' } } },
    'metrics[0]: got 60; llama-edge computes on 2 threads, which is 50 % of the 4 CPU requested — a metric adds a replica only when it is more than 10 % above its target, so this one never would; request less CPU, lower the target to 45 % or less, or give the server more threads (https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md)'],
  [{ server: custom({ httpPort: 80, computeThreads: 1 }), resources: { limits: { cpu: '2' } }, metrics: [ScalingMetric.memoryAverageValue('1Gi'), ScalingMetric.cpuUtilization(50)] },
    'metrics[1]: got 50; server computes on 1 thread, which is 50 % of the 2 CPU requested — a metric adds a replica only when it is more than 10 % above its target, so this one never would; request less CPU, lower the target to 45 % or less, or give the server more threads (https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md)'],
];

/** What is told of replicas and metrics when KEDA scales, which can start a workload again that has no pod. */
const KEDA: ScaledRow[] = [
  [{ minReplicas: -1 },
    'minReplicas: got -1; must be a whole number of at least 0 — the API server would reject the autoscaler; give the least replicas, 0 or more'],
  [{ minReplicas: 0.5 },
    'minReplicas: got 0.5; must be a whole number of at least 0 — the API server would reject the autoscaler; give the least replicas, 0 or more'],
  [{ minReplicas: 5, maxReplicas: 4 },
    'minReplicas: got 5; must not be above maxReplicas (4) — the API server would reject the autoscaler; lower minReplicas or raise maxReplicas'],
  [{ maxReplicas: 0 },
    'maxReplicas: got 0; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold'],
  [{ metrics: [] },
    'metrics: got []; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)'],
  [{ metrics: [ScalingMetric.cpuUtilization(60), ScalingMetric.cpuUtilization(70)] },
    'metrics[1]: measures the same as metrics[0] — only the lower of the two targets could ever decide; keep one of them'],
];

const OWN: OwnRow[] = [
  [() => ({ target: undefined as never }),
    'target: got undefined; must be a scalable workload of cdk8s-plus — there is nothing to scale; give a Deployment or a StatefulSet'],
  [() => ({ target: {} as never }),
    'target: got {}; must be a scalable workload of cdk8s-plus — there is nothing to scale; give a Deployment or a StatefulSet'],
  [(chart) => ({ target: new Deployment(chart, 'Fixed', { replicas: 2, containers: [{ image: 'a/b:1' }] }) }),
    'target: got {"replicas":2}; must not have replicas of its own — every apply would reset the replicas that the autoscaler chose; remove replicas from the workload'],
  [(chart) => ({ target: new StatefulSet(chart, 'Set', { replicas: 1, containers: [{ image: 'a/b:1' }], service: new Service(chart, 'S', { ports: [{ port: 1 }] }) }) }),
    'target: got {"replicas":1}; must not have replicas of its own — every apply would reset the replicas that the autoscaler chose; remove replicas from the workload'],
  [() => ({ name: 'Hpa!' }),
    'name: got "Hpa!"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [() => ({ labels: { 'a b': 'c' } }),
    'labels["a b"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the label; rename the key (Kubernetes API validation)'],
  [() => ({ labels: { a: '-' } }),
    'labels["a"]: got "-"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)'],
];

const message = (name: string, lines: string[]) => [`${name} cannot be defined:`, ...lines.map((line) => `  [test/M] ${line}`)].join('\n');

function own(chart: Chart, changes: Partial<InferenceAutoscalerProps>): InferenceAutoscaler {
  const target = new Deployment(chart, 'Own', { containers: [{ image: 'a/b:1', ports: [{ number: 8080 }], resources: RESOURCES }] });
  return new InferenceAutoscaler(chart, 'M', { target, maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(60)], ...changes });
}

test.each([...SCALING, ...SCALED].map(([changes, ...lines]) => ({ lines, changes })))('AutoscaledInference: $lines.0', ({ lines, changes }) => {
  expect(refusal(() => new AutoscaledInference(testChart(), 'M', autoscaledProps(changes)))).toBe(message('AutoscaledInference', lines));
});

test.each(SCALING.map(([changes, ...lines]) => ({ lines, changes })))('InferenceAutoscaler: $lines.0', ({ lines, changes }) => {
  const { maxReplicas, minReplicas, metrics, behavior } = { maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(60)], ...changes };
  expect(refusal(() => own(testChart(), { maxReplicas, minReplicas, metrics, behavior }))).toBe(message('InferenceAutoscaler', lines));
});

test.each(KEDA.map(([changes, ...lines]) => ({ lines, changes })))('AutoscaledInference with KEDA: $lines.0', ({ lines, changes }) => {
  const engine = ScalingEngine.keda();
  expect(refusal(() => new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine, ...changes })))).toBe(message('AutoscaledInference', lines));
});

test.each(OWN.map(([changes, ...lines]) => ({ lines, changes })))('InferenceAutoscaler: $lines.0', ({ lines, changes }) => {
  const chart = testChart();
  expect(refusal(() => own(chart, changes(chart)))).toBe(message('InferenceAutoscaler', lines));
});

test.each<[string, Partial<AutoscaledInferenceProps>]>([
  ['one replica at most', { maxReplicas: 1 }],
  ['as many at least as at most', { minReplicas: 4 }],
  ['a target above the request where nothing limits it', { metrics: [ScalingMetric.cpuUtilization(400)] }],
  ['the same metric with two kinds of target', { metrics: [ScalingMetric.cpuUtilization(60), ScalingMetric.cpuAverageValue('2')] }],
  ['the same metric of two selections', { metrics: [ScalingMetric.pods('fps', '1', { matchLabels: { a: '1' } }), ScalingMetric.pods('fps', '1', { matchLabels: { a: '2' } })] }],
  ['threads that just reach the target', { server: custom({ httpPort: 80, computeThreads: 2 }), resources: { requests: { cpu: '3' } }, metrics: [ScalingMetric.cpuUtilization(60)] }],
  ['threads that cannot, where there is nothing to scale', { server: custom({ httpPort: 80, computeThreads: 2 }), resources: { requests: { cpu: '8' } }, maxReplicas: 1 }],
  ['no metric where KEDA has a trigger', { metrics: [], engine: ScalingEngine.keda({ triggers: [KedaTrigger.raw({ type: 'cron', metadata: {} })] }) }],
])('%s is accepted', (_, changes) => {
  expect(refusal(() => new AutoscaledInference(testChart(), 'M', autoscaledProps(changes)))).toBeUndefined();
});
