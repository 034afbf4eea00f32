import { amountOf } from '../../kubernetes/quantities';
import { podRequest, requestOf, type Workload } from '../../kubernetes/workload';
import type { Rule } from '../rule';
import { title } from '../rule';
import { outOfReach, utilizationOf, type Utilization } from './utilization';

/** What an idle server may use, in cores: probes, metrics, its event loop. An estimate. */
const IDLE_CORES = 0.05;

export const hpaTargetBelowIdle: Rule = {
  id: 'hpa-target-below-idle',
  title: 'A CPU target should be above what an idle server uses',
  severity: 'warning',
  description: [
    'Fires when the CPU target of an autoscaler is less than 50m for one replica: the target utilization of what its',
    'containers request together, or of what the measured container requests, or of what the pod as a whole requests',
    'where it has `resources` of its own.',
    '',
    'An idle server may use that much: it answers probes, serves metrics, collects garbage. Then usage is always above',
    'the target, and there are always `maxReplicas` replicas.',
    '',
    'The 50m are an estimate. Measure what your server uses while it is idle.',
  ].join('\n'),
  fix: [
    'Request what one replica uses under load, or raise the target.',
    '',
    'Acknowledge it when you measured the server and it uses less while it is idle.',
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
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: 50m } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
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
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
`,
  check: (inventory, report) => {
    for (const { autoscaler: { object, metricPath, target, maxReplicas }, metric, index } of inventory.metrics) {
      if (!target || maxReplicas <= 1) continue;
      const measured = utilizationOf(metric, target);
      if (measured?.resource !== 'cpu') continue;
      const { percent } = measured;
      const requested = requestedCores(measured, target);
      const cores = (requested * percent) / 100;
      // What the limits keep out of reach never scales up: hpa-unreachable-target reports that.
      if (requested === 0 || cores >= IDLE_CORES || outOfReach(object, measured, target)) continue;
      report(object, {
        field: metricPath(index),
        value: percent,
        rule: `${percent} % of the ${millis(requested)} CPU that ${title(target.object)} requests is `
          + millis(cores),
        why: `an idle server may use that much, and then there are always ${maxReplicas} replicas`,
        fix: 'request what one replica uses under load, or raise the target',
      });
    }
  },
};

function requestedCores({ containers, ofContainer }: Utilization, target: Workload): number {
  const whole = ofContainer ? undefined : podRequest(target, 'cpu');
  if (whole !== undefined) return amountOf(whole) ?? 0;
  let sum = 0;
  for (const container of containers) sum += amountOf(requestOf(container, 'cpu')) ?? 0;
  return sum;
}

function millis(cores: number): string {
  return `${Math.round(cores * 1000)}m`;
}
