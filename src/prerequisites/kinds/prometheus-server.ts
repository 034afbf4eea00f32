import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';

/** `http://prometheus-operated.monitoring.svc:9090`: the Service and its namespace, where it is one of a cluster. */
const OF_SERVICE = /^https?:\/\/([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?)?(?::\d+)?(?:\/|$)/;

/** The Prometheus that triggers of KEDA query. */
export const PROMETHEUS_SERVER: PrerequisiteKind = {
  ids: ['prometheus'],
  find: (inventory, need) => {
    for (const kind of ['ScaledObject', 'ScaledJob']) {
      for (const object of inventory.of(kind)) {
        if (!object.apiVersion.startsWith('keda.sh/')) continue;
        for (const [i, trigger] of (object.spec?.triggers ?? []).entries()) {
          const address = trigger.type === 'prometheus' ? trigger.metadata?.serverAddress : undefined;
          if (typeof address !== 'string' || address === '') continue;
          const needed = neededFor(inventory, address);
          if (needed) need(needed, object, `spec.triggers[${i}].metadata.serverAddress`);
        }
      }
    }
  },
};

function neededFor(inventory: Inventory, address: string): Needed | undefined {
  // KEDA resolves the name in its own namespace where there is none.
  const [, name, namespace] = OF_SERVICE.exec(address) ?? [];
  const isService = name !== undefined && namespace !== undefined;
  if (isService && hasService(inventory, namespace, name)) return undefined;
  return {
    id: `prometheus/${shown(address)}`,
    title: `Prometheus at ${shown(address)}`,
    why: 'KEDA queries it. Without an answer the autoscaler has no value to scale on.',
    check: isService
      ? kubectl(namespace, 'get', 'service', name)
      : kubectl(undefined, 'run', 'ask-prometheus', '--rm', '-i', '--restart=Never', '--image=curlimages/curl', '--',
        'curl', '-sS', `${shown(address).replace(/\/$/, '')}/-/ready`),
    expected: isService ? `the Service ${name}` : 'Prometheus Server is Ready.',
    install: 'https://prometheus.io/docs/prometheus/latest/installation/',
  };
}

/** Whether the Service is here; `prometheus-operated` is what the operator makes of a Prometheus. */
function hasService(inventory: Inventory, namespace: string, name: string): boolean {
  if (inventory.find('Service', namespace, name)) return true;
  return name === 'prometheus-operated'
    && inventory.of('Prometheus').some((object) => namespaceOf(object) === namespace);
}
