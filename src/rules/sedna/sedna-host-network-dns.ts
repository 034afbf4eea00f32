import type { LegacyRule } from '../rule';
import { SEDNA_SOURCE } from '../../kubernetes/sedna-generated';

/** An edge worker on the network of its node, which asks the node's DNS for the Service of the cloud worker. */
export const sednaHostNetworkDns: LegacyRule = {
  id: 'sedna-host-network-dns',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, worker, pod, podPath }) => {
    if (worker !== 'edge' || pod.hostNetwork !== true || pod.dnsPolicy === 'ClusterFirstWithHostNet' || pod.dnsPolicy === 'None') return [];
    return [{
      object,
      problem: {
        field: `${podPath}.dnsPolicy`,
        value: pod.dnsPolicy ?? 'ClusterFirst',
        rule: 'must be ClusterFirstWithHostNet beside hostNetwork',
        why: `the worker reaches the cloud by the name of a Service (${object.metadata?.name}-cloud), which the DNS of the node does not know`,
        fix: 'set it so, or leave hostNetwork out',
        source: SEDNA_SOURCE,
      },
    }];
  }),
};
