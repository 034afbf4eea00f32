import * as fc from 'fast-check';
import { conform, list, map, object, type Shape } from '../../../src/kubernetes/schema/manifest-shape';

const PERSON = object({
  name: 'string',
  age: 'number',
  tags: list('string'),
  labels: map('string'),
  home: object({ street: 'string' }),
});

describe('conform', () => {
  test.each<[Shape, unknown]>([
    ['string', 'a'], ['string', ''], ['number', 0], ['number', 1.5], ['boolean', false],
    ['any', 'a'], ['any', 0], ['any', { a: [null] }], ['scalar', '500m'], ['scalar', 2], ['scalar', ''],
    [list('string'), []], [list('string'), ['a', 'b']],
    [map('number'), {}], [map('number'), { a: 1 }], [object({}), {}],
    [PERSON, { name: 'a', age: 1, tags: ['x'], labels: { k: 'v' }, home: { street: 's' } }],
  ])('of the shape %j, %j stays as it is', (shape, value) => {
    expect(conform(value, shape)).toEqual(value);
  });

  test.each<[Shape, unknown]>([
    ['string', 1], ['string', true], ['string', {}], ['string', ['a']],
    ['number', '1'], ['number', false], ['boolean', 'true'], ['boolean', 0],
    [list('string'), 'a'], [list('string'), { 0: 'a' }], [list('any'), 1],
    [map('string'), 'a'], [map('string'), ['a']], [map('any'), 1], [PERSON, 'a'], [PERSON, []], [PERSON, true],
  ])('of the shape %j, %j has nothing', (shape, value) => {
    expect(conform(value, shape)).toBeUndefined();
  });

  test.each<[Shape]>([
    ['string'], ['number'], ['boolean'], ['any'], [list('any')], [map('any')], [PERSON],
  ])('null and undefined are nothing in the shape %j', (shape) => {
    expect(conform(null, shape)).toBeUndefined();
    expect(conform(undefined, shape)).toBeUndefined();
  });

  test.each<[unknown]>([
    [{}], [['a']], [{ toString: 'a' }],
  ])('where a text or a number belongs, %j is there, and no text', (value) => {
    expect(conform(value, 'scalar')).toBe('');
    expect(conform({ cpu: value }, map('scalar'))).toEqual({ cpu: '' });
  });

  test('a list loses what is not of its shape', () => {
    expect(conform(['a', null, 1, 'b', undefined, ['c']], list('string'))).toEqual(['a', 'b']);
    expect(conform([{ name: 'a' }, null, 'x', { name: 1 }], list(PERSON))).toEqual([{ name: 'a' }, {}]);
    expect(conform([['a', 1], 'b'], list(list('string')))).toEqual([['a']]);
  });

  test('a map loses the entries that are not of its shape, keys and all', () => {
    expect(conform({ a: 'x', b: 1, c: null, d: {} }, map('string'))).toEqual({ a: 'x' });
    expect(Object.keys(conform({ b: 1, c: null }, map('string')))).toEqual([]);
    expect(conform({ a: { name: 'a', age: '1' }, b: 'x' }, map(PERSON))).toEqual({ a: { name: 'a' } });
  });

  test('an object loses the fields that are not of their shape, and keeps those that nothing reads', () => {
    const value = { name: 'a', age: '1', more: 'x', tags: null, labels: [], home: { street: 's', city: 'c' } };
    expect(conform(value, PERSON)).toEqual({ name: 'a', more: 'x', home: { street: 's', city: 'c' } });
  });

  test('what has the shape is given back itself, however deep, and not copied', () => {
    const home = { street: 's', city: 'c' };
    const value = { name: 'a', home, tags: ['x'] };
    expect(conform(value, PERSON)).toBe(value);
    const result = conform({ ...value, age: '1' }, PERSON);
    expect([result.home, result.tags]).toEqual([home, ['x']]);
    expect(result.home).toBe(home);
  });

  test('a field that is nothing is no field', () => {
    expect(Object.keys(conform({ name: undefined, age: null, home: {} }, PERSON))).toEqual(['home']);
  });

  test('what every object inherits is no field and no entry', () => {
    const inherited = object({ constructor: 'any', toString: 'any', hasOwnProperty: 'any' });
    expect(conform({}, inherited).toString).toBeUndefined();
    expect(Object.keys(conform(Object.create({ a: 'x' }), map('string')))).toEqual([]);
    expect(conform({ hasOwnProperty: 'mine' }, inherited)).toMatchObject({ hasOwnProperty: 'mine' });
    expect(conform(Object.assign(Object.create(null), { name: 'a' }), PERSON)).toMatchObject({ name: 'a' });
  });

  test('the value stays as it is', () => {
    const value = { name: 'a', age: 'x', tags: ['x', null], labels: { k: 'v', n: 1 } };
    const before = structuredClone(value);
    expect(conform(value, PERSON)).toEqual({ name: 'a', tags: ['x'], labels: { k: 'v' } });
    expect(value).toEqual(before);
  });

  const shape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
    shape: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Shape>('string', 'number', 'boolean', 'scalar', 'any'),
      tie('shape').map(list),
      tie('shape').map(map),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('shape')).map(object),
    ),
  })).shape;
  const yaml = fc.jsonValue({ maxDepth: 4 });

  test('what has the shape once has it for good, whatever is given', () => {
    fc.assert(fc.property(shape, yaml, (s, value) => {
      const once = conform(value, s);
      expect(conform(once, s)).toEqual(once);
    }));
  });

  test('a rule may read any field of a result without a guard against null or text', () => {
    const read = object({ a: object({ b: list(object({ c: 'string' })) }) });
    const field = fc.oneof(yaml, fc.record({ b: fc.oneof(yaml, fc.array(fc.oneof(yaml, fc.record({ c: yaml })))) }));
    fc.assert(fc.property(fc.oneof(yaml, fc.record({ a: field })), (value) => {
      const texts = (conform(value, read)?.a?.b ?? []).map((item: any) => item.c?.length);
      expect(texts.every((length: unknown) => length === undefined || typeof length === 'number')).toBe(true);
    }));
  });
});
