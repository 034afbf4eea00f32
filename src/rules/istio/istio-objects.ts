import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/** The objects of a kind of Istio's networking API, of whatever version. */
export function istioObjects(inventory: Inventory, kind: string): Manifest[] {
  return inventory.of(kind).filter(({ apiVersion }) => apiVersion.startsWith('networking.istio.io/'));
}

/** The host of a DestinationRule as Istio reads it: a name without a dot is a Service of the namespace. */
export function hostOf(rule: Manifest): string | undefined {
  const host = rule.spec?.host?.toLowerCase();
  if (host === undefined || host === '' || host.includes('.') || host.includes('*')) return host || undefined;
  return `${host}.${namespaceOf(rule)}.svc.cluster.local`;
}

/** A value as text to compare: the order of keys does not count, nor what is null. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const set = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return `{${set.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).sort().join(',')}}`;
}
