import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest, PodSpec } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';

/** A claim among the objects that pods of one workload mount. */
export interface MountedClaim {
  readonly claim: Manifest;
  readonly modes: readonly string[];
  /** Where the volume is in the workload. */
  readonly path: string;
  /** The most pods that mount it at once. */
  readonly most: number;
}

/** Kinds whose pods all mount the volumes of one template, and of which the number is known. */
const REPLICATED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'JointInferenceService']);

/** The claims that are among the objects and that several pods of a workload mount. */
export function sharedClaims(inventory: Inventory, workload: Workload): MountedClaim[] {
  const { object, namespace, pod, podPath } = workload;
  if (!REPLICATED.has(object.kind) || inventory.of('PersistentVolumeClaim').length === 0) return [];
  const most = mostReplicas(inventory, workload);
  const found: MountedClaim[] = [];
  for (const { name, persistentVolumeClaim } of pod.volumes ?? []) {
    const claim = inventory.find('PersistentVolumeClaim', namespace, persistentVolumeClaim?.claimName);
    const modes: readonly string[] = claim?.spec?.accessModes ?? [];
    if (!claim || most <= 1) continue;
    found.push({ claim, modes, path: `${podPath}.volumes[${JSON.stringify(name)}].persistentVolumeClaim`, most });
  }
  return found;
}

/** The most replicas in one cluster. */
function mostReplicas(inventory: Inventory, workload: Workload): number {
  const scalers = inventory.scaling(workload);
  if (scalers.some(({ object }) => object.kind === 'FederatedHPA')) return 0;
  if (scalers.length === 0) return workload.replicas ?? 1;
  return Math.max(...scalers.map(({ maxReplicas }) => maxReplicas));
}

const HOSTNAME = 'kubernetes.io/hostname';

/** Whether something says that all pods of a workload run on one node. */
export function isOnOneNode({ nodeName, nodeSelector, affinity }: PodSpec): boolean {
  if (nodeName || nodeSelector?.[HOSTNAME] !== undefined) return true;
  const beside = affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  if (beside.some(({ topologyKey }) => topologyKey === HOSTNAME)) return true;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return Array.isArray(terms) && terms.length > 0 && terms.every(namesOneNode);
}

function namesOneNode(term: any): boolean {
  const all = [term?.matchExpressions, term?.matchFields].flatMap((list) => (Array.isArray(list) ? list : []));
  return all.some((expression) => (expression?.key === HOSTNAME || expression?.key === 'metadata.name')
    && expression.operator === 'In' && Array.isArray(expression.values) && expression.values.length === 1);
}
