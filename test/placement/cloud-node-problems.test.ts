import { contradictionProblems } from '../../src/placement/cloud-node-problems';
import { codes } from '../helpers';

const zone = (...values: string[]) => ({ key: 'zone', operator: 'In', values } as const);

test.each([
  ['one zone in both', [zone('a', 'b'), zone('b', 'c')]],
  ['different labels', [zone('a'), { key: 'pool', operator: 'In', values: ['b'] } as const]],
  ['what is left', [zone('a', 'b'), { key: 'zone', operator: 'NotIn', values: ['a'] } as const]],
  ['a label that must exist', [zone('a'), { key: 'zone', operator: 'Exists' } as const]],
  ['no label', [{ key: 'zone', operator: 'DoesNotExist' } as const]],
])('a node can meet %s', (_, requirements) => {
  expect(contradictionProblems('nodes', requirements)).toEqual([]);
});

test.each([
  ['two lists without a common value', [zone('a'), zone('b')], 'placement/choices-exclude-each-other'],
  [
    'all values excluded',
    [{ key: 'zone', operator: 'NotIn', values: ['a', 'b'] } as const, zone('a', 'b')],
    'placement/choices-exclude-each-other',
  ],
  ['a label that must not exist', [zone('a'), { key: 'zone', operator: 'DoesNotExist' } as const],
    'placement/choices-exclude-each-other'],
  [
    'the label of edge nodes',
    [{ key: 'node-role.kubernetes.io/edge', operator: 'In', values: [''] } as const],
    'placement/edge-label-in-cloud',
  ],
])('no node can meet %s', (_, requirements, code) => {
  expect(codes(contradictionProblems('nodes', requirements))).toEqual([[code, 'nodes']]);
});
