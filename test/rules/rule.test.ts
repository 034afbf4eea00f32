import { title } from '../../src/rules/rule';

const object = (metadata?: object) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata });

test.each<[string, object | undefined]>([
  ['Deployment vision/classifier', { name: 'classifier', namespace: 'vision' }],
  ['Deployment classifier', { name: 'classifier' }],
  ['Deployment vision/(generateName)x-…', { generateName: 'x-', namespace: 'vision' }],
  ['Deployment (no name)', { name: null }],
  ['Deployment (no text)/(no text)', { name: { toString: 'a' }, namespace: { toString: 'b' } }],
  ['Deployment (no name)', undefined],
])('a message calls an object %s', (expected, metadata) => {
  expect(title(object(metadata))).toBe(expected);
});
