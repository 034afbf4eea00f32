import { isUnscalable, scaleTargetRefs, verticalTargetRefs, type ScaleTargetRef } from './scale-target-ref';
import { groupKind, namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import { got, put } from '../../kubernetes/label-index';
import { scaleTarget, type Workload } from '../../kubernetes/workload';

/** A target that is not among the objects, and what is. */
export interface MissingTarget {
  readonly ref: ScaleTargetRef;
  /** A workload of that very name, of another kind or in another namespace, that no autoscaler scales. */
  readonly same?: Workload;
  /** A workload of the namespace that no autoscaler scales, and that may be meant. */
  readonly near?: Workload;
}

/** What brings workloads that are in no manifest of the set. */
const BRINGERS = ['HelmRelease', 'HelmChart', 'Application', 'ApplicationSet'];

const SCALED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

const found = new WeakMap<Inventory, readonly MissingTarget[]>();

/** The targets of a set that are not in it, where the set has workloads at all. */
export function missingTargets(inventory: Inventory): readonly MissingTarget[] {
  const known = found.get(inventory) ?? search(inventory);
  found.set(inventory, known);
  return known;
}

function search(inventory: Inventory): MissingTarget[] {
  const workloads = inventory.workloads.filter(({ object, worker }) => worker === undefined && object.kind !== 'Pod');
  // A set of autoscalers alone says nothing of what they scale.
  if (!workloads.some(({ object }) => SCALED.has(object.kind))) return [];
  const generated = new Set(inventory.workloads.filter(({ worker }) => worker).map(keyOfWorkload));
  const lost = [...scaleTargetRefs(inventory), ...verticalTargetRefs(inventory)]
    .filter((ref) => isJudged(ref) && !isThere(inventory, generated, ref));
  // What explains a missing target is looked for only where one is missing: in a large set that takes a while.
  if (lost.length === 0) return [];
  const near = new Neighbours(inventory, workloads);
  const makers = new Makers(inventory);
  const isOpen = BRINGERS.some((kind) => inventory.of(kind).length > 0);
  const missing: MissingTarget[] = [];
  for (const ref of lost) {
    const same = near.ofSameName(ref);
    if (same) missing.push({ ref, same });
    else if (!isOpen && !makers.mayMake(ref)) missing.push({ ref, near: near.ofSimilarName(ref) });
  }
  return missing;
}

/** Whether the target is a built-in workload whose name is written out. */
function isJudged(ref: ScaleTargetRef): boolean {
  const { group, kind = '', name = '' } = ref;
  if (ref.field === 'spec.scaleTargetRef' && isUnscalable(ref)) return false;
  const isWorkload = group === 'apps' && (SCALED.has(kind) || kind === 'DaemonSet');
  return isWorkload && /^[a-z0-9][-a-z0-9.]*$/.test(name);
}

/** Whether the target is among the objects, or Sedna's controller makes it of one. */
function isThere(inventory: Inventory, generated: ReadonlySet<string>, ref: ScaleTargetRef): boolean {
  const { namespace, kind = '', name } = ref;
  return inventory.find(kind, namespace, name) !== undefined || generated.has(`${namespace}/${kind}/${name}`);
}

function keyOfWorkload(workload: Workload): string {
  return `${workload.namespace}/${scaleTarget(workload)}`;
}

/** Extensions whose controllers make workloads named after their objects: `sklearn` makes `sklearn-predictor`. */
class Makers {
  private readonly names = new Map<string, Set<string>>();

  public constructor(inventory: Inventory) {
    for (const object of inventory.objects) {
      const { apiVersion, metadata } = object;
      if (!metadata?.name || !isOfExtension(apiVersion) || NO_MAKERS.has(object.kind)) continue;
      const namespace = namespaceOf(object);
      got(this.names, namespace, () => new Set<string>()).add(metadata.name);
    }
  }

  public mayMake({ namespace, name = '' }: ScaleTargetRef): boolean {
    const names = this.names.get(namespace);
    if (!names) return false;
    const parts = name.split('-');
    return parts.some((_, i) => names.has(parts.slice(0, i + 1).join('-')));
  }
}

/** Kinds of extensions that make no workload. */
const NO_MAKERS = new Set([
  'ScaledObject', 'FederatedHPA', 'CronFederatedHPA', 'VerticalPodAutoscaler', 'PodMonitor', 'ServiceMonitor',
  'PrometheusRule', 'VirtualService', 'DestinationRule', 'Gateway', 'HTTPRoute', 'TriggerAuthentication',
  'PropagationPolicy', 'OverridePolicy',
]);

function isOfExtension(apiVersion: string): boolean {
  const group = groupKind(apiVersion, '').slice(0, -1);
  return group.includes('.') && !group.endsWith('.k8s.io');
}

/** The workloads that no autoscaler scales, by what a target may be taken for. */
class Neighbours {
  private readonly byName = new Map<string, Workload[]>();
  private readonly byLikeness = new Map<string, Workload>();
  private readonly lone = new Map<string, Workload[]>();

  public constructor(private readonly inventory: Inventory, workloads: readonly Workload[]) {
    for (const workload of workloads) {
      const { object: { metadata, kind }, namespace } = workload;
      if (!metadata?.name) continue;
      put(this.byName, metadata.name, workload);
      if (!SCALED.has(kind) || this.isScaled(workload)) continue;
      this.byLikeness.set(`${namespace}/${likeness(metadata.name)}`, workload);
      put(this.lone, namespace, workload);
    }
  }

  public ofSameName({ object, namespace, kind, name = '' }: ScaleTargetRef): Workload | undefined {
    const isVertical = object.kind === 'VerticalPodAutoscaler';
    const candidates = (this.byName.get(name) ?? []).slice(0, 50).filter((w) => isVertical || !this.isScaled(w));
    return candidates.find((w) => w.namespace === namespace && w.object.kind !== kind)
      ?? candidates.find((w) => w.namespace !== namespace && w.object.kind === kind);
  }

  /** One whose name differs by an ending or a hyphen, or the only one that nothing scales. */
  public ofSimilarName({ namespace, name = '' }: ScaleTargetRef): Workload | undefined {
    const lone = this.lone.get(namespace) ?? [];
    return this.byLikeness.get(`${namespace}/${likeness(name)}`) ?? (lone.length === 1 ? lone[0] : undefined);
  }

  private isScaled(workload: Workload): boolean {
    return this.inventory.scaling(workload).length > 0;
  }
}

/** A name without what is often left out: `carts`, `cart` and `cart-deployment` are alike. */
function likeness(name: string): string {
  const short = name.replace(/-(deployment|deploy|statefulset|service|svc|server|app)$/, '');
  return short.replace(/[-.]/g, '').replace(/s$/, '');
}
