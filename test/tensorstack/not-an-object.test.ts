import { objectProblems } from '../../src/tensorstack/not-an-object';
import { codes } from '../helpers';

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a list', []],
  ['a string', 'origin'],
  ['a number', 1],
])('%s is no object with named properties', (_, value) => {
  expect(codes(objectProblems('canary', value))).toEqual([['tensorstack/not-an-object', 'canary']]);
});

test('an object is accepted', () => {
  expect(objectProblems('canary', {})).toEqual([]);
});
