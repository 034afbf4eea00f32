import { documents, policy } from '../../../src/rules/karmada/examples';
import { karmadaBindingNameTooLong } from '../../../src/rules/karmada/karmada-binding-name-too-long';
import { codes } from '../codes';
import { fires, told } from '../manifests';

test('the examples of karmada-binding-name-too-long', () => {
  expect(codes(karmadaBindingNameTooLong.failing)).toEqual(['karmada-binding-name-too-long']);
  expect(codes(karmadaBindingNameTooLong.repaired)).toEqual([]);
});

const settings = (length: number) => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${'c'.repeat(length)}, namespace: vision }`;
const BROAD = policy(['v1 ConfigMap']).replace(', name: classifier', '');
const named = (length: number) => policy([`v1 ConfigMap ${'c'.repeat(length)}`]);

test('karmada-binding-name-too-long fires on the selector, whether the object is here or not', () => {
  for (const objects of [[named(244)], [settings(244), named(244)]]) {
    expect(fires(karmadaBindingNameTooLong, documents(...objects))).toEqual([
      ['PropagationPolicy vision/everywhere', 'spec.resourceSelectors[0].name'],
    ]);
  }
});

test('karmada-binding-name-too-long fires on an object that is selected by its kind, and says by how much', () => {
  const [[object, message]] = told(karmadaBindingNameTooLong, documents(settings(245), BROAD));
  expect(object).toBe(`ConfigMap vision/${'c'.repeat(245)}`);
  expect(message).toContain('must be shorter by 2');
});

test.each<[string, string[]]>([
  ['on a name that leaves room for its kind', [settings(243), named(243)]],
  ['on an object that nothing propagates', [settings(244)]],
])('karmada-binding-name-too-long is silent %s', (_, objects) => {
  expect(codes(documents(...objects))).toEqual([]);
});
