import fc from 'fast-check';
import { tokensOf } from '../../../../src/rules/metrics/adapter/promql-tokens';

/** The pieces of a query as texts, each behind the first letter of its kind. */
function pieces(query: string): string[] {
  return tokensOf(query).map(({ kind, text }) => `${kind[0]} ${text}`);
}

describe('the pieces of a query', () => {
  test('are words, numbers, operators, brackets, windows and templates', () => {
    expect(pieces('sum(rate(<<.Series>>{<<.LabelMatchers>>}[ 2m:30s ])) by (<<.GroupBy>>, le) >= .5e-3')).toEqual([
      'w sum', 'o (', 'w rate', 'o (', 't <<.Series>>', 't <<.LabelMatchers>>', 'r [ 2m:30s ]', 'c )', 'c )',
      'w by', 'o (', 't <<.GroupBy>>', 'o ,', 'w le', 'c )', 'o >=', 'n .5e-3',
    ]);
  });

  test('are without label matchers, strings and comments', () => {
    expect(pieces('a{b="}",c!~\'"\\\'x[1m]\'} / b # / c\n+ label_replace(`x"\\`, "\\"/")')).toEqual([
      'w a', 'o /', 'w b', 'o +', 'w label_replace', 'o (', 'o ,', 'c )',
    ]);
  });

  test.each<[string, string[]]>([
    [':tensorflow:serving:request_count', ['w :tensorflow:serving:request_count']],
    ['a!=b == c=~d', ['w a', 'o !=', 'w b', 'o ==', 'w c', 'o =~', 'w d']],
    ['a < 1e9 > -1', ['w a', 'o <', 'n 1e9', 'o >', 'o -', 'n 1']],
    ['<<.Series', ['t <<.Series']],
    ['a["', ['w a', 'r ["']],
    ['a{b', ['w a']],
    ['"a', []],
    ['a}]', ['w a', 'o ]']],
    ['', []],
  ])('of %s', (query, expected) => {
    expect(pieces(query)).toEqual(expected);
  });

  test('there are some of any text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...'<>{}[]()"\'`\\#\n ab1.e,/'), { maxLength: 40 }), (letters) => {
      const query = letters.join('');
      for (const { text } of tokensOf(query)) expect(query).toContain(text);
    }));
  });
});
