import * as fc from 'fast-check';
import { isOneValue } from '../../src/scaling/single-value-query';

describe('a query gives one value', () => {
  test.each([
    'sum(x)', 'SUM(x)', 'sum (x)', ' sum(x) ', '\nsum(\n  x\n)\n',
    'max(x)', 'min(x)', 'avg(x)', 'count(x)', 'group(x)', 'stddev(x)', 'stdvar(x)', 'quantile(0.9, x)', 'absent(x)', 'vector(1)',
    'sum(rate(x{a="b"}[1m]))',
    'sum(sum(x) by (pod))',
    'max(histogram_quantile(0.9, sum(rate(x_bucket[1m])) by (le)))',
    '(sum(x))', '((sum(x)))', '( (sum(x)) )',
    'sum(x) / sum(y)', 'sum(x) * 100', 'sum(x) > 0',
    'sum(x{path="/a)b("})', 'sum(x{path=\'")\'})', 'sum(x{path=`)`})', 'sum(x{path="\\")"})',
    'sum((avg(x{pod=~"a-[a-z0-9]+"}) by (pod)) >= 0 < 1000000000)',
  ])('when its outermost call aggregates: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });
});

describe('a query may give several', () => {
  test.each([
    'x', 'x{a="b"}', 'rate(x[1m])', 'up', '5', 'time()',
    'sum(x) by (pod)', 'sum(x)by(pod)', 'sum(x) BY (pod)', 'sum(x) without (pod)', 'sum by (pod) (x)', 'sum without (pod) (x)', '(sum(x) by (pod))', 'sum((x)) by (pod) > 0',
    'topk(1, x)', 'bottomk(1, x)', 'count_values("v", x)', 'limitk(1, x)', 'sort(x)', 'label_replace(x, "a", "b", "c", "d")', 'histogram_quantile(0.9, x)',
    'summary(x)', 'sum_over_time(x[1m])', 'max_over_time(x[1m])', 'mysum(x)', 'rate(sum(x))', 'x + sum(y)', '-sum(x)',
  ])('when nothing aggregates it, or into groups: %s', (query) => {
    expect(isOneValue(query)).toBe(false);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined], ['null', null], ['an empty text', ''], ['a number', 5],
    ['a bracket that is never closed', 'sum(x'], ['one that a text closes', 'sum("x)'], ['one that is never opened', 'sum x)'], ['nothing but brackets', '(((()))'],
  ])('or is no query: %s', (_, query) => {
    expect(isOneValue(query)).toBe(false);
  });
});

test('whatever brackets and quotes there are, it ends', () => {
  const part = fc.constantFrom('sum', 'max', '(', ')', '"', '\'', '`', '\\', ' by ', 'x', '{', '}', '[1m]', ' ', '/');
  fc.assert(fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
    expect(typeof isOneValue(parts.join(''))).toBe('boolean');
  }), { seed: 1, numRuns: 1000 });
});

test('a long query costs no more than its length', () => {
  const deep = `${'('.repeat(2000)}sum(x)${')'.repeat(2000)}`;
  const start = Date.now();
  expect(isOneValue(deep)).toBe(true);
  expect(Date.now() - start).toBeLessThan(1000);
});

test.each<[string, boolean]>([
  ['scalar(sum(x))', false],
  ['sum(x) or y', false],
  ['sum(x) or vector(0)', true],
  ['sum(x) * on() group_right() y', false],
  ['sum(x) or sum(y) by (pod)', false],
  ['(sum(x)) / (sum(y))', true],
  ['sum(x) / sum(y)', true],
  ['(sum(x) or vector(0)) > 0', true],
  ['sum(x) > 0 or vector(0)', true],
  ['sum(a) / sum(or_total)', true],
  ['sum(x) + sum(y) or z', false],
])('%s gives one value: %s', (query, expected) => {
  expect(isOneValue(query)).toBe(expected);
});
