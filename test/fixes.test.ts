import { Duration } from 'cdk8s';
import { propsOf } from './head-ingress/fleet';
import { autoscaledProps, deploymentProps, refusal, testChart } from './helpers';
import {
  AutoscaledInference, InferenceDeployment, KubernetesVersion, ReplicaDivision, ScalingBehavior, ScalingMetric,
  ScalingPolicy,
} from '../src';
import { weightProblems } from '../src/head-ingress/weight-problems';
import type { Problem } from '../src/validation/problem';

/** The fixes of what a deployment, or an autoscaled one, is refused for. */
function fixes(changes: object, Of: typeof AutoscaledInference | typeof InferenceDeployment = AutoscaledInference) {
  const props = Of === InferenceDeployment ? deploymentProps(changes) : autoscaledProps(changes);
  const message = refusal(() => new Of(testChart(), 'Server', props as any)) ?? '';
  return [...message.matchAll(/^ +fix: (.*)$/gm)].map(([, fix]) => fix);
}

const fixOf = (problems: readonly Problem[]) => problems.map(({ fix }) => fix);
const behavior = (period: Duration) => ScalingBehavior.of({
  scaleUp: { policies: [ScalingPolicy.pods(1.5, period)] },
});

test.each<[string, object, string]>([
  ['replicas in quotes', { maxReplicas: '3' }, 'write 3 without quotes'],
  ['half a replica', { maxReplicas: 2.5 }, 'write 3'],
  ['more replicas at least than at most', { minReplicas: 5, maxReplicas: 4 }, 'lower minReplicas to 4, or raise'],
  ['a quantity with the wrong unit', { metrics: [ScalingMetric.memoryAverageValue('2GB')] }, "write '2G'"],
  ['a quantity with a space', { metrics: [ScalingMetric.cpuAverageValue('500 m')] }, "write '500m'"],
  ['a name with capitals', { autoscalerName: 'My_Scaler' }, 'write "my-scaler"'],
  ['half a pod of a policy', { behavior: behavior(Duration.minutes(1)) }, 'write 2'],
  ['a period that is too long', { behavior: behavior(Duration.hours(2)) }, 'write Duration.minutes(30)'],
  ['a label that is a number', { labels: { tier: 1 } }, 'write "1"'],
  ['a key of a label with a space', { labels: { 'my team': 'a' } }, 'write "my-team"'],
  ['a request above the limit', { resources: { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '1' } } },
    'raise the limit to 2, or lower the request to 1'],
  ['a resource that is misspelt', { resources: { requests: { cpu: '2', memory: '1Gi', Memory: '1Gi' } } },
    'write "memory"'],
])('the fix of %s says what to write', (_, changes, fix) => {
  expect(fixes(changes)).toContainEqual(expect.stringContaining(fix));
});

test.each<[string, object, string]>([
  ['an image with capitals', { extraContainers: [{ name: 'logs', image: 'registry.example.com/Logs:1' }] },
    'write registry.example.com/logs:1'],
  ['a port in quotes', { extraContainers: [{ name: 'logs', image: 'a/b:1', ports: [{ number: '80' }] }] },
    'write 80 without quotes'],
])('the fix of %s says what to write', (_, changes, fix) => {
  expect(fixes(changes, InferenceDeployment)).toContainEqual(expect.stringContaining(fix));
});

test('weights say what is missing, and a name that was meant', () => {
  expect(fixOf(weightProblems(propsOf({ weights: { bj: 20, sh: 70 } })))).toEqual([
    'add 10 to the weight of a spoke, or set proportional: true',
  ]);
  expect(fixOf(weightProblems(propsOf({ weights: { bj: 30, BJ: 70 } })))).toContainEqual(
    'write "bj"; or use one of bj, sh, or remove the weight',
  );
  expect(fixOf(ReplicaDivision.weighted({ bejing: 1, sh: 1 })._problems('replicas', ['beijing', 'sh'])))
    .toContainEqual('write "beijing"; or use one of beijing, sh, or remove it');
});

test('a version says which one was meant', () => {
  const message = refusal(() => KubernetesVersion.set(testChart(), 1.3 as never));
  expect(message).toContain("fix: write '1.30' in quotes; or write the");
});
