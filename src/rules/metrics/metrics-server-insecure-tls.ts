import type { LegacyRule } from '../rule';

/** A metrics-server that believes whoever answers in place of a kubelet. */
export const metricsServerInsecureTls: LegacyRule = {
  id: 'metrics-server-insecure-tls',
  severity: 'advice',
  check: (facts) => facts.workloads.flatMap(({ object, podPath, containers }) => containers.flatMap((c) => {
    const flag = [...(c.command ?? []), ...(c.args ?? [])].find((a) => /^--kubelet-insecure-tls(=true)?$/.test(a));
    if (flag === undefined) return [];
    return [{
      object,
      problem: {
        field: `${podPath}.containers[${JSON.stringify(c.name)}].args`,
        value: flag,
        rule: 'leaves the certificates of kubelets unchecked',
        why: 'anybody on the network may answer in the place of a kubelet, with numbers that autoscalers follow',
        fix: 'let the kubelets have signed certificates (serverTLSBootstrap) and leave it out; acknowledge this on a test cluster, or for KubeEdge',
        source: 'https://github.com/kubernetes-sigs/metrics-server#requirements',
      },
    }];
  })),
};
