import { monitorsOf, type Endpoint } from './adapter/monitors';
import { OwnPods } from './adapter/own-pods';
import type { Autoscaler, Inventory, Workload } from '../../kubernetes/inventory';
import { title, type Rule } from '../rule';

/** The labels that tell whether the pod of a target of Prometheus is ready. */
const READY = /^__meta_kubernetes_(pod_ready|endpoint_ready|endpointslice_endpoint_conditions_ready)$/;

export const metricOfUnreadyPods: Rule = {
  id: 'metric-of-unready-pods',
  title: 'A monitor should scrape only ready pods where an autoscaler follows their metric',
  severity: 'advice',
  description: [
    'Looks at the endpoints of PodMonitors and ServiceMonitors. Fires when one also scrapes pods that are not',
    'ready, and an autoscaler follows a metric of these pods: a HorizontalPodAutoscaler by a `Pods` metric, or',
    'KEDA by a query for the pods of its target.',
    '',
    'Only for CPU does an autoscaler set aside pods that are not ready. A custom metric counts as soon as the pod',
    'runs. Where every pod showed 3 with a target of 1, an autoscaler with a period of one second went from 1 to',
    '20 replicas in 12 seconds, before any new pod was ready.',
  ].join('\n'),
  fix: [
    'Keep only pods that are ready, by a relabeling on `__meta_kubernetes_pod_ready`. `InferenceMonitor` writes',
    'it.',
    '',
    'Acknowledge it when the metric is 0 until the pod is ready.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  failing: `
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
---
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
      metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  podMetricsEndpoints: [{ port: web, interval: 15s }]
`,
  repaired: `
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
          readinessProbe: { tcpSocket: { port: 8000 } }
---
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
      metricsQuery: avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  podMetricsEndpoints:
    - port: web
      interval: 15s
      relabelings: [{ sourceLabels: [__meta_kubernetes_pod_ready], regex: 'true', action: keep }]
`,
  check: (inventory, report) => {
    const monitors = monitorsOf(inventory);
    const followers = monitors.length === 0 ? new Map<Workload, Autoscaler>() : followersOf(inventory);
    if (followers.size === 0) return;
    for (const { object, list, endpoints } of monitors) {
      const open = [...endpoints.entries()].filter(([, endpoint]) => !selectsByReadiness(endpoint));
      if (open.length === 0) continue;
      const follower = firstOf(inventory.watched(object), followers);
      if (follower === undefined) continue;
      for (const [i] of open) {
        report(object, {
          field: `spec.${list}[${i}].relabelings`,
          rule: `scrapes pods that are not ready too, and ${title(follower.object)} follows their metric`,
          why: 'an autoscaler counts a metric of pods as soon as they run: one value above the target can scale up to '
            + 'the maximum before the first new pod is ready',
          fix: 'keep only pods that are ready, by a relabeling on __meta_kubernetes_pod_ready; acknowledge this where '
            + 'the metric is 0 until a pod is ready',
        });
      }
    }
  },
};

/** The autoscalers that follow a metric of the pods of their target, by the target. */
function followersOf(inventory: Inventory): Map<Workload, Autoscaler> {
  const followers = new Map<Workload, Autoscaler>();
  const ownPods = new OwnPods(inventory);
  for (const autoscaler of inventory.autoscalers) {
    const { target, metrics } = autoscaler;
    if (target === undefined) continue;
    if (metrics.some(({ pods }) => pods) || ownPods.queries(autoscaler).length > 0) followers.set(target, autoscaler);
  }
  return followers;
}

function firstOf(workloads: readonly Workload[], followers: ReadonlyMap<Workload, Autoscaler>): Autoscaler | undefined {
  for (const workload of workloads) {
    const follower = followers.get(workload);
    if (follower) return follower;
  }
  return undefined;
}

function selectsByReadiness({ relabelings = [] }: Endpoint): boolean {
  return relabelings.some(({ sourceLabels = [] }) => sourceLabels.some((label) => READY.test(label)));
}
