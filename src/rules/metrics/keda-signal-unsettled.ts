import { OwnPods, type PodQuery } from './adapter/own-pods';
import { tokensOf } from './adapter/promql-tokens';
import { ScrapeIntervals } from './adapter/scrape-intervals';
import type { Manifest } from '../../kubernetes/manifest';
import type { Report, Rule } from '../rule';

/** From this scrape interval on, signals of pods did not settle. */
const UNSETTLED_SECONDS = 10;

/** What Prometheus scrapes the pods of the examples by. */
const example = (interval: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  template:
    metadata: { labels: { app: engine } }
    spec:
      containers:
        - name: engine
          image: registry.example.com/engine:1.0
          ports: [{ name: web, containerPort: 8000 }]
          readinessProbe: { tcpSocket: { port: web } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine, namespace: vision }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata:
        serverAddress: http://prometheus:9090
        query: 'sum(requests_in_flight{namespace="vision",pod=~"engine-[a-z0-9]+-[a-z0-9]+"})'
        threshold: '4'
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  podMetricsEndpoints:
    - port: web
      interval: ${interval}
      relabelings: [{ sourceLabels: [__meta_kubernetes_pod_ready], regex: 'true', action: keep }]
`;

export const kedaSignalUnsettled: Rule = {
  id: 'keda-signal-unsettled',
  title: 'A signal of pods that KEDA follows must settle after scaling down',
  severity: 'warning',
  description: [
    'Looks at Prometheus triggers of a ScaledObject that read a gauge of the pods of its own target, where the',
    'monitors of these pods scrape every 10 seconds or less often. Fires when such a query',
    '',
    '- is a sum, with the `metricType` AverageValue;',
    '- is an average, with the `metricType` Value, and the stabilization window for scaling up is below 1.2 scrapes',
    '  and 2 seconds.',
    '',
    'It is silent on rates, and where no monitor of the pods, or not its interval, is among the objects.',
    '',
    'The samples of a removed pod stay in Prometheus for about two scrapes after its load has moved to the others, so',
    'the sum counts that load twice. Observed with the default period of the autoscaler, 15 seconds, when the load',
    'fell from 24 to 8 requests in flight and 2 replicas were right: with a scrape interval of 5 seconds the replicas',
    'settled in 20 of 21 runs, with 10 seconds they changed again in 4 of 7, with 15 seconds they mostly did not',
    'settle, and with 30 seconds there were 8 replicas for 3 at first. With the default stabilization window of 5',
    'minutes it is one replica too many for that time. An average without the window was worse, because the autoscaler',
    'multiplies it by pods that still terminate; with it, every run settled. prometheus-adapter counts live pods only.',
    '',
    '`ScalingEngine.keda` requires 15 seconds more, one decision of the autoscaler: in a simulation of other loads,',
    'and of scaling up, it did not always settle with less. This was not seen on a cluster, so it is not reported.',
  ].join('\n'),
  fix: [
    'Scrape every 5 seconds. Or follow the average: `metricType: Value`, a query `floor(avg(…) * 1000) / 1000`, and',
    'a stabilization window for scaling up of 1.2 scrapes and 2 seconds. `ScalingEngine.keda` writes that for a',
    '`scrapeInterval` above 5 seconds.',
    '',
    'Acknowledge it when one replica too many does no harm.',
  ].join('\n'),
  source: 'https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness',
  failing: example('15s'),
  repaired: example('5s'),
  check: (inventory, report) => {
    const intervals = new ScrapeIntervals(inventory);
    const ownPods = new OwnPods(inventory);
    for (const autoscaler of inventory.autoscalers) {
      for (const query of ownPods.queries(autoscaler)) {
        const scrape = intervals.of(autoscaler.target!);
        if (scrape === undefined || scrape.seconds < UNSETTLED_SECONDS) continue;
        if (query.metricType === 'Value') checkAverage(autoscaler.object, query, scrape.seconds, report);
        else checkSum(autoscaler.object, query, scrape.seconds, report);
      }
    }
  },
};

function checkSum(object: Manifest, { at, query }: PodQuery, seconds: number, report: Report): void {
  if (!isOfGauges(query, ['sum', '('])) return;
  report(object, {
    field: at,
    value: `scraped every ${seconds} s`,
    rule: 'must be scraped every 5 s',
    why: 'the samples of removed pods count for about two scrapes after their load has moved to the others, '
      + 'so the replicas may not settle after scaling down',
    fix: 'set the interval of the monitor to 5 s, or follow the average with metricType Value',
  });
}

function checkAverage(object: Manifest, { query }: PodQuery, seconds: number, report: Report): void {
  if (!isOfGauges(query, ['floor', '(', 'avg', '(']) && !isOfGauges(query, ['avg', '('])) return;
  const { scaleUp } = object.spec?.advanced?.horizontalPodAutoscalerConfig?.behavior ?? {};
  const window = scaleUp?.stabilizationWindowSeconds ?? 0;
  const least = Math.ceil((12 * seconds) / 10 + 2);
  if (window >= least) return;
  report(object, {
    field: 'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds',
    value: window,
    rule: `must be at least ${least} with an average of pods that are scraped every ${seconds} s`,
    why: 'the samples of removed pods count for about two scrapes after their load has moved to the others, '
      + 'so the replicas may not settle after scaling down',
    fix: `set it to ${least}, or the interval of the monitor to 5 s`,
  });
}

/** Whether a query begins so, and reads what pods show now; what a rate over a window does was not measured. */
function isOfGauges(query: string, start: readonly string[]): boolean {
  const tokens = tokensOf(query);
  return start.every((text, i) => tokens[i]?.text === text) && !tokens.some(({ kind }) => kind === 'range');
}
