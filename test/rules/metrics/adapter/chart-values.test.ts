import { chartValues } from '../../../../src/rules/metrics/adapter/chart-values';

const RULE = '- seriesQuery: a\n  metricsQuery: b';

test.each<[string, string, boolean]>([
  [`rules:\n${RULE}`, `rules:\n${RULE}`, false],
  [`rules:\n  ${RULE.replace(/\n/g, '\n  ')}`, `rules:\n  ${RULE.replace(/\n/g, '\n  ')}`, false],
  [`x: 1\nrules: # all\n\n  default: false\n  custom:\n  ${RULE.replace(/\n/g, '\n  ')}\ny: 2`,
    `default: false\nrules:\n${RULE}`, false],
  ['rules:\n  custom: []\n  external:\n  - a', 'rules: []\nexternalRules:\n- a', true],
  ['', '', false],
  ['rules:', 'rules:', false],
])('the configuration that %j makes', (written, text, addsRules) => {
  expect(chartValues(written)).toEqual({ text, addsRules });
});
