import { noObject, noYaml } from '../../../src/cli/input/unusable';

describe('why a document cannot be used', () => {
  test.each<[string, unknown, string]>([
    ['a list', [1], 'the document is a list'],
    ['a text', 'x', 'the document is a string'],
    ['a number', 7, 'the document is a number'],
    ['no apiVersion', { kind: 'Pod' }, 'the document has no apiVersion'],
    ['no kind', { apiVersion: 'v1' }, 'the document has no kind'],
    ['neither', { a: 1 }, 'the document has neither apiVersion nor kind'],
    ['another type', { apiVersion: 1, kind: 'Pod' }, 'apiVersion and kind must be texts'],
  ])('%s', (_, value, message) => {
    const reason = noObject(value);
    expect(reason.message).toBe(message);
    expect(reason.expected).toMatch(/^an object of Kubernetes, with apiVersion and kind/);
  });

  test.each<[string, unknown, RegExp]>([
    ['a kustomization', { resources: ['a.yaml'], namespace: 'x' }, /kubectl kustomize/],
    ['values of a chart', { replicaCount: 1, image: {} }, /helm template/],
    ['values that speak of resources', { resources: {}, replicaCount: 1 }, /helm template/],
    ['a Compose file', { services: { web: {} } }, /Compose/],
  ])('with a word on %s', (_, value, expected) => {
    expect(noObject(value).expected).toMatch(expected);
  });

  test('a template of Helm is named', () => {
    expect(noYaml('a: {{ .Values.x }}', 'bad').expected).toMatch(/helm template/);
    expect(noYaml('a: "', 'bad')).toEqual({ message: 'bad', expected: 'YAML or JSON as kubectl reads it' });
  });
});
