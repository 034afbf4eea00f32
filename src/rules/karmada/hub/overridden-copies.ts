import { onHub } from './hub-defaults';
import { compare, KarmadaHub, policiesOf } from './karmada-hub';
import type { Misfit } from './misfit';
import { applyTo, misfitOf, overridersOf, type Overrider } from './overriders';
import { clustersOf, isByName, namesOf } from './replica-scheduling';
import { ResourceSelectors } from './resource-selectors';
import type { Inventory } from '../../../kubernetes/inventory';
import { SelectionBudget } from '../../../kubernetes/label-index';
import type { Manifest } from '../../../kubernetes/manifest';

/** An overrider of a policy. */
export interface OverriderPlace {
  readonly policy: Manifest;
  readonly field: string;
}

/** What some clusters get of an object. */
export interface Copy {
  /** None where no policy overrides it: then it is the object itself. */
  readonly clusters: readonly string[];
  readonly manifest: Manifest;
  /** What changed its replicas, if anything did. */
  readonly replicas?: OverriderPlace;
}

/** An overrider that does not fit an object. */
export interface MisfitPlace extends OverriderPlace {
  readonly object: Manifest;
  readonly misfit: Misfit;
}

/** The overriders that a rule of a policy applies in some clusters. */
interface Applied {
  readonly policy: Manifest;
  readonly rule: number;
  readonly overriders: readonly Overrider[];
  /** Undefined for all clusters. */
  readonly clusters?: readonly string[];
}

/** Clusters to which the same rules apply. */
interface Group {
  readonly clusters: string[];
  readonly rules: readonly Applied[];
}

const KNOWN = new WeakMap<Inventory, OverriddenCopies>();
/** Any cluster that no rule names. */
const OTHERS = 'other clusters';

/**
 * What clusters get of the objects of a hub: Karmada applies each ClusterOverridePolicy, then each OverridePolicy, in
 * the order of their names. Where an overrider does what is not known here, there are no copies to judge.
 */
export class OverriddenCopies {
  public static of(inventory: Inventory): OverriddenCopies {
    const known = KNOWN.get(inventory) ?? new OverriddenCopies(inventory);
    KNOWN.set(inventory, known);
    return known;
  }

  private readonly hub: KarmadaHub;
  private readonly policies: ResourceSelectors;
  private readonly rules = new Map<Manifest, readonly Applied[] | undefined>();
  private readonly copies = new Map<Manifest, readonly Copy[]>();
  private readonly found: MisfitPlace[] = [];
  /** Many overrides of many objects would be the product of both. */
  private readonly budget: SelectionBudget;
  private judged = false;

  private constructor(inventory: Inventory) {
    this.hub = KarmadaHub.of(inventory);
    this.budget = new SelectionBudget(inventory.objects.length);
    this.policies = new ResourceSelectors([
      ...byName(policiesOf(inventory, 'ClusterOverridePolicy')), ...byName(policiesOf(inventory, 'OverridePolicy')),
    ], true);
  }

  /** What the clusters of a policy get of an object that it propagates. */
  public copiesOf(object: Manifest, propagation: Manifest): readonly Copy[] {
    const known = this.copies.get(object) ?? this.made(object, propagation);
    this.copies.set(object, known);
    return known;
  }

  /** The overriders that do not fit what they select, each once. */
  public get misfits(): readonly MisfitPlace[] {
    if (this.judged) return this.found;
    this.judged = true;
    for (const policy of this.hub.policies) {
      for (const object of this.hub.propagatedBy(policy)) this.copiesOf(object, policy);
    }
    const seen = new Set<string>();
    const first = this.found.filter(({ policy, field, misfit }) => {
      const key = `${policy.kind}/${policy.metadata?.namespace}/${policy.metadata?.name} ${field} ${misfit.is}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    this.found.splice(0, this.found.length, ...first);
    return this.found;
  }

  private made(object: Manifest, propagation: Manifest): readonly Copy[] {
    const { by, more } = this.policies.of(object);
    if (by.length === 0 && !more) return [{ clusters: [], manifest: object }];
    const applied: Applied[] = [];
    for (const { policy } of by) {
      const rules = this.rulesOf(policy);
      if (rules === undefined || more) return [];
      applied.push(...rules);
    }
    const copies: Copy[] = [];
    for (const { clusters, rules } of this.groups(applied, clustersOf(propagation))) {
      const copy = rules.length === 0 ? { manifest: object } : this.overridden(object, rules);
      if (copy === undefined) return [];
      copies.push({ ...copy, clusters });
    }
    return copies;
  }

  /** The clusters that get the same, and the rules that apply there; none when that is too much to look at. */
  private groups(applied: readonly Applied[], own: readonly string[] | undefined): readonly Group[] {
    const named = own ?? [...new Set(applied.flatMap((rule) => rule.clusters ?? [])), OTHERS];
    if (!this.budget.take(named.length * applied.length)) return [];
    const groups = new Map<string, Group>();
    const sets = applied.map(({ clusters }) => (clusters ? new Set(clusters) : undefined));
    for (const cluster of named) {
      const valid = [...applied.keys()].filter((i) => sets[i]?.has(cluster) ?? true);
      const group = groups.get(valid.join()) ?? { clusters: [], rules: valid.map((i) => applied[i]) };
      group.clusters.push(cluster);
      groups.set(valid.join(), group);
    }
    return [...groups.values()];
  }

  /** Applies rules as Karmada does; undefined where one does not fit, or where that is too much to look at. */
  private overridden(object: Manifest, rules: readonly Applied[]): Omit<Copy, 'clusters'> | undefined {
    if (!this.budget.take(8)) return undefined;
    const manifest = onHub(object);
    let replicas: OverriderPlace | undefined;
    let fits = true;
    for (const { policy, rule, overriders } of rules) {
      for (const overrider of overriders) {
        const place = { policy, field: `spec.overrideRules[${rule}].overriders.${overrider.field}` };
        const misfit = misfitOf(overrider, manifest);
        if (misfit) {
          this.found.push({ ...place, object, misfit });
          fits = false;
          continue;
        }
        const before = manifest.spec?.replicas;
        applyTo(manifest, overrider);
        if (manifest.spec?.replicas !== before) replicas = place;
      }
    }
    return fits ? { manifest, replicas } : undefined;
  }

  private rulesOf(policy: Manifest): readonly Applied[] | undefined {
    if (this.rules.has(policy)) return this.rules.get(policy);
    const rules = readRules(policy);
    this.rules.set(policy, rules);
    return rules;
  }
}

/** The rules of an override policy; undefined where one of them does what is not known here. */
function readRules(policy: Manifest): readonly Applied[] | undefined {
  const { overrideRules = [], overriders: old, targetCluster: target } = policy.spec ?? {};
  if (old !== undefined || target !== undefined) return undefined;
  const rules: Applied[] = [];
  for (const [rule, { targetCluster = {}, overriders = {} }] of overrideRules.entries()) {
    const read = overridersOf(overriders);
    if (read === undefined || !isByName(targetCluster)) return undefined;
    rules.push({ policy, rule, overriders: read, clusters: namesOf(targetCluster) });
  }
  return rules;
}

function byName(policies: readonly Manifest[]): Manifest[] {
  return [...policies].sort((a, b) => compare(a.metadata?.name ?? '', b.metadata?.name ?? ''));
}

/** Where a copy goes, for a message: ` in sh`; empty where all clusters get the same. */
export function inClusters({ clusters }: Copy): string {
  return clusters.length === 0 ? '' : ` in ${clusters.join(', ')}`;
}
