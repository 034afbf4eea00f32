import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { containersOf, podsOf } from '../../src/rules/pods';
import { all, named } from '../prerequisites/needs';

test('the pods of workloads, of workers of Sedna and of the jobs of KEDA, with their paths', () => {
  const containers = 'spec: { containers: [{ name: a }], initContainers: [{ name: i }] }';
  const found = podsOf(new Inventory(manifests(all(
    named('apps/v1', 'Deployment', 'd', `spec: { template: { ${containers} } }`),
    named('v1', 'Pod', 'p', containers),
    named('batch/v1', 'CronJob', 'c', `spec: { jobTemplate: { spec: { template: { ${containers} } } } }`),
    named('sedna.io/v1alpha1', 'JointInferenceService', 'j', `spec: { edgeWorker: { template: { ${containers} } } }`),
    named('keda.sh/v1alpha1', 'ScaledJob', 's', `spec: { jobTargetRef: { template: { ${containers} } } }`),
    named('keda.sh/v1alpha1', 'ScaledJob', 'empty'),
    named('other.example.com/v1', 'ScaledJob', 'o', `spec: { jobTargetRef: { template: { ${containers} } } }`),
  ))));
  const paths = found.flatMap((pods) => containersOf(pods).map(({ path }) => `${pods.object.metadata?.name} ${path}`));
  expect(paths).toEqual([
    'd spec.template.spec.containers[0]', 'd spec.template.spec.initContainers[0]',
    'p spec.containers[0]', 'p spec.initContainers[0]',
    'c spec.jobTemplate.spec.template.spec.containers[0]', 'c spec.jobTemplate.spec.template.spec.initContainers[0]',
    'j spec.edgeWorker.template.spec.containers[0]', 'j spec.edgeWorker.template.spec.initContainers[0]',
    's spec.jobTargetRef.template.spec.containers[0]', 's spec.jobTargetRef.template.spec.initContainers[0]',
  ]);
});
