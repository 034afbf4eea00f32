import { listed } from '../listed';
import { title, type Rule } from '../rule';
import { violations, type Level } from './pod-security-standards';

export const podSecurityRejectsPods: Rule = {
  id: 'pod-security-rejects-pods',
  title: 'Pods must meet the Pod Security level that their Namespace enforces',
  severity: 'error',
  description: [
    'Fires when a Namespace among the objects has the label `pod-security.kubernetes.io/enforce`, with the level',
    '`baseline` or `restricted`, and the pods of a workload in it violate that level.',
    '',
    'The workload itself is accepted, and `kubectl apply` prints a warning at most. No pod is ever created: the event',
    'of the ReplicaSet is `FailedCreate`, with `violates PodSecurity`.',
    '',
    'It reads the fields of the published standards, in the version of the label `enforce-version`. Where Kubernetes',
    '1.28 to 1.37 differ, it reports what all of them forbid. It does not read the hosts of probes.',
  ].join('\n'),
  fix: [
    'Set the fields, or lower the level of the Namespace. The pods of this library meet `restricted` wherever the',
    'model server allows.',
    '',
    'Acknowledge it when the API server exempts the namespace or the runtime class, or when a webhook sets the fields.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  failing: example('allowPrivilegeEscalation: true'),
  repaired: example('allowPrivilegeEscalation: false'),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, namespace, podPath } = workload;
      const labels = inventory.find('Namespace', '', namespace)?.metadata?.labels ?? {};
      const level = labels['pod-security.kubernetes.io/enforce'];
      if (!isLevel(level)) continue;
      const version = labels['pod-security.kubernetes.io/enforce-version'] ?? 'latest';
      const found = violations(workload, level, Number(/^v1\.(\d+)$/.exec(version)?.[1] ?? Infinity));
      if (found.length === 0) continue;
      report(object, {
        field: podPath,
        rule: `violates the Pod Security level ${level} of ${title(inventory.find('Namespace', '', namespace)!)}: `
          + listed(found),
        why: 'the API server forbids every pod of it, so none is created and nothing can scale it',
        fix: 'set these fields, or lower the level of the Namespace',
      });
    }
  },
};

function isLevel(level: string | undefined): level is Level {
  return level === 'baseline' || level === 'restricted';
}

function example(field: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata:
  name: vision
  labels: { pod-security.kubernetes.io/enforce: restricted }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: server
          image: registry.example.com/server:1.0
          securityContext: { ${field}, capabilities: { drop: [ALL] } }
`;
}
