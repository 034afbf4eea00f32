import type { Rule } from '../rule';
import { title } from '../rule';
import { outOfReach, resourceName, utilizationOf } from './utilization';

export const hpaUnreachableTarget: Rule = {
  id: 'hpa-unreachable-target',
  title: 'Limits must leave room above a utilization target',
  severity: 'error',
  description: [
    'Fires when the limits of the containers keep a utilization at or below the point at which the autoscaler scales',
    'up: all limits together are at most 110 % of what the target makes of the requests, or what',
    '`behavior.scaleUp.tolerance` makes of it.',
    '',
    'The autoscaler ignores what is within 10 % of its target. Where limits equal requests, utilization ends at 100 %.',
    'A target of 95 % needs 104.5 %, so the autoscaler never scales up.',
  ].join('\n'),
  fix: [
    'Lower the target, or raise or remove the limit.',
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
    for (const { object, metrics, metricPath, target, maxReplicas } of inventory.autoscalers) {
      if (!target || maxReplicas <= 1) continue;
      for (const [i, metric] of metrics.entries()) {
        const measured = utilizationOf(metric, target);
        const reach = measured && outOfReach(object, measured);
        if (!reach) continue;
        report(object, {
          field: metricPath(i),
          value: measured.percent,
          rule: `${resourceName(measured.resource)} limits of ${title(target.object)} cap utilization at `
            + `${Math.round(reach.highest)} %`,
          why: `the autoscaler scales up only above ${Number(reach.threshold.toFixed(1))} %, the target and a `
            + `tolerance of ${Math.round(reach.tolerance)} %`,
          fix: `lower the target to ${reach.reachable} % or less, or raise the limit`,
        });
      }
    }
  },
};
