import type { Manifest } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';
import { workloadKey } from '../workload-key';

export const pdbOverlap: Rule = {
  id: 'pdb-overlap',
  title: 'A pod must have one PodDisruptionBudget',
  severity: 'warning',
  description: [
    'Fires when two PodDisruptionBudgets select the pods of one workload.',
    '',
    'The eviction API rejects a pod with more than one budget, so draining its node never ends.',
  ].join('\n'),
  fix: [
    'Keep one budget for each workload. Every `InferenceDeployment` has its own; change it with `disruptionBudget`.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier, team: vision } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: classifier }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: classifier } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: team }
spec: { maxUnavailable: 1, selector: { matchLabels: { team: vision } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier, team: vision } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: classifier }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: classifier } } }
`,
  check: (inventory, report) => {
    const first = new Map<string | Workload, Manifest>();
    for (const object of inventory.of('PodDisruptionBudget')) {
      /** The first budget that it overlaps with, and the workloads that both select, by key. */
      let other: Manifest | undefined;
      let shared: Map<string | Workload, string> | undefined;
      for (const workload of inventory.guarded(object)) {
        const key = workloadKey(workload);
        const known = first.get(key) ?? object;
        first.set(key, known);
        // A budget that is there twice, or in two versions, is for duplicate-object.
        if (known.metadata?.name === object.metadata?.name) continue;
        other ??= known;
        shared ??= new Map();
        if (known === other) shared.set(key, title(workload.object));
      }
      if (!other || !shared) continue;
      report(object, {
        field: 'spec.selector',
        rule: `selects the pods of ${listed([...shared.values()])}, which ${title(other)} selects too`,
        why: 'the eviction API rejects pods with more than one budget, so draining a node never ends',
        fix: 'keep one budget for each workload',
      });
    }
  },
};
