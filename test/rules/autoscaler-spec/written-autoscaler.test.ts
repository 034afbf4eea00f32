import { Inventory } from '../../../src/kubernetes/inventory';
import { writtenAutoscaler } from '../../../src/rules/autoscaler-spec/written-autoscaler';
import { manifests } from '../manifests';

const written = (text: string) => new Inventory(manifests(text)).autoscalers.map(writtenAutoscaler);

test('the fields of each kind of autoscaler are where its object has them', () => {
  const found = written(`
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec: { maxReplicas: 2 }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: b }
spec: { maxReplicaCount: 3 }
---
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: c }
spec: { edgeWorker: { hpa: { maxReplicas: 4 } }, cloudWorker: {} }
`);
  expect(found.map(({ path, maxField, maxReplicas, behaviorPath }) => [path, maxField, maxReplicas, behaviorPath]))
    .toEqual([
      ['spec', 'maxReplicas', 2, 'spec.behavior'],
      ['spec', 'maxReplicaCount', 3, 'spec.advanced.horizontalPodAutoscalerConfig.behavior'],
      ['spec.edgeWorker.hpa', 'maxReplicas', 4, 'spec.edgeWorker.hpa.behavior'],
    ]);
});

test('an object without a spec has none of them', () => {
  const [none] = written('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\n');
  expect([none.spec, none.minReplicas, none.behavior]).toEqual([{}, undefined, undefined]);
});
