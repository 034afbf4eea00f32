/** Values that no field expects, as YAML from anywhere, or a program, may hold them. */

const long = (text: string) => text.repeat(Math.ceil(20_000 / text.length));
const deep = (wrap: (value: unknown) => unknown) => {
  let value: unknown = 'end';
  for (let i = 0; i < 390; i += 1) value = wrap(value);
  return value;
};
/** Lists that hold one another several times, as aliases of YAML do: few values that look like very many. */
const aliased = () => {
  let value: unknown[] = ['end'];
  for (let i = 0; i < 6; i += 1) value = [value, value, value];
  return value;
};
/** Names that every object of JavaScript inherits, here as keys of its own. */
const inherited = (value: unknown) => JSON.parse(
  JSON.stringify({ proto: value, constructor: value, toString: value, hasOwnProperty: value, valueOf: value })
    .replace('"proto"', '"__proto__"'),
);

/** Each with a name, for the message, and a function that makes it anew. */
export const HOSTILE: ReadonlyArray<readonly [name: string, make: () => unknown]> = [
  ['nothing', () => undefined],
  ['null', () => null],
  ['true', () => true],
  ['false', () => false],
  ['zero', () => 0],
  ['a negative number', () => -1],
  ['a fraction', () => 0.5],
  ['a huge number', () => 1e308],
  ['no number', () => NaN],
  ['infinity', () => Infinity],
  ['an empty text', () => ''],
  ['a space', () => ' '],
  ['a text', () => 'text'],
  ['a percentage beyond all', () => '99999999999999999999%'],
  ['a negative quantity', () => '-1Gi'],
  ['a quantity with a huge exponent', () => '1e999999999'],
  ['very many digits', () => long('9')],
  ['the name of the prototype', () => '__proto__'],
  ['the name of the constructor', () => 'constructor'],
  ['the name of a method', () => 'toString'],
  ['a long word', () => long('a')],
  ['very many lines', () => long('\n')],
  ['very many spaces', () => `x${long(' ')}x`],
  ['open brackets', () => long('sum(rate(a{b="')],
  ['open braces', () => `seriesQuery: ${long('{')}`],
  ['very many quotes', () => long('"\\')],
  ['very many separators', () => long('a.b/c-')],
  ['very many list items', () => `rules:\n${long('- seriesQuery: a\n  metricsQuery: b\n')}`],
  ['very many references', () => long('$(A) $$(B) ')],
  ['control characters and half a letter', () => '\u0000\u001b[31m\ud800\u202e'],
  ['an empty list', () => []],
  ['an empty object', () => ({})],
  ['a list of nothing', () => [null, undefined]],
  ['a list of lists', () => [[], [[]]]],
  ['a list of empty objects', () => [{}, {}]],
  ['a list of every type', () => [1, 'a', true, null, {}, []]],
  ['a long list', () => Array.from({ length: 2_000 }, (_, i) => `item-${i}`)],
  ['an object of many keys', () => Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key-${i}`, i]))],
  ['inherited names as keys', () => inherited('text')],
  ['inherited names as keys of objects', () => inherited({ name: 'text' })],
  ['deep objects', () => deep((value) => ({ spec: value }))],
  ['deep lists', () => deep((value) => [value])],
  ['lists that repeat themselves', aliased],
];
