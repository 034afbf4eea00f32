import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceMetric, InferenceMonitor, InferenceRules, ModelServer, PrometheusAdapterRules,
  ScalingMetric,
} from '../../../src';
import { rateWindowTooShort } from '../../../src/rules/metrics/rate-window-too-short';
import { autoscaledProps, testChart } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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
const CONFIG: [string, string] = [
  'ConfigMap monitoring/adapter-config', 'data["config.yaml"].rules["asked_per_second"].metricsQuery',
];

/** The message about a window that is shorter than two scrapes of an interval. */
function short([object, field]: [string, string], window: string, interval: string, wide: string): [string, string] {
  return [
    object,
    `${field}: got "${window} s"; must span at least two scrapes of ${interval} s — `
    + 'a rate over fewer has no value most of the time, and the autoscaler keeps the current replicas; '
    + `widen the window to ${wide} s, or scrape more often (${rateWindowTooShort.source})`,
  ];
}

test('the examples of rate-window-too-short', () => {
  expect(codes(rateWindowTooShort.failing)).toEqual(['rate-window-too-short']);
  expect(codes(rateWindowTooShort.repaired)).toEqual([]);
});

describe('rate-window-too-short fires', () => {
  test('on a window of less than two scrapes', () => {
    expect(told(rateWindowTooShort, SHORT)).toEqual([short(CONFIG, '45', '30', '120')]);
  });

  test('just below two scrapes', () => {
    expect(fires(rateWindowTooShort, change(SHORT, '[45s]', '[59s]'))).toEqual([CONFIG]);
  });

  test('on the shortest of several windows', () => {
    const text = change(SHORT, 'sum(rate(', 'sum(rate(b{}[2m])) by (<<.GroupBy>>) / sum(rate(');
    expect(told(rateWindowTooShort, text)).toEqual([short(CONFIG, '45', '30', '120')]);
  });

  test.each<[string, string, string, string, string]>([
    ['1m', '[1m30s]', '90', '60', '240'],
    ['1m30s', '[2m]', '120', '90', '360'],
    ['500ms', '[ 900ms ]', '0.9', '0.5', '2'],
    ['1h', '[1h59m]', '7140', '3600', '14400'],
    ['30s', '[45s:15s]', '45', '30', '120'],
  ])('where the units are mixed: every %s, over %s', (interval, window, ...expected) => {
    const text = change(change(SHORT, 'interval: 30s', `interval: ${interval}`), '[45s]', window);
    expect(told(rateWindowTooShort, text)).toEqual([short(CONFIG, ...expected)]);
  });

  test('on a ServiceMonitor', () => {
    const text = change(change(SHORT, 'kind: PodMonitor', 'kind: ServiceMonitor'), 'podMetricsEndpoints', 'endpoints');
    expect(fires(rateWindowTooShort, text)).toEqual([CONFIG]);
  });

  test('by the most frequent scrape of all, for a rule may read any', () => {
    const text = change(SHORT, MONITOR, '[{ port: http, interval: 60s }, { port: grpc, interval: 25s }]');
    expect(told(rateWindowTooShort, text)).toEqual([short(CONFIG, '45', '25', '100')]);
  });

  test('on less than 30 seconds where there is no monitor at all', () => {
    const alone = SHORT.slice(SHORT.indexOf('apiVersion: v1\n'));
    expect(told(rateWindowTooShort, change(alone, '[45s]', '[29s]'))).toEqual([[
      CONFIG[0],
      `${CONFIG[1]}: got "29 s"; must span at least two scrapes of 15 s, which is assumed where there is no monitor — `
      + 'a rate over fewer has no value most of the time, and the autoscaler keeps the current replicas; '
      + `widen the window to 60 s, or scrape more often (${rateWindowTooShort.source})`,
    ]]);
    expect(fires(rateWindowTooShort, change(alone, '[45s]', '[30s]'))).toEqual([]);
  });
});

describe('rate-window-too-short is silent', () => {
  test.each<[string, string, string]>([
    ['when the window is two scrapes', '[45s]', '[60s]'],
    ['when the units differ and the window suffices', '[45s]', '[1m]'],
    ['when nothing is computed over time',
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[45s]))', 'sum(<<.Series>>{<<.LabelMatchers>>})'],
    ['when the window is text in a label', '{<<.LabelMatchers>>}[45s]', '{<<.LabelMatchers>>,path="[1s]"}[60s]'],
    ['when another monitor scrapes often enough',
      MONITOR, '[{ port: http, interval: 30s }, { port: grpc, interval: 15s }]'],
    ['when Prometheus says how often it scrapes', MONITOR, '[{ port: http }]'],
    ['when Prometheus says so of one of them', MONITOR, '[{ port: http, interval: 30s }, { port: grpc }]'],
    ['when there is no endpoint', MONITOR, '[]'],
    ['when the interval is no duration', 'interval: 30s', 'interval: often'],
    ['when there is no monitor', 'kind: PodMonitor', 'kind: Probe'],
    ['when there is no adapter', 'kind: ConfigMap', 'kind: Secret'],
  ])('%s', (_, from, to) => {
    expect(fires(rateWindowTooShort, change(SHORT, from, to))).toEqual([]);
  });
});

/** A Deployment, its monitor, and an autoscaler that follows a metric of its pods. */
function scaled(name: string, interval: string, metric: string = 'asked_per_second'): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: server }] } } }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: ${name}-pods, namespace: vision }
spec: { selector: { matchLabels: { app: ${name} } }, podMetricsEndpoints: [{ port: http${interval} }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  maxReplicas: 4
  metrics: [{ type: Pods, pods: { metric: { name: ${metric} } } }]
`;
}

describe('where an autoscaler follows the metric rate-window-too-short', () => {
  const often = change(SHORT, 'interval: 30s', 'interval: 5s');

  test('fires by the monitors of its pods, and by the slowest of them', () => {
    expect(told(rateWindowTooShort, `${often}${scaled('seldom', ', interval: 25s')}`)).toEqual([
      short(CONFIG, '45', '25', '100'),
    ]);
    const two = `${scaled('often', ', interval: 10s')}${scaled('seldom', ', interval: 40s')}`;
    expect(told(rateWindowTooShort, `${often}${two}`)).toEqual([short(CONFIG, '45', '40', '160')]);
  });

  test('is silent where its pods are scraped often enough, and others are not', () => {
    expect(fires(rateWindowTooShort, `${SHORT}${scaled('often', ', interval: 10s')}`)).toEqual([]);
  });

  test('is silent where its monitor leaves the interval to Prometheus', () => {
    expect(fires(rateWindowTooShort, `${SHORT}${scaled('default', '')}`)).toEqual([]);
  });

  test('fires by the most frequent of all where it follows another metric, or an external one', () => {
    const other = scaled('other', ', interval: 60s', 'other');
    expect(told(rateWindowTooShort, `${SHORT}${other}`)).toEqual([short(CONFIG, '45', '30', '120')]);
    const external = change(SHORT, 'rules:', 'externalRules:');
    expect(told(rateWindowTooShort, `${external}${scaled('seldom', ', interval: 60s')}`)).toEqual([
      short(CONFIG, '45', '30', '120'),
    ]);
  });
});

describe('of the memory of the adapter rate-window-too-short', () => {
  const forgets = change(SHORT, 'rules:', '# --metrics-max-age=120s\n    rules:');
  const monitor: [string, string] = ['PodMonitor vision/classifier', 'spec.podMetricsEndpoints[0].interval'];
  /** An adapter with the flag. */
  const running = (flag: string, namespace: string = 'monitoring') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: adapter, namespace: ${namespace} }
spec: { template: { spec: { containers: [{ name: adapter, args: ['--v=2', '${flag}'] }] } } }
`;

  test('fires on the monitor, once, and not on the windows', () => {
    const text = change(forgets, 'interval: 30s', 'interval: 61s');
    const second = SHORT.slice(SHORT.indexOf('    - seriesQuery')).replace('asked_per_second', 'second');
    expect(told(rateWindowTooShort, `${text}${second}`)).toEqual([[
      monitor[0],
      `${monitor[1]}: got "61s"; must be at most 60 s — `
      + 'the adapter forgets a metric that it has not seen for 120 s (--metrics-max-age), '
      + 'and the autoscaler then finds none; '
      + 'scrape every 60 s or more often, or raise --metrics-max-age to twice the interval '
      + '(https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/README.md)',
    ]]);
  });

  test('fires on a metric without a window, too', () => {
    const gauge = change(forgets, 'rate(<<.Series>>{<<.LabelMatchers>>}[45s])', '<<.Series>>{<<.LabelMatchers>>}');
    expect(fires(rateWindowTooShort, change(gauge, 'interval: 30s', 'interval: 90s'))).toEqual([monitor]);
    expect(fires(rateWindowTooShort, change(gauge, 'interval: 30s', 'interval: 60s'))).toEqual([]);
  });

  test('is silent on a monitor of pods whose metrics nobody follows', () => {
    const other = scaled('other', ', interval: 90s', 'not_of_the_adapter');
    expect(fires(rateWindowTooShort, `${change(forgets, '[45s]', '[2m]')}${other}`)).toEqual([]);
  });

  test('goes by the flag of the adapter among the objects first', () => {
    const text = change(change(forgets, 'interval: 30s', 'interval: 90s'), '[45s]', '[6m]');
    expect(fires(rateWindowTooShort, `${text}${running('--metrics-max-age=3m')}`)).toEqual([]);
    expect(fires(rateWindowTooShort, `${text}${running('--metrics-max-age=2m0s')}`)).toEqual([monitor]);
    expect(fires(rateWindowTooShort, `${text}${running('--metrics-max-age=3m', 'other')}`)).toEqual([monitor]);
    expect(fires(rateWindowTooShort, `${text}${running('--metrics-max-age')}`)).toEqual([monitor]);
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
      metadata:
        query: 'sum(sum(rate(asked_total{namespace="vision",pod=~"classifier-[a-z0-9]+-[a-z0-9]+"}[60s])) by (pod))'
        threshold: '5'
`;

describe('of the triggers of KEDA rate-window-too-short', () => {
  const trigger: [string, string] = ['ScaledObject vision/scaler', 'spec.triggers[1].metadata.query'];
  const selector = 'selector: { matchLabels: { app: classifier } }, podMetricsEndpoints';

  test('fires on a query for the pods of its own target, by the monitor of these pods', () => {
    expect(told(rateWindowTooShort, KEDA)).toEqual([short(trigger, '60', '60', '240')]);
  });

  test('fires where the pods are found as endpoints of a Service', () => {
    const service = `---
apiVersion: v1
kind: Service
metadata: { name: s, namespace: vision, labels: { tier: ai } }
spec: { selector: { app: classifier } }
`;
    const kind = 'kind: PodMonitor\nmetadata: { name: classifier';
    const text = change(
      change(KEDA, kind, kind.replace('PodMonitor', 'ServiceMonitor')),
      selector,
      'selector: { matchLabels: { tier: ai } }, endpoints',
    );
    expect(fires(rateWindowTooShort, `${text}${service}`)).toEqual([trigger]);
    expect(fires(rateWindowTooShort, `${text}${change(service, 'tier: ai', 'tier: web')}`)).toEqual([]);
  });

  test('fires where the monitor looks into another namespace', () => {
    const text = change(
      KEDA,
      'metadata: { name: classifier, namespace: vision }\nspec: { selector',
      'metadata: { name: classifier, namespace: monitoring }\n'
      + 'spec: { namespaceSelector: { matchNames: [vision] }, selector',
    );
    expect(fires(rateWindowTooShort, text)).toEqual([trigger]);
  });

  test.each<[string, string, string]>([
    ['when the window suffices', '[60s]', '[120s]'],
    ['when the query is about something else', 'pod=~"classifier-[a-z0-9]+-[a-z0-9]+"', 'job="gateway"'],
    ['when the target is not among the objects',
      'scaleTargetRef: { name: classifier }', 'scaleTargetRef: { name: elsewhere }'],
    ['when the monitor is of other pods', selector, selector.replace('classifier', 'detector')],
    ['when the monitor looks elsewhere',
      `spec: { ${selector}`, `spec: { namespaceSelector: { matchNames: [audio] }, ${selector}`],
    ['when it is no query to Prometheus', 'type: prometheus', 'type: graphite'],
  ])('is silent %s', (_, from, to) => {
    expect(fires(rateWindowTooShort, change(KEDA, from, to))).toEqual([]);
  });
});

describe('in a program', () => {
  const perSecond = (window: number) => ScalingMetric.inference(
    InferenceMetric.rate('nv_inference_request_success', { window: Duration.seconds(window) }), '5',
  );

  /** The objects in which the rule finds a fault, where each server has a monitor of its own. */
  function found(...servers: Array<{ window: number; interval?: number }>): string[] {
    const chart = testChart();
    const of = servers.map(({ window, interval }, i) => {
      const props = autoscaledProps({ server: ModelServer.triton(), metrics: [perSecond(window)] });
      const it = new AutoscaledInference(chart, `M${i}`, props);
      if (interval) new InferenceMonitor(chart, `Monitor${i}`, { of: [it], interval: Duration.seconds(interval) });
      return it;
    });
    new PrometheusAdapterRules(chart, 'Adapter', { of: of.slice(0, 1) });
    const findings = InferenceRules.check(chart).filter(({ rule }) => rule === 'rate-window-too-short');
    return findings.map(({ object }) => object);
  }

  test.each<[string, Parameters<typeof found>, string[]]>([
    ['of less than two scrapes', [{ window: 59, interval: 30 }], ['ConfigMap monitoring/adapter-config']],
    ['of two scrapes', [{ window: 60, interval: 30 }], []],
    ['of less than two scrapes, beside a server that is scraped more often',
      [{ window: 60, interval: 45 }, { window: 60, interval: 15 }], ['ConfigMap monitoring/adapter-config']],
    ['of less than 30 seconds, without a monitor', [{ window: 29 }], ['ConfigMap monitoring/adapter-config']],
    ['of 30 seconds, without a monitor', [{ window: 30 }], []],
    ['that is wide, where the adapter forgets the metric', [{ window: 300, interval: 61 }], ['PodMonitor vision/m0']],
    ['of 60 seconds, of a monitor every 60 seconds',
      [{ window: 60, interval: 60 }], ['ConfigMap monitoring/adapter-config']],
  ])('a window %s', (_, servers, objects) => {
    expect(found(...servers)).toEqual(objects);
  });
});
