import { namespaceOf, type Workload } from '../../kubernetes/inventory';
import { got } from '../../kubernetes/label-index';
import type { Labels } from '../../kubernetes/manifest';
import { ends } from '../../kubernetes/workload';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';

export const serviceSelectsNothing: Rule = {
  id: 'service-selects-nothing',
  title: 'A Service should select the pods of the workload that has its name',
  severity: 'advice',
  description: [
    'Fires when a Service selects no pods among the objects, and a workload of its namespace has its name: the',
    'selector has another value for a label of its pods, or no label of theirs at all.',
    '',
    'The Service has no endpoints, so no request arrives. Nothing reports that, and an autoscaler, which sees no load,',
    'keeps its minimum of replicas.',
    '',
    'Silent where the pods have all labels of the selector but some that their template does not set: an operator may',
    'set such a label at run time, as that of a leader.',
  ].join('\n'),
  fix: [
    'Write the labels of the pod template into `spec.selector` of the Service.',
    '',
    'Acknowledge it when the Service selects pods that are applied from elsewhere.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/',
  failing: example('classifiers'),
  repaired: example('classifier'),
  check: (inventory, report) => {
    const byName = new Map<string, Map<string | undefined, Workload>>();
    for (const workload of inventory.workloads) {
      const { object, namespace, worker } = workload;
      if (worker !== undefined || ends(workload)) continue;
      got(byName, namespace, () => new Map<string | undefined, Workload>()).set(object.metadata?.name, workload);
    }
    for (const object of inventory.of('Service')) {
      const selector: Labels = object.spec?.selector ?? {};
      const named = byName.get(namespaceOf(object))?.get(object.metadata?.name);
      if (!named || Object.keys(selector).length === 0 || object.spec.type === 'ExternalName') continue;
      if (inventory.pickedBy(object).length > 0) continue;
      if (!isMistaken(selector, named.podLabels)) continue;
      const labels = listed(Object.entries(named.podLabels).map(([key, value]) => `${key}: ${value}`));
      report(object, {
        field: 'spec.selector',
        value: selector,
        rule: `does not select the pods of ${title(named.object)}`,
        why: 'the Service has no endpoints, so no request arrives, and no load that an autoscaler could follow',
        fix: `select the labels of the pods: ${labels}`,
      });
    }
  },
};

/** Whether a label has another value in the pods, or none of the labels is theirs. */
function isMistaken(selector: Labels, pods: Labels): boolean {
  if (Object.keys(pods).length === 0) return false;
  const wrong = Object.entries(selector).filter(([key, value]) => pods[key] !== value);
  return wrong.some(([key]) => Object.hasOwn(pods, key)) || wrong.length === Object.keys(selector).length;
}

function example(app: string): string {
  return `
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
          ports: [{ containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
---
apiVersion: v1
kind: Service
metadata: { name: classifier }
spec:
  selector: { app: ${app} }
  ports: [{ port: 8501 }]
`;
}
