import { namespaceOf, type Inventory } from '../kubernetes/inventory';
import type { Container, Manifest, PodSpec } from '../kubernetes/manifest';

/** Pods that an object of the set makes. */
export interface Pods {
  readonly object: Manifest;
  readonly namespace: string;
  readonly pod: PodSpec;
  readonly path: string;
}

export interface PlacedContainer {
  readonly container: Container;
  readonly path: string;
}

/** The pods of all workloads, and of the jobs that KEDA makes. */
export function podsOf(inventory: Inventory): Pods[] {
  const found = inventory.workloads.map(({ object, namespace, pod, podPath: path }) => (
    { object, namespace, pod, path }));
  for (const object of inventory.of('ScaledJob')) {
    const pod: PodSpec | undefined = object.spec?.jobTargetRef?.template?.spec;
    if (!pod || !object.apiVersion.startsWith('keda.sh/')) continue;
    found.push({ object, namespace: namespaceOf(object), pod, path: 'spec.jobTargetRef.template.spec' });
  }
  return found;
}

export function containersOf({ pod, path }: Pods): PlacedContainer[] {
  const placed = (list: 'containers' | 'initContainers') => (pod[list] ?? [])
    .map((container, i) => ({ container, path: `${path}.${list}[${i}]` }));
  return [...placed('containers'), ...placed('initContainers')];
}
