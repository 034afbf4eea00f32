import { groupKind } from '../../../kubernetes/identity';
import type { Manifest } from '../../../kubernetes/manifest';

/** The label of a Deployment whose replicas Karmada retains; without it Karmada and an autoscaler overwrite them. */
export const RETAIN_REPLICAS = 'resourcetemplate.karmada.io/retain-replicas';

/** The kinds of Kubernetes whose replicas Karmada can divide. */
const DIVISIBLE = new Set(['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'batch/Job', '/Pod']);
/** The API groups for which Karmada has interpreters. */
const INTERPRETED = new Set([
  'apps.kruise.io', 'argoproj.io', 'batch.volcano.sh', 'flink.apache.org', 'kubeflow.org', 'ray.io',
  'sparkoperator.k8s.io',
]);
/** Kinds that have replicas in another field than `spec.replicas`. */
const HIDDEN = new Set([
  'tensorstack.dev/MLService', 'serving.kserve.io/InferenceService', 'serving.knative.dev/Service',
]);

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Whether Karmada retains the replicas of an object by its label. */
export function supportsRetainLabel({ apiVersion, kind }: Kind): boolean {
  return kind === 'Deployment' && apiVersion.startsWith('apps/');
}

/** Whether Karmada knows by itself where a kind has its replicas. */
export function isDivisible({ apiVersion, kind }: Kind): boolean {
  const grouped = groupKind(apiVersion, kind);
  return DIVISIBLE.has(grouped) || INTERPRETED.has(grouped.split('/')[0]);
}

/** Whether an object states replicas, or is of a kind that has them in another field. */
export function hasReplicas(object: Manifest): boolean {
  return HIDDEN.has(groupKind(object.apiVersion, object.kind)) || typeof object.spec?.replicas === 'number';
}

/** The field of the replicas of an object. */
export function replicasField({ kind }: Kind): 'replicas' | 'parallelism' {
  return kind === 'Job' ? 'parallelism' : 'replicas';
}

/** The replicas of an object; the API server of the hub defaults to 1. */
export function replicasOf(object: Manifest): number {
  const replicas = object.spec?.[replicasField(object)];
  return typeof replicas === 'number' ? replicas : 1;
}
