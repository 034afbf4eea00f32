import { change, told } from '../manifests';
import { rateWindowTooShort } from '../../../src/rules/metrics/rate-window-too-short';

const SHORT = `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: classifier, namespace: vision }
spec: { selector: { matchLabels: { app: classifier } }, podMetricsEndpoints: [{ port: http, interval: 30s }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'asked_total{namespace!="",pod!=""}'
      name: {as: asked_per_second}
      metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[45s])) by (<<.GroupBy>>)
`;

const MONITOR = '[{ port: http, interval: 30s }]';
const AT = 'data["config.yaml"].rules["asked_per_second"].metricsQuery';

function message(window: string = '45', interval: string = '30', wide: string = '120', at: string = AT): string {
  return `${at}: got "${window} s"; must span at least two scrapes of ${interval} s — a rate over fewer has no value most of the time, and the autoscaler holds; `
    + `widen the window to ${wide} s, or scrape more often (https://prometheus.io/docs/prometheus/latest/querying/functions/#rate)`;
}

const CONFIG = 'ConfigMap monitoring/adapter-config';

describe('rate-window-too-short fires', () => {
  test('on a window of less than two scrapes', () => {
    expect(told(rateWindowTooShort, SHORT)).toEqual([[CONFIG, message()]]);
  });

  test('just below two scrapes', () => {
    expect(told(rateWindowTooShort, change(SHORT, '[45s]', '[59s]'))).toEqual([[CONFIG, message('59')]]);
  });

  test('on the shortest of several windows', () => {
    expect(told(rateWindowTooShort, change(SHORT, 'sum(rate(', 'sum(rate(b{}[2m])) by (<<.GroupBy>>) / sum(rate('))).toEqual([[CONFIG, message()]]);
  });

  test.each<[string, string, string, string, string]>([
    ['1m', '[1m30s]', '90', '60', '240'],
    ['1m30s', '[2m]', '120', '90', '360'],
    ['500ms', '[ 900ms ]', '0.9', '0.5', '2'],
    ['1h', '[1h59m]', '7140', '3600', '14400'],
  ])('where the units are mixed: every %s, over %s', (interval, window, ...told_) => {
    expect(told(rateWindowTooShort, change(change(SHORT, 'interval: 30s', `interval: ${interval}`), '[45s]', window))).toEqual([[CONFIG, message(...told_)]]);
  });

  test('on a ServiceMonitor', () => {
    expect(told(rateWindowTooShort, change(change(SHORT, 'kind: PodMonitor', 'kind: ServiceMonitor'), 'podMetricsEndpoints', 'endpoints'))).toEqual([[CONFIG, message()]]);
  });

  test('by the monitor that asks most often, for a rule may read any', () => {
    const text = change(SHORT, MONITOR, '[{ port: http, interval: 60s }, { port: grpc, interval: 25s }]');
    expect(told(rateWindowTooShort, text)).toEqual([[CONFIG, message('45', '25', '100')]]);
  });
});

describe('rate-window-too-short is silent', () => {
  test.each<[string, string, string]>([
    ['when the window is two scrapes', '[45s]', '[60s]'],
    ['when the units differ and the window suffices', '[45s]', '[1m]'],
    ['when nothing is computed over time', 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[45s]))', 'sum(<<.Series>>{<<.LabelMatchers>>})'],
    ['when another monitor asks often enough', MONITOR, '[{ port: http, interval: 30s }, { port: grpc, interval: 15s }]'],
    ['when Prometheus says how often it asks', MONITOR, '[{ port: http }]'],
    ['when Prometheus says so of one of them', MONITOR, '[{ port: http, interval: 30s }, { port: grpc }]'],
    ['when there is no endpoint', MONITOR, '[]'],
    ['when the interval is no duration', 'interval: 30s', 'interval: often'],
    ['when there is no monitor', 'kind: PodMonitor', 'kind: Probe'],
    ['when there is no adapter', 'kind: ConfigMap', 'kind: Secret'],
  ])('%s', (_, from, to) => {
    expect(told(rateWindowTooShort, change(SHORT, from, to))).toEqual([]);
  });
});

const KEDA = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec: { template: { metadata: { labels: { app: classifier } }, spec: { containers: [{ name: server }] } } }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: classifier, namespace: vision }
spec: { selector: { matchLabels: { app: classifier } }, podMetricsEndpoints: [{ port: http, interval: 60s }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: other, namespace: vision }
spec: { selector: { matchLabels: { app: other } }, podMetricsEndpoints: [{ port: http, interval: 5s }] }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { name: classifier }
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
    - type: prometheus
      metadata: { query: 'sum(sum(rate(asked_total{namespace="vision",pod=~"classifier-[a-z0-9]+-[a-z0-9]+"}[60s])) by (pod))', threshold: '5' }
`;

describe('of the triggers of KEDA rate-window-too-short', () => {
  test('fires on what asks for the pods of its own target, by the monitor of these pods', () => {
    expect(told(rateWindowTooShort, KEDA)).toEqual([['ScaledObject vision/scaler', message('60', '60', '240', 'spec.triggers[1].metadata.query')]]);
  });

  test('fires where the pods are found as endpoints of a Service', () => {
    const service = '---\napiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: vision, labels: { tier: ai } }\nspec: { selector: { app: classifier } }\n';
    const text = change(change(KEDA, 'kind: PodMonitor\nmetadata: { name: classifier', 'kind: ServiceMonitor\nmetadata: { name: classifier'), 'selector: { matchLabels: { app: classifier } }, podMetricsEndpoints', 'selector: { matchLabels: { tier: ai } }, endpoints');
    expect(told(rateWindowTooShort, `${text}${service}`)).toHaveLength(1);
    expect(told(rateWindowTooShort, `${text}${change(service, 'tier: ai', 'tier: web')}`)).toEqual([]);
  });

  test('fires where the monitor looks into another namespace', () => {
    const text = change(KEDA, 'metadata: { name: classifier, namespace: vision }\nspec: { selector', 'metadata: { name: classifier, namespace: monitoring }\nspec: { namespaceSelector: { matchNames: [vision] }, selector');
    expect(told(rateWindowTooShort, text)).toHaveLength(1);
  });

  test.each<[string, string, string]>([
    ['when the window suffices', '[60s]', '[120s]'],
    ['when the query is about something else', 'pod=~"classifier-[a-z0-9]+-[a-z0-9]+"', 'job="gateway"'],
    ['when the target is not among the objects', 'scaleTargetRef: { name: classifier }', 'scaleTargetRef: { name: elsewhere }'],
    ['when the monitor is of other pods', 'app: classifier } }, podMetricsEndpoints', 'app: detector } }, podMetricsEndpoints'],
    ['when the monitor looks elsewhere', 'spec: { selector: { matchLabels: { app: classifier } }, pod', 'spec: { namespaceSelector: { matchNames: [audio] }, selector: { matchLabels: { app: classifier } }, pod'],
    ['when it is no query to Prometheus', 'type: prometheus', 'type: graphite'],
  ])('is silent %s', (_, from, to) => {
    expect(told(rateWindowTooShort, change(KEDA, from, to))).toEqual([]);
  });
});
