import { objectNameInvalid } from '../../../src/rules/workload/object-name-invalid';
import { fires } from '../manifests';

const named = (name: string, kind = 'ConfigMap') => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
const found = (name: string, kind?: string) => fires(objectNameInvalid, named(JSON.stringify(name), kind));

test.each(['Web', 'my_app', '-web', 'web-', 'a..b', '', 'a b', 'ä', 'a'.repeat(254)])('fires on %j', (name) => {
  expect(found(name).map(([, field]) => field)).toEqual(['metadata.name']);
});

test.each(['web', 'web-1', 'a.b-c.d', '1', 'a'.repeat(253), '${NAME}', '{{ name }}', '<name>'])(
  'is silent on %j', (name) => {
    expect(found(name)).toEqual([]);
  });

test('a Service and a Namespace have no dot and at most 63 characters', () => {
  for (const kind of ['Service', 'Namespace']) {
    expect(found('a.b', kind)).toHaveLength(1);
    expect(found('a'.repeat(64), kind)).toHaveLength(1);
    expect(found('a'.repeat(63), kind)).toEqual([]);
  }
});

test('is silent of kinds that are not of Kubernetes, and of names that the API server makes', () => {
  const foreign = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: My_Thing }\n';
  expect(fires(objectNameInvalid, foreign)).toEqual([]);
  expect(fires(objectNameInvalid, 'apiVersion: v1\nkind: Pod\nmetadata: { generateName: web- }\n')).toEqual([]);
});
