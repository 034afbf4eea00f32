import { metricNameOf } from '../../src/cli/adapter-names';

const QUERY = 'http_requests_total{pod!=""}';

test.each<[string, object | null, string | undefined]>([
  ['a name', { seriesQuery: QUERY, name: { as: 'rps' } }, 'rps'],
  ['the series', { seriesQuery: QUERY }, 'http_requests_total'],
  ['the series by its label', { seriesQuery: '{__name__="a",pod!=""}' }, 'a'],
  ['a part of the series', { seriesQuery: QUERY, name: { matches: '^(.*)_total$', as: '${1}_x' } }, 'http_requests_x'],
  ['the first group by default', { seriesQuery: QUERY, name: { matches: '^(.*)_total$' } }, 'http_requests'],
  ['the whole match by default', { seriesQuery: QUERY, name: { matches: '^http' } }, 'http'],
  ['a group with a name', { seriesQuery: QUERY, name: { matches: '^(?P<a>http)', as: '${a}_x' } }, 'http_x'],
  ['without a pattern', { seriesQuery: QUERY, name: { as: '${0}_x' } }, 'http_requests_total_x'],
  ['a pattern of series', { seriesQuery: '{__name__=~"a.*"}', name: { matches: '(.*)', as: '${1}_x' } },
    '${1}_x of {__name__=~"a.*"} by (.*)'],
  ['a pattern that matches nothing', { seriesQuery: QUERY, name: { matches: '^x', as: '${1}_x' } },
    `\${1}_x of ${QUERY} by ^x`],
  ['a pattern that is none', { seriesQuery: QUERY, name: { matches: '(', as: '${1}' } }, `\${1} of ${QUERY} by (`],
  ['nothing', null, undefined],
])('the name of a metric: %s', (_, rule, name) => {
  expect(metricNameOf(rule)).toBe(name);
});
