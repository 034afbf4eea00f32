import { Inventory } from '../../../src/kubernetes/inventory';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { missingTargets } from '../../../src/rules/scale-target/missing-targets';

const workload = (kind: string, name: string, namespace = 'default'): Manifest => ({
  apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec: {},
});
const hpa = (kind: string, name: string, namespace = 'default'): Manifest => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: `of-${name}`, namespace },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, maxReplicas: 2 },
});
const namesOf = (...objects: Manifest[]) => missingTargets(new Inventory(objects))
  .map(({ same, near }) => [same?.object.metadata?.name, near?.object.metadata?.name]);

test('a workload of the very name comes before one of a similar name', () => {
  expect(namesOf(hpa('Deployment', 'cart'), workload('StatefulSet', 'cart'), workload('Deployment', 'carts')))
    .toEqual([['cart', undefined]]);
});

test.each([
  ['cart', 'carts'], ['carts', 'cart'], ['cart-deployment', 'cart'], ['web', 'web-app'], ['frontend', 'front-end'],
])('%s is like %s', (target, name) => {
  expect(namesOf(hpa('Deployment', target), workload('Deployment', name), workload('Deployment', 'other')))
    .toEqual([[undefined, name]]);
});

test('a workload that is scaled already is not meant', () => {
  expect(namesOf(hpa('Deployment', 'cart'), workload('Deployment', 'carts'), hpa('Deployment', 'carts')))
    .toEqual([[undefined, undefined]]);
});

test('very many targets that are missing take linear time', () => {
  const many = Array.from({ length: 5_000 }, (_, i) => hpa('Deployment', `target-${i}`));
  const others = Array.from({ length: 5_000 }, (_, i) => workload('Deployment', `other-${i}`, `n${i % 3}`));
  const started = Date.now();
  expect(missingTargets(new Inventory([...many, ...others]))).toHaveLength(5_000);
  expect(Date.now() - started).toBeLessThan(5000);
});
