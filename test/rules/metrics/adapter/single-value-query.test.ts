import * as fc from 'fast-check';
import { isOneValue } from '../../../../src/rules/metrics/adapter/single-value-query';

describe('a query returns one value', () => {
  test.each([
    'sum(x)', 'SUM(x)', 'sum (x)', ' sum(x) ', '\nsum(\n  x\n)\n',
    'max(x)', 'min(x)', 'avg(x)', 'count(x)', 'group(x)', 'stddev(x)', 'stdvar(x)', 'quantile(0.9, x)',
    'absent(x)', 'vector(1)',
    'sum(rate(x{a="b"}[1m]))',
    'sum(sum(x) by (pod))',
    'max(histogram_quantile(0.9, sum(rate(x_bucket[1m])) by (le)))',
    '(sum(x))', '((sum(x)))', '( (sum(x)) )',
    'sum((avg(x{pod=~"a-[a-z0-9]+"}) by (pod)) >= 0 < 1000000000)',
  ])('when its outermost call aggregates: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });

  test.each([
    'sum(x) / sum(y)', 'sum(x) * 100', 'sum(x) > 0', '(sum(x)) / (sum(y))', 'sum(x) / (sum(y) > 0)',
    'sum(x) or vector(0)', 'sum(x) OR vector(0)', 'sum(x)or(sum(y))', 'sum(x) > 0 or vector(0)',
    '(sum(x) or vector(0)) > 0', 'sum(x) or sum(y) or vector(0)', 'sum(a) / sum(or_total)',
    'sum(x * on(pod) group_left() y)', '100 * sum(x) / sum(y)', '1 - avg(x)', '-sum(x)', 'floor(avg(x) * 1000) / 1000',
    'sum(x) and on() sum(y) > 0', 'sum(x) unless on() sum(y)', 'sum(x) > bool 0', 'x + sum(y)', 'sum(x) offset 5m',
    'sum(x) @ end()', 'sum(x{a="b"} offset -5m) ^ 2',
  ])('when it only calculates with such calls: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });

  test.each([
    'sum(x{path="/a)b("})', 'sum(x{path=\'")\'})', 'sum(x{path=`)`})', 'sum(x{path="\\")"})', 'sum(x{path=`\\`})',
    'sum(x) / scalar(y{path="a or b"})', 'sum(x) / scalar(y{path="group_left"})',
    'sum(x) # by (pod)', 'sum(x) # or y\n / sum(y)', 'sum( # )\n x)',
  ])('whatever its strings and comments contain: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });
});

describe('a query returns one value', () => {
  test.each([
    'histogram_quantile(0.95, sum(rate(b[5m])) by (le))', 'histogram_quantile(0.9, sum by (le) (rate(b[5m])))',
    'histogram_quantile(0.9, sum(rate(native[5m])))', 'histogram_quantile(0.9, (sum by (le) (rate(b[5m]))))',
    'ceil(sum(x))', 'floor(sum(x))', 'clamp_min(sum(x), 1)', 'clamp_max(sum(x), 9)', 'clamp(sum(x), 1, 9)',
    'label_replace(sum(x), "a", "b", "c", "d")', 'round(sum(x), 0.1)', 'abs(sum(x) - 1)', 'abs(delta(sum(x)[5m:1m]))',
    'max_over_time(sum(rate(x[1m]))[5m:1m])', 'quantile_over_time(0.9, sum(x)[5m:])',
    'avg_over_time((sum(x) > 0)[5m:1m])', 'sort_desc(sum(x))', 'scalar(sum(x)) * sum(y)', 'vector(time())',
  ])('when a function is given one value: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });

  test.each([
    'sum(x) by ()', 'sum by () (x)', 'sum by (pod) (sum(x))', 'sum by (job) (rate(x{job="a"}[1m]))', 'topk(1, x)',
    'bottomk(1, x)', 'sum(x) by (ns, job) / 1'.replace('x', 'x{ns="a",job="b"}'),
  ])('when there is one group: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });

  test.each(['hour()', 'sum(x) newer sum(y)', '$__rate(x)'])('or what is unknown: %s', (query) => {
    expect(isOneValue(query)).toBe(true);
  });
});

describe('a query may return several values', () => {
  test.each([
    'x', 'x{a="b"}', 'rate(x[1m])', 'up', '5', 'time()', 'scalar(sum(x))',
    'topk(3, x)', 'bottomk(k, x)', 'count_values("v", x)', 'limitk(5, x)', 'sort(x)',
    'label_replace(x, "a", "b", "c", "d")', 'histogram_quantile(0.9, x)',
    'summary(x)', 'sum_over_time(x[1m])', 'max_over_time(x[1m])', 'mysum(x)', 'sum:x(y)',
    '-x', '100 * x', 'x * 2 > 1', 'x / y', 'x and sum(y)', 'x > on() group_left() sum(y)', '{__name__="x"}', 'x[5m]',
    'clamp_min(x, 1)', 'histogram_quantile(0.9, sum(rate(b[1m])) by (le, pod))', '1 + 2', 'ceil(rate(x{a="b"}[1m]))',
    'max_over_time(rate(x[1m])[5m:1m])',
  ])('when nothing aggregates it: %s', (query) => {
    expect(isOneValue(query)).toBe(false);
  });

  test.each([
    'sum(x) by (pod)', 'sum(x)by(pod)', 'sum(x) BY (pod)', 'sum(x) without (pod)', 'sum by (pod) (x)',
    'sum without (pod) (x)', 'sum without () (x)', '(sum(x) by (pod))', 'sum((x)) by (pod) > 0',
    'sum(x) # all\n by (pod)',
    'sum(x{path="/a)b("}) by (pod)',
  ])('when it aggregates into groups: %s', (query) => {
    expect(isOneValue(query)).toBe(false);
  });

  test.each([
    'sum(x) or y', 'sum(x) or sum(y) by (pod)', 'sum(x) + sum(y) or z', '(sum(x) or y) > 0', 'sum(x)or y', 'sum(x) or',
    'sum(x) * on() group_right() y', 'sum(x) * on() group_right() y + 1',
  ])('when it joins several: %s', (query) => {
    expect(isOneValue(query)).toBe(false);
  });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['an empty string', ''],
  ['a number', 5],
  ['a list', ['sum(x)']],
  ['an object without a prototype', Object.create(null)],
  ['a bracket that is not closed', 'sum(x'],
  ['a bracket that is not closed before the value', '(sum(x)'],
  ['a bracket that is not closed after the value', 'sum(x) / (y'],
  ['a bracket that is closed in a string', 'sum("x)'],
  ['a bracket that is not opened', 'sum x)'],
  ['a bracket too many', 'sum(x))'],
  ['a string that does not end', 'sum(x) / y{a="b}'],
  ['nothing but brackets', '(((()))'],
  ['nothing but a comment', '# sum(x)'],
])('%s is no query', (_, query) => {
  expect(isOneValue(query)).toBe(false);
});

test('any brackets and quotes are read to their end', () => {
  const part = fc.constantFrom(
    'sum', 'max', '(', ')', '"', '\'', '`', '\\', ' by ', ' or ', 'x', '{', '}', '[1m]', ' ', '/', '#', '\n');
  fc.assert(fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
    expect(typeof isOneValue(parts.join(''))).toBe('boolean');
  }), { seed: 1, numRuns: 1000 });
});

describe('the time is linear in the length of the query', () => {
  const N = 100_000;

  test.each<[string, string, boolean]>([
    ['spaces', ' '.repeat(N), false],
    ['spaces before the bracket', `sum${' '.repeat(N)}(x)`, true],
    ['spaces before a grouping', `sum(x)${' '.repeat(N)}by (pod)`, false],
    ['line ends', `sum(x)${'\n'.repeat(N)}`, true],
    ['open brackets', '('.repeat(N), false],
    ['closed brackets', ')'.repeat(N), false],
    ['brackets around a value', `${'('.repeat(N)}sum(x)${')'.repeat(N)}`, true],
    ['brackets around a value, one too few', `${'('.repeat(N)}sum(x)${')'.repeat(N - 1)}`, false],
    ['brackets in an aggregation', `sum${'('.repeat(N)}x${')'.repeat(N)}`, true],
    ['open brackets after a value', `sum(x)${'('.repeat(N)}`, false],
    ['open aggregations', 'sum('.repeat(N), false],
    ['values that are joined', `${'sum(x) or '.repeat(N)}sum(x)`, true],
    ['values that are joined, and brackets', `${'(sum(x) or '.repeat(N)}sum(x)${')'.repeat(N)}`, true],
    ['joins', `sum(x) ${'or '.repeat(N)}`, false],
    ['quotes', '"'.repeat(N), false],
    ['strings', `sum(x) / y{${'a="b",'.repeat(N)}}`, true],
    ['backslashes in a string', `sum(x{a="${'\\'.repeat(N)}"})`, true],
    ['a string that does not end', `sum(x{a="${'b'.repeat(N)}`, false],
    ['comments', '#\n'.repeat(N), false],
    ['one comment', `sum(x) ${'#'.repeat(N)}`, true],
    ['letters', 'a'.repeat(N), false],
  ])('of %s', (_, query, expected) => {
    const start = performance.now();
    expect(isOneValue(query)).toBe(expected);
    // A quadratic time would be minutes.
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
