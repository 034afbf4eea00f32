import { Inventory } from '../../../../src/kubernetes/inventory';
import type { AdapterRule } from '../../../../src/rules/metrics/adapter/adapter-config';
import { AdapterScrapes } from '../../../../src/rules/metrics/adapter/adapter-scrapes';
import { ScrapeIntervals } from '../../../../src/rules/metrics/adapter/scrape-intervals';
import { manifests } from '../../manifests';

/** A Deployment, a monitor of its pods where it has an interval, and an autoscaler that follows a metric of them. */
function scaled(name: string, metric: string, interval?: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec: { template: { metadata: { labels: { app: ${name} } } } }
---
apiVersion: monitoring.coreos.com/v1
kind: ${interval === undefined ? 'Probe' : 'PodMonitor'}
metadata: { name: ${name} }
spec: { selector: { matchLabels: { app: ${name} } }, podMetricsEndpoints: [{ port: http, interval: ${interval} }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec:
  scaleTargetRef: { kind: Deployment, name: ${name} }
  maxReplicas: 4
  metrics: [{ type: Pods, pods: { metric: { name: ${metric} } } }]
---
`;
}

/** The seconds that count for a rule of the adapter. */
function secondsFor(text: string, rule: Pick<AdapterRule, 'name' | 'external'>): number | undefined {
  const inventory = new Inventory(manifests(text));
  const scrapes = new AdapterScrapes(inventory, new ScrapeIntervals(inventory));
  return scrapes.of({ object: inventory.objects[0], field: '', query: '', ...rule })?.seconds;
}

const THREE = scaled('a', 'fps', '30s') + scaled('b', 'fps', '40s') + scaled('c', 'other', '5s');

test.each<[string, string, Pick<AdapterRule, 'name' | 'external'>, number | undefined]>([
  ['the slowest of the pods that are scaled by its metric', THREE, { name: 'fps', external: false }, 40],
  ['those pods alone', THREE, { name: 'other', external: false }, 5],
  ['the most frequent of all where nobody follows its metric', THREE, { name: 'unused', external: false }, 5],
  ['the most frequent of all where its name is computed', THREE, { external: false }, 5],
  ['the most frequent of all where its metric is external', THREE, { name: 'fps', external: true }, 5],
  ['none where the interval is unknown',
    scaled('a', 'fps', 'null') + scaled('c', 'other', '5s'), { name: 'fps', external: false }, undefined],
  ['the known one where another interval is unknown',
    scaled('a', 'fps', 'null') + scaled('b', 'fps', '40s'), { name: 'fps', external: false }, 40],
  ['the most frequent of all where no monitor scrapes those pods',
    scaled('a', 'fps') + scaled('c', 'other', '5s'), { name: 'fps', external: false }, 5],
  ['none where there is no monitor', scaled('a', 'fps'), { name: 'fps', external: false }, undefined],
])('the scrape that counts for a rule is %s', (_, text, rule, expected) => {
  expect(secondsFor(text, rule)).toBe(expected);
});
