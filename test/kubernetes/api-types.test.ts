import { typeOf } from '../../src/kubernetes/api-types';
import { list, map, object, type Shape } from '../../src/kubernetes/schema/manifest-shape';

test.each<[string, unknown]>([
  ['s', 'a'], ['s', ''], ['b', false], ['i', 0], ['n', 1.5], ['q', '500m'], ['q', 2], ['x', 'http'], ['x', 80],
  ['?', 'a'], ['?', { a: [null] }], ['[]s', []], ['[]s', ['a']], ['{}q', {}], ['{}q', { cpu: 1, memory: '1Gi' }],
  ['Probe', {}], ['Probe', { periodSeconds: 5, httpGet: { port: 'http' } }],
])('of the type %s, %j has no fault', (code, value) => {
  expect(typeOf(code).faults(value)).toBeUndefined();
});

test.each<[string, unknown, string, string]>([
  ['s', 1, '', 'a text'], ['b', 'true', '', 'true or false'], ['i', 1.5, '', 'a whole number'],
  ['n', '1', '', 'a number'], ['q', true, '', 'a quantity, such as 500m or 2Gi'], ['x', [], '', 'a number or a text'],
  ['[]s', 'a', '', 'a list'], ['[]s', ['a', 1], '[1]', 'a text'], ['{}s', ['a'], '', 'an object'],
  ['{}s', { 'a.b': 1 }, '["a.b"]', 'a text'], ['Probe', [], '', 'an object'],
  ['Probe', { httpGet: { port: 1, httpHeaders: [{ name: 1, value: 'a' }] } }, '.httpGet.httpHeaders[0].name', 'a text'],
])('of the type %s, %j has a fault at "%s": it must be %s', (code, value, path, expected) => {
  expect(typeOf(code).faults(value)).toMatchObject([{ fault: 'type', path, expected }]);
});

test('a null is told wherever it stands', () => {
  const value = { periodSeconds: null, httpGet: { port: 1, httpHeaders: [null] } };
  expect(typeOf('Probe').faults(value)).toEqual([
    { fault: 'nothing', path: '.periodSeconds' }, { fault: 'nothing', path: '.httpGet.httpHeaders[0]' },
  ]);
  expect(typeOf('{}s').faults({ a: undefined })).toEqual([{ fault: 'nothing', path: '["a"]' }]);
});

test('what an object inherits is no field and no entry', () => {
  expect(typeOf('Probe').faults(Object.create({ httpGet: 1 }))).toEqual([{ fault: 'nothing', path: '.httpGet' }]);
  expect(typeOf('{}s').faults(Object.create({ a: 1 }))).toBeUndefined();
  expect(typeOf('Probe').faults({ toString: 1 })).toMatchObject([{ fault: 'unknown', path: '.toString' }]);
});

test.each<[string, Shape]>([
  ['s', 'string'], ['s', 'scalar'], ['s', 'any'], ['b', 'boolean'], ['i', 'number'], ['n', 'number'], ['q', 'scalar'],
  ['x', 'scalar'], ['?', 'any'], ['[]s', list('string')], ['[]s', 'any'], ['{}q', map('scalar')], ['Probe', 'any'],
  ['Probe', object({ periodSeconds: 'number', httpGet: object({ port: 'scalar' }) })],
  // What a type has no field for has a fault.
  ['Probe', object({ nothingSuch: 'number' })],
])('what has the type %s has the shape %j', (code, shape) => {
  expect(typeOf(code).has(shape)).toBe(true);
});

test.each<[string, Shape]>([
  ['s', 'number'], ['s', list('string')], ['q', 'string'], ['x', 'number'], ['?', 'string'], ['?', object({})],
  ['[]s', list('number')], ['[]s', map('string')], ['{}q', map('string')], ['{}s', object({})], ['{}s', list('string')],
  ['Probe', map('any')], ['Probe', 'string'], ['Probe', object({ httpGet: object({ port: 'number' }) })],
])('what has the type %s need not have the shape %j', (code, shape) => {
  expect(typeOf(code).has(shape)).toBe(false);
});
