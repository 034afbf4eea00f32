import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { isAmbiguous, sharedPods } from '../../src/rules/shared-pods';

const deployment = (name: string, app = 'web') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${app} } }
  template: { metadata: { labels: { app: ${app} } }, spec: { containers: [] } }
`;
const found = (...texts: string[]) => {
  const inventory = new Inventory(manifests(texts.join('---')));
  return sharedPods(inventory).map((pair) => [
    pair.workload.object.metadata?.name, pair.other.object.metadata?.name, isAmbiguous(inventory, pair),
  ]);
};

test('of two workloads that select the pods of each other, the later one is given', () => {
  expect(found(deployment('a'), deployment('b'))).toEqual([['b', 'a', false]]);
  expect(found(deployment('a'), deployment('b', 'other'))).toEqual([]);
});

test('a manifest that is there twice counts once', () => {
  expect(found(deployment('a'), deployment('a'))).toEqual([]);
  expect(found(deployment('a'), deployment('b'), deployment('b'))).toEqual([['b', 'a', false]]);
});
