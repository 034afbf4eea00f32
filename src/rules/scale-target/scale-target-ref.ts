import { isOfKubernetes } from '../../kubernetes/api-version';
import { groupKind, namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/** What an autoscaler says of its target. */
export interface ScaleTargetRef {
  readonly object: Manifest;
  readonly namespace: string;
  /** Where it stands in the object. */
  readonly field: string;
  readonly group: string;
  /** The version as it is written; KEDA takes a missing one for `apps/v1`. */
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** The built-in kinds with a scale subresource, by group. */
const SCALABLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['ReplicationController']],
  ['apps', ['Deployment', 'ReplicaSet', 'StatefulSet']],
]);

const known = new WeakMap<Inventory, readonly ScaleTargetRef[]>();

/** The targets of HorizontalPodAutoscalers, FederatedHPAs and ScaledObjects. */
export function scaleTargetRefs(inventory: Inventory): readonly ScaleTargetRef[] {
  const refs = known.get(inventory) ?? readRefs(inventory);
  known.set(inventory, refs);
  return refs;
}

function readRefs(inventory: Inventory): ScaleTargetRef[] {
  const found: ScaleTargetRef[] = [];
  for (const { object } of inventory.autoscalers) {
    // Sedna names the target of a worker itself.
    if (object.kind === 'JointInferenceService') continue;
    const { apiVersion, kind, name } = object.spec?.scaleTargetRef ?? {};
    const isKeda = object.kind === 'ScaledObject';
    found.push(targetRef(object, 'spec.scaleTargetRef', {
      apiVersion: apiVersion || (isKeda ? 'apps/v1' : undefined),
      kind: kind || (isKeda ? 'Deployment' : undefined),
      name,
    }));
  }
  return found;
}

/** The targets of VerticalPodAutoscalers. */
export function verticalTargetRefs(inventory: Inventory): ScaleTargetRef[] {
  return inventory.of('VerticalPodAutoscaler').map((object) => (
    targetRef(object, 'spec.targetRef', object.spec?.targetRef ?? {})));
}

interface Named {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
}

function targetRef(object: Manifest, field: string, { apiVersion, kind, name }: Named): ScaleTargetRef {
  const group = groupKind(apiVersion ?? '', '').slice(0, -1);
  return { object, namespace: namespaceOf(object), field, group, apiVersion, kind, name };
}

/** Whether Kubernetes certainly has no scale for what a target names. */
export function isUnscalable({ group, kind, name }: ScaleTargetRef): boolean {
  return !kind || !name || !hasScale(group, kind);
}

/** Whether a kind of a group can be scaled; of kinds that are no part of Kubernetes it is unknown, and may be true. */
export function hasScale(group: string, kind: string): boolean {
  return !isOfKubernetes(group) || SCALABLE.get(group)?.includes(kind) === true;
}

/** The scalable kind that was meant, with its version: of the same name in another group or spelling. */
export function meantKind(kind: string): { readonly apiVersion: string; readonly kind: string } | undefined {
  for (const [group, kinds] of SCALABLE) {
    const found = kinds.find((one) => one.toLowerCase() === kind.toLowerCase());
    if (found) return { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind: found };
  }
  return undefined;
}
