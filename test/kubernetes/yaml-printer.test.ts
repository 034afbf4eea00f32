import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { readYaml } from '../../src/cli/input/kubernetes-yaml';
import { YamlPrinter } from '../../src/kubernetes/yaml-printer';
import { DANGEROUS_TEXTS, PIECES } from '../yaml-readers/dangerous-texts';
import { meaningOf, placesOf } from '../yaml-readers/documents';

const printer = new YamlPrinter();
const print = (value: unknown) => printer.print(value);
const RUNS = { seed: Number(process.env.SEED ?? 1), numRuns: Number(process.env.RUNS ?? 1500) };

/** What programs in JavaScript, and `kubectl`, read in a text. */
const READERS: ReadonlyArray<[name: string, read: (text: string) => unknown]> = [
  ['js-yaml, YAML 1.2', (text) => load(text)],
  ['yaml, YAML 1.1', (text) => parse(text, { version: '1.1' })],
  ['yaml, YAML 1.2', (text) => parse(text, { version: '1.2' })],
  ['kubectl', (text) => readYaml(text).values[0]],
];

function expectReadBack(value: unknown): void {
  const text = print(value)!;
  for (const [reader, read] of READERS) {
    expect({ reader, text, found: meaningOf(read(text)) }).toEqual({ reader, text, found: meaningOf(value) });
  }
}

describe('every reader reads back what was printed', () => {
  test.each(DANGEROUS_TEXTS.map((text) => [JSON.stringify(text).slice(0, 60), text]))('of the text %s', (_, text) => {
    placesOf(text).forEach(expectReadBack);
  });

  test('of numbers, which stay numbers', () => {
    const numbers = [
      0, 1, -1, 0.1, -2.5, 8080, 1e3, 1e20, 1e21, -1.5e21, 1e-7, 1.5e-7, 2 ** 53, 2 ** 63, 5e-324, Number.MAX_VALUE,
      123456789.125,
    ];
    numbers.forEach(expectReadBack);
    expectReadBack({ numbers, nested: [[...numbers], ...numbers] });
  });

  const text = fc.oneof(
    fc.constantFrom(...DANGEROUS_TEXTS),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  // Two keys that are one in a file would be no document.
  const key = text.map((t) => t.replace(/\p{Surrogate}/gu, '?'));
  const { value: document } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      text,
      fc.constantFrom(null, true, false, [], {}, undefined),
      fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  test('of random documents of dangerous pieces', () => {
    fc.assert(fc.property(document.filter((d) => d !== undefined), expectReadBack), RUNS);
  });
});

describe('a text without quotes is one that nobody mistakes', () => {
  test.each([
    'a', 'two words', 'a:b', 'a#b', 'http://a:80/b?c=d&e', '-a', '--flag=x', '10.0.0.1', '1.2.3', '500m', '1Gi',
    '1.5Gi', 'v1', '0xg', '0o8', '1:60', '12:30:99', '1,000', 'é 日本 😀', 'it\'s', 'say "a"', 'a]', 'a}', 'a, b', '$(A)',
    '${A}', 'e', 'ee5', '5e', '_1', 'nothing', 'yess', 'Null0', '2001-01', '2001-01-01x', '~a', '<<a', '=a', 'a=',
  ])('%s', (text) => {
    expect(print({ text })).toBe(`text: ${text}\n`);
    expect(print([text, { [text]: 1 }])).toBe(`- ${text}\n- ${text}: 1\n`);
  });

  test.each([
    'yes', 'No', 'ON', 'off', 'y', 'N', 'true', 'FALSE', 'null', '~', '=', '<<', '', '1', '-1', '+1', '0.5', '.5', '1.',
    '.', '1e3', '1E-3', '07', '08', '0o770', '-0o7', '0O17', '0x1F', '0X1F', '0b1', '0B1', '0b-1', '1_000', '0_x1',
    '-_5', '1e_3', 'e5', 'E10', '-.e5', '.inf', '-.INF', '.nan', '1:30', '12:30:45.5', '2001-01-01', '2001-1-1',
    '2001-12-14T21:59:43Z', '---', '--- a', '...', '-', '- a', '? a', 'a: b', 'a:', 'a #b', '#a', ' a', 'a ',
    '{}', '[]', '{a: b}', '&a', '*a', '!a', '|', '>', '%YAML', '@a', '`a`', '\'a\'', ',a', '12345678901234567890',
  ])('%s is in quotes', (text) => {
    expect(print({ text })).toBe(`text: "${text}"\n`);
    expect(print({ [text]: text })).toBe(`"${text}": "${text}"\n`);
    expect(print(text)).toBe(`"${text}"\n`);
  });

  test.each([
    ['"a"', '\'"a"\''],
    ['{"a": 1}', '\'{"a": 1}\''],
    ['"it\'s"', '"\\"it\'s\\""'],
    ['a\tb', '"a\\tb"'],
    ['a\rb', '"a\\rb"'],
    ['\x85', '"\\u0085"'],
    ['\u2028\u2029', '"\\u2028\\u2029"'],
    ['\ufeffa', '"\\ufeffa"'],
    ['\ufffe\uffff', '"\\ufffe\\uffff"'],
    ['\0\x7f', '"\\u0000\\u007f"'],
    ['a\ud800b', '"a\ufffdb"'],
    ['\\: ', '"\\\\: "'],
  ])('%j is printed as %j', (text, printed) => {
    expect(print({ text })).toBe(`text: ${printed}\n`);
  });
});

describe('a text of several lines', () => {
  test.each([
    ['a\nb', '|-\n  a\n  b\n'],
    ['a\nb\n', '|\n  a\n  b\n'],
    ['a\nb\n\n', '|+\n  a\n  b\n\n'],
    ['a\n\n b\n', '|\n  a\n\n   b\n'],
    ['a\n \nb', '|-\n  a\n   \n  b\n'],
    ['a\n\tb', '|-\n  a\n  \tb\n'],
    ['# a\n- b: c\n---\n', '|\n  # a\n  - b: c\n  ---\n'],
  ])('%j is a block as it stands', (text, block) => {
    expect(print({ text })).toBe(`text: ${block}`);
    expect(print([text])).toBe(`- ${block}`);
    expect(print({ a: { text } })).toBe(`a:\n  text: ${block.replace(/\n(?=[^\n])/g, '\n  ')}`);
  });

  test.each(['\n', '\na', ' a\nb', '\ta\nb', 'a\nb ', 'a\n ', 'a\n\t', 'a\r\nb', 'a\n\u2028', 'a\n\0'])(
    '%j is in quotes where a reader would lose or mistake some of it, or might', (text) => {
      // A block keeps the space at the end of a line.
      const isBlock = text === 'a\nb ';
      expect(print({ text })?.startsWith('text: "')).toBe(!isBlock);
    },
  );

  test('is in quotes as a key and as a document', () => {
    expect(print({ 'a\nb': 1 })).toBe('"a\\nb": 1\n');
    expect(print('a\nb')).toBe('"a\\nb"\n');
  });
});

describe('a key', () => {
  test('that is longer than readers take on one line has a line of its own', () => {
    const [short, long] = ['a'.repeat(1000), 'a'.repeat(1001)];
    expect(print({ [short]: { b: 1 } })).toBe(`${short}:\n  b: 1\n`);
    expect(print({ [long]: { b: 1 }, [`${long}b`]: 'c' })).toBe(`? ${long}\n:\n  b: 1\n? ${long}b\n: c\n`);
    expect(print([{ [long]: ['x'] }])).toBe(`- ? ${long}\n  :\n    - x\n`);
  });

  test('is as long as it is printed', () => {
    expect(print({ ['\x85'.repeat(200)]: 1 })).toBe(`? "${'\\u0085'.repeat(200)}"\n: 1\n`);
  });
});

describe('values other than texts', () => {
  test.each<[unknown, string]>([
    [null, 'null'], [true, 'true'], [false, 'false'], [0, '0'], [-0, '0'], [8080, '8080'], [-1.5, '-1.5'],
    [1e21, '1.0e+21'], [1.5e21, '1.5e+21'], [1e-7, '1.0e-7'], [NaN, '.nan'], [Infinity, '.inf'], [-Infinity, '-.inf'],
    [2 ** 53, '9007199254740992'], [12345678901234567890n, '12345678901234567890'], [[], '[]'], [{}, '{}'],
  ])('%p', (value, text) => {
    expect(print(value)).toBe(`${text}\n`);
    expect(print({ value })).toBe(`value: ${text}\n`);
    expect(print([value, [value]])).toBe(`- ${text}\n- - ${text}\n`);
  });

  test('undefined is null inside, and an empty line as a document', () => {
    expect(print({ a: undefined, b: [undefined] })).toBe('a: null\nb:\n  - null\n');
    expect(print(undefined)).toBe('\n');
  });

  test('lists and objects in each other', () => {
    expect(print([[[1, 2], []], [{ a: [{ b: {} }], c: [[]] }], {}])).toBe([
      '- - - 1', '    - 2', '  - []', '- - a:', '      - b: {}', '    c:', '      - []', '- {}', '',
    ].join('\n'));
  });

  test('an object without a prototype is one like others', () => {
    expect(print(Object.assign(Object.create(null), { a: { b: 1 } }))).toBe('a:\n  b: 1\n');
  });

  const circle: unknown[] = [];
  circle.push({ circle });
  class Thing {
    public readonly a = 1;
  }
  class Empty {}
  test.each<[string, unknown]>([
    ['a function', () => 1], ['a symbol', Symbol('a')], ['a date', new Date(0)], ['a map', new Map()],
    ['an instance of a class', new Thing()], ['an empty one', new Empty()], ['what holds itself', circle],
    ['a text as an object', Object('a')],
  ])('there is no text of %s, wherever it stands', (_, value) => {
    const documents = [value, [value], { a: { b: [value] } }, [1, { value }]];
    for (const document of documents) expect(print(document)).toBeUndefined();
    expect(print({ a: 1 })).toBe('a: 1\n');
  });

  test('what the prototype of all objects was given is not printed', () => {
    Object.defineProperty(Object.prototype, 'strange', { value: 1, enumerable: true, configurable: true });
    try {
      expect(print({ a: {}, b: { c: 1 } })).toBe('a: {}\nb:\n  c: 1\n');
    } finally {
      delete (Object.prototype as { strange?: unknown }).strange;
    }
  });

  test('as deep as manifests are, and deeper', () => {
    const nest = (depth: number): unknown => (depth === 0 ? 'x' : { a: [nest(depth - 1)] });
    expectReadBack(nest(45));
    expect(print(nest(2000))).toBeUndefined();
  });
});

test('the value that is printed stays as it is', () => {
  const value = Object.freeze({ b: Object.freeze([1, 'yes']), a: undefined });
  expect(print(value)).toBe('b:\n  - 1\n  - "yes"\na: null\n');
});

describe('without dangerous texts the layout is that of cdk8s', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9À-ž日-本][a-zA-Z0-9À-ž日 _./:@=,;()+~!?*&%$#"'[\]{}<>|\\^-]{0,20}$/);
  const lines = fc.tuple(word, fc.array(fc.oneof(word, fc.constantFrom('', '  indented', '\ttab', '# a', '- b'))))
    .map(([first, more]) => [first, ...more].join('\n'));
  const text = fc.oneof(word, word, lines, fc.constantFrom(
    'yes', 'no', 'null', '1', '0.5', '1e3', '0x1f', '017', '1_000', '1:30', '', '~', 'a: b', '#a', '- a', '{}', '[a]',
    '*a', '&a', '!a', '|', '>', '%a', '@a', '`a`', '"a"', '\'a\'', ' a', 'a ', 'a:', '2001-01-01', '.5', '1.', '.inf',
    '-.nan', 'e5', 'a\nb\n', 'a\n\nb', 'a\nb\n\n',
  )).filter((t) => !/^(?:---|\.\.\.)|[\n\t ]+\n*$|^[ \t\n]+\n|_|^[-+]?0[oObBX]/.test(t));
  const key = fc.oneof(word, fc.constantFrom('a', 'b/c.d', 'yes', '1', 'a: b', '')).filter((t) => !t.includes('_'));
  const { value: document } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      text,
      fc.constantFrom(null, true, false, undefined),
      // An object that stands twice in a document would be one with an anchor, and an alias.
      fc.boolean().map((isList) => (isList ? [] : {})),
      fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !/e/.test(`${n}`))),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  test('byte for byte, in random documents', () => {
    fc.assert(fc.property(document.filter((d) => typeof d === 'object'), (value) => {
      expect(print(value)).toBe(Yaml.stringify(value));
    }), RUNS);
  });
});
