import { fieldsOf, isFilled, itemsOf, numberOf, textOf, wholeOf } from '../../../src/forecast/reading/plain-fields';

describe('plain objects', () => {
  test('what is no object has no fields', () => {
    expect([null, undefined, [1], 'a', 5].map(fieldsOf)).toEqual([{}, {}, {}, {}, {}]);
    expect(fieldsOf({ a: 1 })).toEqual({ a: 1 });
    expect([{}, [], null].map(isFilled)).toEqual([true, false, false]);
  });

  test('a list has its objects alone', () => {
    expect(itemsOf([{ a: 1 }, null, 'x', [2]])).toEqual([{ a: 1 }]);
    expect(itemsOf('x')).toEqual([]);
  });

  test.each([[3, 3], [3.5, undefined], ['3', undefined], [NaN, undefined], [null, undefined]])(
    'the whole number of %p is %p', (value, whole) => expect(wholeOf(value)).toBe(whole));

  test.each([['a', 'a'], ['', undefined], [3, undefined]])(
    'the text of %p is %p', (value, text) => expect(textOf(value)).toBe(text));

  test.each([
    ['1.5', 1.5], [2, 2], ['', undefined], [' ', undefined], ['x', undefined], [null, undefined], [true, undefined],
  ])('the number of %p is %p', (value, number) => expect(numberOf(value)).toBe(number));
});
