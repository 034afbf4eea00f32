import { canonical, hostOf, istioObjects } from './istio-objects';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { DestinationRuleSpec } from '../../kubernetes/schema/istio-schema';
import type { Report, Rule } from '../rule';

export const destinationRuleHostTwice: Rule = {
  id: 'destination-rule-host-twice',
  title: 'Two DestinationRules of one host must not have different settings',
  severity: 'warning',
  description: [
    'Fires when two DestinationRules of a namespace have the same host, visibility (`exportTo`) and workload selector,',
    'and both have a `trafficPolicy`, or a subset of the same name, that differ.',
    '',
    'Istio combines such rules: subsets of different names are added, but of `trafficPolicy`, and of a subset, it uses',
    'only the one that was created first, as a whole, and silently ignores the other. So an order that no manifest',
    'shows decides whether connections have TLS and whose limits apply.',
    '',
    'It is silent on the charts of two spokes of `FleetCharts`, which are applied to two clusters.',
  ].join('\n'),
  fix: [
    'Put all settings of a host into one DestinationRule. With this library, two head ingresses of one chart share it.',
    '',
    'Acknowledge it when the two are applied to two clusters.',
  ].join('\n'),
  source: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services',
  failing: `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: mnist-a, namespace: demo }
spec:
  host: mnist.bj.example.com
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: 5s } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: mnist-b, namespace: demo }
spec:
  host: mnist.bj.example.com
  trafficPolicy: { connectionPool: { tcp: { maxConnections: 100 } } }
`,
  repaired: `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: mnist, namespace: demo }
spec:
  host: mnist.bj.example.com
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: 5s, maxConnections: 100 } } }
`,
  check: (inventory, report) => {
    const settings = new Map<string, Setting>();
    for (const object of istioObjects(inventory, 'DestinationRule')) {
      const host = hostOf(object);
      if (host === undefined) continue;
      const { trafficPolicy, subsets = [], exportTo = [], workloadSelector }: DestinationRuleSpec = object.spec;
      const cluster = inventory.clusterOf(object) ?? null;
      const scope = canonical([cluster, namespaceOf(object), host, [...exportTo].sort(), workloadSelector ?? null]);
      if (trafficPolicy) {
        compare(settings, { key: scope, object, field: 'spec.trafficPolicy', value: trafficPolicy }, inventory, report);
      }
      for (const [i, subset] of subsets.entries()) {
        const key = `${scope} ${subset.name}`;
        compare(settings, { key, object, field: `spec.subsets[${i}]`, value: subset }, inventory, report);
      }
    }
  },
};

/** One setting of a host, and where it stands. */
interface Setting {
  readonly key: string;
  readonly object: Manifest;
  readonly field: string;
  readonly value: object;
}

/** Reports a setting that differs from the first one of its host. */
function compare(known: Map<string, Setting>, setting: Setting, inventory: Inventory, report: Report): void {
  const first = known.get(setting.key);
  if (first === undefined) {
    known.set(setting.key, setting);
    return;
  }
  // The same object twice is `duplicate-object`; twice in one object, the second is no setting of another rule.
  if (first.object.metadata?.name === setting.object.metadata?.name) return;
  if (canonical(first.value) === canonical(setting.value)) return;
  if (isOfEdgeMesh(inventory, first.object, setting.object)) return;
  const { object, field } = setting;
  report(object, {
    field,
    value: setting.value,
    rule: `must be as in DestinationRule ${first.object.metadata?.name}, which has the same host `
      + `${object.spec.host}: ${shortened(first.value)}`,
    why: 'Istio uses only the one that was created first, and silently ignores the other',
    fix: 'put all settings of the host into one DestinationRule; acknowledge this for two clusters',
  });
}

function shortened(value: object): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** EdgeMesh finds the rule of a Service by the name of the rule, and does not read its host. */
function isOfEdgeMesh(inventory: Inventory, ...rules: Manifest[]): boolean {
  return rules.every((rule) => inventory.find('Service', namespaceOf(rule), rule.metadata?.name) !== undefined);
}
