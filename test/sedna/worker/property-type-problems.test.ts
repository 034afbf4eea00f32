import {
  booleanProblems, isLeftOut, listProblems, mapProblems, objectProblems,
} from '../../../src/sedna/worker/property-type-problems';
import { codes } from '../../helpers';

const WRONG = [null, 0, 7, '', 'text', true, Symbol('a'), () => 1];

test.each([...WRONG, {}, { length: 1 }])('%p is not a list', (value) => {
  expect(codes(listProblems('args', value))).toEqual([['sedna/not-a-list', 'args']]);
});

test.each([...WRONG, [], ['a']])('%p is not a map', (value) => {
  expect(codes(mapProblems('environment', value))).toEqual([['sedna/not-a-map', 'environment']]);
});

test.each([...WRONG, [], undefined])('%p is not an object', (value) => {
  expect(codes(objectProblems('service', value))).toEqual([['sedna/not-an-object', 'service']]);
});

test('lists, maps and objects are accepted, and lists and maps may be left out', () => {
  const found = [
    ...[undefined, [], ['a']].map((value) => listProblems('x', value)),
    ...[undefined, {}, { a: 1 }].map((value) => mapProblems('x', value)),
    ...[{}, { a: 1 }].map((value) => objectProblems('x', value)),
  ];
  expect(found.flat()).toEqual([]);
});

test.each([0, 1, '', 'true', [], {}, Symbol('a'), () => true])('%p is not a boolean', (value) => {
  expect(codes(booleanProblems('exposed', value))).toEqual([['validation/boolean', 'exposed']]);
});

test('booleans are accepted, and may be left out, also as null', () => {
  expect([true, false, undefined, null].flatMap((value) => booleanProblems('exposed', value))).toEqual([]);
  expect([undefined, null, 0, '', false].map(isLeftOut)).toEqual([true, true, false, false, false]);
});
