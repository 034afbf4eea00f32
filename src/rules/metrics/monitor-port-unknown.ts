import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';

/** A monitor that asks for a port by a name that nobody has. */
export const monitorPortUnknown: LegacyRule = {
  id: 'monitor-port-unknown',
  severity: 'error',
  check: (facts) => [...facts.of('PodMonitor'), ...facts.of('ServiceMonitor')].flatMap((object) => {
    const list = object.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
    const named = portsOf(facts, object);
    // What it selects may be elsewhere.
    if (named === undefined) return [];
    return (object.spec?.[list] ?? []).flatMap((e: any, i: number) => {
      if (e.port === undefined || named.includes(e.port)) return [];
      return [{
        object,
        problem: {
          field: `spec.${list}[${i}].port`,
          value: e.port,
          rule: `is no port of what it selects: ${named.join(', ') || 'none has a name'}`,
          why: 'Prometheus finds no target, and says nothing',
          fix: object.kind === 'PodMonitor' ? 'name a port of the container so, or ask one of these' : 'name a port of the Service so, or ask one of these',
          source: 'https://prometheus-operator.dev/docs/api-reference/api/',
        },
      }];
    });
  }),
};

/** The names of the ports of all that a monitor selects; undefined when it selects none of the objects, or may select others. */
function portsOf(facts: Inventory, monitor: Manifest): string[] | undefined {
  if (monitor.spec?.namespaceSelector?.any) return undefined;
  if (monitor.kind === 'PodMonitor') {
    const pods = facts.watched(monitor);
    return pods.length === 0 ? undefined : pods.flatMap((w) => w.containers).flatMap((c) => c.ports ?? []).flatMap((p) => p.name ?? []);
  }
  const services = facts.watchedServices(monitor);
  return services.length === 0 ? undefined : services.flatMap((s) => s.spec?.ports ?? []).flatMap((p: any) => p.name ?? []);
}
