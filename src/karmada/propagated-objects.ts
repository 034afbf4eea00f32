import { Chart, type ApiObject } from 'cdk8s';
import { appliedOverrideProblems } from './applied-overrides';
import { autoscaledWorkloads } from './autoscaled-workloads';
import { namespaceOf, titleOf, type KarmadaHub } from './karmada-hub';
import { objectProblems } from './karmada-propagation-problems';
import type { KarmadaPropagationProps } from './karmada-propagation-props';
import type { ReplicaDivision } from './replica-division';
import { unpropagatedProblems } from './unpropagated-dependencies';
import { groupKind, isClusterWide } from '../kubernetes/identity';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const SOURCE = 'https://karmada.io/docs/userguide/scheduling/propagation-policy/';

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

/** What one propagation propagates, in the complete app. */
export interface Propagated {
  readonly hub: KarmadaHub;
  readonly objects: readonly ApiObject[];
  readonly props: KarmadaPropagationProps;
  readonly division: ReplicaDivision;
  readonly policies: { readonly namespaced?: ApiObject; readonly clusterWide?: ApiObject };
}

/** What is wrong with the propagated objects, in the complete app. */
export function propagatedProblems(propagated: Propagated): Problem[] {
  const { hub, objects, props, policies } = propagated;
  const policy = (policies.namespaced ?? policies.clusterWide)!;
  const problems = new Problems();
  problems.addAll(objectProblems(objects, Chart.of(policy).namespace));
  for (const object of objects) {
    if (isClusterWide(object.kind) ? policies.clusterWide : policies.namespaced) continue;
    problems.add({
      code: 'karmada/object-without-policy',
      field: 'of',
      value: titleOf(object),
      rule: 'must be defined before the KarmadaPropagation',
      why: 'the propagation has no policy for objects of this scope, so it would not be propagated',
      fix: 'define it before, or add a KarmadaPropagation for it',
    });
  }
  problems.addAll(scalingProblems(propagated));
  problems.addAll(divisionProblems(propagated));
  problems.addAll(selectionProblems(propagated));
  problems.addAll(appliedOverrideProblems(hub, objects, props));
  problems.addAll(unpropagatedProblems(hub, objects, props));
  problems.addAll(federatedTargetProblems(hub, policy));
  return problems.all;
}

function scalingProblems({ hub, objects, division }: Propagated): Problem[] {
  const { deployments, others, federated } = autoscaledWorkloads(objects);
  const problems = new Problems();
  for (const object of [...deployments, ...others]) {
    // The rule two-autoscalers reports what a FederatedHPA scales too.
    if (!division._divides || hub.isFederated(object)) continue;
    problems.add({
      code: 'karmada/autoscaled-and-divided',
      field: 'replicas',
      value: titleOf(object),
      rule: 'must be duplicated, because an autoscaler in each cluster scales it',
      why: 'the autoscalers overwrite the division, and a cluster whose part is 0 has an autoscaler without a target',
      fix: 'use ReplicaDivision.duplicated, and a KarmadaPropagation of its own for what a FederatedHPA scales',
      source: SOURCE,
    });
  }
  for (const object of others) {
    if (hub.isFederated(object) || hub.isInterpreted(object, 'retention')) continue;
    problems.add({
      code: 'karmada/replicas-overwritten',
      field: 'of',
      value: titleOf(object),
      rule: 'must be a kind whose replicas Karmada retains, because an autoscaler in each cluster scales it',
      why: 'Karmada retains the replicas of a Deployment only, so it and the autoscaler repeatedly overwrite them',
      fix: `use a Deployment, or define KarmadaReplicaRetention for ${object.kind}`,
      source: 'https://karmada.io/docs/userguide/globalview/customizing-resource-interpreter/',
    });
  }
  for (const object of federated) {
    if (replicasOf(hub, object) !== 0) continue;
    problems.add({
      code: 'karmada/federated-zero-replicas',
      field: 'of',
      value: titleOf(object),
      rule: 'must not have 0 replicas, because a FederatedHPA scales it',
      why: 'Karmada schedules it to no cluster, and the FederatedHPA never scales it up (FailedGetTargetClusters)',
      fix: 'remove its replicas',
    });
  }
  return problems.all;
}

function divisionProblems({ hub, objects, props, division }: Propagated): Problem[] {
  if (!division._divides) return [];
  const divisible = objects.filter((o) => isDivisible(hub, o));
  const whole = objects.filter((o) => !isDivisible(hub, o) && hasReplicas(hub, o));
  const most = props.spread?.find((s) => s.by === 'cluster')?.maxGroups ?? props.spokes.length;
  // Which clusters the scheduler selects is unknown at synth.
  const clusters = props.spokes.map((s) => s.name).slice(0, most);
  const problems = new Problems();
  for (const object of whole) {
    if (hub.isScaledInClusters(object)) continue;
    problems.add({
      code: 'karmada/kind-not-divisible',
      field: 'replicas',
      value: titleOf(object),
      rule: 'must be a kind whose replicas Karmada can divide',
      why: 'Karmada does not know where this kind has its replicas, so each cluster gets all of them',
      fix: 'use ReplicaDivision.duplicated, with overrides for each cluster',
    });
  }
  if (props.replicas !== undefined && divisible.length === 0 && whole.length === 0) {
    problems.add({
      code: 'karmada/nothing-to-divide',
      field: 'replicas',
      rule: 'must not be set, because no propagated object has replicas',
      why: 'it would have no effect',
      fix: 'leave it out',
    });
  }
  for (const object of divisible) {
    // Reported as divided although it is autoscaled.
    if (hub.isScaledInClusters(object)) continue;
    const { replicas, who, property } = leastOf(hub, object);
    const reason = division._without(replicas, clusters);
    if (reason === undefined) continue;
    problems.add({
      code: 'karmada/cluster-without-replica',
      field: 'replicas',
      value: `${who}: ${replicas}`,
      rule: `must give each cluster at least one replica: ${reason}`,
      why: 'a cluster whose part is 0 gets the other objects, but not the workload',
      fix: `raise ${property}, or use ReplicaDivision.aggregated`,
    });
  }
  return problems.all;
}

/** The least number of replicas that is divided: minReplicas where a FederatedHPA scales the object. */
function leastOf(hub: KarmadaHub, object: ApiObject): { replicas: number; who: string; property: string } {
  const federated = hub.autoscalersOf(object).find((a) => a.federated)?.object;
  if (!federated) return { replicas: replicasOf(hub, object), who: titleOf(object), property: 'its replicas' };
  const { minReplicas = 1 } = hub.read(federated).spec ?? {};
  return { replicas: minReplicas, who: titleOf(federated), property: 'minReplicas' };
}

function isDivisible(hub: KarmadaHub, object: ApiObject): boolean {
  const groupedKind = groupKind(object.apiVersion, object.kind);
  const [group] = groupedKind.split('/');
  return DIVISIBLE.has(groupedKind) || INTERPRETED.has(group) || hub.isInterpreted(object, 'replicaRevision');
}

function hasReplicas(hub: KarmadaHub, object: ApiObject): boolean {
  return HIDDEN.has(groupKind(object.apiVersion, object.kind)) || hub.read(object).spec?.replicas !== undefined;
}

/** The API server of the hub defaults to 1. */
function replicasOf(hub: KarmadaHub, object: ApiObject): number {
  const spec = hub.read(object).spec;
  return (object.kind === 'Job' ? spec?.parallelism : spec?.replicas) ?? 1;
}

/** Karmada applies the first policy that selects an object; of two of this library the later one reports it. */
function selectionProblems({ hub, objects, policies }: Propagated): Problem[] {
  const problems = new Problems();
  for (const object of objects) {
    const all = hub.policiesOf(object);
    const own = all.findIndex((p) => p === policies.namespaced || p === policies.clusterWide);
    const other = all.find((p, i) => i < own || (i > own && !isOurs(p)));
    if (other === undefined) continue;
    const namespace = namespaceOf(other) === '' ? '' : `${namespaceOf(other)}/`;
    problems.add({
      code: 'karmada/two-policies',
      field: 'of',
      value: titleOf(object),
      rule: `must be selected by one policy; ${other.kind} ${namespace}${other.name} selects it too`,
      why: 'Karmada applies one policy and silently ignores the other, regardless of priority',
      fix: 'let one of the two select it',
      source: SOURCE,
    });
  }
  return problems.all;
}

function isOurs(policy: ApiObject): boolean {
  return (policy.node.scope as { overridePolicies?: unknown } | undefined)?.overridePolicies !== undefined;
}

/** Whether the target of each FederatedHPA is propagated; the first policy of the app reports it. */
function federatedTargetProblems(hub: KarmadaHub, policy: ApiObject): Problem[] {
  const first = hub.ofKind('PropagationPolicy').find(isOurs) ?? hub.ofKind('ClusterPropagationPolicy').find(isOurs);
  if (first !== policy || hub.hasLabelExpressions) return [];
  const workloads = ['Deployment', 'StatefulSet', 'ReplicaSet'].flatMap((kind) => hub.ofKind(kind));
  return workloads.filter((o) => hub.isFederated(o) && hub.policiesOf(o).length === 0).map((o) => ({
    code: 'karmada/federated-target-not-propagated',
    field: 'of',
    value: titleOf(o),
    rule: 'must be propagated, because a FederatedHPA scales it',
    why: 'the FederatedHPA waits indefinitely (FailedGetBinding)',
    fix: 'add it to a KarmadaPropagation',
  }));
}
