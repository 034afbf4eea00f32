import { join } from 'path';
import { isKustomization, patchesOf } from '../../../src/cli/input/kustomization';
import { folder, removeFolders } from '../fake-terminal';

afterAll(removeFolders);

const patches = (text: string): string[] =>
  patchesOf(join(folder({ 'kustomization.yaml': text }), 'kustomization.yaml'));

describe('a kustomization', () => {
  test.each([
    ['kustomization.yaml', true],
    ['kustomization.yml', true],
    ['Kustomization', true],
    ['kustomization.json', false],
    ['my-kustomization.yaml', false],
  ])('is called so: %s', (name, expected) => {
    expect(isKustomization(name)).toBe(expected);
  });

  test('names the files it patches with', () => {
    expect(
      patches(`
patches:
  - path: a.yaml
  - patch: "[]"
    target: { kind: Deployment }
patchesStrategicMerge:
  - b.yaml
  - |
    kind: Deployment
    apiVersion: apps/v1
patchesJson6902:
  - path: sub/c.yaml
`),
    ).toEqual(['a.yaml', 'sub/c.yaml', 'b.yaml']);
  });

  test.each(['', 'x', '[]', 'patches: 1', 'patches: [1, null]', 'patches: [{path: 7}]', 'a: "'])(
    'may be anything: %p',
    (text) => {
      expect(patches(text)).toEqual([]);
    },
  );

  test('may be missing', () => {
    expect(patchesOf(join(folder({}), 'kustomization.yaml'))).toEqual([]);
  });
});
