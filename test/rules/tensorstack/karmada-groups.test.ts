import { isOfKarmada } from '../../../src/rules/tensorstack/karmada-groups';

test.each<[string, boolean]>([
  ['policy.karmada.io/v1alpha1', true],
  ['autoscaling.karmada.io/v1alpha1', true],
  ['karmada.io/v1', true],
  ['notkarmada.io/v1', false],
  ['karmada.io.example.com/v1', false],
  ['apps/v1', false],
  ['v1', false],
  ['karmada.io', false],
])('%s is of an API group of Karmada: %s', (apiVersion, expected) => {
  expect(isOfKarmada(apiVersion)).toBe(expected);
});
