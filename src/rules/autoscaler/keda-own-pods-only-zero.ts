import { OwnPods } from '../metrics/adapter/own-pods';
import { hasValueWithoutSeries } from '../metrics/adapter/series-in-query';
import type { Rule } from '../rule';

/** What the examples scale by. */
const example = (more: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  template:
    metadata: { labels: { app: engine } }
    spec: { containers: [{ name: engine, image: 'registry.example.com/engine:1.0' }] }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: engine, namespace: vision }
spec:
  scaleTargetRef: { name: engine }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata:
        serverAddress: http://prometheus:9090
        query: 'sum(requests_in_flight{namespace="vision",pod=~"engine-[a-z0-9]+-[a-z0-9]+"})'
        threshold: '4'
${more}`;

export const kedaOwnPodsOnlyZero: Rule = {
  id: 'keda-own-pods-only-zero',
  title: 'A ScaledObject that follows only its own pods must keep one replica',
  severity: 'error',
  description: [
    'Fires when a ScaledObject may be at zero, and all of its triggers are measured in the pods that it scales: a',
    '`prometheus` trigger of which every series is selected by `pod=~"<name of the target>-[a-z0-9]+-[a-z0-9]+"`,',
    'besides `cpu` and `memory`. For these two alone there is [keda-cpu-only-zero](keda-cpu-only-zero.md).',
    '',
    '`pod=~"<name>-.*"` counts only where no other workload of the namespace has a name that begins with `<name>-`.',
    '',
    'Without a pod there are no such series, so the query has no value, and nothing ever scales up from zero.',
  ].join('\n'),
  fix: [
    'Keep one replica, or add a trigger that has a value without a pod: a queue, the requests at a gateway, a clock.',
    '',
    'Acknowledge it when somebody else scales the workload to one.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/concepts/scaling-deployments/',
  failing: example(''),
  repaired: example(`    - type: prometheus
      metadata: { serverAddress: 'http://prometheus:9090', query: sum(gateway_requests_in_flight), threshold: '4' }
`),
  check: (inventory, report) => {
    const ownPods = new OwnPods(inventory);
    for (const { object, target } of inventory.autoscalers) {
      if (object.kind !== 'ScaledObject' || !target) continue;
      const { minReplicaCount = 0, idleReplicaCount, triggers = [] } = object.spec ?? {};
      if (minReplicaCount > 0 && idleReplicaCount !== 0) continue;
      const others: readonly any[] = triggers.filter(({ type }: any) => type !== 'cpu' && type !== 'memory');
      const isOwn = ({ type, metadata }: any) => type === 'prometheus' && typeof metadata?.query === 'string'
        && ownPods.isOwn(metadata.query, target) && !hasValueWithoutSeries(metadata.query);
      if (others.length === 0 || !others.every(isOwn)) continue;
      report(object, {
        field: idleReplicaCount === 0 ? 'spec.idleReplicaCount' : 'spec.minReplicaCount',
        value: idleReplicaCount === 0 ? idleReplicaCount : minReplicaCount,
        rule: 'needs a trigger that has a value without a pod',
        why: 'all triggers are measured in the pods of this workload, so nothing scales up from zero',
        fix: 'keep one replica, or add a trigger for a queue or for requests at a gateway',
      });
    }
  },
};
