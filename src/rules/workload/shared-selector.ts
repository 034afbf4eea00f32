import { isHook, type Workload } from '../../kubernetes/workload';
import type { Rule } from '../rule';
import { title } from '../rule';
import { workloadKey } from '../workload-key';
import { adopts, isAutoscaled } from './selected-pods';

const SCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier-v1 }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier-v1 }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`;

export const sharedSelector: Rule = {
  id: 'shared-selector',
  title: 'A selector must not select the pods of another workload',
  severity: 'error',
  description: [
    'Fires when the selector of a workload also selects the pods of another workload in its namespace, and that has an',
    'effect: an autoscaler scales the workload, or its controller adopts what it selects (a Deployment a ReplicaSet, a',
    'ReplicaSet a Pod).',
    '',
    'An autoscaler finds the pods of its target by the selector, not by ownership, so it adds up the CPU usage of both',
    'workloads. Where both are autoscaled, [hpa-ambiguous-selector](hpa-ambiguous-selector.md) reports it. Pods of',
    'hooks and tests of Helm do not count.',
    '',
    'Where two workloads select the pods of each other, the later one is reported.',
  ].join('\n'),
  fix: [
    'Give each workload a label of its own **in its selector**. A Service may still select only `app`, and so send to',
    'both.',
    '',
    'Acknowledge it where the autoscaler is meant to follow both.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:2.0' }] }
---
${SCALER}`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier, version: v1 } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:2.0' }] }
---
${SCALER}`,
  check: (inventory, report) => {
    /** Where each workload selects pods of another, that other one. */
    const sharing = new Map<ReturnType<typeof workloadKey>, ReturnType<typeof workloadKey>>();
    const found: Array<{ readonly workload: Workload; readonly other: Workload }> = [];
    for (const workload of inventory.workloads) {
      const { namespace, selector } = workload;
      if (!selector) continue;
      const key = workloadKey(workload);
      const isScaled = inventory.scaling(workload).length > 0;
      const others = inventory.selected(namespace, selector).filter((o) => workloadKey(o) !== key && !isHook(o));
      // That neither scales is reported as that.
      if (isAutoscaled(inventory, workload) && others.some((o) => isAutoscaled(inventory, o))) continue;
      const other = others.find((o) => isScaled || adopts(workload, o));
      if (!other) continue;
      sharing.set(key, workloadKey(other));
      found.push({ workload, other });
    }
    /** The workloads so far: of two that select each other's pods, the later one is reported. */
    const before = new Set<ReturnType<typeof workloadKey>>();
    for (const { workload, other } of found) {
      const { object, selector } = workload;
      const [key, otherKey] = [workloadKey(workload), workloadKey(other)];
      before.add(key);
      if (sharing.get(otherKey) === key && !before.has(otherKey)) continue;
      report(object, {
        field: 'spec.selector',
        value: selector?.matchExpressions?.length ? selector : selector?.matchLabels,
        rule: `selects the pods of ${title(other.object)} too`,
        why: inventory.scaling(workload).length > 0
          ? 'an autoscaler counts every pod that the selector selects, so the replicas follow the load of the other too'
          : 'its controller adopts what the selector selects, and deletes what is too much',
        fix: 'give each workload a label of its own in its selector',
      });
    }
  },
};
