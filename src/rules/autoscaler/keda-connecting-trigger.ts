import { connectsWhenBuilt, isExternal, mayConnectWhenBuilt } from '../../kubernetes/keda/triggers';
import type { Rule } from '../rule';

export const kedaConnectingTrigger: Rule = {
  id: 'keda-connecting-trigger',
  title: 'A trigger that connects when it is built should be the only one',
  severity: 'advice',
  description: [
    'Fires when a ScaledObject has several triggers, and one of a type that connects to its source when KEDA builds',
    'it: Redis lists and streams, Kafka, RabbitMQ by AMQP, PostgreSQL, MySQL, MongoDB, beanstalkd, `external`,',
    'Elasticsearch, Temporal and others. RabbitMQ is reported too where its protocol is unknown: its address is in a',
    'variable (`hostFromEnv`) or a TriggerAuthentication, and no `protocol` is set.',
    '',
    'While the source is unreachable, KEDA makes no HorizontalPodAutoscaler at all, so the CPU trigger and any other',
    'trigger of the same ScaledObject do not scale either. `fallback` does not help: such a failure is not counted',
    '(seen with KEDA after 2.20: `numberOfFailures` stays at 1).',
    '',
    'With `external` and `external-push`, such as the HTTP add-on, it is worse: where their scaler cannot be reached',
    'while KEDA makes the autoscaler, KEDA leaves their metric out, says `Ready`, and does not add it later, until the',
    'ScaledObject changes (seen with KEDA after 2.20). A trigger alone is tried again until it can be reached.',
    '',
    'It is silent where all triggers are of one type, such as several lists of one Redis.',
    '',
    'Prometheus, Loki, cron, metrics-api, NATS, Graphite, etcd, NSQ and RabbitMQ by HTTP do not block the others.',
  ].join('\n'),
  fix: [
    'Read the length of the queue from a Prometheus exporter, with a `prometheus` trigger, or give the queue a',
    'ScaledObject of its own workload.',
    '',
    'Acknowledge it when the source is at least as available as KEDA itself, or when scaling is of no use without it.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/concepts/scaling-deployments/',
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
    - { type: redis, metadata: { address: 'frames:6379', listName: frames, listLength: '8' } }
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
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(redis_key_size{key="frames"})', threshold: '8' }
`,
  check: (inventory, report) => {
    for (const object of inventory.of('ScaledObject')) {
      const triggers: readonly any[] = object.spec?.triggers ?? [];
      if (!object.apiVersion.startsWith('keda.sh/') || triggers.length < 2) continue;
      const certain = triggers.findIndex(connectsWhenBuilt);
      const i = certain < 0 ? triggers.findIndex(mayConnectWhenBuilt) : certain;
      // Several lists of one Redis are read or lost together.
      if (i < 0 || new Set(triggers.map(({ type }) => type)).size === 1) continue;
      if (isExternal(triggers[i].type)) {
        report(object, {
          field: `spec.triggers[${i}]`,
          value: triggers[i].type,
          rule: 'should not share a ScaledObject with other triggers',
          why: 'where its scaler cannot be reached while KEDA makes the autoscaler, KEDA makes it without this metric, '
            + 'and does not add it until the ScaledObject changes',
          fix: 'let it be the only trigger, or acknowledge this and see that the scaler runs before it is applied',
        });
        continue;
      }
      report(object, {
        field: `spec.triggers[${i}]`,
        value: triggers[i].type,
        rule: 'should not share a ScaledObject with other triggers',
        why: `KEDA connects to ${triggers[i].type} when it builds the trigger${certain < 0 ? ', if it is AMQP' : ''}: `
          + 'while it cannot, there is no HorizontalPodAutoscaler, and the other triggers do not scale either',
        fix: certain < 0
          ? 'set protocol: http where the address is of HTTP, or read the queue from a Prometheus exporter'
          : 'read the queue from a Prometheus exporter, or acknowledge this',
      });
    }
  },
};
