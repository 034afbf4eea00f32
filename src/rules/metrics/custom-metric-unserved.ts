import { adapterConfigs, describes, type AdapterRule } from './adapter/adapter-config';
import type { Inventory } from '../../kubernetes/inventory';
import { listed } from '../listed';
import type { Rule } from '../rule';

export const customMetricUnserved: Rule = {
  id: 'custom-metric-unserved',
  title: 'A custom metric that an autoscaler follows must be served by an adapter',
  severity: 'advice',
  description: [
    'Looks at autoscalers that follow a metric of pods or of an object. Fires when no rule of a',
    'prometheus-adapter among the objects serves a metric of this name for this kind of object: a rule for a metric',
    'of pods must give both a namespace and a pod in its `resources`, one for a metric of an object that kind. Where',
    'there is no configuration of an adapter at all, each name is reported once: it may be part of the cluster. Silent',
    'when a rule computes the names of its metrics, or when the configuration is written in a style that is not read',
    'here: it may serve any metric.',
    '',
    "Names with `|` are those of Google Cloud's own adapter, and no fault.",
    '',
    'An external metric is reported where an adapter among the objects has external rules, and none of this name, or',
    'has the name in `rules` only. It is silent on others, which another server may have.',
    '',
    'Kubernetes has no such metric itself. Without a server of `custom.metrics.k8s.io` the autoscaler reports',
    '`<unknown>` (`FailedGetPodsMetric`) and never scales.',
  ].join('\n'),
  fix: [
    'Add the rule (`PrometheusAdapterRules`), or the missing resource to its `resources.overrides`, by the label that',
    'holds it (`pod: {resource: pod}`), and the monitor by which Prometheus scrapes the series',
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
    const served = servedMetrics(inventory);
    if (served === undefined) return;
    const seen = new Set<string>();
    const verdicts = new Map<string, string | undefined>();
    /** Said once of all that follow the same metric. */
    const verdict = (followed: Followed): string | undefined => {
      const key = JSON.stringify(followed);
      if (!verdicts.has(key)) verdicts.set(key, ruleFor(followed, served));
      return verdicts.get(key);
    };
    for (const { autoscaler: { object, metricPath }, metric, index } of inventory.metrics) {
      const followed = followedBy(metric);
      const rule = followed && verdict(followed);
      if (!rule) continue;
      const { name } = followed;
      // Whether the cluster has it is one question, however many autoscalers follow it.
      if (!served.hasAdapter && seen.has(name)) continue;
      seen.add(name);
      report(object, {
        field: metricPath(index),
        value: name,
        rule,
        why: followed.isExternal ? WHY_EXTERNAL : WHY,
        fix: served.byName.has(name) ? fixOfRule(followed) : FIX,
      });
    }
  },
};

const WHY = 'Kubernetes has no such metric itself: without a server of custom.metrics.k8s.io the autoscaler reports '
  + '<unknown> (FailedGetPodsMetric) and cannot scale by it';
const WHY_EXTERNAL = 'a cluster has one server of external.metrics.k8s.io: without the metric the autoscaler reports '
  + '<unknown> (FailedGetExternalMetric) and cannot scale by it';
const FIX = 'give prometheus-adapter a rule for it, and Prometheus a monitor that scrapes the series, or let KEDA '
  + 'query Prometheus; acknowledge this where the cluster serves the metric';

/** A metric that an autoscaler follows. */
interface Followed {
  readonly name: string;
  readonly isExternal: boolean;
  /** The kind of object that it describes. */
  readonly kind?: string;
}

/** What the adapters among the objects serve. */
interface Served {
  readonly byName: ReadonlyMap<string, readonly AdapterRule[]>;
  readonly hasAdapter: boolean;
  readonly hasExternal: boolean;
}

function followedBy(metric: any): Followed | undefined {
  const { pods, object, external } = metric;
  const name: string | undefined = (pods ?? object ?? external)?.metric?.name;
  // The names of Google's adapter, which no series of Prometheus can have.
  if (name === undefined || name.includes('|')) return undefined;
  if (pods !== undefined) return { name, isExternal: false, kind: 'Pod' };
  return { name, isExternal: object === undefined, kind: object?.describedObject?.kind };
}

/** What is wrong about a metric: undefined where it is served, or may be served. */
function ruleFor({ name, isExternal, kind }: Followed, served: Served): string | undefined {
  const rules = served.byName.get(name) ?? [];
  const ofApi = rules.filter(({ external }) => external === isExternal);
  if (isExternal) {
    if (ofApi.length > 0 || !(served.hasExternal || rules.length > 0)) return undefined;
    return rules.length > 0
      ? 'is in rules of the adapter among these objects, and not in its externalRules'
      : 'is served by no external rule of the adapter among these objects';
  }
  if (!served.hasAdapter) return 'is served by nothing among these objects';
  if (ofApi.length === 0) return 'is served by no rule of the adapter among these objects';
  const isServed = kind === undefined || kind === 'Namespace' || ofApi.some((rule) => describes(rule, kind));
  if (isServed) return undefined;
  const resources = [...new Set(ofApi.flatMap((rule) => rule.resources ?? []))];
  return resources.length === 0
    ? `is served by a rule of the adapter that names no resources, so not for a ${kind}`
    : `is served by a rule of the adapter for ${listed(resources)}, and not for a ${kind} of a namespace`;
}

function fixOfRule({ isExternal, kind = 'Pod' }: Followed): string {
  if (isExternal) return 'move the rule to externalRules, or follow it as a metric of pods or of an object';
  const resource = kind.toLowerCase();
  return 'give the rule resources.overrides for namespace and '
    + `${resource}: <the label of the series that holds it>: {resource: ${resource}}`;
}

/** What the adapters serve; undefined where they may serve any metric. */
function servedMetrics(inventory: Inventory): Served | undefined {
  const configs = adapterConfigs(inventory);
  const byName = new Map<string, AdapterRule[]>();
  let hasExternal = false;
  for (const { rules, whole } of configs) {
    if (!whole) return undefined;
    for (const rule of rules) {
      if (rule.name === undefined) return undefined;
      hasExternal ||= rule.external;
      const others = byName.get(rule.name) ?? [];
      if (others.length === 0) byName.set(rule.name, others);
      others.push(rule);
    }
  }
  return { byName, hasAdapter: configs.length > 0, hasExternal };
}
