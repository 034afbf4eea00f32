import { monitorsOf, type Monitor } from './adapter/monitors';
import { isEmpty, namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { LabelSelector, Manifest } from '../../kubernetes/manifest';
import { title, type Reported, type Rule } from '../rule';

export const monitorSelectsNothing: Rule = {
  id: 'monitor-selects-nothing',
  title: 'A monitor should select what it is meant for',
  severity: 'advice',
  description: [
    'Fires when a PodMonitor selects no pods among the objects, or a ServiceMonitor no Services, and one that is',
    'probably meant is there:',
    '',
    '- the selector of a ServiceMonitor fits pods, and no Service: it goes by the labels of Services themselves, not',
    '  by those of their pods;',
    '- the selector of a PodMonitor fits a Service, and no pods;',
    '- what it selects is in another namespace, and the monitor looks into its own, as it does without a',
    '  `namespaceSelector`;',
    '- all labels of the selector but one fit;',
    '- a Service or a workload has the name of the monitor.',
    '',
    'Prometheus finds no target then, and does not report that, so every metric is missing. It is silent on other',
    'monitors that select nothing here, whose pods may be applied from elsewhere, and on those of every namespace.',
  ].join('\n'),
  fix: [
    'Give the Service or the pods the labels of the selector, or the monitor a `namespaceSelector`.',
    '',
    'Acknowledge it when what the monitor selects is applied from elsewhere.',
  ].join('\n'),
  source: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  template:
    metadata: { labels: { app: engine } }
    spec:
      containers:
        - name: engine
          image: registry.example.com/engine:1.0
          ports: [{ name: web, containerPort: 8000 }]
          readinessProbe: { tcpSocket: { port: web } }
---
apiVersion: v1
kind: Service
metadata: { name: engine, namespace: vision }
spec: { selector: { app: engine }, ports: [{ name: web, port: 8000, targetPort: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  endpoints: [{ port: web, interval: 15s }]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  template:
    metadata: { labels: { app: engine } }
    spec:
      containers:
        - name: engine
          image: registry.example.com/engine:1.0
          ports: [{ name: web, containerPort: 8000 }]
          readinessProbe: { tcpSocket: { port: web } }
---
apiVersion: v1
kind: Service
metadata: { name: engine, namespace: vision, labels: { app: engine } }
spec: { selector: { app: engine }, ports: [{ name: web, port: 8000, targetPort: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: engine, namespace: vision }
spec:
  selector: { matchLabels: { app: engine } }
  endpoints: [{ port: web, interval: 15s }]
`,
  check: (inventory, report) => {
    for (const monitor of monitorsOf(inventory)) {
      const { object } = monitor;
      const { selector, namespaceSelector } = object.spec ?? {};
      if (selector === undefined || isEmpty(selector) || namespaceSelector?.any) continue;
      const scope = { inventory, monitor, selector };
      if (selected(scope, object).length > 0) continue;
      const found = otherKind(scope) ?? elsewhere(scope) ?? almost(scope) ?? sameName(scope);
      if (found) report(object, { ...WHAT, ...found });
    }
  },
};

/** Kinds whose pods end, so that nobody scrapes them. */
const ENDS = new Set(['Job', 'CronJob']);

const WHAT = { why: 'Prometheus finds no target, and does not report that, so every metric is missing' };

/** A monitor that selects nothing. */
interface Scope {
  readonly inventory: Inventory;
  readonly monitor: Monitor;
  readonly selector: LabelSelector;
}

/** What is said of it, besides why that matters. */
type Found = Omit<Reported, 'why'>;

/** What a monitor of its kind selects. */
function selected({ inventory, monitor: { list } }: Scope, monitor: Manifest): readonly Manifest[] {
  if (list === 'endpoints') return inventory.watchedServices(monitor);
  return inventory.watched(monitor).map(({ object }) => object);
}

function thing({ monitor: { list } }: Scope): string {
  return list === 'endpoints' ? 'Service' : 'pods';
}

/** A ServiceMonitor with the labels of pods, or a PodMonitor with those of a Service. */
function otherKind({ inventory, monitor: { object, list } }: Scope): Found | undefined {
  const isOfServices = list === 'endpoints';
  const other = isOfServices
    ? inventory.watched({ ...object, kind: 'PodMonitor' }).find(({ object: { kind } }) => !ENDS.has(kind))?.object
    : inventory.watchedServices(object)[0];
  if (other === undefined) return undefined;
  return {
    field: 'spec.selector',
    rule: isOfServices
      ? `fits the pods of ${title(other)}, and no Service: it must fit the labels of a Service`
      : `fits ${title(other)}, and no pods: it must fit the labels of pods`,
    fix: isOfServices ? 'give the Service of these pods the labels, or use a PodMonitor'
      : 'select the labels of the pods, or use a ServiceMonitor',
  };
}

/** What it selects is in a namespace in which it does not look. */
function elsewhere(scope: Scope): Found | undefined {
  const { object } = scope.monitor;
  const [other] = selected(scope, { ...object, spec: { ...object.spec, namespaceSelector: { any: true } } });
  if (other === undefined) return undefined;
  return {
    field: 'spec.namespaceSelector',
    rule: `must name the namespace of ${title(other)}, which the selector fits`,
    fix: `set matchNames: [${namespaceOf(other)}], or move the monitor into that namespace`,
  };
}

/** All labels fit but one. */
function almost(scope: Scope): Found | undefined {
  const { monitor: { object }, selector } = scope;
  const labels = Object.entries(selector.matchLabels ?? {});
  if (labels.length < 2) return undefined;
  for (const [label, value] of labels) {
    const matchLabels = Object.fromEntries(labels.filter(([key]) => key !== label));
    const [other] = selected(scope, { ...object, spec: { ...object.spec, selector: { ...selector, matchLabels } } });
    if (other === undefined) continue;
    return {
      field: `spec.selector.matchLabels[${JSON.stringify(label)}]`,
      value,
      rule: `fits no ${thing(scope)} here; all other labels fit ${title(other)}`,
      fix: 'use the label that is there, or add this one',
    };
  }
  return undefined;
}

/** What has the name of the monitor, and other labels. */
function sameName(scope: Scope): Found | undefined {
  const { inventory, monitor: { object, list } } = scope;
  const kinds = list === 'endpoints' ? ['Service'] : ['Deployment', 'StatefulSet', 'DaemonSet'];
  const name = object.metadata?.name;
  const other = kinds.map((kind) => inventory.find(kind, namespaceOf(object), name)).find((found) => found);
  if (other === undefined) return undefined;
  return {
    field: 'spec.selector',
    rule: `fits no ${thing(scope)} here, and not the labels of ${title(other)}`,
    fix: `select the labels of ${title(other)}, or give it these`,
  };
}
