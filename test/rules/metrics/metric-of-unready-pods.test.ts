import { change, told } from '../manifests';
import { AutoscaledInference, InferenceMonitor, InferenceRules, ModelServer, MonitorKind, PrometheusAdapterRules, ScalingEngine } from '../../../src';
import { metricOfUnreadyPods } from '../../../src/rules/metrics/metric-of-unready-pods';
import { autoscaledProps, testChart } from '../../helpers';

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

function message(scaler: string = 'HorizontalPodAutoscaler vision/scaler', list: string = 'podMetricsEndpoints[0]'): string {
  return `spec.${list}.relabelings: keep pods that are not ready, whose metric ${scaler} follows — `
    + 'an autoscaler counts a metric of pods as soon as they run: one value above the target can add replicas up to the maximum before the first of them works; '
    + 'keep only those that are ready (__meta_kubernetes_pod_ready), as InferenceMonitor does (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details)';
}

const MONITOR = 'PodMonitor vision/engine';
const READY = 'relabelings: [{ sourceLabels: [__meta_kubernetes_pod_ready], regex: "true", action: keep }]';
const services = change(change(UNREADY, 'kind: PodMonitor', 'kind: ServiceMonitor'), 'selector: { matchLabels: { app: engine } }, podMetricsEndpoints', 'selector: { matchLabels: { tier: ai } }, endpoints') + SERVICE;

const KEDA = change(UNREADY, UNREADY.slice(UNREADY.indexOf('apiVersion: autoscaling/v2'), UNREADY.indexOf('---\napiVersion: monitoring')), `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision }
spec: { scaleTargetRef: { name: engine }, triggers: [{ type: prometheus, metadata: { query: 'sum(avg(x{pod=~"engine-[a-z0-9]+-[a-z0-9]+"}) by (pod))' } }] }
`);

describe('metric-of-unready-pods fires', () => {
  test('on a monitor of pods whose metric an autoscaler follows', () => {
    expect(told(metricOfUnreadyPods, UNREADY)).toEqual([[MONITOR, message()]]);
  });

  test('where there are no relabelings at all', () => {
    expect(told(metricOfUnreadyPods, change(UNREADY, ', relabelings: []', ''))).toEqual([[MONITOR, message()]]);
  });

  test('where they are about something else', () => {
    expect(told(metricOfUnreadyPods, change(UNREADY, 'relabelings: []', 'relabelings: [{ sourceLabels: [__meta_kubernetes_pod_phase] }, { action: labeldrop }, { sourceLabels: null }]'))).toEqual([[MONITOR, message()]]);
  });

  test('on each endpoint', () => {
    const text = change(UNREADY, '[{ port: web, relabelings: [] }]', `[{ port: a }, { port: b, ${READY} }, { port: c }]`);
    expect(told(metricOfUnreadyPods, text)).toEqual([[MONITOR, message()], [MONITOR, message(undefined, 'podMetricsEndpoints[2]')]]);
  });

  test('on a ServiceMonitor, which finds the same pods as endpoints', () => {
    expect(told(metricOfUnreadyPods, services)).toEqual([['ServiceMonitor vision/engine', message(undefined, 'endpoints[0]')]]);
  });

  test('where KEDA asks Prometheus for the pods of its target', () => {
    expect(told(metricOfUnreadyPods, KEDA)).toEqual([[MONITOR, message('ScaledObject vision/scaler')]]);
  });

  test('where the monitor is in another namespace, and looks into this one', () => {
    const text = change(UNREADY, 'name: engine, namespace: vision }\nspec: { selector', 'name: engine, namespace: monitoring }\nspec: { namespaceSelector: { any: true }, selector');
    expect(told(metricOfUnreadyPods, text)).toEqual([['PodMonitor monitoring/engine', message()]]);
  });
});

describe('metric-of-unready-pods is silent', () => {
  test.each<[string, string, string]>([
    ['when only ready pods are kept', 'relabelings: []', READY],
    ['when those that are not are dropped', 'relabelings: []', 'relabelings: [{ sourceLabels: [__meta_kubernetes_pod_ready], regex: "false", action: drop }]'],
    ['when the autoscaler follows CPU', '{ type: Pods, pods: { metric: { name: ei_scale_ratio } } }', '{ type: Resource, resource: { name: cpu } }'],
    ['when it follows what is outside', '{ type: Pods, pods: { metric: { name: ei_scale_ratio } } }', '{ type: External, external: { metric: { name: queue } } }'],
    ['when the monitor is of other pods', 'matchLabels: { app: engine } }, pod', 'matchLabels: { app: other } }, pod'],
    ['when the monitor is in another namespace', 'name: engine, namespace: vision }\nspec: { selector', 'name: engine, namespace: monitoring }\nspec: { selector'],
    ['when nothing scales the pods', 'Deployment, name: engine', 'Deployment, name: other'],
    ['when it asks nothing', '[{ port: web, relabelings: [] }]', '[]'],
  ])('%s', (_, from, to) => {
    expect(told(metricOfUnreadyPods, change(UNREADY, from, to))).toEqual([]);
  });

  test.each(['__meta_kubernetes_endpoint_ready', '__meta_kubernetes_endpointslice_endpoint_conditions_ready'])('when a ServiceMonitor keeps those that are ready by %s', (label) => {
    expect(told(metricOfUnreadyPods, change(services, 'relabelings: []', `relabelings: [{ sourceLabels: [${label}] }]`))).toEqual([]);
  });

  test('when KEDA asks for something else', () => {
    expect(told(metricOfUnreadyPods, change(KEDA, 'pod=~"engine-[a-z0-9]+-[a-z0-9]+"', 'job="gateway"'))).toEqual([]);
  });
});

describe('in a program', () => {
  const triton = ModelServer.triton();

  test.each<[string, MonitorKind, ScalingEngine | undefined, boolean, string[]]>([
    ['a PodMonitor', MonitorKind.POD, undefined, true, []],
    ['a ServiceMonitor', MonitorKind.SERVICE, undefined, true, []],
    ['a PodMonitor for KEDA', MonitorKind.POD, ScalingEngine.keda({ prometheus: 'http://prometheus:9090' }), true, []],
    ['a PodMonitor of all pods', MonitorKind.POD, undefined, false, ['metric-of-unready-pods']],
    ['a PodMonitor of all pods for KEDA', MonitorKind.POD, ScalingEngine.keda({ prometheus: 'http://prometheus:9090' }), false, ['metric-of-unready-pods']],
  ])('of %s', (_, kind, engine, readyOnly, rules) => {
    const chart = testChart();
    const scaled = new AutoscaledInference(chart, 'M', autoscaledProps({ server: triton, metrics: [triton.scalingMetric()], engine }));
    new InferenceMonitor(chart, 'Monitor', { of: [scaled], kind, readyOnly });
    if (!engine) new PrometheusAdapterRules(chart, 'Rules', { of: [scaled] });
    expect(InferenceRules.check(chart).map(({ rule }) => rule)).toEqual(rules);
  });
});
