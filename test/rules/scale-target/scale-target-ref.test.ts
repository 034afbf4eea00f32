import { Inventory } from '../../../src/kubernetes/inventory';
import {
  isUnscalable, meantKind, scaleTargetRefs, verticalTargetRefs,
} from '../../../src/rules/scale-target/scale-target-ref';
import { manifests } from '../manifests';

const read = (text: string) => new Inventory(manifests(text));

test('KEDA takes a missing version and kind for a Deployment, and Kubernetes takes none', () => {
  const refs = scaleTargetRefs(read(`
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: a }
spec: { scaleTargetRef: { name: x } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: b }
spec: { scaleTargetRef: { name: x } }
`));
  expect(refs.map(({ object, group, kind, name }) => [object.metadata?.name, group, kind, name])).toEqual([
    ['b', '', undefined, 'x'],
    ['a', 'apps', 'Deployment', 'x'],
  ]);
  expect(refs.map(isUnscalable)).toEqual([true, false]);
});

test('the hpa of a worker of Sedna names no target', () => {
  const worker = 'edgeWorker: { hpa: { maxReplicas: 2 } }, cloudWorker: {}';
  expect(scaleTargetRefs(read(`
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: a }
spec: { ${worker} }
`))).toEqual([]);
});

test('a VerticalPodAutoscaler has its target in a field of another name', () => {
  const refs = verticalTargetRefs(read(`
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: a }
spec: { targetRef: { apiVersion: apps/v1, kind: DaemonSet, name: x } }
`));
  expect(refs.map(({ field, group, kind }) => [field, group, kind])).toEqual([['spec.targetRef', 'apps', 'DaemonSet']]);
});

test('a kind is found by its letters', () => {
  expect(meantKind('DEPLOYMENT')).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment' });
  expect(meantKind('replicationController')).toEqual({ apiVersion: 'v1', kind: 'ReplicationController' });
  expect(meantKind('constructor')).toBeUndefined();
});
