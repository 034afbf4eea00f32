import { POOL_GROUP, poolsOf } from './inference-pools';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { misspelled } from '../../validation/nearest';
import { title, type Reported, type Rule } from '../rule';

/** The group of pools before 1.0 of the Inference Extension. */
const FORMER_GROUP = 'inference.networking.x-k8s.io';

export const httpRouteInferencePool: Rule = {
  id: 'http-route-inference-pool',
  title: 'An HTTPRoute should name the group, the name and the namespace of its InferencePool',
  severity: 'warning',
  description: [
    'Fires when the backend of an HTTPRoute is of the kind InferencePool, and it is certain that it is not found:',
    '',
    '- its group is missing, so it is of the core group, which has no such kind;',
    '- a pool of that name is among the objects, and in another namespace than the one that the backend names, or in',
    '  which the route is where it names none;',
    '- its group is that of pools before 1.0, and the pool of its name is of the group of today;',
    '- no pool has that name, and one of the namespace has almost the same, with no other digit.',
    '',
    'The route has the condition `ResolvedRefs: False`, and the gateway answers its requests with 500. It is silent on',
    'a pool that may be applied from elsewhere.',
  ].join('\n'),
  fix: [
    `Write \`group: ${POOL_GROUP}\`, and the name of a pool in the namespace of the route. A pool of another`,
    'namespace needs `namespace`, and a ReferenceGrant there.',
  ].join('\n'),
  source: 'https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference',
  failing: `
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: qwen, namespace: chat }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  rules:
    - backendRefs: [{ kind: InferencePool, name: qwen, port: 8000 }]
`,
  repaired: `
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: qwen, namespace: chat }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  rules:
    - backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: qwen }]
`,
  check: (inventory, report) => {
    const routes = inventory.of('HTTPRoute').filter((o) => o.apiVersion.startsWith('gateway.networking.k8s.io/'));
    const pools = new Pools(routes.length > 0 ? inventory : undefined);
    for (const route of routes) {
      for (const [i, { backendRefs = [] }] of (route.spec?.rules ?? []).entries()) {
        for (const [j, backend] of backendRefs.entries()) {
          const found = backend.kind === 'InferencePool' ? pools.fault(route, backend) : undefined;
          if (found === undefined) continue;
          const field = `spec.rules[${i}].backendRefs[${j}].${found.field}`;
          report(route, { ...found, field, why: 'the gateway finds no such backend, and answers 500' });
        }
      }
    }
  },
};

/** A backend of a route. */
interface Backend {
  readonly group?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** The pools of a set, by name and by namespace. */
class Pools {
  private readonly byName = new Map<string, Manifest[]>();
  private readonly namesIn = new Map<string, string[]>();
  /** The pools of the group before 1.0, by namespace and name. */
  private readonly former = new Set<string>();

  public constructor(inventory: Inventory | undefined) {
    const all = inventory?.of('InferencePool') ?? [];
    for (const pool of all.filter(({ apiVersion }) => apiVersion.startsWith(`${FORMER_GROUP}/`))) {
      this.former.add(`${namespaceOf(pool)}/${pool.metadata?.name}`);
    }
    for (const pool of inventory === undefined ? [] : poolsOf(inventory)) {
      const name = pool.metadata?.name;
      if (name === undefined) continue;
      this.byName.set(name, [...(this.byName.get(name) ?? []), pool]);
      const namespace = namespaceOf(pool);
      this.namesIn.set(namespace, [...(this.namesIn.get(namespace) ?? []), name]);
    }
  }

  private hasFormer(namespace: string, name: string): boolean {
    return this.former.has(`${namespace}/${name}`);
  }

  public fault(route: Manifest, backend: Backend): Omit<Reported, 'why'> | undefined {
    const { group = '', name, namespace = namespaceOf(route) } = backend;
    if (group === '') {
      return {
        field: 'group',
        rule: `must be ${POOL_GROUP}`,
        fix: `add group: ${POOL_GROUP}`,
      };
    }
    const names = this.namesIn.get(namespace) ?? [];
    if (name === undefined) return undefined;
    if (group === FORMER_GROUP && names.includes(name) && !this.hasFormer(namespace, name)) {
      return {
        field: 'group',
        value: group,
        rule: `must be ${POOL_GROUP}, of which the pool ${name} is`,
        fix: `write ${POOL_GROUP}`,
      };
    }
    if (group !== POOL_GROUP || names.includes(name)) return undefined;
    const [other] = this.byName.get(name) ?? [];
    if (other !== undefined) {
      return {
        field: backend.namespace === undefined ? 'name' : 'namespace',
        value: backend.namespace ?? name,
        rule: `is in no pool of the namespace ${namespace}; ${title(other)} is in another one`,
        fix: `put the route into the namespace ${namespaceOf(other)}, or name it in the backend, with a ReferenceGrant`,
      };
    }
    const near = misspelled(name, names);
    if (near === undefined) return undefined;
    return {
      field: 'name',
      value: name,
      rule: `names no pool that is here; ${near} is there`,
      fix: `write ${near}`,
    };
  }
}
