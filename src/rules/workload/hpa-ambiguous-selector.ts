import type { Workload } from '../../kubernetes/workload';
import type { Rule } from '../rule';
import { title } from '../rule';
import { workloadKey } from '../workload-key';
import { isAutoscaled } from './selected-pods';

export const hpaAmbiguousSelector: Rule = {
  id: 'hpa-ambiguous-selector',
  title: 'The selectors of two autoscaled workloads must not select the same pods',
  severity: 'error',
  description: [
    'Fires when two workloads of a namespace each have an autoscaler, and the selector of one selects the pods of the',
    'other too.',
    '',
    'An autoscaler finds the pods of its target by the selector, not by ownership. Since Kubernetes 1.27 it stops with',
    '`AmbiguousSelector` when another autoscaler selects one of these pods. Both stop, so neither workload scales.',
    '',
    'Where one of the two is autoscaled, [shared-selector](shared-selector.md) reports it.',
  ].join('\n'),
  fix: [
    'Give each workload a label of its own **in its selector**. A selector cannot be changed: delete the workload, and',
    'create it again.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go',
  failing: example('app: detector'),
  repaired: example('app: detector, precision: fp32'),
  check: (inventory, report) => {
    const reported = new Set<ReturnType<typeof workloadKey>>();
    for (const workload of inventory.workloads) {
      const { object, namespace, selector } = workload;
      if (!selector || !isAutoscaled(inventory, workload)) continue;
      const key = workloadKey(workload);
      const isOther = (other: Workload) => workloadKey(other) !== key && isAutoscaled(inventory, other);
      const other = inventory.selected(namespace, selector).find(isOther);
      // Where each selects the pods of the other, the first is reported.
      if (!other || reported.has(workloadKey(other))) continue;
      reported.add(key);
      report(object, {
        field: 'spec.selector',
        value: selector.matchExpressions?.length ? selector : selector.matchLabels,
        rule: `selects the pods of ${title(other.object)} too, which has an autoscaler of its own`,
        why: 'both autoscalers stop with AmbiguousSelector, so neither workload scales',
        fix: 'give each workload a label of its own in its selector',
      });
    }
  },
};

function example(selector: string): string {
  const workload = (name: string, labels: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { app: detector, precision: ${name} } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`;
  return `${workload('fp32', selector)}---${workload('int8', 'app: detector, precision: int8')}`;
}
