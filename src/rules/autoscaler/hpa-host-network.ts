import type { Container } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import { containerPath } from '../container-path';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hpaHostNetwork: Rule = {
  id: 'hpa-host-network',
  title: 'A workload that is scaled must not bind ports of its node',
  severity: 'warning',
  description: [
    'Fires when a workload that may have more than one replica binds ports of its node: with `hostNetwork`, whether',
    'the ports are declared or not, or with a `hostPort`.',
    '',
    'Each port of a node can be bound once, so a second replica on the same node stays Pending. And requests to the',
    'address of a node reach one pod, however many there are.',
    '',
    'The edge worker of a `JointInferenceService`, or the Deployment that Sedna made of it, may use the host network:',
    'it reports to Sedna on its node over it. There the rule fires only on declared ports and on a `hostPort`.',
  ].join('\n'),
  fix: [
    'Remove `hostNetwork` and `hostPort`, and call the Service. On the edge, EdgeMesh balances the requests to it.',
    '',
    'Acknowledge it when there are at least `maxReplicas` nodes and a load balancer spreads the requests over their',
    'addresses.',
  ].join('\n'),
  source: 'https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      hostNetwork: true
      containers:
        - name: server
          image: registry.example.com/qwen:1.0
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: '3' } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: qwen }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }
  maxReplicas: 10
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - name: server
          image: registry.example.com/qwen:1.0
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: '3' } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: qwen }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }
  maxReplicas: 10
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const isShared = workload.pod.hostNetwork === true;
      if (!isShared && !workload.containers.some(hasHostPort)) continue;
      const scaler = inventory.scaling(workload).find((a) => a.maxReplicas > 1);
      const ports = scaler ? portsOfNode(workload) : [];
      if (!scaler || (ports.length === 0 && (!isShared || isEdgeWorker(workload)))) continue;
      const numbers = listed(ports.map(({ number }) => String(number)));
      report(workload.object, {
        field: isShared ? `${workload.podPath}.hostNetwork` : ports[0].field,
        value: isShared ? true : numbers,
        rule: `must not bind ports of the node${numbers && ` (${numbers})`} on what ${title(scaler.object)} scales to `
          + `${scaler.maxReplicas} replicas`,
        why: 'each port of a node can be bound once: further replicas stay Pending, and requests to the address of a '
          + 'node are not balanced',
        fix: 'remove hostNetwork and hostPort, and reach the pods through their Service',
      });
    }
  },
};

function hasHostPort({ ports = [] }: Container): boolean {
  return ports.some(({ hostPort }) => hostPort);
}

interface PortOfNode {
  readonly number: number;
  readonly field: string;
}

function portsOfNode(workload: Workload): PortOfNode[] {
  const found: PortOfNode[] = [];
  for (const container of workload.containers) {
    for (const [i, { hostPort, containerPort }] of (container.ports ?? []).entries()) {
      const number = hostPort || (workload.pod.hostNetwork === true ? containerPort : undefined);
      if (number === undefined) continue;
      found.push({ number, field: `${containerPath(workload, container)}.ports[${i}].hostPort` });
    }
  }
  return found;
}

/** It reports to its node over the host network, and need not listen. */
function isEdgeWorker({ podLabels }: Workload): boolean {
  return podLabels['jointinferenceservice.sedna.io/worker-type'] === 'edge';
}
