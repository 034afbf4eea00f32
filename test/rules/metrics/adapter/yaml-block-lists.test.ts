import { itemsOf, part, scalar } from '../../../../src/rules/metrics/adapter/yaml-block-lists';

/** The items of the lists `a` and `b` of a text, as plain objects. */
function items(text: string): Array<[string, object]> {
  return itemsOf(text, ['a', 'b']).map(({ list, fields }) => [list, Object.fromEntries(fields)]);
}

describe('the items of a list', () => {
  test.each<[string, string]>([
    ['without an indent', 'a:\n- x: 1\n  y: 2\n- x: 3\n'],
    ['with an indent', 'a:\n  - x: 1\n    y: 2\n  - x: 3\n'],
    ['with a wide indent', 'a:\n-   x: 1\n    y: 2\n-   x: 3\n'],
    ['with comments and empty lines', '# a:\na: # list\n\n# one\n- x: 1\n\n  # two\n  y: 2\n- x: 3\n'],
    ['with quoted keys', '"a":\n- "x": 1\n  \'y\': 2\n- x: 3\n'],
    ['with other line ends', 'a:\r\n- x: 1\r\n  y: 2\r\n- x: 3\r\n'],
    ['after another list', 'c:\n- x: 0\na:\n- x: 1\n  y: 2\n- x: 3\nd:\n- x: 4\n'],
  ])('%s', (_, text) => {
    expect(items(text)).toEqual([['a', { x: '1', y: '2' }], ['a', { x: '3' }]]);
  });

  test('of two lists', () => {
    expect(items('b:\n- x: 1\na:\n- x: 2\n')).toEqual([['b', { x: '1' }], ['a', { x: '2' }]]);
  });

  test('have the lines of what is nested, lists too', () => {
    expect(items('a:\n- x:\n    y: 1\n  z:\n  - u: 2\n')).toEqual([['a', { x: '\n  y: 1', z: '\n- u: 2' }]]);
  });

  test('are none of a text in another style', () => {
    expect(items('a: [{x: 1}]\nb: {x: 1}\n')).toEqual([]);
  });
});

describe('a value', () => {
  test.each<[string | undefined, string | undefined]>([
    ['x', 'x'],
    ['x # comment', 'x'],
    ['x#y', 'x#y'],
    ['"a \\"b\\" # c" # d', 'a "b" # c'],
    ["'it''s' # d", "it's"],
    ['"not closed', '"not closed'],
    ['>-\n  one\n  two\n', 'one two'],
    ['|\n  one', 'one'],
    ['one\n  two', 'one two'],
    ["'one\n  two'", 'one two'],
    ['""', undefined],
    ['', undefined],
    ['  \n ', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, expected) => {
    expect(scalar(text)).toBe(expected);
  });
});

describe('one value of a map', () => {
  test.each<[string, string | undefined]>([
    ['{as: fps}', 'fps'],
    ['{matches: "^as: (.*)$", as: "fps"}', 'fps'],
    ['{ "as": fps, matches: x }', 'fps'],
    ["{'as' : no, as: 'it''s, fps}'}", "it's, fps}"],
    ['\n  matches: x\n  as: fps # renamed', 'fps'],
    ['\n  matches: {x: 1}\n\n  as:\tfps', 'fps'],
    ['{as: ""}', undefined],
    ['{alias: fps}', undefined],
    ['{x-as: fps}', undefined],
    ['as', undefined],
    ['', undefined],
  ])('of %j is %j', (text, expected) => {
    expect(part(text, 'as')).toBe(expected);
  });
});
