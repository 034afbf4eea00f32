import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, override, policy,
  RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaRetainLabelMissing } from '../../../src/rules/karmada/karmada-retain-label-missing';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-retain-label-missing', () => {
  expect(codes(karmadaRetainLabelMissing.failing)).toEqual(['karmada-retain-label-missing']);
  expect(codes(karmadaRetainLabelMissing.repaired)).toEqual([]);
});

const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';
const SENT = [AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];
const PLACE = [['Deployment vision/classifier', `metadata.labels["${RETAIN}"]`]];
const labels = (value: string) => `labelsOverrider: [{ operator: add, value: { ${RETAIN}: '${value}' } }]`;

describe('karmada-retain-label-missing fires', () => {
  test.each<[string, string]>([
    ['without the label', DEPLOYMENT],
    ['on another value', RETAINED.replace("'true'", "'True'")],
    ['on a value that is no text', RETAINED.replace("'true'", 'true')],
    ['on a label of the pods alone', DEPLOYMENT.replace('{ app: classifier } }\n    spec',
      `{ app: classifier, ${RETAIN}: 'true' } }\n    spec`)],
  ])('%s', (_, object) => {
    expect(fires(karmadaRetainLabelMissing, documents(object, ...SENT))).toEqual(PLACE);
    const found = codes(documents(object, ...SENT)).filter((code) => code !== 'field-type-wrong');
    expect(found).toEqual(['karmada-retain-label-missing']);
  });

  test('where an override takes it away in a cluster, and names that', () => {
    const text = documents(RETAINED, ...SENT, override(DEPLOYMENTS, labels('false')));
    expect(fires(karmadaRetainLabelMissing, text)).toEqual(PLACE);
    expect(told(karmadaRetainLabelMissing, text)[0][1]).toContain('must be "true" in sh, because');
  });

  test('where an override sets it in one of the clusters', () => {
    expect(codes(documents(DEPLOYMENT, ...SENT, override(DEPLOYMENTS, labels('true'))))).toEqual([
      'karmada-retain-label-missing',
    ]);
  });
});

describe('karmada-retain-label-missing is silent', () => {
  test.each<[string, string[]]>([
    ['on a Deployment with the label', [RETAINED, ...SENT]],
    ['where an override sets it in all clusters', [
      DEPLOYMENT, ...SENT, override(DEPLOYMENTS, labels('true')).replace('[sh]', '[bj, sh]'),
    ]],
    ['where an override for all clusters sets it', [
      DEPLOYMENT, ...SENT,
      override(DEPLOYMENTS, labels('true')).replace('targetCluster: { clusterNames: [sh] }\n      ', ''),
    ]],
    ['where what an override does is not known', [
      DEPLOYMENT, ...SENT,
      override(DEPLOYMENTS, 'commandOverrider: [{ containerName: server, operator: add, value: [a] }]'),
    ]],
    ['without an autoscaler', [fixed(2), policy([DEPLOYMENTS])]],
    ['without a policy', [DEPLOYMENT, AUTOSCALER]],
    ['where the policy is of another namespace', [
      DEPLOYMENT, AUTOSCALER, policy([DEPLOYMENTS]).replace('vision', 'audio'),
    ]],
  ])('%s', (_, objects) => {
    expect(codes(documents(...objects))).toEqual([]);
  });

  test('on what a FederatedHPA scales too, which is a fault of its own', () => {
    expect(codes(documents(DEPLOYMENT, FEDERATED_AUTOSCALER, ...SENT))).toEqual(['two-autoscalers']);
  });
});
