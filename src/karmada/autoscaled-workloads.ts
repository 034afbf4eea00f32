import type { ApiObject } from 'cdk8s';
import { KarmadaHub } from './karmada-hub';

/** Who scales what, among objects that are sent. */
export interface ScaledBy {
  /** The Deployments that an autoscaler in each cluster scales. */
  readonly scaled: ApiObject[];
  /** Other workloads that one scales, for which Karmada needs to be told. */
  readonly others: ApiObject[];
  /** What a federated autoscaler on the hub scales. */
  readonly federated: ApiObject[];
}

/** By the autoscalers of the whole app: one may go to the clusters by another policy, or by a chart of its own. */
export function scaledBy(objects: readonly ApiObject[]): ScaledBy {
  if (objects.length === 0) return { scaled: [], others: [], federated: [] };
  const hub = KarmadaHub.of(objects[0]);
  const scaled = objects.filter((o) => hub.isScaledInClusters(o));
  return {
    scaled: scaled.filter(hasRetainLabel),
    others: scaled.filter((o) => !hasRetainLabel(o)),
    federated: objects.filter((o) => hub.isFederated(o)),
  };
}

/** The one kind for which a label keeps Karmada from writing replicas. */
export function hasRetainLabel({ apiVersion, kind }: ApiObject): boolean {
  return kind === 'Deployment' && apiVersion.startsWith('apps/');
}
