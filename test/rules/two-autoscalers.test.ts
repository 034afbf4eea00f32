import { change, told } from './manifests';
import { twoAutoscalers } from '../../src/rules/two-autoscalers';

const TWO = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: on-cpu, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: on-fps, namespace: vision }
spec: { maxReplicas: 8, scaleTargetRef: { kind: Deployment, name: classifier } }
`;

function message(first: string = 'on-cpu', got: string = 'Deployment/classifier'): string {
  return `spec.scaleTargetRef: got "${got}"; is scaled by HorizontalPodAutoscaler vision/${first} already — `
    + 'both see the same pods, so neither scales (AmbiguousSelector); put all metrics into one autoscaler';
}

describe('two-autoscalers fires', () => {
  test('on the second autoscaler of a workload, whether that is among the objects or not', () => {
    expect(told(twoAutoscalers, TWO)).toEqual([['HorizontalPodAutoscaler vision/on-fps', message()]]);
  });

  test('on each further one', () => {
    const third = `---\n${TWO.split('---')[1].replace('on-fps', 'on-memory')}`;
    expect(told(twoAutoscalers, `${TWO}${third}`)).toEqual([['HorizontalPodAutoscaler vision/on-fps', message()], ['HorizontalPodAutoscaler vision/on-memory', message()]]);
  });

  test('on a resource of another group', () => {
    expect(told(twoAutoscalers, TWO.replace(/kind: Deployment/g, 'kind: Rollout'))).toEqual([['HorizontalPodAutoscaler vision/on-fps', message('on-cpu', 'Rollout/classifier')]]);
  });
});

describe('two-autoscalers is silent', () => {
  test.each<[string, string, string]>([
    ['when the names of the targets differ', 'kind: Deployment, name: classifier } }', 'kind: Deployment, name: detector } }'],
    ['when the kinds of the targets differ', '{ kind: Deployment, name: classifier }', '{ kind: StatefulSet, name: classifier }'],
    ['when the namespaces differ', 'name: on-fps, namespace: vision', 'name: on-fps, namespace: audio'],
    ['when it is the same autoscaler in another version', 'name: on-fps', 'name: on-cpu'],
  ])('%s', (_, from, to) => {
    expect(told(twoAutoscalers, change(TWO, from, to))).toEqual([]);
  });

  test('of autoscalers that name no target: the API server rejects those', () => {
    expect(told(twoAutoscalers, TWO.replace(/scaleTargetRef: \{[^}]*\}/g, 'minReplicas: 1'))).toEqual([]);
  });
});
