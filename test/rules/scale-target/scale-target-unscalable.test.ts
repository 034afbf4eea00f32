import { scaleTargetUnscalable } from '../../../src/rules/scale-target/scale-target-unscalable';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = scaleTargetUnscalable;
const HPA = 'HorizontalPodAutoscaler carts';
const REF = '{ apiVersion: apps/v1, kind: Deployment, name: carts }';
const target = (ref: string) => change(repaired, REF, ref);

const keda = (ref: string) => `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: carts }
spec: { scaleTargetRef: ${ref}, triggers: [{ type: cron, metadata: {} }] }
`;

test('the examples of scale-target-unscalable', () => {
  expect(codes(failing)).toEqual(['scale-target-unscalable']);
  expect(codes(repaired)).toEqual([]);
});

describe('scale-target-unscalable fires', () => {
  test('on a DaemonSet', () => {
    expect(told(scaleTargetUnscalable, failing)).toEqual([[
      HPA,
      'spec.scaleTargetRef: got "apps/v1 DaemonSet carts"; must be of a kind that can be scaled; '
      + 'a DaemonSet has no scale — the autoscaler finds no scale and never acts (FailedGetScale); '
      + `name a Deployment, StatefulSet or ReplicaSet of apps/v1 (${source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['a Job', '{ apiVersion: batch/v1, kind: Job, name: carts }'],
    ['a CronJob', '{ apiVersion: batch/v1, kind: CronJob, name: carts }'],
    ['a Pod', '{ apiVersion: v1, kind: Pod, name: carts }'],
    ['a Service', '{ apiVersion: v1, kind: Service, name: carts }'],
    ['a Service in a wrong group', '{ apiVersion: apps/v1, kind: Service, name: carts }'],
    ['a Deployment of extensions', '{ apiVersion: extensions/v1beta1, kind: Deployment, name: carts }'],
    ['a Deployment of the core group', '{ apiVersion: v1, kind: Deployment, name: carts }'],
    ['a Deployment of no group', '{ kind: Deployment, name: carts }'],
    ['a kind in lower case', '{ apiVersion: apps/v1, kind: deployment, name: carts }'],
    ['no kind', '{ apiVersion: apps/v1, name: carts }'],
    ['no name', '{ apiVersion: apps/v1, kind: Deployment }'],
    ['nothing', '{}'],
  ])('on %s', (_, ref) => {
    expect(fires(scaleTargetUnscalable, target(ref))).toEqual([[HPA, 'spec.scaleTargetRef']]);
    expect(codes(target(ref))).toContain('scale-target-unscalable');
    expect(codes(target(ref))).not.toContain('scale-target-missing');
  });

  test('on what a ScaledObject or a FederatedHPA names', () => {
    expect(fires(scaleTargetUnscalable, keda('{ apiVersion: batch/v1, kind: Job, name: carts }')))
      .toEqual([['ScaledObject carts', 'spec.scaleTargetRef']]);
    const federated = failing
      .replace('autoscaling/v2\nkind: HorizontalPodAutoscaler', 'autoscaling.karmada.io/v1alpha1\nkind: FederatedHPA');
    expect(fires(scaleTargetUnscalable, federated)).toEqual([['FederatedHPA carts', 'spec.scaleTargetRef']]);
  });
});

describe('scale-target-unscalable says what to write', () => {
  const fix = (ref: string) => told(scaleTargetUnscalable, target(ref)).map(([, message]) => message);

  test.each<[string, string]>([
    ['{ apiVersion: extensions/v1beta1, kind: Deployment, name: carts }', 'apiVersion: apps/v1, kind: Deployment'],
    ['{ kind: StatefulSet, name: carts }', 'apiVersion: apps/v1, kind: StatefulSet'],
    ['{ apiVersion: apps/v1, kind: replicaset, name: carts }', 'apiVersion: apps/v1, kind: ReplicaSet'],
    ['{ apiVersion: apps/v1, kind: ReplicationController, name: carts }',
      'apiVersion: v1, kind: ReplicationController'],
  ])('of %s', (ref, written) => {
    expect(fix(ref)).toEqual([expect.stringContaining(`; write ${written} (`)]);
  });
});

describe('scale-target-unscalable is silent', () => {
  test.each<[string, string]>([
    ['a StatefulSet', '{ apiVersion: apps/v1, kind: StatefulSet, name: carts }'],
    ['an older version of the group', '{ apiVersion: apps/v1beta1, kind: Deployment, name: carts }'],
    ['a ReplicationController', '{ apiVersion: v1, kind: ReplicationController, name: carts }'],
    ['a ReplicationController without a version', '{ kind: ReplicationController, name: carts }'],
    ['a Rollout', '{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: carts }'],
    ['a LeaderWorkerSet', '{ apiVersion: leaderworkerset.x-k8s.io/v1, kind: LeaderWorkerSet, name: carts }'],
    ['a RayCluster', '{ apiVersion: ray.io/v1, kind: RayCluster, name: carts }'],
    ['a Revision of Knative', '{ apiVersion: serving.knative.dev/v1, kind: Revision, name: carts }'],
  ])('on %s', (_, ref) => {
    expect(fires(scaleTargetUnscalable, target(ref))).toEqual([]);
  });

  test('on a ScaledObject that names only its target', () => {
    expect(fires(scaleTargetUnscalable, keda('{ name: carts }'))).toEqual([]);
  });
});
