import { evaluate, type Series } from './promql';
import { METRIC_CASES } from '../metrics/metric-cases';

const STEP = 15;

/** Prometheus' notation of samples: a value and what is added so many times, or so many times the value again. */
function samplesOf(text: string): Array<{ at: number; value: number }> {
  const [, first, added = '+0', times] = /^(\w[\w.]*?)(\+[\d.]+)?x(\d+)$/.exec(text)!;
  const start = first === 'Inf' ? Infinity : Number(first);
  return Array.from({ length: Number(times) + 1 }, (_, i) => ({ at: i * STEP, value: start + i * Number(added) }));
}

function seriesOf([selector, samples]: [string, string]): Series {
  const [, name, labels] = /^(.*)\{(.*)\}$/.exec(selector)!;
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]): [string, string] => [label, value]);
  return { name, labels: Object.fromEntries(pairs), samples: samplesOf(samples) };
}

const seconds = (text: string) => Number(text.replace('m', '')) * 60;

/** `test/metrics/promtool.ts` lets Prometheus compute the same cases. Quantiles take no part in simulations. */
const CASES = METRIC_CASES.filter(({ metric }) => !metric._promql('', 'pod').includes('histogram_quantile'));

test.each(CASES.map((c) => [c.metric._promql('pod=~"a|b"', 'pod'), c] as const))(
  'a query gives the values that Prometheus gives: %s',
  (query, { series, at, values }) => {
    const all = Object.entries(series).map(seriesOf);
    const points = evaluate(query, (name) => all.filter((s) => s.name === name), seconds(at));
    expect(points.map(({ labels }) => labels.pod).sort()).toEqual(Object.keys(values).sort());
    for (const { labels, value } of points) expect(value).toBeCloseTo(values[labels.pod], 9);
  },
);

describe('a rate', () => {
  const rate = (samples: Series['samples'], now: number) => (
    evaluate('rate(x{}[60s])', () => [{ name: 'x', labels: {}, samples }], now));

  test('has no value from fewer than two samples in its window', () => {
    expect(rate([{ at: 0, value: 1 }, { at: 61, value: 9 }], 61)).toEqual([]);
  });

  test('counts a restart of the counter from zero', () => {
    const samples = [{ at: 15, value: 80 }, { at: 30, value: 100 }, { at: 45, value: 10 }, { at: 60, value: 30 }];
    // 20 + 10 + 20 in 45 s, and as much in the rest of the window.
    expect(rate(samples, 60)[0].value).toBeCloseTo(50 / 45, 5);
  });

  test('does not reach below zero where the series begins in the window', () => {
    const [{ value }] = rate([{ at: 50, value: 0 }, { at: 60, value: 6 }], 60);
    expect(value).toBeCloseTo(6 / 60, 9);
  });
});

describe('an instant value', () => {
  const at = (samples: Series['samples'], now: number) => (
    evaluate('sum(x) by (pod)', () => [{ name: 'x', labels: { pod: 'a' }, samples }], now));

  test('is the latest of the last five minutes', () => {
    expect(at([{ at: 0, value: 1 }, { at: 15, value: 2 }], 30)).toEqual([{ labels: { pod: 'a' }, value: 2 }]);
    expect(at([{ at: 0, value: 1 }], 301)).toEqual([]);
  });

  test('ends where the series is marked as stale', () => {
    expect(at([{ at: 0, value: 1 }, { at: 15 }], 30)).toEqual([]);
  });
});

test('what it cannot evaluate is an error, not a value', () => {
  expect(() => evaluate('absent(x)', () => [], 0)).toThrow('absent');
});
