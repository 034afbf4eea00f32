import type { LegacyRule } from '../rule';
import { isOlder, SEDNA_SOURCE, sednaVersion } from '../../kubernetes/sedna-generated';

/** A Global Manager that does not know `hpa`. */
export const sednaOldManager: LegacyRule = {
  id: 'sedna-old-manager',
  severity: 'error',
  check: (facts) => {
    if (!facts.autoscalers.some((a) => a.target?.worker)) return [];
    return facts.workloads.flatMap(({ object, podPath, containers }) => (object.kind === 'ReplicaSet' || object.metadata?.ownerReferences?.length ? [] : containers.flatMap((c) => {
      const [, tag] = /(?:^|\/)sedna-gm:([^@]*)/.exec(c.image ?? '') ?? [];
      const version = sednaVersion(tag);
      if (!version || !isOlder(version, [0, 7, 0])) return [];
      return [{
        object,
        problem: {
          field: `${podPath}.containers[${JSON.stringify(c.name)}].image`,
          value: c.image,
          rule: 'must be v0.7.0 or newer',
          why: 'an older Global Manager ignores hpa without a word, and makes pods in place of Deployments',
          fix: 'use kubeedge/sedna-gm:v0.7.0; the Helm chart of Sedna pins v0.6.0',
          source: SEDNA_SOURCE,
        },
      }];
    })));
  },
};
