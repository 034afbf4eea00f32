import { objectProblems } from '../../src/head-ingress/not-an-object';
import { codes } from '../helpers';

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a list', []],
  ['a string', 'bj'],
  ['a number', 1],
])('%s is no object with named properties', (_, value) => {
  expect(codes(objectProblems('retries', value))).toEqual([['head-ingress/not-an-object', 'retries']]);
});

test('an object is accepted', () => {
  expect(objectProblems('retries', {})).toEqual([]);
});
