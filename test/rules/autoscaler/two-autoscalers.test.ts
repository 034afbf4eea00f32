import { change, told } from '../manifests';
import { twoAutoscalers } from '../../../src/rules/autoscaler/two-autoscalers';

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

function message(first: string = 'on-cpu', got: string = 'Deployment/classifier', at: string = 'spec.scaleTargetRef'): string {
  return `${at}: got "${got}"; is scaled by HorizontalPodAutoscaler vision/${first} already — `
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

/** A joint inference of which Sedna scales the edge worker. */
const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }
  cloudWorker: { model: { name: big } }
`;

const OF_EDGE = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: on-fps, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 4 }
`;

const OWNED = change(OF_EDGE, 'name: on-fps, namespace: vision',
  'name: hpa-helmet-deployment-edge, namespace: vision, ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet, controller: true }]');

describe('two-autoscalers and a joint inference', () => {
  test('fires on a worker that has an autoscaler of one\'s own too', () => {
    const expected = [['JointInferenceService vision/helmet', message('on-fps', 'Deployment/helmet-deployment-edge', 'spec.edgeWorker.hpa')]];
    expect(told(twoAutoscalers, `${OF_EDGE}---\n${JOINT}`)).toEqual(expected);
    expect(told(twoAutoscalers, `${JOINT}---\n${OF_EDGE}`)).toEqual(expected);
  });

  test('fires on two of one\'s own that scale a worker', () => {
    const alone = change(JOINT, ', hpa: { maxReplicas: 2 }', '');
    expect(told(twoAutoscalers, `${alone}---\n${OF_EDGE}---\n${change(OF_EDGE, 'name: on-fps', 'name: on-cpu')}`)).toEqual([
      ['HorizontalPodAutoscaler vision/on-cpu', message('on-fps', 'Deployment/helmet-deployment-edge')],
    ]);
  });

  test('fires on two of which another object owns one', () => {
    const owned = change(OF_EDGE, 'name: on-fps, namespace: vision', 'name: keda-hpa, namespace: vision, ownerReferences: [{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: keda }]');
    expect(told(twoAutoscalers, `${OF_EDGE}---\n${owned}`)).toEqual([['HorizontalPodAutoscaler vision/keda-hpa', message('on-fps', 'Deployment/helmet-deployment-edge')]]);
  });

  test('fires on that beside what Sedna made of the service', () => {
    expect(told(twoAutoscalers, `${OWNED}---\n${OF_EDGE}---\n${JOINT}`)).toEqual([
      ['JointInferenceService vision/helmet', message('on-fps', 'Deployment/helmet-deployment-edge', 'spec.edgeWorker.hpa')],
    ]);
  });

  test('is silent on the autoscaler that Sedna made of the service', () => {
    expect(told(twoAutoscalers, `${JOINT}---\n${OWNED}`)).toEqual([]);
    expect(told(twoAutoscalers, `${OWNED}---\n${JOINT}`)).toEqual([]);
  });

  test('is silent on an autoscaler of one\'s own where the service asks for none', () => {
    expect(told(twoAutoscalers, `${change(JOINT, ', hpa: { maxReplicas: 2 }', '')}---\n${OF_EDGE}`)).toEqual([]);
  });

  test('is silent on the autoscalers of both workers', () => {
    expect(told(twoAutoscalers, change(JOINT, 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }'))).toEqual([]);
  });

  test('is silent on an autoscaler of the other worker', () => {
    expect(told(twoAutoscalers, `${JOINT}---\n${change(OF_EDGE, 'helmet-deployment-edge', 'helmet-deployment-cloud')}`)).toEqual([]);
  });

  test('is silent on services of one name in two namespaces', () => {
    expect(told(twoAutoscalers, `${JOINT}---\n${change(JOINT, 'namespace: vision', 'namespace: audio')}`)).toEqual([]);
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
