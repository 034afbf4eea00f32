import type { ApiObject } from 'cdk8s';
import { KarmadaHub } from './karmada-hub';

/** The label of a Deployment whose replicas Karmada retains; without it Karmada and an autoscaler overwrite them. */
export const RETAIN_REPLICAS = 'resourcetemplate.karmada.io/retain-replicas';

/** The objects of a propagation that are autoscaled. */
export interface AutoscaledWorkloads {
  /** Deployments that an autoscaler in each cluster scales. */
  readonly deployments: ApiObject[];
  /** Other workloads that one scales, whose replicas Karmada does not retain by a label. */
  readonly others: ApiObject[];
  /** What a FederatedHPA on the hub scales. */
  readonly federated: ApiObject[];
}

/** Looks for autoscalers in the whole app: one may be propagated by another policy, or be in a chart of its own. */
export function autoscaledWorkloads(objects: readonly ApiObject[]): AutoscaledWorkloads {
  if (objects.length === 0) return { deployments: [], others: [], federated: [] };
  const hub = KarmadaHub.of(objects[0]);
  const scaled = objects.filter((o) => hub.isScaledInClusters(o));
  return {
    deployments: scaled.filter(supportsRetainLabel),
    others: scaled.filter((o) => !supportsRetainLabel(o)),
    federated: objects.filter((o) => hub.isFederated(o)),
  };
}

/** Whether Karmada retains the replicas of an object by its label. */
export function supportsRetainLabel({ apiVersion, kind }: ApiObject): boolean {
  return kind === 'Deployment' && apiVersion.startsWith('apps/');
}
