import { monitorsOf, type Monitor } from './adapter/monitors';
import type { Inventory } from '../../kubernetes/inventory';
import { listed } from '../listed';
import type { Rule } from '../rule';

export const monitorPortUnknown: Rule = {
  id: 'monitor-port-unknown',
  title: 'A monitor must scrape a port that the selected pods or Services have',
  severity: 'warning',
  description: [
    'Looks at the endpoints of PodMonitors and ServiceMonitors. Fires when one names a port that none of the',
    'selected containers, or none of the selected Services, has. Silent when the monitor selects nothing among',
    'the objects, or looks into every namespace.',
    '',
    'Prometheus finds no target and does not report that, so every metric of these pods is missing. A PodMonitor',
    'goes by the ports of containers, a ServiceMonitor by the ports of Services: the two need not have the same',
    'names.',
  ].join('\n'),
  fix: [
    'Name a port that exists. `InferenceMonitor` takes the name from the server.',
    '',
    'Acknowledge it when the monitor also selects pods that are applied from elsewhere, and these have the port.',
  ].join('\n'),
  source: 'https://prometheus-operator.dev/docs/api-reference/api/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine }
spec:
  selector: { matchLabels: { app: engine } }
  template:
    metadata: { labels: { app: engine } }
    spec:
      containers:
        - name: engine
          image: registry.example.com/engine:1.0
          ports: [{ name: web, containerPort: 8000 }]
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: engine }
spec:
  selector: { matchLabels: { app: engine } }
  podMetricsEndpoints: [{ port: metrics, interval: 15s }]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine }
spec:
  selector: { matchLabels: { app: engine } }
  template:
    metadata: { labels: { app: engine } }
    spec:
      containers:
        - name: engine
          image: registry.example.com/engine:1.0
          ports: [{ name: web, containerPort: 8000 }]
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: engine }
spec:
  selector: { matchLabels: { app: engine } }
  podMetricsEndpoints: [{ port: web, interval: 15s }]
`,
  check: (inventory, report) => {
    for (const monitor of monitorsOf(inventory)) {
      const { object, list, endpoints } = monitor;
      if (object.spec?.namespaceSelector?.any || endpoints.every(({ port }) => port === undefined)) continue;
      const names = portNames(inventory, monitor);
      if (names === undefined) continue;
      const owner = list === 'endpoints' ? 'Service' : 'container';
      for (const [i, { port }] of endpoints.entries()) {
        if (port === undefined || names.has(port)) continue;
        report(object, {
          field: `spec.${list}[${i}].port`,
          value: port,
          rule: names.size > 0
            ? `is not the name of a port of any selected ${owner}: they have ${listed([...names])}`
            : `is not the name of a port of any selected ${owner}: none of their ports has a name`,
          why: 'Prometheus finds no target, and does not report that',
          fix: `give a port of the ${owner} this name, or scrape a port that it has`,
        });
      }
    }
  },
};

/** The names of the ports of all that a monitor selects; undefined when it selects none of the objects. */
function portNames(inventory: Inventory, { object, list }: Monitor): Set<string> | undefined {
  const names = new Set<string>();
  const add = (ports: ReadonlyArray<{ readonly name?: string }> = []): void => {
    for (const { name } of ports) if (name !== undefined) names.add(name);
  };
  if (list === 'endpoints') {
    const services = inventory.watchedServices(object);
    for (const service of services) add(service.spec?.ports);
    return services.length === 0 ? undefined : names;
  }
  const workloads = inventory.watched(object);
  for (const { containers } of workloads) for (const { ports } of containers) add(ports);
  return workloads.length === 0 ? undefined : names;
}
