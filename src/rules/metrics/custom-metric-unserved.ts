import { adapterConfigs } from './adapter/adapter-config';
import type { Inventory } from '../../kubernetes/inventory';
import type { Rule } from '../rule';

export const customMetricUnserved: Rule = {
  id: 'custom-metric-unserved',
  title: 'A custom metric that an autoscaler follows must be served by an adapter',
  severity: 'advice',
  description: [
    'Looks at autoscalers that follow a metric of pods or of an object. Fires when no rule of a',
    'prometheus-adapter among the objects serves a metric of this name. Silent when a rule computes the names of',
    'its metrics, or when the configuration is written in a style that is not read here: it may serve any metric.',
    '',
    'Kubernetes has no such metric itself. Without a server of `custom.metrics.k8s.io` the autoscaler reports',
    '`<unknown>` (`FailedGetPodsMetric`) and never scales.',
  ].join('\n'),
  fix: [
    'Add the rule (`PrometheusAdapterRules`) and the monitor by which Prometheus scrapes the series',
    '(`InferenceMonitor`), or let KEDA query Prometheus itself (`ScalingEngine.keda`).',
    '',
    'Acknowledge it when the cluster has an adapter that serves the metric.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: Pods, pods: { metric: { name: ei_scale_ratio }, target: { type: AverageValue, averageValue: '1' } } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: Pods, pods: { metric: { name: ei_scale_ratio }, target: { type: AverageValue, averageValue: '1' } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'ei_scale_ratio{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      metricsQuery: (avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)) >= 0 < 1e9
`,
  check: (inventory, report) => {
    const served = servedNames(inventory);
    if (served === undefined) return;
    const hasAdapter = adapterConfigs(inventory).length > 0;
    for (const { object, metrics, metricPath } of inventory.autoscalers) {
      for (const [i, metric] of metrics.entries()) {
        const name: string | undefined = (metric.pods ?? metric.object)?.metric?.name;
        if (name === undefined || served.has(name)) continue;
        report(object, {
          field: metricPath(i),
          value: name,
          rule: hasAdapter
            ? 'is served by no rule of the adapter among these objects'
            : 'is served by nothing among these objects',
          why: 'Kubernetes has no such metric itself: without a server of custom.metrics.k8s.io the autoscaler reports '
            + '<unknown> (FailedGetPodsMetric) and never scales',
          fix: 'add PrometheusAdapterRules and an InferenceMonitor, or use ScalingEngine.keda; '
            + 'acknowledge this where the cluster serves the metric',
        });
      }
    }
  },
};

/** The names of the metrics that the adapters serve; undefined where they may serve any. */
function servedNames(inventory: Inventory): Set<string> | undefined {
  const names = new Set<string>();
  for (const { rules, whole } of adapterConfigs(inventory)) {
    if (!whole) return undefined;
    for (const { external, name } of rules) {
      if (external) continue;
      if (name === undefined) return undefined;
      names.add(name);
    }
  }
  return names;
}
