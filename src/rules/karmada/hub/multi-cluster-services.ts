import { namespaceOf, type Inventory } from '../../../kubernetes/inventory';
import type { Manifest } from '../../../kubernetes/manifest';

const KARMADA = 'networking.karmada.io/';
/** The Multi-Cluster Services API of Kubernetes, which Karmada implements. */
const EXPORTS = 'multicluster.x-k8s.io/';

/** The workloads of a set whose Service sends requests to the pods of other clusters too. */
export function servedAcrossClusters(inventory: Inventory): ReadonlySet<Manifest> {
  const found = new Set<Manifest>();
  for (const service of servicesAcrossClusters(inventory)) {
    for (const { object } of inventory.behind(service)) found.add(object);
  }
  return found;
}

function servicesAcrossClusters(inventory: Inventory): Set<Manifest> {
  const found = new Set<Manifest>();
  const add = (namespace: string, name: string | undefined): void => {
    const service = inventory.find('Service', namespace, name);
    if (service) found.add(service);
  };
  for (const [kind, group] of [['MultiClusterService', KARMADA], ['ServiceExport', EXPORTS]]) {
    for (const object of inventory.of(kind)) {
      if (object.apiVersion.startsWith(group)) add(namespaceOf(object), object.metadata?.name);
    }
  }
  for (const ingress of inventory.of('MultiClusterIngress')) {
    if (!ingress.apiVersion.startsWith(KARMADA)) continue;
    const { defaultBackend, rules = [] } = ingress.spec ?? {};
    add(namespaceOf(ingress), defaultBackend?.service?.name);
    for (const { http } of rules) {
      for (const { backend } of http?.paths ?? []) add(namespaceOf(ingress), backend?.service?.name);
    }
  }
  return found;
}
