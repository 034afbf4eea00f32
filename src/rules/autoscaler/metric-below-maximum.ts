import { restrainedAutoscalers } from './shortfall';
import type { Rule } from '../rule';

export const metricBelowMaximum: Rule = {
  id: 'metric-below-maximum',
  title: 'A metric should be able to reach maxReplicas',
  severity: 'warning',
  description: [
    'Fires when one metric of an autoscaler can never be far enough above its target, or can never ask for all of the',
    'maximum of replicas:',
    '',
    '- the limits cap CPU or memory below the target, and other metrics may scale up;',
    '- a Prometheus trigger of KEDA follows an average of a ratio or a percent, such as `avg(DCGM_FI_DEV_GPU_UTIL)`,',
    '  without `metricType: Value`. The autoscaler divides 100 by the threshold, 80, and never asks for more than two',
    '  replicas;',
    '- a metric of pods has the name of a gauge of 0 to 1 or of percents, no adapter is among the objects, and the',
    '  target is above what it shows.',
    '',
    'Where no metric can ever scale up, there is [hpa-unreachable-target](hpa-unreachable-target.md).',
  ].join('\n'),
  fix: [
    'Lower the target; for an average, set `metricType: Value`.',
    '',
    'Acknowledge it when the adapter of the cluster makes something else of the series, such as a percent of a ratio.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: 'avg(DCGM_FI_DEV_GPU_UTIL)', threshold: '80' }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metricType: Value
      metadata: { serverAddress: 'http://prometheus:9090', query: 'avg(DCGM_FI_DEV_GPU_UTIL)', threshold: '80' }
`,
  check: (inventory, report) => {
    for (const { autoscaler: { object, metricPath }, found, isStuck } of restrainedAutoscalers(inventory)) {
      if (isStuck) continue;
      for (const [i, shortfall] of found.entries()) {
        if (shortfall) report(object, { field: metricPath(i), ...shortfall.found });
      }
    }
  },
};
