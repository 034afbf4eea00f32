import { claimReadWriteOncePod } from '../../../src/rules/workload/claim-read-write-once-pod';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = claimReadWriteOncePod;
const [CLAIM, WORKLOAD] = failing.split('---\n');
const FIELD = 'spec.template.spec.volumes["models"].persistentVolumeClaim';

test('the examples of claim-read-write-once-pod', () => {
  expect(codes(failing)).toEqual(['claim-read-write-once-pod']);
  expect(codes(repaired)).toEqual([]);
});

test('claim-read-write-once-pod names the claim and the replicas', () => {
  expect(told(claimReadWriteOncePod, failing)).toEqual([[
    'Deployment classifier',
    `${FIELD}: got "models"; is mounted by up to 4 replicas, and PersistentVolumeClaim models has the access mode `
    + 'ReadWriteOncePod — one pod can use it, so every other replica stays Pending and the workload cannot scale; '
    + `use a claim with ReadOnlyMany or ReadWriteMany (${claimReadWriteOncePod.source})`,
  ]]);
});

test('claim-read-write-once-pod fires without an autoscaler, on two replicas', () => {
  const one = `${CLAIM}---\n${WORKLOAD}`;
  expect(fires(claimReadWriteOncePod, one)).toEqual([]);
  expect(fires(claimReadWriteOncePod, change(one, 'spec:\n  selector', 'spec:\n  replicas: 2\n  selector')))
    .toEqual([['Deployment classifier', FIELD]]);
});

describe('claim-read-write-once-pod is silent', () => {
  test.each<[string, string, string]>([
    ['on a claim of another namespace', 'metadata: { name: models }', 'metadata: { name: models, namespace: other }'],
    ['on a claim that is not here', 'claimName: models', 'claimName: others'],
    ['on another volume', 'persistentVolumeClaim: { claimName: models }', 'configMap: { name: models }'],
    ['where one replica is all', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['on a claim without a mode', 'accessModes: [ReadWriteOncePod]', 'accessModes: []'],
    ['on a DaemonSet', 'kind: Deployment\nmetadata', 'kind: DaemonSet\nmetadata'],
    ['on one node, which is reported elsewhere', '[ReadWriteOncePod]', '[ReadWriteOnce]'],
  ])('%s', (_, from, to) => {
    expect(fires(claimReadWriteOncePod, change(failing, from, to))).toEqual([]);
  });
});
