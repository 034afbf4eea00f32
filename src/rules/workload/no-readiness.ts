import type { Inventory } from '../../kubernetes/inventory';
import type { Workload } from '../../kubernetes/workload';
import { containerPath } from '../container-path';
import { listed } from '../listed';
import { modelEvidence } from '../model-evidence';
import type { Rule } from '../rule';
import { title } from '../rule';
import { workloadKey } from '../workload-key';

export const noReadiness: Rule = {
  id: 'no-readiness',
  title: 'Pods behind a Service should have a readiness probe',
  severity: 'warning',
  description: [
    'Fires when a Service sends requests to pods of which no container has a readiness probe.',
    '',
    'Each new replica gets requests before its server can answer them, such as while it loads a model, and the',
    'autoscaler counts the CPU usage of loading as load.',
    '',
    'It is silent on a workload with one replica that nothing scales, such as a database, unless something says that',
    'it loads a model: a GPU, the image of a model server, or arguments, variables or mounts that name a model.',
  ].join('\n'),
  fix: [
    'Add a readiness probe that passes once the model is loaded. Every server of the table in `docs/model-servers.md`',
    'has one.',
    '',
    'Acknowledge it for a server that is ready as soon as it runs.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  replicas: 2
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', ports: [{ containerPort: 8501 }] }
---
apiVersion: v1
kind: Service
metadata: { name: classifier }
spec:
  selector: { app: classifier }
  ports: [{ port: 8501 }]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  replicas: 2
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
  selector: { app: classifier }
  ports: [{ port: 8501 }]
`,
  check: (inventory, report) => {
    const unready = new Map<string | Workload, { readonly workload: Workload; readonly services: Set<string> }>();
    for (const service of inventory.of('Service')) {
      for (const workload of inventory.behind(service)) {
        if (workload.containers.some((c) => c.readinessProbe) || isSingle(inventory, workload)) continue;
        const key = workloadKey(workload);
        const known = unready.get(key) ?? { workload, services: new Set() };
        unready.set(key, known);
        known.services.add(title(service));
      }
    }
    for (const { workload, services } of unready.values()) {
      report(workload.object, {
        field: probePath(workload),
        rule: `is set on no container behind ${listed([...services])}`,
        why: 'a new replica gets requests before its server can answer them',
        fix: 'add a readiness probe that passes once the server can answer, of a model server once the model is loaded',
      });
    }
  },
};

/** Kinds with one replica where nothing says otherwise. */
const REPLICATED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Pod']);

/** Whether a workload has one replica, which is no model server as far as is known. */
function isSingle(inventory: Inventory, workload: Workload): boolean {
  const { object: { kind }, replicas = 1, containers } = workload;
  if (!REPLICATED.has(kind) || replicas > 1 || inventory.scaling(workload).length > 0) return false;
  return containers.every((container) => modelEvidence(container) === undefined);
}

/** The probe of the only container, or the containers where there are several. */
function probePath(workload: Workload): string {
  const [first, ...rest] = workload.containers;
  if (!first || rest.length > 0) return `${workload.podPath}.containers`;
  return `${containerPath(workload, first)}.readinessProbe`;
}
