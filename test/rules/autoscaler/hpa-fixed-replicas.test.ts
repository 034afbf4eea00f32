import { change, told } from '../manifests';
import { hpaFixedReplicas } from '../../../src/rules/autoscaler/hpa-fixed-replicas';

const FIXED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  replicas: 3
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'server:1.2' }] }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
`;

const MESSAGE = 'spec.replicas: got 3; must not be set on what HorizontalPodAutoscaler vision/scaler scales — every apply would reset the replicas that the autoscaler chose; '
  + 'remove spec.replicas (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling)';

describe('hpa-fixed-replicas fires', () => {
  test('on a workload that states its replicas beside an autoscaler, of v1 too', () => {
    expect(told(hpaFixedReplicas, FIXED)).toEqual([['Deployment vision/classifier', MESSAGE]]);
    expect(told(hpaFixedReplicas, change(FIXED, 'autoscaling/v1', 'autoscaling/v2'))).toEqual([['Deployment vision/classifier', MESSAGE]]);
  });

  test('on a StatefulSet', () => {
    const text = FIXED.replace(/kind: Deployment/g, 'kind: StatefulSet');
    expect(told(hpaFixedReplicas, text)).toEqual([['StatefulSet vision/classifier', MESSAGE]]);
  });

  test('on zero replicas, which switch the autoscaler off', () => {
    expect(told(hpaFixedReplicas, change(FIXED, 'replicas: 3', 'replicas: 0'))).toEqual([['Deployment vision/classifier', MESSAGE.replace('got 3', 'got 0')]]);
  });

  test('where neither names its namespace', () => {
    expect(told(hpaFixedReplicas, FIXED.replace(/, namespace: vision/g, ''))).toEqual([['Deployment classifier', MESSAGE.replace('vision/', '')]]);
  });
});

describe('hpa-fixed-replicas is silent', () => {
  test.each<[string, string, string]>([
    ['when no replicas are given', '  replicas: 3\n', ''],
    ['when the replicas are null, which is as if they were not given', 'replicas: 3', 'replicas: null'],
    ['when the replicas are an empty value of a template', 'replicas: 3', 'replicas:'],
    ['when the autoscaler scales another name', 'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler scales another kind of that name', 'kind: Deployment, name: classifier', 'kind: StatefulSet, name: classifier'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: vision', 'name: scaler, namespace: audio'],
    ['when the autoscaler names no target', 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }', 'minReplicas: 1'],
  ])('%s', (_, from, to) => {
    expect(told(hpaFixedReplicas, change(FIXED, from, to))).toEqual([]);
  });

  test('of the replicas of a resource of another group', () => {
    expect(told(hpaFixedReplicas, change(FIXED, 'apiVersion: apps/v1\nkind: Deployment', 'apiVersion: example.com/v1\nkind: Deployment'))).toEqual([]);
  });
});
