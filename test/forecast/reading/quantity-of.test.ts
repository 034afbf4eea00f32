import { approximateOf, milliOf } from '../../../src/forecast/reading/quantity-of';

describe('a quantity in thousandths', () => {
  test.each([
    ['2', 2000], [2, 2000], ['250m', 250], ['0.25', 250], [0.25, 250], ['1k', 1_000_000], ['1e3', 1_000_000],
    ['1Ki', 1_024_000], ['1.5Mi', 1_572_864_000], ['100u', 1], ['1n', 1], ['1.0001', 1001], ['.5', 500], ['5.', 5000],
    ['0', 0], ['-100u', -1], ['1.1', 1100], ['0.0011', 2], ['+3', 3000], ['1e999', 2 ** 63],
  ])('%p is %p, rounded away from zero', (quantity, milli) => {
    expect(milliOf(quantity)).toBe(milli);
  });

  test.each(['', '.', 'm', '1 m', '1mm', 'NaN', 'Infinity', '1e', '0x10', undefined, null, {}, [1], true])(
    '%p is none', (quantity) => {
      expect(milliOf(quantity)).toBeUndefined();
      expect(approximateOf(quantity)).toBeUndefined();
    });
});

describe('a quantity as a number', () => {
  test.each([
    ['0.35', 350 * 1e-3], ['350m', 350 * 1e-3], ['0', 0], ['0.000', 0], [0.05, 50 * 1e-3], ['2', 2], ['1k', 1000],
    ['100u', 100 * 1e-6], ['.2n', 1e-9], ['0.1', 100 * 1e-3], ['1200', 1200],
  ])('%p is %p: what the API server stores is multiplied', (quantity, value) => {
    expect(approximateOf(quantity)).toBe(value);
  });
});
