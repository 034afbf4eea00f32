import { bracketsOf, queryTokens } from '../../../../src/rules/metrics/adapter/query-tokens';

test('names, numbers, operators and strings are tokens, and comments are none', () => {
  expect(queryTokens('SUM(a:b{c=~"D)"}[5m]) >= 0.5 # e\n / f')).toEqual([
    'sum', '(', 'a:b', '{', 'c', '=~', '"D)"', '}', '[', '5m', ']', ')', '>=', '0.5', '/', 'f',
  ]);
  expect(queryTokens('a{b="\\"c"} # "')).toEqual(['a', '{', 'b', '=', '"\\"c"', '}']);
});

test('a string that does not end leaves nothing', () => {
  expect(queryTokens('a{b="c')).toEqual([]);
});

test('each bracket has the one that closes it', () => {
  expect([...bracketsOf(['(', '[', ']', '{', '}', ')'])!]).toEqual([[1, 2], [3, 4], [0, 5]]);
  expect([['('], [')'], ['(', ']']].map(bracketsOf)).toEqual([undefined, undefined, undefined]);
});
