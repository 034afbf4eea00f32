import { connectsWhenBuilt, isResource, type Trigger } from '../../kubernetes/keda/triggers';
import type { Rule } from '../rule';

export const kedaFallbackUnused: Rule = {
  id: 'keda-fallback-unused',
  title: 'A fallback needs a trigger whose failures KEDA counts',
  severity: 'warning',
  description: [
    'Fires when a ScaledObject has a `fallback`, and only triggers whose failures KEDA does not count: `cpu` and',
    '`memory`, which the HorizontalPodAutoscaler reads itself, and types that connect when KEDA builds them, such as',
    '`redis`, `kafka` and `postgresql`.',
    '',
    'Where such a source cannot be reached, KEDA makes no HorizontalPodAutoscaler. Where it is lost later, the number',
    'of failures stays at 1 (seen with KEDA after 2.20). In both cases the fallback never comes, and the replicas stay',
    "as they are. KEDA's webhook rejects a fallback with `cpu` and `memory` alone.",
  ].join('\n'),
  fix: [
    'Remove the fallback, or read the queue from a Prometheus exporter: the failures of a `prometheus` trigger are',
    'counted.',
    '',
    'Acknowledge it when the cluster runs a KEDA that counts these failures.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  fallback: { failureThreshold: 3, replicas: 2 }
  triggers:
    - { type: redis, metadata: { address: 'frames:6379', listName: frames, listLength: '8' } }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 1
  maxReplicaCount: 4
  fallback: { failureThreshold: 3, replicas: 2 }
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(redis_key_size{key="frames"})', threshold: '8' }
`,
  check: (inventory, report) => {
    for (const object of inventory.of('ScaledObject')) {
      const { fallback, triggers = [] } = object.spec ?? {};
      if (!object.apiVersion.startsWith('keda.sh/') || fallback === undefined || triggers.length === 0) continue;
      if (triggers.some((trigger: Trigger) => !isResource(trigger.type) && !connectsWhenBuilt(trigger))) continue;
      const types = [...new Set(triggers.map(({ type }: Trigger) => type))];
      report(object, {
        field: 'spec.fallback',
        rule: `must not be set with ${types.join(' and ')} alone`,
        why: 'KEDA does not count the failures of these triggers, so the fallback never comes',
        fix: 'remove fallback, or read the queue from a Prometheus exporter',
      });
    }
  },
};
