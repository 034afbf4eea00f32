import type { LegacyRule } from '../rule';

/** A moving tag: replicas that start on different days run different servers. */
export const latestTag: LegacyRule = {
  id: 'latest-tag',
  severity: 'advice',
  check: (facts) => facts.workloads.flatMap(({ object, pod }) => [...(pod.containers ?? []), ...(pod.initContainers ?? [])].flatMap((c) => {
    if (c.image === undefined || c.image.includes('@') || !/(:latest|\/[^:/]+|^[^:/]+)$/.test(c.image)) return [];
    return [{
      object,
      problem: {
        field: `container "${c.name}" image`,
        value: c.image,
        rule: 'has no fixed tag',
        why: 'replicas that start on different nodes or days may run different versions',
        fix: 'name a version or a digest',
        source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
      },
    }];
  })),
};
