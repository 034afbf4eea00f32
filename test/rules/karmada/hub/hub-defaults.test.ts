import type { Manifest } from '../../../../src/kubernetes/manifest';
import { isKnownToHub, onHub } from '../../../../src/rules/karmada/hub/hub-defaults';

function object(type: string, spec?: object): Manifest {
  const [apiVersion, kind] = type.split(' ');
  return { apiVersion, kind, metadata: { name: 'm' }, spec };
}

test.each<[string, boolean]>([
  ['apps/v1 Deployment', true],
  ['autoscaling/v2 HorizontalPodAutoscaler', true],
  ['autoscaling/v1 HorizontalPodAutoscaler', false],
  ['v1 Service', true],
  ['serving.knative.dev/v1 Service', false],
  ['tensorstack.dev/v1beta1 MLService', false],
  ['v1 constructor', false],
])('all defaults of %s are known: %p', (type, expected) => {
  expect(isKnownToHub(object(type))).toBe(expected);
});

describe('the hub fills in', () => {
  const container = { ports: [{ containerPort: 80 }], readinessProbe: { httpGet: {} } };
  const pod = { template: { spec: { containers: [container] } } };

  test.each<[string, string, object, (spec: any) => unknown, unknown]>([
    ['the replicas of a Deployment', 'apps/v1 Deployment', {}, (s) => s.replicas, 1],
    ['its strategy', 'apps/v1 Deployment', {}, (s) => s.strategy.rollingUpdate.maxSurge, '25%'],
    ['no part of another strategy', 'apps/v1 Deployment', { strategy: { type: 'Recreate' } }, (s) => s.strategy, {
      type: 'Recreate',
    }],
    ['the replicas of a StatefulSet', 'apps/v1 StatefulSet', {}, (s) => s.replicas, 1],
    ['no replicas of a DaemonSet', 'apps/v1 DaemonSet', {}, (s) => s.replicas, undefined],
    ['the restart policy of a pod', 'apps/v1 Deployment', pod, (s) => s.template.spec.restartPolicy, 'Always'],
    ['the protocol of a port', 'apps/v1 Deployment', pod, (s) => (
      s.template.spec.containers[0].ports[0].protocol), 'TCP'],
    ['the period of a probe', 'apps/v1 Deployment', pod, (s) => (
      s.template.spec.containers[0].readinessProbe.periodSeconds), 10],
    ['the minimum of an autoscaler', 'autoscaling/v2 HorizontalPodAutoscaler', {}, (s) => s.minReplicas, 1],
    ['its metric', 'autoscaling/v2 HorizontalPodAutoscaler', {}, (s) => s.metrics.length, 1],
    ['no behavior where there is none', 'autoscaling/v2 HorizontalPodAutoscaler', {}, (s) => s.behavior, undefined],
    ['the other half of a behavior', 'autoscaling/v2 HorizontalPodAutoscaler', { behavior: { scaleUp: {} } }, (s) => (
      s.behavior.scaleDown.policies.length), 1],
    ['the type of a Service', 'v1 Service', { ports: [{ port: 80 }] }, (s) => [s.type, s.ports[0].targetPort], [
      'ClusterIP', 80,
    ]],
    ['no storage class of a claim', 'v1 PersistentVolumeClaim', {}, (s) => s.storageClassName, undefined],
  ])('%s', (_, type, spec, read, expected) => {
    const given = object(type, spec);
    const before = structuredClone(given);
    expect(read(onHub(given).spec)).toEqual(expected);
    expect(given).toEqual(before);
  });

  test('labels and annotations, as Karmada does, of any object', () => {
    expect(onHub({ apiVersion: 'v1', kind: 'Any' }).metadata).toEqual({ labels: {}, annotations: {} });
    expect(onHub({ apiVersion: 'v1', kind: 'Any', metadata: { name: 'm', labels: { a: 'b' } } }).metadata).toEqual({
      name: 'm', labels: { a: 'b' }, annotations: {},
    });
  });
});
