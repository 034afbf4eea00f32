import { ApiObject } from 'cdk8s';
import { RETAIN_REPLICAS, supportsRetainLabel } from './autoscaled-workloads';
import { titleOf, type KarmadaHub } from './karmada-hub';
import type { KarmadaOverrideRule, KarmadaPropagationProps } from './karmada-propagation-props';
import { OVERRIDER_CHECKS } from './overrider-checks';
import type { NestedManifest } from '../fleet/nested';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const STAGES = Object.keys(OVERRIDER_CHECKS);

/** The limits of an autoscaler in a cluster, by its kind. */
const LIMITS: Readonly<Record<string, readonly [least: string, most: string]>> = {
  HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'],
  ScaledObject: ['minReplicaCount', 'maxReplicaCount'],
};

/** Applies the overrides as Karmada does, and reports what is wrong with the copy of an object that a cluster gets. */
export function appliedOverrideProblems(
  hub: KarmadaHub, objects: readonly ApiObject[], { overrides = [], spokes }: KarmadaPropagationProps,
): Problem[] {
  const copies = new Map<string, NestedManifest>();
  const copyFor = (object: ApiObject, cluster: string): NestedManifest => {
    const key = `${cluster}/${object.node.path}`;
    const known = copies.get(key) ?? structuredClone(hub.read(object));
    copies.set(key, known);
    return known;
  };
  const problems = new Problems();
  for (const [i, rule] of overrides.entries()) {
    const object = ApiObject.of(rule.target);
    const found = rule.spokes.map((s) => changed(rule, copyFor(object, s.name)));
    // What is wrong in several clusters is reported once.
    problems.within(`overrides[${i}]`, found.find((f) => f.length > 0) ?? []);
  }
  if (!problems.isEmpty) return problems.all;
  const touched = new Set(overrides.map((r) => ApiObject.of(r.target)));
  for (const object of objects) {
    const found = touched.has(object)
      ? spokes.flatMap((s) => copyProblems(hub, object, copyFor(object, s.name), `${titleOf(object)} in ${s.name}`))
      : copyProblems(hub, object, hub.read(object), titleOf(object));
    problems.addAll(found.slice(0, 1));
  }
  return problems.all;
}

/** Applies the overriders of a rule: by their kind, and in their order within a kind. */
function changed({ overriders }: KarmadaOverrideRule, object: NestedManifest): Problem[] {
  const indexed = overriders.map((o, k) => ({ o, k }));
  indexed.sort((a, b) => STAGES.indexOf(a.o._field) - STAGES.indexOf(b.o._field) || a.k - b.k);
  return indexed.flatMap(({ o, k }) => o._change(`overriders[${k}]`, object));
}

/** What is wrong with the copy that a cluster gets; `where` names it in a message. */
function copyProblems(hub: KarmadaHub, object: ApiObject, copy: NestedManifest, where: string): Problem[] {
  const problems = new Problems();
  const autoscaled = hub.isScaledInClusters(object) || hub.isFederated(object);
  if (autoscaled && copy.spec?.replicas !== hub.read(object).spec?.replicas) {
    problems.add({
      code: 'karmada/autoscaled-replicas-overridden',
      field: 'overrides',
      value: where,
      rule: 'must not override replicas that an autoscaler sets',
      why: 'one of the two would have no effect',
      fix: 'override the autoscaler\'s limits',
    });
  }
  problems.addAll(labelProblems(hub, object, copy, where));
  problems.addAll(limitProblems(copy, where));
  if (object.kind === 'PersistentVolumeClaim' && copy.spec?.storageClassName === undefined) {
    problems.add(withoutStorageClass(where));
  }
  return problems.all;
}

function labelProblems(hub: KarmadaHub, object: ApiObject, copy: NestedManifest, where: string): Problem[] {
  const [inClusters, federated] = [hub.isScaledInClusters(object), hub.isFederated(object)];
  // The rule two-autoscalers reports what both scale.
  if (!supportsRetainLabel(object) || inClusters === federated) return [];
  const value = copy.metadata.labels?.[RETAIN_REPLICAS];
  const field = `metadata.labels["${RETAIN_REPLICAS}"] of ${where}`;
  if (federated && value !== undefined) {
    return [{
      code: 'karmada/retain-label-on-federated',
      field,
      value,
      rule: 'must not be on a workload that a FederatedHPA scales',
      why: 'the clusters keep their replicas, while the FederatedHPA goes up to maxReplicas',
      fix: 'remove the label',
    }];
  }
  if (federated || value === 'true') return [];
  return [{
    code: 'karmada/retain-label-missing',
    field,
    value,
    rule: 'must be "true"',
    why: 'Karmada and the autoscaler in the cluster would repeatedly overwrite its replicas',
    fix: 'leave the label to KarmadaPropagation, and define the Deployment before it',
  }];
}

function limitProblems({ kind, spec }: NestedManifest, where: string): Problem[] {
  if (!Object.prototype.hasOwnProperty.call(LIMITS, kind)) return [];
  const [least, most] = LIMITS[kind];
  if (!(spec?.[least] > spec?.[most])) return [];
  return [{
    code: 'karmada/min-above-max',
    field: 'overrides',
    value: `${where}: ${spec[least]}`,
    rule: `must not have ${least} above ${most} (${spec[most]})`,
    why: 'the cluster would reject the object (SyncFailed)',
    fix: 'override both',
  }];
}

/** A PersistentVolumeClaim that leaves its storage class to the cluster. */
export function withoutStorageClass(claim: string): Problem {
  return {
    code: 'karmada/claim-without-storage-class',
    field: 'of',
    value: claim,
    rule: 'must set storageClassName',
    why: 'the cluster fills in its default class, and Karmada repeatedly tries to remove it (SyncFailed)',
    fix: 'set spec.storageClassName',
  };
}
