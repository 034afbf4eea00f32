import { isShaped, structureFaults } from './api-fields';
import type { Fault } from './api-types';
import { autoscaler, jointAutoscaler, metricsOf, scaledObject, type Autoscaler } from './autoscaler';
import { groupKind, namespaceOf } from './identity';
import { labelled, put, Selection, SelectionBudget } from './label-index';
import { isEmpty } from './label-selector';
import { possible, withDefaults } from './limit-ranges';
import type { LabelSelector, Manifest } from './manifest';
import { NameIndex } from './name-index';
import { patches, type Patches } from './patch';
import { shapeOf } from './schema/manifest-schema';
import { conform } from './schema/manifest-shape';
import { JOINT_INFERENCE, WORKER_TYPES } from './sedna/api';
import { unpacked } from './unpacked-lists';
import { ObjectVersions } from './versions/object-versions';
import type { TargetVersion } from './versions/target-version';
import { ends, isHook, isWorkload, scaleTarget, withPod, worker, workload, type Workload } from './workload';

/** What makes workloads or autoscalers that are read in their maker already, besides workloads. */
const MAKERS = new Set([`sedna.io/${JOINT_INFERENCE}`, 'keda.sh/ScaledObject']);

/** Kinds that limit the pods of their namespace. */
const POLICIES = ['LimitRange', 'ResourceQuota'] as const;
type Policy = typeof POLICIES[number];

/** How many of a kind are read in a namespace, so that many beside many pods take no time: there are one or two. */
const MOST_POLICIES = 20;

export interface InventoryOptions {
  /** The Kubernetes that the objects are for, such as `1.27`, or that of each; of no object where none is given. */
  readonly kubernetes?: string | ((object: Manifest) => TargetVersion | undefined);
  /** The cluster that an object is applied to, where it is known. */
  readonly clusters?: (object: Manifest) => string | undefined;
}

/**
 * A set of objects, read once and indexed: what the rules, the checks of a fleet and the forecast are functions of. The
 * objects may come from a program or from any YAML.
 */
export class Inventory {
  /** All objects, patches and those inside lists too, with what is read of them in the shape of `schema.ts`. */
  public readonly objects: readonly Manifest[];
  /**
   * What runs pods, without patches of them, and without what another object of the set made (a ReplicaSet of a
   * Deployment). Containers have the requests and limits that LimitRanges of the set give them.
   */
  public readonly workloads: readonly Workload[];
  public readonly autoscalers: readonly Autoscaler[];
  /** The metrics of all autoscalers, in their order. */
  public readonly metrics: ReturnType<typeof metricsOf>;
  /** The joint inference services of Sedna. */
  public readonly jointServices: readonly Manifest[];

  private readonly byKind = new Map<string, Manifest[]>();
  private readonly names: NameIndex;
  private readonly given = new Map<Manifest, Manifest>();
  private readonly faults = new Map<Manifest, readonly Fault[]>();
  private readonly ofObject = new Map<Manifest, Workload>();
  private readonly scalers = new Map<Workload, Autoscaler[]>();
  private readonly models = new Map<string, Manifest[]>();
  private readonly policies = new Map<string, Manifest[]>();
  private readonly patches: Patches;
  private readonly budget: SelectionBudget;
  private readonly pods: Selection<Workload>;
  private labelledServices?: Selection<Manifest>;
  /** The Kubernetes that the objects are for. */
  public readonly versions: ObjectVersions<Manifest>;
  private readonly clusters: (object: Manifest) => string | undefined;

  public constructor(given: readonly unknown[], options: InventoryOptions = {}) {
    this.versions = new ObjectVersions(options.kubernetes, (object: Manifest) => this.original(object));
    this.clusters = options.clusters ?? (() => undefined);
    this.names = new NameIndex(this.byKind, (object) => this.isBesideWhole(object));
    this.objects = unpacked(given).map((object) => this.read(object));
    this.patches = patches(this.objects, (object) => this.original(object));
    this.budget = new SelectionBudget(this.objects.length);
    for (const object of this.objects) put(this.byKind, object.kind, object);
    this.jointServices = this.of(JOINT_INFERENCE).filter((o) => o.apiVersion.startsWith('sedna.io/'));
    for (const model of this.of('Model')) {
      if (model.apiVersion.startsWith('sedna.io/')) put(this.models, String(model.metadata?.name), model);
    }
    for (const kind of POLICIES) {
      for (const policy of this.of(kind)) {
        const key = `${kind}/${namespaceOf(policy)}`;
        if ((this.policies.get(key)?.length ?? 0) < MOST_POLICIES) put(this.policies, key, policy);
      }
    }
    const workers = this.jointServices.flatMap((o) => WORKER_TYPES.map((type) => this.limited(worker(o, type))));
    const own = this.objects.filter((o) => isWorkload(o) && !this.isMade(o) && !this.isBesideWhole(o));
    this.workloads = [...own.map((o) => this.limited(workload(o))), ...workers];
    for (const found of this.workloads) if (found.worker === undefined) this.ofObject.set(found.object, found);
    this.autoscalers = this.readAutoscalers(workers);
    for (const found of this.autoscalers) if (found.target) put(this.scalers, found.target, found);
    this.metrics = metricsOf(this.autoscalers);
    // Hooks and tests of Helm have the labels of their chart, and run for a moment: no selector means them.
    const lasting = this.workloads.filter((item) => !isHook(item));
    const pods = lasting.map((item) => ({ item, namespace: item.namespace, labels: item.podLabels }));
    this.pods = new Selection(pods, this.budget);
  }

  /** The cluster that an object of the set is applied to; undefined where nothing says so. */
  public clusterOf(object: Manifest): string | undefined {
    return this.clusters(this.original(object));
  }

  private read(object: Manifest): Manifest {
    const faults = structureFaults(object);
    const read = isShaped(object, faults) ? object : conform(object, shapeOf(object.kind));
    if (read !== object) this.given.set(read, object);
    if (faults.length > 0) this.faults.set(read, faults);
    return read;
  }

  /** The LimitRanges, or the ResourceQuotas, that the API server reads when it creates the pods of a workload. */
  public policiesOn({ object, namespace }: Workload, kind: Policy): readonly Manifest[] {
    const policies = this.policies.size > 0 ? this.policies.get(`${kind}/${namespace}`) : undefined;
    if (!policies) return [];
    const cluster = this.clusterOf(object);
    return policies.filter((policy) => {
      const other = this.clusterOf(policy);
      return policy.apiVersion === 'v1' && (cluster === undefined || other === undefined || cluster === other);
    });
  }

  private limited(found: Workload): Workload {
    return withPod(found, withDefaults(possible(found.pod), this.policiesOn(found, 'LimitRange')));
  }

  private readAutoscalers(workers: readonly Workload[]): Autoscaler[] {
    const targets = new Map(this.workloads.map((w) => [`${w.namespace}/${scaleTarget(w)}`, w]));
    const found: Autoscaler[] = [];
    for (const object of [...this.of('HorizontalPodAutoscaler'), ...this.of('FederatedHPA')]) {
      if (!this.isMade(object) && !this.isBesideWhole(object)) found.push(autoscaler(object, targets));
    }
    for (const object of this.of('ScaledObject')) {
      if (!object.apiVersion.startsWith('keda.sh/') || this.isBesideWhole(object)) continue;
      found.push(scaledObject(object, targets));
    }
    for (const scaled of workers) {
      const own = jointAutoscaler(scaled);
      if (own) found.push(own);
    }
    return found;
  }

  /** Whether a controller made an object of another one that is here too: it would be counted twice. */
  private isMade(object: Manifest): boolean {
    return object.metadata?.ownerReferences?.some(({ kind, name }) => {
      const owner = kind === undefined ? undefined : this.find(kind, namespaceOf(object), name);
      return owner !== undefined && (isWorkload(owner) || MAKERS.has(groupKind(owner.apiVersion, owner.kind)));
    }) === true;
  }

  /** The object as it was given. */
  public original(object: Manifest): Manifest {
    return this.given.get(object) ?? object;
  }

  /** What the API server would not take of an object, as it was given. */
  public faultsOf(object: Manifest): readonly Fault[] {
    return this.faults.get(object) ?? [];
  }

  /** The objects of which the API server would not take something. */
  public get faulty(): readonly Manifest[] {
    return this.faults.size === 0 ? [] : this.objects.filter((object) => this.faults.has(object));
  }

  /** Whether an object is a part of another one, which a tool such as kustomize merges into it. */
  public isPatch(object: Manifest): boolean {
    return this.patches.all.has(this.original(object));
  }

  /** Whether what an object is a part of is among the objects too. */
  private isBesideWhole(object: Manifest): boolean {
    return this.patches.besideWhole.has(this.original(object));
  }

  /** The kinds of which there are objects. */
  public get kinds(): Iterable<string> {
    return this.byKind.keys();
  }

  /** The objects of a kind, of whatever group. */
  public of(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The first object of a kind, a namespace (empty for a cluster-wide kind) and a name. */
  public find(kind: string, namespace: string, name: string | undefined): Manifest | undefined {
    return name === undefined ? undefined : this.names.find(kind, namespace, name);
  }

  public configMap(namespace: string, name: string | undefined): Manifest | undefined {
    return this.find('ConfigMap', namespace, name);
  }

  /** The models of Sedna of a name, in whatever namespace. */
  public sednaModels(name: string): readonly Manifest[] {
    return this.models.get(name) ?? [];
  }

  /** The workload that an object is; undefined for another kind, or for several workloads. */
  public workloadOf(object: Manifest): Workload | undefined {
    return this.ofObject.get(object);
  }

  /** The autoscalers of a workload. */
  public scaling(scaled: Workload): readonly Autoscaler[] {
    return this.scalers.get(scaled) ?? [];
  }

  /** Gives the next rule all of the work that its selections may be. */
  public startRule(): void {
    this.budget.renew();
  }

  /**
   * Whether very many broad selectors over very many objects were more than a rule may look at: it does not know all
   * that they select, so what it found since `startRule` counts for nothing.
   */
  public get isCut(): boolean {
    return this.budget.isUsedUp;
  }

  /** The workloads whose pods a Service sends to: those of Jobs and tests, which end, are not meant. */
  public behind(service: Manifest): readonly Workload[] {
    return this.pickedBy(service).filter((w) => !ends(w));
  }

  /** The workloads whose pods the selector of a Service picks, also those that end. */
  public pickedBy(service: Manifest): readonly Workload[] {
    return this.pods.selectFor(service, namespaceOf(service), { matchLabels: service.spec?.selector });
  }

  /**
   * The workloads whose pods a monitor of Prometheus scrapes: by their labels, or as endpoints of the Services that it
   * selects.
   */
  public watched(monitor: Manifest): readonly Workload[] {
    if (monitor.kind !== 'PodMonitor') return this.watchedServices(monitor).flatMap((s) => this.behind(s));
    return placesOf(monitor).flatMap((namespace) => this.pods.select(namespace, monitor.spec?.selector));
  }

  /** The Services that a ServiceMonitor selects; an empty or missing selector selects none here. */
  public watchedServices(monitor: Manifest): readonly Manifest[] {
    this.labelledServices ??= new Selection(this.of('Service').map(labelled), this.budget);
    return placesOf(monitor).flatMap((namespace) => this.labelledServices!.select(namespace, monitor.spec?.selector));
  }

  /** The workloads whose pods a budget guards: an empty selector of policy/v1 picks all of its namespace. */
  public guarded(budget: Manifest): readonly Workload[] {
    const selector: LabelSelector | undefined = budget.spec?.selector;
    const namespace = namespaceOf(budget);
    if (budget.apiVersion === 'policy/v1' && selector && isEmpty(selector)) return this.inNamespace(namespace);
    return this.pods.selectFor(budget, namespace, selector);
  }

  /** The workloads whose pods the selector of a workload picks; an empty or missing selector picks none here. */
  public selectedBy(selecting: Pick<Workload, 'namespace' | 'selector'>): readonly Workload[] {
    return this.pods.selectFor(selecting, selecting.namespace, selecting.selector);
  }

  public inNamespace(namespace: string): readonly Workload[] {
    return this.pods.within(namespace);
  }
}

/** The namespaces in which a monitor looks; undefined for all. */
function placesOf(monitor: Manifest): ReadonlyArray<string | undefined> {
  const { any, matchNames = [] } = monitor.spec?.namespaceSelector ?? {};
  if (any) return [undefined];
  return matchNames.length > 0 ? [...new Set<string>(matchNames)] : [namespaceOf(monitor)];
}

export type { Autoscaler } from './autoscaler';
export type { Workload } from './workload';
export { isEmpty, picks } from './label-selector';
export { identity, namespaceOf } from './identity';
