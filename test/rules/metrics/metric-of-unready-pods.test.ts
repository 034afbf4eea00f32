import {
  AutoscaledInference, InferenceMonitor, InferenceRules, ModelServer, MonitorKind, PrometheusAdapterRules,
  ScalingEngine,
} from '../../../src';
import { metricOfUnreadyPods } from '../../../src/rules/metrics/metric-of-unready-pods';
import { autoscaledProps, testChart } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNREADY = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine, namespace: vision }
spec: { template: { metadata: { labels: { app: engine } }, spec: { containers: [{ name: engine }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics: [{ type: Pods, pods: { metric: { name: ei_scale_ratio } } }]
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: engine, namespace: vision }
spec: { selector: { matchLabels: { app: engine } }, podMetricsEndpoints: [{ port: web, relabelings: [] }] }
`;

const SERVICE = `
---
apiVersion: v1
kind: Service
metadata: { name: engine, namespace: vision, labels: { tier: ai } }
spec: { selector: { app: engine }, ports: [{ name: web, port: 8000 }] }
`;

const MONITOR = 'PodMonitor vision/engine';
const PODS = '{ type: Pods, pods: { metric: { name: ei_scale_ratio } } }';
const READY = 'relabelings: [{ sourceLabels: [__meta_kubernetes_pod_ready], regex: "true", action: keep }]';
const SERVICES = SERVICE + change(
  change(UNREADY, 'kind: PodMonitor', 'kind: ServiceMonitor'),
  'selector: { matchLabels: { app: engine } }, podMetricsEndpoints',
  'selector: { matchLabels: { tier: ai } }, endpoints',
).replace(/^/, '---\n');

const [, HPA] = UNREADY.split('---\n');
const KEDA = change(UNREADY, HPA, `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { name: engine }
  triggers:
    - { type: prometheus, metadata: { query: 'sum(avg(x{pod=~"engine-[a-z0-9]+-[a-z0-9]+"}) by (pod))' } }
`);

function endpoint(index: number = 0): [string, string] {
  return [MONITOR, `spec.podMetricsEndpoints[${index}].relabelings`];
}

test('the examples of metric-of-unready-pods', () => {
  expect(codes(metricOfUnreadyPods.failing)).toEqual(['metric-of-unready-pods']);
  expect(codes(metricOfUnreadyPods.repaired)).toEqual([]);
});

describe('metric-of-unready-pods fires', () => {
  test('on a monitor of pods whose metric an autoscaler follows', () => {
    expect(told(metricOfUnreadyPods, UNREADY)).toEqual([[
      MONITOR,
      'spec.podMetricsEndpoints[0].relabelings: scrapes pods that are not ready too, '
      + 'and HorizontalPodAutoscaler vision/scaler follows their metric — '
      + 'an autoscaler counts a metric of pods as soon as they run: one value above the target '
      + 'can scale up to the maximum before the first new pod is ready; '
      + 'keep only pods that are ready, by a relabeling on __meta_kubernetes_pod_ready; '
      + 'acknowledge this where the metric is 0 until a pod is ready '
      + `(${metricOfUnreadyPods.source})`,
    ]]);
  });

  test('where there are no relabelings at all', () => {
    expect(fires(metricOfUnreadyPods, change(UNREADY, ', relabelings: []', ''))).toEqual([endpoint()]);
  });

  test('where they are about something else', () => {
    const others = '[{ sourceLabels: [__meta_kubernetes_pod_phase] }, { action: labeldrop }, { sourceLabels: null }]';
    const text = change(UNREADY, 'relabelings: []', `relabelings: ${others}`);
    expect(fires(metricOfUnreadyPods, text)).toEqual([endpoint()]);
  });

  test('on each endpoint', () => {
    const endpoints = `[{ port: a }, { port: b, ${READY} }, { port: c }]`;
    const text = change(UNREADY, '[{ port: web, relabelings: [] }]', endpoints);
    expect(fires(metricOfUnreadyPods, text)).toEqual([endpoint(), endpoint(2)]);
  });

  test('on a ServiceMonitor, which finds the same pods as endpoints', () => {
    expect(fires(metricOfUnreadyPods, SERVICES)).toEqual([
      ['ServiceMonitor vision/engine', 'spec.endpoints[0].relabelings'],
    ]);
  });

  test('where KEDA queries the pods of its target', () => {
    expect(fires(metricOfUnreadyPods, KEDA)).toEqual([endpoint()]);
    expect(told(metricOfUnreadyPods, KEDA)[0][1]).toContain('and ScaledObject vision/scaler follows their metric');
  });

  test('where the monitor is in another namespace, and looks into this one', () => {
    const text = change(
      UNREADY,
      'name: engine, namespace: vision }\nspec: { selector',
      'name: engine, namespace: monitoring }\nspec: { namespaceSelector: { any: true }, selector',
    );
    expect(fires(metricOfUnreadyPods, text)).toEqual([['PodMonitor monitoring/engine', endpoint()[1]]]);
  });

  test('where only one of the pods that it selects is scaled', () => {
    const other = change(UNREADY.split('---')[0], 'name: engine, namespace', 'name: first, namespace');
    expect(fires(metricOfUnreadyPods, `${other}---${UNREADY}`)).toEqual([endpoint()]);
  });
});

describe('metric-of-unready-pods is silent', () => {
  test.each<[string, string, string]>([
    ['when only ready pods are kept', 'relabelings: []', READY],
    ['when those that are not are dropped', 'relabelings: []',
      'relabelings: [{ sourceLabels: [__meta_kubernetes_pod_ready], regex: "false", action: drop }]'],
    ['when the autoscaler follows CPU', PODS, '{ type: Resource, resource: { name: cpu } }'],
    ['when it follows what is outside', PODS, '{ type: External, external: { metric: { name: queue } } }'],
    ['when the monitor is of other pods', 'matchLabels: { app: engine } }, pod', 'matchLabels: { app: other } }, pod'],
    ['when the monitor is in another namespace',
      'name: engine, namespace: vision }\nspec: { selector', 'name: engine, namespace: monitoring }\nspec: { selector'],
    ['when nothing scales the pods', 'Deployment, name: engine', 'Deployment, name: other'],
    ['when it scrapes nothing', '[{ port: web, relabelings: [] }]', '[]'],
  ])('%s', (_, from, to) => {
    expect(fires(metricOfUnreadyPods, change(UNREADY, from, to))).toEqual([]);
  });

  test.each([
    '__meta_kubernetes_endpoint_ready', '__meta_kubernetes_endpointslice_endpoint_conditions_ready',
  ])('when a ServiceMonitor keeps those that are ready by %s', (label) => {
    const text = change(SERVICES, 'relabelings: []', `relabelings: [{ sourceLabels: [${label}] }]`);
    expect(fires(metricOfUnreadyPods, text)).toEqual([]);
  });

  test('when KEDA queries something else', () => {
    const text = change(KEDA, 'pod=~"engine-[a-z0-9]+-[a-z0-9]+"', 'job="gateway"');
    expect(fires(metricOfUnreadyPods, text)).toEqual([]);
  });
});

describe('in a program', () => {
  const triton = ModelServer.triton();
  const keda = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });

  test.each<[string, MonitorKind, ScalingEngine | undefined, boolean, string[]]>([
    ['a PodMonitor', MonitorKind.POD, undefined, true, []],
    ['a ServiceMonitor', MonitorKind.SERVICE, undefined, true, []],
    ['a PodMonitor for KEDA', MonitorKind.POD, keda, true, []],
    ['a PodMonitor of all pods', MonitorKind.POD, undefined, false, ['metric-of-unready-pods']],
    ['a PodMonitor of all pods for KEDA', MonitorKind.POD, keda, false, ['metric-of-unready-pods']],
  ])('of %s', (_, kind, engine, readyOnly, rules) => {
    const chart = testChart();
    const props = autoscaledProps({ server: triton, metrics: [triton.scalingMetric()], engine });
    const scaled = new AutoscaledInference(chart, 'M', props);
    new InferenceMonitor(chart, 'Monitor', { of: [scaled], kind, readyOnly });
    if (!engine) new PrometheusAdapterRules(chart, 'Rules', { of: [scaled] });
    expect(InferenceRules.check(chart).map(({ rule }) => rule)).toEqual(rules);
  });
});
