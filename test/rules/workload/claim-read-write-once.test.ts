import { claimReadWriteOnce } from '../../../src/rules/workload/claim-read-write-once';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = claimReadWriteOnce;
const [CLAIM, WORKLOAD] = failing.split('---\n');
const FIELD = 'spec.template.spec.volumes["models"].persistentVolumeClaim';

test('the examples of claim-read-write-once', () => {
  expect(codes(failing)).toEqual(['claim-read-write-once']);
  expect(codes(repaired)).toEqual([]);
});

test('claim-read-write-once names the claim and the replicas', () => {
  expect(told(claimReadWriteOnce, failing)).toEqual([[
    'Deployment classifier',
    `${FIELD}: got "models"; is mounted by up to 4 replicas, and PersistentVolumeClaim models has the access mode `
    + 'ReadWriteOnce alone — one node can mount it, so a replica on another node never starts (Multi-Attach error); '
    + 'use a claim with ReadOnlyMany or ReadWriteMany, or keep the replicas on one node '
    + `(${claimReadWriteOnce.source})`,
  ]]);
});

test('claim-read-write-once fires without an autoscaler, on two replicas', () => {
  const one = `${CLAIM}---\n${WORKLOAD}`;
  expect(fires(claimReadWriteOnce, one)).toEqual([]);
  expect(fires(claimReadWriteOnce, change(one, 'spec:\n  selector', 'spec:\n  replicas: 2\n  selector')))
    .toEqual([['Deployment classifier', FIELD]]);
});

describe('claim-read-write-once is silent', () => {
  test.each<[string, string, string]>([
    ['on a claim of another namespace', 'metadata: { name: models }', 'metadata: { name: models, namespace: other }'],
    ['on a claim that is not here', 'claimName: models', 'claimName: others'],
    ['on another volume', 'persistentVolumeClaim: { claimName: models }', 'configMap: { name: models }'],
    ['where one replica is all', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['on a claim without a mode', 'accessModes: [ReadWriteOnce]', 'accessModes: []'],
    ['on a DaemonSet', 'kind: Deployment\nmetadata', 'kind: DaemonSet\nmetadata'],
    ['where another mode is there too', '[ReadWriteOnce]', '[ReadWriteOnce, ReadOnlyMany]'],
    ['on one pod, which is reported elsewhere', '[ReadWriteOnce]', '[ReadWriteOncePod]'],
    ['where a node is named', '    spec:\n', '    spec:\n      nodeSelector: { kubernetes.io/hostname: edgenode }\n'],
    ['where node affinity names a node', '    spec:\n', '    spec:\n      affinity: { nodeAffinity: { '
      + 'requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ '
      + 'key: kubernetes.io/hostname, operator: In, values: [edgenode] }] }] } } }\n'],
    ['where the pods stay together', '    spec:\n', '    spec:\n      affinity: { podAffinity: { '
      + 'requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname }] } }\n'],
  ])('%s', (_, from, to) => {
    expect(fires(claimReadWriteOnce, change(failing, from, to))).toEqual([]);
  });
});
