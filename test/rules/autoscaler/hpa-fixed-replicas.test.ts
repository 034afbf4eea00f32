import { hpaFixedReplicas } from '../../../src/rules/autoscaler/hpa-fixed-replicas';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const FIXED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  replicas: 3
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'server:1.2', resources: { requests: { cpu: '1' } } }] }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
`;

test('the examples of hpa-fixed-replicas', () => {
  expect(codes(hpaFixedReplicas.failing)).toEqual(['hpa-fixed-replicas']);
  expect(codes(hpaFixedReplicas.repaired)).toEqual([]);
});

describe('hpa-fixed-replicas fires', () => {
  test('on a workload that states its replicas beside an autoscaler, of v1 too', () => {
    expect(told(hpaFixedReplicas, FIXED)).toEqual([[
      'Deployment vision/classifier',
      'spec.replicas: got 3; should not be set on what HorizontalPodAutoscaler vision/scaler scales — '
      + 'every apply resets the replicas that the autoscaler chose; '
      + `remove spec.replicas (${hpaFixedReplicas.source})`,
    ]]);
    expect(fires(hpaFixedReplicas, change(FIXED, 'autoscaling/v1', 'autoscaling/v2'))).toEqual([
      ['Deployment vision/classifier', 'spec.replicas'],
    ]);
  });

  test('on a StatefulSet', () => {
    const text = FIXED.replace(/kind: Deployment/g, 'kind: StatefulSet');
    expect(fires(hpaFixedReplicas, text)).toEqual([['StatefulSet vision/classifier', 'spec.replicas']]);
  });

  test('where neither names its namespace', () => {
    expect(fires(hpaFixedReplicas, FIXED.replace(/, namespace: vision/g, ''))).toEqual([
      ['Deployment classifier', 'spec.replicas'],
    ]);
  });

  test('once beside two autoscalers, which are a fault of their own', () => {
    const second = FIXED.split('---\n')[1].replace('name: scaler', 'name: second');
    expect(codes(`${FIXED}---\n${second}`)).toEqual(['two-autoscalers', 'hpa-fixed-replicas']);
  });
});

describe('hpa-fixed-replicas is silent', () => {
  test('of 0 replicas, which switch the autoscaler off, but not where KEDA scales them up', () => {
    const zero = change(FIXED, 'replicas: 3', 'replicas: 0');
    expect(codes(zero)).toEqual(['hpa-replicas-zero']);
    const keda = zero.split('---\n')[0] + `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { name: classifier }
  triggers: [{ type: cron, metadata: { timezone: UTC, start: 0 6 * * *, end: 0 20 * * *, desiredReplicas: '2' } }]
`;
    expect(codes(keda)).toEqual(['hpa-fixed-replicas']);
  });


  test.each<[string, string, string]>([
    ['when no replicas are given', '  replicas: 3\n', ''],
    ['when the replicas are null, which is as if they were not given', 'replicas: 3', 'replicas: null'],
    ['when the replicas are an empty value of a template', 'replicas: 3', 'replicas:'],
    ['when the autoscaler scales another name',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler scales another kind of that name',
      'kind: Deployment, name: classifier', 'kind: StatefulSet, name: classifier'],
    ['when the autoscaler is in another namespace',
      'name: scaler, namespace: vision', 'name: scaler, namespace: audio'],
    ['when the autoscaler names no target',
      'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }', 'minReplicas: 1'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaFixedReplicas, change(FIXED, from, to))).toEqual([]);
  });

  test('of 0 replicas that a FederatedHPA never scales up, which is a fault of its own', () => {
    const federated = change(FIXED, 'autoscaling/v1\nkind: HorizontalPodAutoscaler',
      'autoscaling.karmada.io/v1alpha1\nkind: FederatedHPA');
    expect(codes(federated)).toEqual(['hpa-fixed-replicas']);
    expect(codes(change(federated, 'replicas: 3', 'replicas: 0'))).toEqual(['karmada-federated-zero-replicas']);
  });

  test('of the replicas of a resource of another group', () => {
    const text = change(FIXED, 'apiVersion: apps/v1\nkind: Deployment', 'apiVersion: example.com/v1\nkind: Deployment');
    expect(fires(hpaFixedReplicas, text)).toEqual([]);
  });
});
