import type { Inventory, Workload } from '../../kubernetes/inventory';
import { EDGE_LABEL, GROUP_LABEL, PROXY_LABEL } from '../../kubernetes/kubeedge-labels';
import type { Manifest } from '../../kubernetes/manifest';
import { isObject } from '../../validation/value-checks';

/**
 * Whether a Service is certainly in a cluster with KubeEdge: by the pods that it selects, or by the label that excludes
 * it from EdgeMesh. Objects of one program may go to several clusters, so other objects do not show it.
 */
export function isWithKubeEdge(inventory: Inventory, service: Manifest): boolean {
  if (isExcluded(service)) return true;
  return inventory.pickedBy(service).some(isPlacedByKubeEdge);
}

/** Whether a Service has the label that excludes it from EdgeMesh, with any value. */
export function isExcluded({ metadata }: Manifest): boolean {
  return Object.keys(metadata?.labels ?? {}).includes(PROXY_LABEL);
}

/**
 * Whether the agent applies no policy to a Service: it does not proxy one that is excluded, headless or an alias, and
 * session affinity takes precedence.
 */
export function hasNoPolicy(service: Manifest): boolean {
  const { clusterIP, type, sessionAffinity } = service.spec ?? {};
  return isExcluded(service) || clusterIP === 'None' || type === 'ExternalName' || sessionAffinity === 'ClientIP';
}

/** Whether pods are placed by a label of KubeEdge (on the edge, in a group, elsewhere), or tolerate its taint. */
function isPlacedByKubeEdge({ pod }: Workload): boolean {
  const ofKubeEdge = (key: unknown) => key === EDGE_LABEL || key === GROUP_LABEL;
  if (Object.keys(pod.nodeSelector ?? {}).some(ofKubeEdge)) return true;
  if (pod.tolerations?.some(({ key }) => ofKubeEdge(key))) return true;
  const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms: unknown[] = Array.isArray(required?.nodeSelectorTerms) ? required.nodeSelectorTerms : [];
  return terms.some((term) => isObject(term) && keysOf(term).some(ofKubeEdge));
}

/** The keys of the expressions of a term, which the schema does not cover. */
function keysOf({ matchExpressions }: any): unknown[] {
  return Array.isArray(matchExpressions) ? matchExpressions.map((e) => e?.key) : [];
}
