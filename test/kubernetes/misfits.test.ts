import { list, map, object } from '../../src/kubernetes/manifest-shape';
import { misfits } from '../../src/kubernetes/misfits';

const PERSON = object({ name: 'string', age: 'number', likes: list('string'), labels: map('string'), adult: 'boolean' });

test('what has the shape, is null, or is a field of no shape, fits', () => {
  expect(misfits({ name: 'a', age: null, likes: [], labels: {}, adult: false, other: 1 }, PERSON)).toEqual([]);
  expect(misfits(undefined, PERSON)).toEqual([]);
});

test('every value of another type is told with its path', () => {
  const value = { name: 1, age: '2', likes: ['a', true], labels: { 'a.b/c': 1, x: 'y' }, adult: 'yes' };
  expect(misfits(value, PERSON)).toEqual([
    { path: 'name', value: 1, expected: 'a text' },
    { path: 'age', value: '2', expected: 'a number' },
    { path: 'likes[1]', value: true, expected: 'a text' },
    { path: 'labels["a.b/c"]', value: 1, expected: 'a text' },
    { path: 'adult', value: 'yes', expected: 'true or false' },
  ]);
});

test.each([
  ['a text', PERSON, 'an object'],
  [[1], PERSON, 'an object'],
  [{ likes: 'a' }, PERSON, 'a list'],
  [{ labels: ['a'] }, PERSON, 'an object'],
])('%j is told as a whole', (value, shape, expected) => {
  expect(misfits(value, shape).map((m) => m.expected)).toEqual([expected]);
});

test('what every object inherits is no field', () => {
  expect(misfits({ constructor: 1, toString: 2 }, PERSON)).toEqual([]);
});
