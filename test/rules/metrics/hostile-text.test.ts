import type { Manifest } from '../../../src/kubernetes/manifest';
import { findings } from '../../../src/rules/catalogue/findings';
import { adapterNameTwice } from '../../../src/rules/metrics/adapter-name-twice';
import { adapterQueryUngrouped } from '../../../src/rules/metrics/adapter-query-ungrouped';
import { adapterRatioUnguarded } from '../../../src/rules/metrics/adapter-ratio-unguarded';
import { customMetricUnserved } from '../../../src/rules/metrics/custom-metric-unserved';
import { rateWindowTooShort } from '../../../src/rules/metrics/rate-window-too-short';

const RULES = [
  adapterNameTwice, adapterQueryUngrouped, adapterRatioUnguarded, customMetricUnserved, rateWindowTooShort,
];

/** What a regular expression that looks back or starts again at each character takes long for. */
const PIECES = [
  ' ', '\t', '\n', '\r', '\u2028', '-', '- ', '"', "'", '`', '\\', '\\"', '#', ' #', ':', ',',
  '{', '}', '[', ']', '(', ')',
  '<', '>', '<<', '>>', '/', '/ (1 ',
  'a', '1', '1m', '.', ',as', 'as:', '{as: ', 'resource: ', '[1m', 'by (', 'and ',
  '<<.GroupBy', '__name__="', 'seriesQuery ', '\n- seriesQuery: a', '--metrics-max-age=1',
];

/** The places in a configuration of the adapter where a text may be. */
const PLACES: ReadonlyArray<(text: string) => string> = [
  (text) => `rules:\n- seriesQuery: a\n  metricsQuery: ${text}`,
  (text) => `rules:\n- seriesQuery: a\n  metricsQuery: "<<.GroupBy>>${text}"`,
  (text) => `rules:\n- seriesQuery: a\n  name: {${text}\n  metricsQuery: b`,
  (text) => `rules:\n- seriesQuery: '{${text}'\n  resources: {${text}\n  metricsQuery: b`,
  (text) => `${text}\nrules:\n- seriesQuery: a\n  metricsQuery: b${text} x`,
];

function objects(text: string): Manifest[] {
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'adapter' }, data: { config: text } },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'pods' },
      spec: { podMetricsEndpoints: [{ port: 'http', interval: text.slice(-100_000) }] },
    },
  ];
}

const CASES = PIECES.map((piece) => [JSON.stringify(piece), piece]);

test.each(CASES)('100,000 characters of %s take no time', (_, piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  const start = process.cpuUsage().user;
  for (const place of PLACES) findings(objects(place(text)), RULES);
  // Far above what a linear reader takes on a busy machine; a quadratic one takes ten seconds and more for each place.
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(3);
});
