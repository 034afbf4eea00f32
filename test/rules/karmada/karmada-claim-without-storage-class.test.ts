import { DEPLOYMENTS, documents, fixed, override, policy } from '../../../src/rules/karmada/examples';
import { karmadaClaimWithoutStorageClass } from '../../../src/rules/karmada/karmada-claim-without-storage-class';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-claim-without-storage-class', () => {
  expect(codes(karmadaClaimWithoutStorageClass.failing)).toEqual(['karmada-claim-without-storage-class']);
  expect(codes(karmadaClaimWithoutStorageClass.repaired)).toEqual([]);
});

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models, namespace: vision }
spec: { accessModes: [ReadOnlyMany], resources: { requests: { storage: 20Gi } } }`;
const NAMED = CLAIM.replace('spec: { ', "spec: { storageClassName: '', ");
const CLAIMS = 'v1 PersistentVolumeClaim models';
const MOUNTED = fixed(2).replace('      containers:', `      volumes:
        - { name: m, persistentVolumeClaim: { claimName: models } }
      containers:`);
const SENT = policy([DEPLOYMENTS]);
const PLACE = [['PersistentVolumeClaim vision/models', 'spec.storageClassName']];
const fast = override(CLAIMS, 'plaintext: [{ path: /spec/storageClassName, operator: add, value: fast }]');

describe('karmada-claim-without-storage-class fires', () => {
  test.each<[string, string[]]>([
    ['that a policy selects', [CLAIM, policy([CLAIMS])]],
    ['that a pod names', [CLAIM, MOUNTED, policy([DEPLOYMENTS])]],
    ['once where both are so', [CLAIM, MOUNTED, policy([DEPLOYMENTS, CLAIMS])]],
  ])('on a claim %s', (_, objects) => {
    expect(fires(karmadaClaimWithoutStorageClass, documents(...objects))).toEqual(PLACE);
    expect(codes(documents(...objects))).toEqual(['karmada-claim-without-storage-class']);
  });

  test('where an override names the class for one cluster, and says which has none', () => {
    const [[, message]] = told(karmadaClaimWithoutStorageClass, documents(CLAIM, policy([CLAIMS]), fast));
    expect(message).toContain('must be set in bj');
  });
});

describe('karmada-claim-without-storage-class is silent', () => {
  test.each<[string, string[]]>([
    ['where it says that there is none', [NAMED, policy([CLAIMS])]],
    ['where overrides name it for all clusters', [CLAIM, policy([CLAIMS]), fast.replace('[sh]', '[bj, sh]')]],
    ['where dependencies are not propagated', [CLAIM, MOUNTED, SENT.replace('Deps: true', 'Deps: false')]],
    ['where nothing says that they are', [CLAIM, MOUNTED, SENT.replace('propagateDeps: true', 'priority: 1')]],
    ['where no pod names it', [CLAIM, fixed(2), policy([DEPLOYMENTS])]],
    ['without a policy', [CLAIM, MOUNTED]],
  ])('%s', (_, objects) => {
    expect(fires(karmadaClaimWithoutStorageClass, documents(...objects))).toEqual([]);
  });
});
