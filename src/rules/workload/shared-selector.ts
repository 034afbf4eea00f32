import type { Workload } from '../../kubernetes/workload';
import type { Rule } from '../rule';
import { title } from '../rule';
import { workloadKey } from '../workload-key';

export const sharedSelector: Rule = {
  id: 'shared-selector',
  title: 'A selector must not select the pods of another workload',
  severity: 'warning',
  description: [
    'Fires when the selector of a workload also selects the pods of another workload in its namespace. A Job or a',
    'CronJob often has the labels of its Deployment, as hooks do: its pods count only where an autoscaler scales the',
    'workload.',
    '',
    'An autoscaler finds the pods of its target by the selector, not by ownership. It would add up the CPU usage of',
    'both workloads, and two autoscalers would both stop with `AmbiguousSelector`.',
    '',
    'Where two workloads select the pods of each other, the later one is reported.',
  ].join('\n'),
  fix: [
    'Give each workload a label of its own **in its selector**. A Service may still select only `app`, and so send to',
    'both.',
    '',
    'Acknowledge it only where nothing is scaled, and nothing measures the pods by that selector.',
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
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:2.0' }] }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v1 }
spec:
  selector: { matchLabels: { app: classifier, version: v1 } }
  template:
    metadata: { labels: { app: classifier, version: v1 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier-v2 }
spec:
  selector: { matchLabels: { app: classifier, version: v2 } }
  template:
    metadata: { labels: { app: classifier, version: v2 } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:2.0' }] }
`,
  check: (inventory, report) => {
    /** Where each workload selects pods of another, that other one. */
    const sharing = new Map<ReturnType<typeof workloadKey>, ReturnType<typeof workloadKey>>();
    const found: Array<{ readonly workload: Workload; readonly other: Workload }> = [];
    for (const workload of inventory.workloads) {
      const { namespace, selector } = workload;
      if (!selector) continue;
      const key = workloadKey(workload);
      const isScaled = inventory.scaling(workload).length > 0;
      const selected = inventory.selected(namespace, selector);
      const other = selected.find((o) => (isScaled || !ends(o)) && workloadKey(o) !== key);
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
        why: 'controllers and autoscalers count every pod that the selector selects, so the replicas follow the load '
          + 'of the other workload too',
        fix: 'give each workload a label of its own in its selector',
      });
    }
  },
};

function ends({ object }: Workload): boolean {
  return object.kind === 'Job' || object.kind === 'CronJob';
}
