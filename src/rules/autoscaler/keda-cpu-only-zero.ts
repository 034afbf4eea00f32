import type { Rule } from '../rule';

export const kedaCpuOnlyZero: Rule = {
  id: 'keda-cpu-only-zero',
  title: 'A ScaledObject of CPU and memory alone must keep one replica',
  severity: 'error',
  description: [
    'Fires when a ScaledObject has no triggers besides `cpu` and `memory`, and a `minReplicaCount` of 0. Where it is',
    'not set, it is 0 as well.',
    '',
    'Without a pod there is no CPU or memory usage, so nothing would ever scale up from zero. The webhook of KEDA',
    'rejects such a ScaledObject, but everything is accepted while the webhook is down.',
  ].join('\n'),
  fix: [
    'Keep one replica, or add a trigger that has a value without a pod: a queue, the requests at a gateway, a clock.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/scalers/cpu/',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
`,
  check: (inventory, report) => {
    for (const object of inventory.of('ScaledObject')) {
      const { minReplicaCount, triggers = [] } = object.spec ?? {};
      const types = new Set<string>(triggers.map((t: any) => t.type));
      if (minReplicaCount > 0 || types.size === 0) continue;
      if ([...types].some((type) => type !== 'cpu' && type !== 'memory')) continue;
      report(object, {
        field: 'spec.minReplicaCount',
        value: minReplicaCount,
        rule: `must be at least 1 with ${[...types].join(' and ')} alone`,
        why: 'without a pod there is no CPU or memory usage, so nothing scales up from zero; KEDA rejects it',
        fix: 'set it to 1, or add a trigger for a queue or for requests',
      });
    }
  },
};
