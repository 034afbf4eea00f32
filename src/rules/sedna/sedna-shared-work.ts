import type { Workload } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { SEDNA_SOURCE } from '../../kubernetes/sedna-generated';

/** A stream that every replica would read from its beginning: RTSP, RTMP, SRT, a multicast address or a device. */
const STREAM = /^(?:rtsps?|rtmps?|srt|udp|rtp):\/\/(?:[^@/]*@)?([^/:?]*)|^\/dev\/video/i;
/** What is mounted to be read, whatever the mount allows. */
const SYSTEM = /^\/(etc|dev|proc|sys|run|usr|var\/run)(\/|$)/;

/** Edge replicas that all do the same work: more of them add load, not throughput. */
export const sednaSharedWork: LegacyRule = {
  id: 'sedna-shared-work',
  severity: 'advice',
  check: (facts) => facts.autoscalers.flatMap(({ target, maxReplicas }) => {
    if (target?.worker !== 'edge' || maxReplicas <= 1) return [];
    const apart = (target.pod.topologySpreadConstraints ?? []).some((c) => (
      c.topologyKey === 'kubernetes.io/hostname' && c.whenUnsatisfiable === 'DoNotSchedule' && (c.minDomains ?? 1) >= maxReplicas && (c.maxSkew ?? 1) === 1)) || keepsApart(target);
    const nodes = apart ? `one for each node, and no more than there are nodes (${maxReplicas})` : 'spread over the nodes';
    return [...streams(target, apart), ...folders(target, apart)].map(({ at, got, what }) => ({
      object: target.object,
      problem: {
        field: `${target.podPath}.${at}`,
        value: got,
        rule: `${what} by up to ${maxReplicas} replicas alike`,
        why: 'each replica does all of the work again, so the load never falls below the target and the autoscaler stays at its maximum; files of one name overwrite each other',
        fix: `give each replica a share of its own: a work queue, requests through a Service, or replicas ${nodes}, each with its own source`,
        source: SEDNA_SOURCE,
      },
    }));
  }),
};

/** No second pod on a node, by the older means. */
function keepsApart({ pod }: Workload): boolean {
  const terms = pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return Array.isArray(terms) && terms.some((t) => t?.topologyKey === 'kubernetes.io/hostname');
}

interface Shared { readonly at: string; readonly got: string; readonly what: string }

/** A stream of the node itself is another on each node. */
function streams({ pod, containers }: Workload, apart: boolean): Shared[] {
  return containers.flatMap((c) => (c.env ?? []).flatMap((v): Shared[] => {
    const found = STREAM.exec(v.value ?? '');
    if (!found) return [];
    const own = found[1] === undefined || (['localhost', '127.0.0.1'].includes(found[1]) && pod.hostNetwork === true);
    if (own && apart) return [];
    return [{ at: `containers[${JSON.stringify(c.name)}].env[${JSON.stringify(v.name)}]`, got: v.value!.replace(/\/\/[^@/]*@/, '//…@'), what: 'is read' }];
  }));
}

/** A folder of the node is another on each node. */
function folders({ pod, containers }: Workload, apart: boolean): Shared[] {
  if (apart) return [];
  return (pod.volumes ?? []).flatMap((v): Shared[] => {
    const written = containers.some((c) => (c.volumeMounts ?? []).some((m) => m.name === v.name && m.readOnly !== true));
    return v.hostPath && written && !SYSTEM.test(v.hostPath.path) ? [{ at: `volumes[${JSON.stringify(v.name)}].hostPath`, got: v.hostPath.path, what: 'is written' }] : [];
  });
}
