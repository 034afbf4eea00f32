import * as fc from 'fast-check';
import { parseQuantity } from '../../src/validation/quantity';

const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Record<string, number> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength: 9 }).map((d) => d.join(''));
const sign = fc.constantFrom('', '+', '-');
/** Every way to write a number: `12`, `12.`, `12.5` and `.5`. */
const unsigned = fc.oneof(
  digits,
  digits.map((d) => `${d}.`),
  fc.tuple(digits, digits).map(([a, b]) => `${a}.${b}`),
  digits.map((d) => `.${d}`),
);
const number = fc.tuple(sign, unsigned).map(([s, n]) => s + n);

function expectClose(actual: number | undefined, expected: number): void {
  expect(actual).toBeDefined();
  expect(Math.abs(actual! - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-12);
}

describe('parseQuantity', () => {
  test.each([
    ['0', 0],
    ['1', 1],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+1', 1],
    ['-1', -1],
    ['1500m', 1.5],
    ['250u', 0.00025],
    ['64M', 64_000_000],
    ['64Mi', 67_108_864],
    ['2Gi', 2_147_483_648],
    ['1k', 1000],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['12E-1', 1.2],
    ['1E', 1e18],
    ['1Ei', 2 ** 60],
    ['007', 7],
  ])('%s is %d', (text, expected) => {
    expectClose(parseQuantity(text), expected);
  });

  test('every number with a decimal suffix is that number times a power of ten', () => {
    fc.assert(fc.property(number, fc.constantFrom(...Object.keys(DECIMAL)), (n, suffix) => {
      expectClose(parseQuantity(n + suffix), Number(n) * 10 ** DECIMAL[suffix]);
    }));
  });

  test('every number with a binary suffix is that number times a power of two', () => {
    fc.assert(fc.property(number, fc.constantFrom(...Object.keys(BINARY)), (n, suffix) => {
      expectClose(parseQuantity(n + suffix), Number(n) * 2 ** BINARY[suffix]);
    }));
  });

  test('every number with an exponent, in either case and with any sign, is that number', () => {
    const exponents = fc.integer({ min: 0, max: 40 });
    fc.assert(fc.property(number, fc.constantFrom('e', 'E'), sign, exponents, (n, e, s, exponent) => {
      expectClose(parseQuantity(`${n}${e}${s}${exponent}`), Number(`${n}e${s}${exponent}`));
    }));
  });

  test('every number without a suffix is itself', () => {
    fc.assert(fc.property(number, (n) => {
      expect(parseQuantity(n)).toBe(Number(n));
    }));
  });

  test.each([
    '', ' ', '1 ', ' 1', '1\n', 'abc', '1x', '1 Gi', '1gi', '1GI', '1K', '1mi', '1Mib', '1GB', '1MM', '1e', '1e1.5',
    '1e3k', '1.2.3', '..5', '.', '+', '-', '+-1', '--1',
    'm', 'Gi', '1,5', '0x10', '1_000', 'NaN', 'Infinity', '-Infinity', '١', '1e999',
  ])('%j is no quantity', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test.each([[undefined], [null], [1], [NaN], [true], [['1']], [{ value: '1' }]])('%j is no quantity', (value) => {
    expect(parseQuantity(value)).toBeUndefined();
  });

  test('a quantity with anything unknown behind it is none', () => {
    const known = new Set(['', ...Object.keys(DECIMAL), ...Object.keys(BINARY)]);
    const isUnknown = (tail: string) => !known.has(tail) && !/^[\d.]/.test(tail) && !/^[eE][+-]?\d+$/.test(tail);
    const rubbish = fc.string({ minLength: 1 }).filter(isUnknown);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), rubbish, (n, tail) => {
      expect(parseQuantity(`${n}${tail}`)).toBeUndefined();
    }));
  });

  test('text of any kind either is no quantity or a finite number', () => {
    const similar = fc.string({ unit: fc.constantFrom(...'0123456789.+-eEkKmMgGiunTP ') });
    fc.assert(fc.property(fc.oneof(fc.string(), similar), (text) => {
      const value = parseQuantity(text);
      expect(value === undefined || Number.isFinite(value)).toBe(true);
    }));
  });
});
