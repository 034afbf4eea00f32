import { ApiObject, Chart, type App } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { nestedObjectsProblems } from '../../src/tensorstack/nested-object-problems';
import { codes, testChart } from '../helpers';

const POLICY = { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'PropagationPolicy', metadata: { name: 'p' } };
const bareChart = () => new Chart(testChart().node.root as App, 'bare');

test.each<[string, (chart: Chart) => unknown, [code: string, field: string]]>([
  ['an object of Karmada', () => new ApiObject(testChart(), 'P', POLICY), ['tensorstack/karmada-object-nested', '']],
  ['an object of Karmada without a namespace, as one fault', (bare) => new ApiObject(bare, 'P', POLICY),
    ['tensorstack/karmada-object-nested', '']],
  ['an object without a namespace', (bare) => new ConfigMap(bare, 'A', { metadata: { name: 'a' } }),
    ['tensorstack/nested-without-namespace', '']],
])('%s is refused inside a HyperMLService', (_, make, expected) => {
  expect(codes(nestedObjectsProblems(make(bareChart()) as Construct))).toEqual([expected]);
});

test('every object of a construct is checked, and named', () => {
  const around = new Construct(bareChart(), 'Around');
  for (const name of ['a', 'b']) new ConfigMap(around, name, { metadata: { name } });
  expect(nestedObjectsProblems(around).map((p) => p.value)).toEqual(['ConfigMap a', 'ConfigMap b']);
});

test('an object of a cluster-wide kind needs no namespace', () => {
  const namespace = new ApiObject(bareChart(), 'N', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
  expect(nestedObjectsProblems(namespace)).toEqual([]);
});
