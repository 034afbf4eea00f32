import { isPlainNull, plainBoolean, plainNumber } from '../../../src/cli/input/plain-scalar';

/** What each word is to sigs.k8s.io/yaml v1.6.0: run with YAMLToJSON, not only read. */
describe('a scalar without quotes', () => {
  test.each(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])('%s is true', (text) => {
    expect(plainBoolean(text)).toBe(true);
  });

  test.each(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])('%s is false', (text) => {
    expect(plainBoolean(text)).toBe(false);
  });

  test.each(['yEs', 'nO', 'oN', 'oFf', 'tRue', 'fALSE', '', '0', '1', 'yess'])('%p is no boolean', (text) => {
    expect(plainBoolean(text)).toBeUndefined();
  });

  test('null is written in five ways', () => {
    expect(['', '~', 'null', 'Null', 'NULL', 'nULL', 'nil', '~~'].map(isPlainNull)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  const numbers: Array<[string, number]> = [
    ['0', 0],
    ['1', 1],
    ['-1', -1],
    ['+1', 1],
    ['00', 0],
    ['01', 1],
    ['07', 7],
    ['017', 15],
    ['0777', 511],
    ['-017', -15],
    ['0o17', 15],
    ['0O17', 15],
    ['-0o7', -7],
    ['08', 8],
    ['09', 9],
    ['018', 18],
    ['0x1F', 31],
    ['0X1F', 31],
    ['-0x1F', -31],
    ['+0x1F', 31],
    ['0b11', 3],
    ['0B11', 3],
    ['-0b11', -3],
    ['1_000', 1000],
    ['1__000', 1000],
    ['1_000_', 1000],
    ['-1_0', -10],
    ['0x1_F', 31],
    ['0b1_1', 3],
    ['01_7', 15],
    ['1_0.5', 10.5],
    ['1_0e3', 10_000],
    ['1.5_0', 1.5],
    ['.5_0', 0.5],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['+.5', 0.5],
    ['1.', 1],
    ['-1.', -1],
    ['1.5', 1.5],
    ['+1.5', 1.5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['1e-3', 0.001],
    ['.5e3', 500],
    ['1.e3', 1000],
    ['1.10', 1.1],
  ];
  test.each(numbers)('%s is the number %p', (text, expected) => {
    expect(plainNumber(text)).toBe(expected);
  });

  const words = [
    '0xfg',
    '0x',
    '0b',
    '0o',
    '0b2',
    '0o8',
    '._5',
    '.',
    '+',
    '-',
    '--',
    '++1',
    '1.2.3',
    '1e',
    '1e+',
    'e3',
    '.e3',
    '1e400',
    '-1e400',
    '.iNF',
    'inf',
    'NaN',
    '2001-12-14',
    '12:30:45',
    '190:20:30',
    '1,000',
    'v1',
    '1Gi',
    '500m',
    '100%',
    '_',
    '',
  ];
  test.each(words)('%p is no number', (text) => {
    expect(plainNumber(text)).toBeUndefined();
  });

  test('numbers that are none have names of their own', () => {
    expect(['.inf', '-.Inf', '+.INF', '.nan', '.NaN'].map(plainNumber)).toEqual([
      Infinity,
      -Infinity,
      Infinity,
      NaN,
      NaN,
    ]);
  });
});
