import { DEPLOYMENTS, documents, policy } from '../../../src/rules/karmada/examples';
import { karmadaReservedNamespace } from '../../../src/rules/karmada/karmada-reserved-namespace';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-reserved-namespace', () => {
  expect(codes(karmadaReservedNamespace.failing)).toEqual(['karmada-reserved-namespace']);
  expect(codes(karmadaReservedNamespace.repaired)).toEqual([]);
});

const SENT = policy([DEPLOYMENTS]);
const CLUSTER = SENT.replace('kind: Prop', 'kind: ClusterProp').replace(', namespace: vision', '');

describe('karmada-reserved-namespace fires', () => {
  test.each(['kube-system', 'kube-public', 'karmada-system', 'karmada-cluster', 'karmada-es-bj'])('on %s', (name) => {
    expect(fires(karmadaReservedNamespace, documents(SENT.replace('vision', name)))).toEqual([
      [`PropagationPolicy ${name}/everywhere`, 'metadata.namespace'],
    ]);
    const selector = CLUSTER.replace('kind: Deployment,', `kind: Deployment, namespace: ${name},`);
    expect(fires(karmadaReservedNamespace, documents(selector))).toEqual([
      ['ClusterPropagationPolicy everywhere', 'spec.resourceSelectors[0].namespace'],
    ]);
  });
});

describe('karmada-reserved-namespace is silent', () => {
  test.each(['default', 'karmada-demo', 'kubeflow'])('on %s', (name) => {
    expect(codes(documents(SENT.replace('vision', name)))).toEqual([]);
  });

  test('on a policy for all namespaces', () => {
    expect(codes(documents(CLUSTER))).toEqual([]);
  });
});
