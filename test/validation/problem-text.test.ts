import { App, Chart } from 'cdk8s';
import type { Problem } from '../../src/validation/problem';
import { describe as told, explain } from '../../src/validation/problem-text';

const PROBLEM: Problem = {
  code: 'test/odd',
  field: 'replicas',
  rule: 'must be a number',
  why: 'it would be rejected',
  fix: 'give a number',
};

/** The problem on one line. */
const LINE = 'replicas: must be a number — it would be rejected; give a number';

describe('describe', () => {
  test('a problem says what was set, the rule, why it would fail and what to change, on one line', () => {
    expect(told({ ...PROBLEM, value: -1 })).toBe(LINE.replace('replicas: ', 'replicas: got -1; '));
  });

  test('the source comes last', () => {
    expect(told({ ...PROBLEM, source: 'https://example.com' })).toBe(`${LINE} (https://example.com)`);
  });

  test('a problem without a value shows none', () => {
    expect(told(PROBLEM)).toBe(LINE);
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [0, '0'],
    [true, 'true'],
    ['', '""'],
    ['NaN', '"NaN"'],
    ['two\nlines', '"two\\nlines"'],
    ['a "word"', '"a \\"word\\""'],
    [[], '[]'],
    [{ a: 1, b: ['x'] }, '{"a":1,"b":["x"]}'],
    ['x'.repeat(118), `"${'x'.repeat(118)}"`],
    ['x'.repeat(119), `"${'x'.repeat(116)}…`],
    [['a', undefined, NaN], '["a",null,null]'],
    [-0, '0'],
    [5n, '5'],
    [Symbol('s'), 'Symbol(s)'],
    [() => 1, 'a function'],
    [class Named {}, 'a function'],
    [{ run: () => 1 }, '{}'],
    [{ toJSON: () => undefined }, 'nothing'],
    [Object.create(null), '{}'],
    ['x'.repeat(500).split(''), `[${'"x",'.repeat(29)}…`],
  ])('a value is shown short and on one line', (got, shown) => {
    expect(told({ ...PROBLEM, value: got })).toBe(LINE.replace('replicas: ', () => `replicas: got ${shown}; `));
  });
});

describe('a value that holds itself', () => {
  class Ring {
    public readonly self = this;
  }
  const list: unknown[] = [];
  list.push(list);
  const bare = Object.create(null);
  bare.self = bare;
  const odd: Record<string, unknown> = { constructor: undefined };
  odd.self = odd;

  test.each<[string, unknown, string]>([
    ['a construct', new Chart(new App(), 'Chart'), 'a Chart'],
    ['an object of a class', new Ring(), 'a Ring'],
    ['a list', list, 'an Array'],
    ['an object around one', { inner: new Ring() }, 'an Object'],
    ['an object without a class', bare, 'a value'],
    ['an object whose constructor is no class', odd, 'a value'],
    ['a number that JSON does not know', { count: 5n }, 'an Object'],
  ])('%s is told by its class', (_, got, shown) => {
    expect(told({ ...PROBLEM, value: got })).toBe(LINE.replace('replicas: ', () => `replicas: got ${shown}; `));
  });
});

describe('explain', () => {
  const about = 'Deployment vision/d';

  test('a problem on several lines begins with severity, code, object and field', () => {
    const problem = { ...PROBLEM, code: 'validation/odd', value: -1, source: 'https://example.com' };
    expect(explain(problem, { about }).split('\n')).toEqual([
      'error  validation/odd  Deployment vision/d  replicas',
      '  got -1; must be a number',
      '  why: it would be rejected',
      '  fix: give a number',
      '  see: https://example.com',
    ]);
  });

  test('what is not there takes no place', () => {
    expect(explain({ ...PROBLEM, field: '' }, { about, severity: 'advice' }).split('\n')).toEqual([
      'advice  test/odd  Deployment vision/d',
      '  must be a number',
      '  why: it would be rejected',
      '  fix: give a number',
    ]);
  });

  test('where to read on may be another page than the source', () => {
    const problem = { ...PROBLEM, source: 'https://example.com' };
    expect(explain(problem, { about, see: 'https://example.org' })).toMatch(/ {2}see: https:\/\/example\.org$/);
  });
});
