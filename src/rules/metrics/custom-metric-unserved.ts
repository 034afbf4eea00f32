import { adapterConfigs } from './adapter-config';
import type { LegacyRule } from '../rule';

/** A metric that no rule of an adapter among the objects makes. */
export const customMetricUnserved: LegacyRule = {
  id: 'custom-metric-unserved',
  severity: 'advice',
  check: (facts) => {
    const configs = adapterConfigs(facts);
    const rules = configs.flatMap((c) => c.rules).filter(({ external }) => !external);
    // A rule whose name is computed, or that was not understood, may make any metric.
    if (configs.some(({ whole }) => !whole) || rules.some(({ name }) => name === undefined)) return [];
    const made = new Set(rules.map(({ name }) => name));
    return facts.autoscalers.flatMap(({ object, metrics, metricPath }) => metrics.flatMap((metric, i) => {
      const name: string | undefined = (metric.pods ?? metric.object)?.metric?.name;
      if (name === undefined || made.has(name)) return [];
      return [{
        object,
        problem: {
          field: metricPath(i),
          value: name,
          rule: configs.length > 0 ? 'is made by no rule of the adapter among these objects' : 'is served by nothing among these objects',
          why: 'Kubernetes has no such metric of its own: without a server of custom.metrics.k8s.io the autoscaler says <unknown> (FailedGetPodsMetric) and never scales',
          fix: 'add PrometheusAdapterRules and an InferenceMonitor, or use ScalingEngine.keda; acknowledge this where the cluster serves it',
          source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis',
        },
      }];
    }));
  },
};
