import { Inventory } from '../../../src/kubernetes/inventory';
import { withFault } from '../../../src/rules/api/by-version';

const object = (apiVersion: string, kind: string, name: string) => ({ apiVersion, kind, metadata: { name } });
const inventory = new Inventory([
  object('a/v1', 'Job', 'one'), object('a/v2', 'Pod', 'two'), object('a/v1', 'Job', 'three'),
  object('a/v2', 'Job', 'four'),
]);

test('each version of a kind is judged once, and the objects come in their order', () => {
  const judged: string[] = [];
  const found = withFault(inventory, (apiVersion, kind) => {
    judged.push(`${apiVersion} ${kind}`);
    return apiVersion === 'a/v1' || kind === 'Pod' ? `${kind} is old` : undefined;
  });
  expect(judged.sort()).toEqual(['a/v1 Job', 'a/v2 Job', 'a/v2 Pod']);
  expect(found.map(({ object: { metadata }, fault }) => [metadata?.name, fault])).toEqual([
    ['one', 'Job is old'], ['two', 'Pod is old'], ['three', 'Job is old'],
  ]);
});

test('where no version has a fault, no object is told', () => {
  expect(withFault(inventory, () => undefined)).toEqual([]);
});
