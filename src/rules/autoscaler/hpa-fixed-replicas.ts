import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A workload that states its replicas resets the autoscaler's number at each apply. */
export const hpaFixedReplicas: LegacyRule = {
  id: 'hpa-fixed-replicas',
  severity: 'error',
  check: (facts) => facts.autoscalers.flatMap(({ object, target }) => {
    if (target?.replicas === undefined) return [];
    return [{
      object: target.object,
      problem: {
        field: 'spec.replicas',
        value: target.replicas,
        rule: `must not be set on what ${title(object)} scales`,
        why: 'every apply would reset the replicas that the autoscaler chose',
        fix: 'remove spec.replicas',
        source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
      },
    }];
  }),
};
