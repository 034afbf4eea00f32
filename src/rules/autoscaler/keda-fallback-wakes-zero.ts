import { connectsWhenBuilt, isResource, type Trigger } from '../../kubernetes/keda/triggers';
import type { Rule } from '../rule';

export const kedaFallbackWakesZero: Rule = {
  id: 'keda-fallback-wakes-zero',
  title: 'A fallback also starts what rests at zero',
  severity: 'advice',
  description: [
    'Fires when a ScaledObject has a `fallback` and may be at zero: `minReplicaCount` is 0 or not set, or',
    '`idleReplicaCount` is 0.',
    '',
    'A trigger that KEDA falls back for counts as active. So an outage of the source, or of Prometheus, starts pods of',
    'every such workload at once, one even with `replicas: 0` or `currentReplicas`, and nothing goes to zero while it',
    'lasts (seen with KEDA after 2.20; KEDA does so since 2.19). At zero only the polls count the failures: with a',
    '`pollingInterval` of 30 seconds and a `failureThreshold` of 3, that is two minutes after the outage began.',
    '',
    'It is silent where every such trigger has the `metricType` Value: without a ready pod KEDA does not fall back.',
  ].join('\n'),
  fix: [
    'Remove the fallback: without it, the replicas stay as they are, at zero too.',
    '',
    'Acknowledge it when the pods should start in an outage.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 0
  maxReplicaCount: 4
  fallback: { failureThreshold: 3, replicas: 2 }
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(redis_key_size{key="frames"})', threshold: '8' }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(redis_key_size{key="frames"})', threshold: '8' }
`,
  check: (inventory, report) => {
    for (const object of inventory.of('ScaledObject')) {
      const { fallback, minReplicaCount = 0, idleReplicaCount, triggers = [] } = object.spec ?? {};
      if (!object.apiVersion.startsWith('keda.sh/') || fallback === undefined) continue;
      if (minReplicaCount > 0 && idleReplicaCount !== 0) continue;
      if (!triggers.some(wakes)) continue;
      report(object, {
        field: 'spec.fallback',
        rule: 'starts pods where there are none',
        why: 'a trigger that KEDA falls back for counts as active, so an outage starts the workload, and nothing goes '
          + 'to zero while it lasts',
        fix: 'remove fallback, which keeps the replicas as they are, or acknowledge this',
      });
    }
  },
};

/**
 * Whether a fallback for a trigger starts pods. Where no failure is counted, keda-fallback-unused says so; and for a
 * `Value` KEDA divides by the ready pods, and does nothing without one.
 */
function wakes(trigger: Trigger & { readonly metricType?: string }): boolean {
  return !isResource(trigger.type) && !connectsWhenBuilt(trigger) && trigger.metricType !== 'Value';
}
