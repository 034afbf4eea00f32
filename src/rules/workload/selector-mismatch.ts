import { isEmpty, picks } from '../../kubernetes/label-selector';
import { listed } from '../listed';
import type { Rule } from '../rule';

export const selectorMismatch: Rule = {
  id: 'selector-mismatch',
  title: 'A selector must select the pods of its own template',
  severity: 'error',
  description: [
    'Fires when the selector of a Deployment, StatefulSet, DaemonSet or ReplicaSet does not select the pods of its own',
    'template.',
    '',
    'The API server rejects the object.',
  ].join('\n'),
  fix: [
    'Use labels that the pods have.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: resnet } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
`,
  check: (inventory, report) => {
    for (const { object, selector, podLabels } of inventory.workloads) {
      if (!selector || isEmpty(selector) || picks(selector, podLabels)) continue;
      const labels = Object.entries(podLabels).map(([key, value]) => `${key}=${value}`);
      report(object, {
        field: 'spec.selector',
        value: selector.matchExpressions?.length ? selector : selector.matchLabels,
        rule: 'must select the pods of its own template',
        why: 'the API server rejects the object',
        fix: `use labels that the pods have: ${listed(labels) || 'none so far'}`,
      });
    }
  },
};
