import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { FEATURES } from '../../src/kubernetes/versions/features';
import { NEWER_FIELDS } from '../../src/rules/newer-fields';

const service = (value: string) => `
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { trafficDistribution: ${value} }
`;

function found(text: string): string[] {
  const inventory = new Inventory(manifests(text));
  const all: string[] = [];
  for (const { feature, find } of NEWER_FIELDS) find(inventory, (_, field) => all.push(`${feature} ${field}`));
  return all;
}

test('each is a feature of the table, and listed once', () => {
  const ids = NEWER_FIELDS.map(({ feature }) => feature);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !Object.hasOwn(FEATURES, id))).toEqual([]);
});

test.each([
  ['PreferClose', ['traffic-distribution spec.trafficDistribution']],
  ['PreferSameNode', ['traffic-same-zone-or-node spec.trafficDistribution']],
  ['5', []],
])('a Service with trafficDistribution: %s', (value, fields) => {
  expect(found(service(value))).toEqual(fields);
});
