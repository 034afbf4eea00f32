import { all, autoscaler, deployment, ids, named, needs, only } from '../needs';

const PODS = '{ type: Pods }';
const of = (yaml: string) => needs(yaml).filter(([id]) => id.startsWith('scale-target'));

test('a workload that is scaled and not here', () => {
  expect(of(autoscaler(PODS))).toEqual(
    [['scale-target/default/Deployment/web', 'HorizontalPodAutoscaler web spec.scaleTargetRef']],
  );
  expect(only(autoscaler(PODS), 'scale-target/default/Deployment/web').check).toBe('kubectl get deployment web');
  expect(of(all(autoscaler(PODS), deployment('')))).toEqual([]);
});

test('KEDA takes a target without a kind for a Deployment', () => {
  expect(of(named('keda.sh/v1alpha1', 'ScaledObject', 's', 'spec: { scaleTargetRef: { name: web } }'))).toHaveLength(1);
});

test('another kind that is here is enough', () => {
  const rollout = autoscaler(PODS).replace('apps/v1, kind: Deployment', 'argoproj.io/v1alpha1, kind: Rollout');
  expect(of(rollout)).toEqual(
    [['scale-target/default/Rollout/web', 'HorizontalPodAutoscaler web spec.scaleTargetRef']],
  );
  expect(ids(all(rollout, named('argoproj.io/v1alpha1', 'Rollout', 'web')))).toEqual(['argo', 'custom-metrics']);
});
