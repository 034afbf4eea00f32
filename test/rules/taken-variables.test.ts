import { Inventory } from '../../src/kubernetes/inventory';
import { takenVariables } from '../../src/rules/taken-variables';

const settings = {
  apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'vision' }, data: { NAME: 'resnet' },
};
const inventory = new Inventory([settings]);
const FROM = { configMapRef: { name: 'settings' } };
const taken = (envFrom?: any[]) => takenVariables(inventory, 'vision', { envFrom });

test('a container takes the keys of its ConfigMaps, with their prefix', () => {
  const has = taken([FROM, { ...FROM, prefix: 'MODEL_' }])!;
  expect(['NAME', 'MODEL_NAME', 'OTHER', 'MODEL_', 'constructor'].map(has)).toEqual([true, true, false, false, false]);
});

test('a container without sources takes nothing', () => {
  expect(taken()!('NAME')).toBe(false);
});

test.each<[string, object]>([
  ['a Secret', { secretRef: { name: 'settings' } }],
  ['a ConfigMap that is not among the objects', { configMapRef: { name: 'elsewhere' } }],
  ['a source that is not known', {}],
])('what is taken is not known with %s', (_, source) => {
  expect(taken([FROM, source])).toBeUndefined();
});
