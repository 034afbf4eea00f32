import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** Without a readiness probe a new replica gets requests while its model is still loading. */
export const noReadiness: LegacyRule = {
  id: 'no-readiness',
  severity: 'advice',
  check: (facts) => facts.of('Service').flatMap((object) => facts.behind(object).flatMap((w) => {
    if (w.containers.some((c) => c.readinessProbe)) return [];
    return [{
      object: w.object,
      problem: {
        field: `${w.podPath}.containers[].readinessProbe`,
        rule: `is set on no container behind ${title(object)}`,
        why: 'each new replica gets requests before its model is loaded',
        fix: 'add a readiness probe that passes once the model is loaded',
        source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
      },
    }];
  })),
};
