import {
  amount, compact, counted, duration, listed, longer, points, share, signed,
} from '../../../src/forecast/report/figures';

describe('figures', () => {
  test.each([
    [0, '0'], [-0, '0'], [0.25, '0.25'], [1.234, '1.23'], [41.23, '41.2'], [999.6, '1,000'], [1234567, '1,234,567'],
    [0.0004, '0.0004'], [NaN, 'unknown'], [Infinity, 'unknown'],
  ])('the amount %p is %p', (value, text) => expect(amount(value)).toBe(text));

  test.each([[9999, '9,999'], [20000, '20K'], [1500000, '1.5M'], [0.25, '0.25'], [NaN, 'unknown']])(
    'in a picture, %p is %p', (value, text) => expect(compact(value)).toBe(text));

  test.each([
    [0, '0 %'], [0.000001, '< 0.001 %'], [0.0001, '0.01 %'], [0.00035, '0.035 %'],
    [0.004, '0.4 %'], [0.5, '50 %'], [0.9999, '> 99.9 %'], [1, '100 %'],
    [undefined, 'unknown'], [NaN, 'unknown'],
  ])('the share %p is %p: what is not zero never reads as zero', (value, text) => expect(share(value)).toBe(text));

  test.each([
    [0, '0 s'], [0.4, '0 s'], [45, '45 s'], [60, '1 min'], [5400, '1 h 30 min'], [3601, '1 h'], [86400, '24 h'],
    [172800, '2 d'], [183600, '2 d 3 h'], [undefined, 'unknown'],
  ])('%p seconds are %p', (seconds, text) => expect(duration(seconds)).toBe(text));

  test('a difference has its sign, and none where it reads as zero', () => {
    expect([signed(3.2), signed(-1), signed(0)]).toEqual(['+3.2', '-1', '0']);
    expect([points(0.0136), points(-0.5), points(0)]).toEqual(['+1.36 points', '-50 points', '0 points']);
    expect([longer(60), longer(-5400), longer(0)]).toEqual(['+1 min', '-1 h 30 min', '0 s']);
  });

  test('a list and a count read as words', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect([counted(1, 'pod'), counted(0, 'pod'), counted(1000, 'pod')]).toEqual(['1 pod', '0 pods', '1,000 pods']);
  });
});
