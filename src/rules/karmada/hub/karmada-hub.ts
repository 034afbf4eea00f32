import { ScaleTargets } from './autoscalers-by-target';
import { servedAcrossClusters } from './multi-cluster-services';
import { ResourceSelectors, type Selected } from './resource-selectors';
import { identity, isOfKarmada, namespaceOf } from '../../../kubernetes/identity';
import type { Inventory } from '../../../kubernetes/inventory';
import { put } from '../../../kubernetes/label-index';
import type { Manifest } from '../../../kubernetes/manifest';

const HUBS = new WeakMap<Inventory, KarmadaHub>();
const NOTHING: Selected = { by: [], more: false };

/** What a control plane of Karmada makes of a set of objects: each index once, when a rule asks for it. */
export class KarmadaHub {
  public static of(inventory: Inventory): KarmadaHub {
    const known = HUBS.get(inventory) ?? new KarmadaHub(inventory);
    HUBS.set(inventory, known);
    return known;
  }

  /** The propagation policies, in the order in which Karmada takes them where several select one object. */
  public readonly policies: readonly Manifest[];

  private readonly selectors: ResourceSelectors;
  private readonly selections = new Map<Manifest, Selected>();
  private readonly scripts = new Set<string>();
  private propagated?: Map<Manifest, Manifest[]>;
  private targets?: ScaleTargets;
  private servedAcross?: ReadonlySet<Manifest>;
  private schedules?: Map<string, Manifest[]>;

  private constructor(private readonly inventory: Inventory) {
    this.policies = inPrecedence([
      ...policiesOf(inventory, 'PropagationPolicy'), ...policiesOf(inventory, 'ClusterPropagationPolicy'),
    ]);
    this.selectors = new ResourceSelectors(this.policies);
    for (const { spec } of inventory.of('ResourceInterpreterCustomization')) {
      const { target, customizations = {} } = spec ?? {};
      for (const operation of Object.keys(customizations)) {
        this.scripts.add(`${target?.apiVersion} ${target?.kind} ${operation}`);
      }
    }
  }

  /** The policies that select an object; Karmada applies the first. */
  public selecting(object: Manifest): Selected {
    if (this.policies.length === 0 || isOfKarmada(object.apiVersion)) return NOTHING;
    const known = this.selections.get(object) ?? this.selectors.of(object);
    this.selections.set(object, known);
    return known;
  }

  /** The policy by which an object is propagated. */
  public policyOf(object: Manifest): Manifest | undefined {
    return this.selecting(object).by[0]?.policy;
  }

  /** What a policy propagates, of what is here: not what another policy takes first. */
  public propagatedBy(policy: Manifest): readonly Manifest[] {
    return this.byPolicy.get(policy) ?? [];
  }

  /** Each policy and what it propagates, of what is here. */
  private get byPolicy(): Map<Manifest, Manifest[]> {
    if (this.propagated) return this.propagated;
    this.propagated = new Map();
    const seen = new Set<string>();
    for (const object of this.policies.length === 0 ? [] : this.inventory.objects) {
      const policy = this.policyOf(object);
      // An object that is there twice is reported by the rule duplicate-object.
      if (policy === undefined || seen.has(identity(object))) continue;
      seen.add(identity(object));
      put(this.propagated, policy, object);
    }
    return this.propagated;
  }

  /** What sets the limits of a FederatedHPA at certain times. */
  public schedulesOf(federated: Manifest): readonly Manifest[] {
    if (!this.schedules) {
      this.schedules = new Map();
      for (const schedule of this.inventory.of('CronFederatedHPA')) {
        const { kind, name } = schedule.spec?.scaleTargetRef ?? {};
        if (kind === federated.kind) put(this.schedules, `${namespaceOf(schedule)}/${name}`, schedule);
      }
    }
    return this.schedules.get(`${namespaceOf(federated)}/${federated.metadata?.name}`) ?? [];
  }

  /**
   * Whether a Service of a workload sends requests to the pods of other clusters too, so that a cluster without a
   * replica still answers.
   */
  public isServedAcrossClusters(object: Manifest): boolean {
    this.servedAcross ??= servedAcrossClusters(this.inventory);
    return this.servedAcross.has(object);
  }

  public get scaling(): ScaleTargets {
    this.targets ??= new ScaleTargets(this.inventory.autoscalers);
    return this.targets;
  }

  /**
   * Whether Karmada has a script of this set for an operation on a kind; a webhook may interpret any kind, so it counts
   * as one.
   */
  public isInterpreted({ apiVersion, kind }: Manifest, operation: 'retention' | 'replicaRevision'): boolean {
    if (this.inventory.of('ResourceInterpreterWebhookConfiguration').length > 0) return true;
    return this.scripts.has(`${apiVersion} ${kind} ${operation}`);
  }
}

/** Policies of Karmada: other APIs may have kinds of the same names. */
export function policiesOf(inventory: Inventory, kind: string): Manifest[] {
  return inventory.of(kind).filter((o) => o.apiVersion.startsWith('policy.karmada.io/'));
}

/** A PropagationPolicy comes before a ClusterPropagationPolicy, and then the name decides. */
function inPrecedence(policies: readonly Manifest[]): Manifest[] {
  return [...policies].sort((a, b) => rank(a) - rank(b) || compare(nameOf(a), nameOf(b)));
}

function rank({ kind }: Manifest): number {
  return kind === 'PropagationPolicy' ? 0 : 1;
}

function nameOf({ metadata }: Manifest): string {
  return metadata?.name ?? '';
}

/** In the order of the bytes, whatever the locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
