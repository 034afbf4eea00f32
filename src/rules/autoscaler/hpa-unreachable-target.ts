import { restrainedAutoscalers } from './shortfall';
import type { Rule } from '../rule';

export const hpaUnreachableTarget: Rule = {
  id: 'hpa-unreachable-target',
  title: 'A target must be below what its metric can show',
  severity: 'error',
  description: [
    'Fires when no metric of an autoscaler can ever be far enough above its target:',
    '',
    '- all CPU or memory limits together are at most 110 % of what a utilization target makes of the requests, or of',
    '  an `averageValue`; or 100 % and what `behavior.scaleUp.tolerance` says. Limits and requests of the pod as a',
    '  whole count too;',
    '- the query of KEDA, or that of a rule of prometheus-adapter among the objects, returns a ratio or a percent, or',
    '  what `clamp_max` cuts: an average of `vllm:kv_cache_usage_perc` is 1 at most, and never 80.',
    '',
    'The autoscaler ignores what is within 10 % of its target. Where limits equal requests, utilization ends at 100 %.',
    'A target of 95 % needs 104.5 %, so the autoscaler never scales up.',
    '',
    'Where another metric may scale up, there is [metric-below-maximum](metric-below-maximum.md).',
  ].join('\n'),
  fix: [
    'Lower the target, or raise or remove the limit. A gauge of 0 to 1 has a target such as `800m`.',
    '',
    'A server that computes on few threads has the same fault without a limit. The library knows it for servers with',
    '`computeThreads` and rejects it in the constructor: see "Threads and targets" in `docs/scaling.md`.',
    '',
    'Acknowledge it when the controller manager of the cluster runs with a smaller tolerance.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '2' }, limits: { cpu: '2' } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 95 } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '2' }, limits: { cpu: '2' } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }
`,
  check: (inventory, report) => {
    for (const { autoscaler: { object, metricPath }, found, isStuck } of restrainedAutoscalers(inventory)) {
      if (!isStuck) continue;
      for (const [i, shortfall] of found.entries()) {
        if (shortfall) report(object, { field: metricPath(i), ...shortfall.found });
      }
    }
  },
};
