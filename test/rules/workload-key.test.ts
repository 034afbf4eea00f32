import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { distinct, workloadKey } from '../../src/rules/workload-key';

const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n';
const JOINT = 'apiVersion: sedna.io/v1alpha1\nkind: JointInferenceService\nmetadata: { name: a }\n';

const workloads = (...texts: string[]) => new Inventory(manifests(texts.join('---\n'))).workloads;
const keys = (...texts: string[]) => new Set(workloads(...texts).map(workloadKey)).size;

describe('two workloads are one', () => {
  test.each<[string, string, string]>([
    ['where a manifest is there twice', DEPLOYMENT, DEPLOYMENT],
    ['where one has no namespace and the other has that name',
      DEPLOYMENT, DEPLOYMENT.replace('name: a', 'name: a, namespace: default')],
    ['in two versions of one group', DEPLOYMENT, DEPLOYMENT.replace('apps/v1', 'apps/v1beta1')],
  ])('%s', (_, one, other) => {
    expect(keys(one, other)).toBe(1);
    expect(distinct(workloads(one, other))).toHaveLength(1);
  });
});

describe('two workloads are two', () => {
  test.each<[string, string]>([
    ['of two names', DEPLOYMENT.replace('name: a', 'name: b')],
    ['of two namespaces', DEPLOYMENT.replace('name: a', 'name: a, namespace: vision')],
    ['of two kinds', DEPLOYMENT.replace('Deployment', 'StatefulSet')],
  ])('%s', (_, other) => {
    expect(keys(DEPLOYMENT, other)).toBe(2);
    expect(distinct(workloads(DEPLOYMENT, other))).toHaveLength(2);
  });

  test('where the API server generates their names', () => {
    const generated = DEPLOYMENT.replace('name: a', 'generateName: a-');
    expect(keys(generated, generated)).toBe(2);
  });

  test('as the workers of one joint inference', () => {
    expect(keys(JOINT)).toBe(2);
  });
});
