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
const scaler = (name: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }, maxReplicas: 3 }
`;
const found = (...texts: string[]) => {
  const inventory = new Inventory(manifests(texts.join('---')));
  return sharedPods(inventory).map((pair) => [
    pair.workload.object.metadata?.name, pair.other.object.metadata?.name, isAmbiguous(inventory, pair),
  ]);
};

test('two workloads of one selector do not count each other while nothing is scaled', () => {
  expect(found(deployment('a'), deployment('b'))).toEqual([]);
});

test('the one that is scaled counts the pods of the other', () => {
  expect(found(deployment('a'), deployment('b'), scaler('a'))).toEqual([['a', 'b', false]]);
  expect(found(deployment('a'), deployment('b', 'other'), scaler('a'))).toEqual([]);
});

test('of two that are scaled and select the pods of each other, the later one is given', () => {
  expect(found(deployment('a'), deployment('b'), scaler('a'), scaler('b'))).toEqual([['b', 'a', true]]);
});

test('a manifest that is there twice counts once', () => {
  expect(found(deployment('a'), deployment('a'), scaler('a'))).toEqual([]);
  expect(found(deployment('a'), deployment('b'), deployment('b'), scaler('b'))).toEqual([['b', 'a', false]]);
});

test('a controller counts pods that it would adopt', () => {
  const pod = '\napiVersion: v1\nkind: Pod\nmetadata: { name: p, labels: { app: web } }\n';
  expect(found(deployment('a'), pod)).toEqual([['a', 'p', false]]);
});
