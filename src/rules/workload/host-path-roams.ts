import type { PodSpec } from '../../kubernetes/manifest';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hostPathRoams: Rule = {
  id: 'host-path-roams',
  title: 'Replicas that read a folder of their node should be placed on the nodes that have it',
  severity: 'warning',
  description: [
    'Fires when a workload that may have more than one replica reads a folder of its node (`hostPath`), and nothing',
    'says on which nodes it may run.',
    '',
    'A replica on a node without that folder starts without its files, if it starts at all. It is silent on what',
    'every node has: folders of the system (`/etc`, `/proc`, `/usr`, …), `/run`, `/var/run`, `/var/log`, sockets and',
    'devices.',
  ].join('\n'),
  fix: [
    'Place the workload on the nodes that have the folder, or use a source that all replicas share: see',
    '`docs/models.md`.',
    '',
    'Acknowledge it when every node has the folder, or when there is one node.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
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
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' } }
          volumeMounts: [{ name: model, mountPath: /models, readOnly: true }]
      volumes: [{ name: model, hostPath: { path: /data/resnet } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
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
      nodeSelector: { apps.kubeedge.io/belonging-to: cameras }
      containers:
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' } }
          volumeMounts: [{ name: model, mountPath: /models, readOnly: true }]
      volumes: [{ name: model, hostPath: { path: /data/resnet } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, pod, podPath } = workload;
      if (!pod.volumes?.some(({ hostPath }) => hostPath)) continue;
      const scaler = inventory.scaling(workload).find((a) => a.maxReplicas > 1);
      if (!scaler || isPlaced(pod)) continue;
      for (const { name, hostPath } of pod.volumes ?? []) {
        if (!hostPath || isOnEveryNode(hostPath)) continue;
        report(object, {
          field: `${podPath}.volumes[${JSON.stringify(name)}].hostPath`,
          value: hostPath.path,
          rule: `is read on any node by up to ${scaler.maxReplicas} replicas of ${title(scaler.object)}`,
          why: 'a replica on a node without that folder starts without its files, if it starts at all',
          fix: 'place the workload on the nodes that have it (nodeSelector), or bring the files by a claim that '
            + 'several nodes can mount, by an image or by a download; acknowledge this where every node has the folder',
        });
      }
    }
  },
};

/** What is on every node, or is made where it is not: of the system, of the container runtime, for logs. */
const SYSTEM = /^\/(etc|proc|sys|dev|run|boot|lib|lib64|usr|var\/(run|log|lib\/(kubelet|docker|containerd)))(\/|$)/;

function isOnEveryNode({ path = '', type }: { readonly path?: string; readonly type?: string }): boolean {
  return SYSTEM.test(path) || type === 'Socket' || type === 'CharDevice' || type === 'BlockDevice';
}

/** Whether something says on which nodes a pod may run. */
function isPlaced({ nodeName, nodeSelector, affinity }: PodSpec): boolean {
  if (nodeName || Object.keys(nodeSelector ?? {}).length > 0) return true;
  return Boolean(affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution);
}
