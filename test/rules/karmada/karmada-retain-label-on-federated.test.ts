import {
  DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, override, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaRetainLabelOnFederated } from '../../../src/rules/karmada/karmada-retain-label-on-federated';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-retain-label-on-federated', () => {
  expect(codes(karmadaRetainLabelOnFederated.failing)).toEqual(['karmada-retain-label-on-federated']);
  expect(codes(karmadaRetainLabelOnFederated.repaired)).toEqual([]);
});

const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';
const SENT = [FEDERATED_AUTOSCALER, policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')];

describe('karmada-retain-label-on-federated', () => {
  test('fires on the Deployment', () => {
    expect(fires(karmadaRetainLabelOnFederated, documents(RETAINED, ...SENT))).toEqual([
      ['Deployment vision/classifier', `metadata.labels["${RETAIN}"]`],
    ]);
  });

  test('fires where an override sets it in a cluster, and names that', () => {
    const labels = `labelsOverrider: [{ operator: add, value: { ${RETAIN}: 'true' } }]`;
    const text = documents(DEPLOYMENT, ...SENT, override(DEPLOYMENTS, labels));
    expect(codes(text)).toEqual(['karmada-retain-label-on-federated']);
    expect(told(karmadaRetainLabelOnFederated, text)[0][1]).toContain('must not be set in sh, because FederatedHPA');
  });

  test.each<[string, string[]]>([
    ['without the label', [DEPLOYMENT, ...SENT]],
    ['on a value that has no effect', [RETAINED.replace("'true'", "'false'"), ...SENT]],
  ])('is silent %s', (_, objects) => {
    expect(codes(documents(...objects))).toEqual([]);
  });
});
