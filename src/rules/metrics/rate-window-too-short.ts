import { adapterConfigs } from './adapter/adapter-config';
import { AdapterScrapes } from './adapter/adapter-scrapes';
import { OwnPods } from './adapter/own-pods';
import { seconds } from './adapter/prometheus-duration';
import { shortestWindow } from './adapter/query-window';
import { ScrapeIntervals, type Scrape } from './adapter/scrape-intervals';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Report, Rule } from '../rule';

/** What the flag of the adapter means. */
const MAX_AGE_SOURCE = 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/README.md';

/** How often an InferenceMonitor scrapes: what is assumed where the objects hold no monitor at all. */
const ASSUMED_SECONDS = 15;

export const rateWindowTooShort: Rule = {
  id: 'rate-window-too-short',
  title: 'A metric that an autoscaler follows must span at least two scrapes',
  severity: 'error',
  description: [
    'Looks at queries over a time window, and at how long prometheus-adapter remembers a series. Fires when',
    'either is shorter than two scrapes.',
    '',
    '- A query of prometheus-adapter is compared with the monitors of the pods that an autoscaler scales by its',
    '  metric: the most frequent scrape of a pod counts, and the slowest of these pods. Where no such autoscaler',
    '  is among the objects, the most frequent scrape of all monitors counts; where there is no monitor at all,',
    '  15 seconds, the interval of `InferenceMonitor`.',
    '- A Prometheus trigger of a ScaledObject that queries the pods of its own target is compared with the',
    '  monitors of these pods.',
    '- The memory of the adapter is its flag `--metrics-max-age`, in a container of the namespace, else in a',
    '  comment of its configuration. Then the monitor is reported, once, and not the windows of the queries.',
    '',
    "Silent where one of these monitors states no interval: Prometheus' own holds then.",
    '',
    'A rate needs two scrapes within its window. Measured, a window as long as the interval gave no value at all,',
    'one of 1.5 intervals in 48 % of the time, one of 2 intervals always. Without a value the autoscaler keeps',
    'the current replicas. The adapter forgets a metric whose series it has not seen for `--metrics-max-age`;',
    'where that was shorter than the interval, the metric of a single pod came and went.',
  ].join('\n'),
  fix: [
    'Widen the window, best to four intervals, so that a lost scrape costs nothing. Or scrape more often.',
    '',
    'Acknowledge it when the series are scraped more often, by a monitor that is not among the objects.',
  ].join('\n'),
  source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  podMetricsEndpoints: [{ port: http, interval: 30s }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'requests_total{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: requests_per_second}
      metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[30s])) by (<<.GroupBy>>)
`,
  repaired: `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  podMetricsEndpoints: [{ port: http, interval: 30s }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'requests_total{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: requests_per_second}
      metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
`,
  check: (inventory, report) => {
    const intervals = new ScrapeIntervals(inventory);
    checkAdapters(inventory, intervals, report);
    // KEDA queries the pods of its own target, which their own monitors scrape.
    const ownPods = new OwnPods(inventory);
    for (const autoscaler of inventory.autoscalers) {
      for (const { at, query } of ownPods.queries(autoscaler)) {
        const scrape = intervals.of(autoscaler.target!);
        if (scrape) checkWindow(autoscaler.object, at, query, scrape, report);
      }
    }
  },
};

function checkAdapters(inventory: Inventory, intervals: ScrapeIntervals, report: Report): void {
  const configs = adapterConfigs(inventory);
  if (configs.length === 0) return;
  const scrapes = new AdapterScrapes(inventory, intervals);
  const flags = maxAgeFlags(inventory);
  const slow = new Set<Scrape>();
  for (const { object, rules, maxAge } of configs) {
    const memory = flags.get(namespaceOf(object)) ?? maxAge;
    for (const rule of rules) {
      const scrape = scrapes.of(rule);
      if (scrape && memory !== undefined && 2 * scrape.seconds > memory) {
        if (!slow.has(scrape)) reportMemory(scrape, memory, report);
        slow.add(scrape);
      } else if (scrape || !intervals.hasMonitors) {
        checkWindow(object, rule.field, rule.query, scrape, report);
      }
    }
  }
}

function reportMemory({ monitor, field, value }: Scrape, memory: number, report: Report): void {
  report(monitor, {
    field,
    value,
    rule: `must be at most ${memory / 2} s`,
    why: `the adapter forgets a metric that it has not seen for ${memory} s (--metrics-max-age), `
      + 'and the autoscaler then finds none',
    fix: `scrape every ${memory / 2} s or more often, or raise --metrics-max-age to twice the interval`,
    source: MAX_AGE_SOURCE,
  });
}

function checkWindow(object: Manifest, field: string, query: string, scrape: Scrape | undefined, report: Report): void {
  const interval = scrape?.seconds ?? ASSUMED_SECONDS;
  const window = shortestWindow(query);
  if (window === undefined || window >= 2 * interval) return;
  report(object, {
    field,
    value: `${window} s`,
    rule: scrape
      ? `must span at least two scrapes of ${interval} s`
      : `must span at least two scrapes of ${interval} s, which is assumed where there is no monitor`,
    why: 'a rate over fewer has no value most of the time, and the autoscaler keeps the current replicas',
    fix: `widen the window to ${4 * interval} s, or scrape more often`,
  });
}

/** How long the adapters that run among the objects remember a series, in seconds, by their namespace. */
function maxAgeFlags(inventory: Inventory): Map<string, number> {
  const flags = new Map<string, number>();
  for (const { namespace, containers } of inventory.workloads) {
    for (const { command = [], args = [] } of containers) {
      for (const argument of [...command, ...args]) {
        const age = seconds(/^--metrics-max-age=(\w+)$/.exec(argument)?.[1]);
        if (age !== undefined) flags.set(namespace, age);
      }
    }
  }
  return flags;
}
