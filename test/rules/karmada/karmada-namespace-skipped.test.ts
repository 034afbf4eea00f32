import { DEPLOYMENTS, documents, fixed, policy } from '../../../src/rules/karmada/examples';
import { karmadaNamespaceSkipped } from '../../../src/rules/karmada/karmada-namespace-skipped';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-namespace-skipped', () => {
  expect(codes(karmadaNamespaceSkipped.failing)).toEqual(['karmada-namespace-skipped']);
  expect(codes(karmadaNamespaceSkipped.repaired)).toEqual([]);
});

const SKIP = 'namespace.karmada.io/skip-auto-propagation';
const namespace = (name: string, value: string) => `apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { ${SKIP}: '${value}' } }`;
const SENT = [fixed(2), policy([DEPLOYMENTS])];

test('karmada-namespace-skipped fires on the Namespace', () => {
  const text = documents(...SENT, namespace('vision', 'true'), namespace('other', 'true'));
  expect(fires(karmadaNamespaceSkipped, text)).toEqual([
    ['Namespace vision', `metadata.labels["${SKIP}"]`],
  ]);
});

test.each<[string, string[]]>([
  ['on another value', [...SENT, namespace('vision', 'false')]],
  ['on a namespace without propagated objects', [...SENT, namespace('other', 'true')]],
  ['where a policy propagates the Namespace', [...SENT, namespace('vision', 'true'),
    policy(['v1 Namespace vision'], '', 'namespaces').replace('kind: Prop', 'kind: ClusterProp')
      .replace(', namespace: vision', '')]],
  ['without a policy', [fixed(2), namespace('vision', 'true')]],
])('karmada-namespace-skipped is silent %s', (_, objects) => {
  expect(codes(documents(...objects))).toEqual([]);
});
