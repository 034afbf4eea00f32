import { App, Chart } from 'cdk8s';
import { describe as told, explain, within, type Problem } from '../../src/validation/problem';

const PROBLEM: Problem = { code: 'test/odd', field: 'replicas', rule: 'must be a number', why: 'it would be rejected', fix: 'give a number' };

describe('describe', () => {
  test('a problem says what was set, the rule, why it would fail and what to change, on one line', () => {
    expect(told({ ...PROBLEM, value: -1 })).toBe('replicas: got -1; must be a number — it would be rejected; give a number');
  });

  test('the source comes last', () => {
    expect(told({ ...PROBLEM, value: -1, source: 'https://example.com' })).toBe('replicas: got -1; must be a number — it would be rejected; give a number (https://example.com)');
  });

  test('a problem without a value shows none', () => {
    expect(told(PROBLEM)).toBe('replicas: must be a number — it would be rejected; give a number');
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
    expect(told({ ...PROBLEM, value: got })).toBe(`replicas: got ${shown}; must be a number — it would be rejected; give a number`);
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
    expect(told({ ...PROBLEM, value: got })).toBe(`replicas: got ${shown}; must be a number — it would be rejected; give a number`);
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
    expect(explain({ ...PROBLEM, code: 'validation/odd', field: '' }, { about, severity: 'advice' }).split('\n')).toEqual([
      'advice  validation/odd  Deployment vision/d', '  must be a number', '  why: it would be rejected', '  fix: give a number',
    ]);
  });

  test('where to read on may be another page than the source', () => {
    const problem = { ...PROBLEM, source: 'https://example.com' };
    expect(explain(problem, { about, see: 'https://example.org' })).toMatch(/ {2}see: https:\/\/example\.org$/);
  });
});

describe('within', () => {
  test.each([
    ['service', 'name', 'service.name'],
    ['metrics', '[0]', 'metrics[0]'],
    ['behavior', '', 'behavior'],
    ['service', 'ports[1].name', 'service.ports[1].name'],
  ])('in %j, %j is %j', (outer, inner, at) => {
    expect(within(outer, [{ ...PROBLEM, field: inner }])).toEqual([{ ...PROBLEM, field: at }]);
  });

  test('the given problems stay as they are', () => {
    const given = [PROBLEM];
    within('outer', given);
    expect(given).toEqual([PROBLEM]);
    expect(PROBLEM.field).toBe('replicas');
  });

  test('a problem without a value gets none', () => {
    expect('value' in within('outer', [PROBLEM])[0]).toBe(false);
  });
});
