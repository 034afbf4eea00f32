import { exponent, median, summary } from '../../bench/statistics';

describe('statistics', () => {
  test('the median of an odd number of values is the one in the middle, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test('the median of an even number of values is half way between the two in the middle', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  test('values are not sorted in place', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test.each([
    ['linear', 10, 1],
    ['quadratic', 100, 2],
    ['constant', 1, 0],
  ])('an exponent says what is %s', (_, value, expected) => {
    expect(exponent({ size: 100, value: 1 }, { size: 1000, value })).toBeCloseTo(expected, 10);
  });

  test.each([
    ['from nothing', { size: 100, value: 0 }, { size: 1000, value: 1 }],
    ['from less than nothing', { size: 100, value: -0.1 }, { size: 1000, value: 1 }],
    ['to nothing', { size: 100, value: 1 }, { size: 1000, value: 0 }],
    ['between equal sizes', { size: 100, value: 1 }, { size: 100, value: 1 }],
  ])('there is no exponent %s', (_, from, to) => {
    expect(exponent(from, to)).toBeUndefined();
  });

  test('a summary has the median, the least and the greatest value; there is none of no values', () => {
    expect(summary([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(summary([])).toBeUndefined();
  });
});
