import { ACCESS, MODELS } from './examples';
import { PROPOSAL } from './sources';
import type { Inventory, Workload } from '../../kubernetes/inventory';
import type { Rule } from '../rule';

/** A stream that every replica would read from its beginning: RTSP, RTMP, SRT, a multicast address or a device. */
const STREAM = /^(?:rtsps?|rtmps?|srt|udp|rtp):\/\/(?:[^@/]*@)?([^/:?]*)|^\/dev\/video/i;
/** What is mounted to be read, whatever the mount allows. */
const SYSTEM = /^\/(etc|dev|proc|sys|run|usr|var\/run)(\/|$)/;
const HOSTNAME = 'kubernetes.io/hostname';

export const sednaSharedWork: Rule = {
  id: 'sedna-shared-work',
  title: 'Replicas of an edge worker must not all do the same work',
  severity: 'warning',
  description: [
    'Looks at edge workers of JointInferenceServices that can have more than one replica. Fires when one reads a',
    'stream (RTSP, RTMP, SRT, UDP, RTP or a camera), or may write to a folder of its node.',
    '',
    'Silent on what belongs to one node (its folders, its camera, and its own streams on the host network) where',
    'two replicas never run on one node: a `topologySpreadConstraint` over `kubernetes.io/hostname` with',
    '`DoNotSchedule` and `minDomains` of at least `maxReplicas`, or a required `podAntiAffinity` over',
    '`kubernetes.io/hostname`. Without `minDomains` replicas are spread evenly, and share a node where there are',
    'fewer nodes than replicas.',
    '',
    'Silent too on folders of the system (`/etc`, `/dev`, `/proc`, `/sys`, `/run`, `/var/run`, `/usr`). The',
    'message leaves out what precedes the `@` of a stream: it may be a password.',
    '',
    'Each replica reads the whole stream and does all of the work again. More replicas do not share the load, so',
    "it stays above the target and the autoscaler at its maximum: in the output of Sedna's proposal, CPU rises",
    'from 348 % to 769 % with a target of 50 %. Files of one name in one folder overwrite each other.',
  ].join('\n'),
  fix: [
    'Scale what waits for requests: let the edge worker be called through its Service, or take work from a queue.',
    'Where one replica watches one camera, keep them on nodes of their own, each with its own source.',
    '',
    'Acknowledge it when the replicas share the work in a way that no manifest shows.',
  ].join('\n'),
  source: PROPOSAL,
  failing: `
${ACCESS}
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    hpa:
      maxReplicas: 4
      metrics:
        - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    template:
      spec:
        containers:
          - name: little-model
            image: registry.example.com/little:1.0
            env: [{ name: video_url, value: 'rtsp://camera-1/video' }]
            resources: { requests: { cpu: '1' } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  repaired: `
${ACCESS}
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    hpa:
      maxReplicas: 4
      metrics:
        - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    template:
      spec:
        containers:
          - name: little-model
            image: registry.example.com/little:1.0
            env: [{ name: frames_url, value: 'http://frames.vision/next' }]
            resources: { requests: { cpu: '1' } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  check: (inventory, report) => {
    for (const [worker, maxReplicas] of scaledEdges(inventory)) {
      const apart = areApart(worker, maxReplicas);
      const nodes = apart
        ? `one for each node, and no more than there are nodes (${maxReplicas})`
        : 'spread over the nodes';
      for (const { field, value, verb } of [...streams(worker, apart), ...folders(worker, apart)]) {
        report(worker.object, {
          field: `${worker.podPath}.${field}`,
          value,
          rule: `is ${verb} by each of up to ${maxReplicas} replicas`,
          why: 'each replica does all of the work again, so the load never falls below the target '
            + 'and the autoscaler stays at its maximum; files of one name overwrite each other',
          fix: 'give each replica its own part of the work: a queue, requests through a Service, '
            + `or replicas ${nodes}, each with its own source`,
        });
      }
    }
  },
};

/** The edge workers that can have more than one replica, with the most that they can have. */
function scaledEdges(inventory: Inventory): Map<Workload, number> {
  const scaled = new Map<Workload, number>();
  for (const { target, maxReplicas } of inventory.autoscalers) {
    if (target?.worker !== 'edge' || maxReplicas <= 1) continue;
    scaled.set(target, Math.max(maxReplicas, scaled.get(target) ?? 0));
  }
  return scaled;
}

/** Whether two replicas never run on one node. */
function areApart({ pod }: Workload, maxReplicas: number): boolean {
  for (const { topologyKey, whenUnsatisfiable, minDomains = 1, maxSkew = 1 } of pod.topologySpreadConstraints ?? []) {
    const isStrict = topologyKey === HOSTNAME && whenUnsatisfiable === 'DoNotSchedule';
    if (isStrict && minDomains >= maxReplicas && maxSkew === 1) return true;
  }
  const terms = pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return Array.isArray(terms) && terms.some((term) => term?.topologyKey === HOSTNAME);
}

interface Shared {
  readonly field: string;
  readonly value: string;
  readonly verb: 'read' | 'written';
}

/** The streams that replicas share; a stream of the node is another one on each node. */
function streams({ pod, containers }: Workload, apart: boolean): Shared[] {
  const shared: Shared[] = [];
  for (const { name: container, env = [] } of containers) {
    for (const { name, value = '' } of env) {
      const found = STREAM.exec(value);
      if (!found) continue;
      const isLocal = found[1] === 'localhost' || found[1] === '127.0.0.1';
      const isOfNode = found[1] === undefined || (isLocal && pod.hostNetwork === true);
      if (isOfNode && apart) continue;
      shared.push({
        field: `containers[${JSON.stringify(container ?? '(no name)')}].env[${JSON.stringify(name)}]`,
        value: value.replace(/\/\/[^@/]*@/, '//…@'),
        verb: 'read',
      });
    }
  }
  return shared;
}

/** The folders that replicas share; a folder of the node is another one on each node. */
function folders({ pod, containers }: Workload, apart: boolean): Shared[] {
  const shared: Shared[] = [];
  if (apart) return shared;
  const written = new Set<string | undefined>();
  for (const { volumeMounts = [] } of containers) {
    for (const { name, readOnly } of volumeMounts) if (readOnly !== true) written.add(name);
  }
  for (const { name, hostPath } of pod.volumes ?? []) {
    if (hostPath?.path === undefined || !written.has(name) || SYSTEM.test(hostPath.path)) continue;
    shared.push({ field: `volumes[${JSON.stringify(name)}].hostPath`, value: hostPath.path, verb: 'written' });
  }
  return shared;
}
