import { Inventory } from '../../../../src/kubernetes/inventory';
import { ScrapeIntervals } from '../../../../src/rules/metrics/adapter/scrape-intervals';
import { manifests } from '../../manifests';

const PODS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: one, namespace: vision }
spec: { template: { metadata: { labels: { app: one, team: a } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: two, namespace: vision }
spec: { template: { metadata: { labels: { app: two, team: a } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: none, namespace: vision }
spec: { template: { metadata: { labels: { app: none } } } }
`;

/** A monitor of pods with these labels; an empty interval is none. */
function podMonitor(labels: string, ...every: string[]): string {
  const endpoints = every.map((interval) => `{ port: http${interval === '' ? '' : `, interval: ${interval}`} }`);
  return `---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: pods, namespace: vision }
spec: { selector: { matchLabels: ${labels} }, podMetricsEndpoints: [${endpoints.join(', ')}] }
`;
}

/** The seconds of all monitors, and of those of each Deployment. */
function intervals(text: string): Array<number | undefined> {
  const inventory = new Inventory(manifests(text));
  const read = new ScrapeIntervals(inventory);
  return [read.shortest?.seconds, ...inventory.workloads.map((workload) => read.of(workload)?.seconds)];
}

describe('the most frequent scrape', () => {
  test.each<[string, string, Array<number | undefined>]>([
    ['of one monitor', podMonitor('{ app: one }', '30s'), [30, 30, undefined, undefined]],
    ['of two endpoints', podMonitor('{ app: one }', '1m', '30s'), [30, 30, undefined, undefined]],
    ['of two monitors',
      podMonitor('{ app: one }', '30s') + podMonitor('{ team: a }', '20s'), [20, 20, 20, undefined]],
    ['of two monitors of other pods',
      podMonitor('{ app: one }', '30s') + podMonitor('{ app: two }', '20s'), [20, 30, 20, undefined]],
    ['where one leaves it to Prometheus',
      podMonitor('{ app: one }', '30s') + podMonitor('{ app: two }', ''), [undefined, 30, undefined, undefined]],
    ['where another endpoint leaves it to Prometheus',
      podMonitor('{ app: one }', '30s', ''), [undefined, undefined, undefined, undefined]],
    ['of a monitor without endpoints', podMonitor('{ app: one }'), [undefined, undefined, undefined, undefined]],
    ['of nothing', '', [undefined, undefined, undefined, undefined]],
  ])('%s', (_, monitors, expected) => {
    expect(intervals(`${PODS}${monitors}`)).toEqual(expected);
  });

  test('says where it is written', () => {
    const read = new ScrapeIntervals(new Inventory(manifests(podMonitor('{ app: one }', '1m', '30s'))));
    expect(read.shortest).toMatchObject({ field: 'spec.podMetricsEndpoints[1].interval', value: '30s' });
    expect(read.shortest?.monitor.metadata?.name).toBe('pods');
  });
});

test.each<[string, string, boolean]>([
  ['a monitor', podMonitor('{ app: one }', ''), true],
  ['a monitor without endpoints', podMonitor('{ app: one }'), false],
  ['none', '', false],
])('whether any pod is scraped, with %s', (_, monitors, expected) => {
  const inventory = new Inventory(manifests(`${PODS}${monitors}`));
  const read = new ScrapeIntervals(inventory);
  expect([read.hasMonitors, ...inventory.workloads.map((workload) => read.isWatched(workload))]).toEqual([
    expected, expected, false, false,
  ]);
});
