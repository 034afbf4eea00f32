import type { LegacyRule } from '../rule';
import { title } from '../rule';

const WORKER_LABEL = 'jointinferenceservice.sedna.io/worker-type';

/** A port of the node can be bound once, so replicas on one node fail and a Service still sees one. */
export const hpaHostNetwork: LegacyRule = {
  id: 'hpa-host-network',
  severity: 'error',
  check: (facts) => facts.autoscalers.flatMap(({ object, target, maxReplicas }) => {
    if (!target || maxReplicas <= 1) return [];
    const shared = target.pod.hostNetwork === true;
    const ports = target.containers.flatMap((c) => (c.ports ?? []).filter((p) => shared || p.hostPort));
    // An edge worker of Sedna reports to its node over the host network, and need not listen at all.
    if (ports.length === 0 && (!shared || target.podLabels[WORKER_LABEL] === 'edge')) return [];
    const numbers = ports.map((p) => p.hostPort || p.containerPort).join(', ');
    return [{
      object: target.object,
      problem: {
        field: `${target.podPath}.${shared ? 'hostNetwork' : 'containers[].ports[].hostPort'}`,
        value: shared ? true : numbers,
        rule: `must not bind ports of the node${numbers && ` (${numbers})`} on what ${title(object)} scales to ${maxReplicas}`,
        why: 'each node has every port once: further replicas stay Pending, and callers of the node\'s address are not balanced',
        fix: 'remove hostNetwork and hostPort and reach the pods through their Service',
        source: 'https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md',
      },
    }];
  }),
};
