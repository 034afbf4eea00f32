import { conform } from './conform';
import type { Labels, LabelSelector, Manifest } from './manifest';
import { shapeOf } from './schema';
import { autoscaler, jointAutoscaler, namespaceOf, scaledObject, scaleTarget, worker, workload, type Autoscaler, type Workload } from './workload';
import { JOINT_INFERENCE, WORKER_TYPES } from './sedna-generated';

export type { Autoscaler, Workload } from './workload';
export { namespaceOf } from './workload';

const WORKLOADS = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', 'batch/Job', 'batch/CronJob', '/Pod']);

const READ = new Set([
  'HorizontalPodAutoscaler', 'FederatedHPA', 'ScaledObject', 'PodMonitor', 'ServiceMonitor', 'PodDisruptionBudget', 'Service', 'ConfigMap', JOINT_INFERENCE, 'Model', 'Role', 'ClusterRole', 'RoleBinding',
  'ClusterRoleBinding',
]);

/** The kinds whose whole content the rules read; of any other object they need only the name. */
export function isRead(apiVersion: string, kind: string): boolean {
  return WORKLOADS.has(groupKind(apiVersion, kind)) || READ.has(kind);
}

/** A set of objects, read once and indexed: what the rules are functions of. */
export class Inventory {
  public readonly workloads: readonly Workload[];
  public readonly autoscalers: readonly Autoscaler[];
  /** The joint inference services of Sedna. */
  public readonly jointServices: readonly Manifest[];
  private readonly byNamespace = new Map<string, Workload[]>();
  /** By namespace and one label, so that a large namespace is never compared pair by pair. */
  private readonly byLabel = new Map<string, Workload[]>();
  private readonly byName = new Map<string, Manifest>();
  private readonly services = new Map<Manifest, readonly Workload[]>();
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly models = new Map<string, Manifest[]>();
  /** Services by namespace and one of their own labels. */
  private labelledServices?: Map<string, Manifest[]>;

  public readonly objects: readonly Manifest[];

  /** The object that was given, of each that was read. */
  private readonly given = new Map<Manifest, Manifest>();

  /**
   * @param given objects from anywhere
   * @param conforming whether they are known to have the shape that the rules read
   */
  public constructor(given: readonly Manifest[], conforming: boolean = false) {
    this.objects = conforming ? given : given.flatMap((g) => this.read(g));
    for (const o of this.objects) {
      put(this.byKind, o.kind, o);
      if (o.kind === 'ConfigMap') this.byName.set(identity(o), o);
    }
    this.jointServices = this.of(JOINT_INFERENCE).filter((o) => o.apiVersion.startsWith('sedna.io/'));
    for (const m of this.of('Model')) if (m.apiVersion.startsWith('sedna.io/')) put(this.models, String(m.metadata?.name), m);
    const scaledObjects = this.of('ScaledObject').filter((o) => o.apiVersion.startsWith('keda.sh/'));
    const makers = new Set([...this.jointServices, ...scaledObjects].map((o) => `${o.kind}/${namespaceOf(o)}/${o.metadata?.name}`));
    // What Sedna or KEDA made of an object that is here too would be counted twice.
    const isMade = (o: Manifest) => o.metadata?.ownerReferences?.some(({ kind, name }) => makers.has(`${kind}/${namespaceOf(o)}/${name}`));
    const workers = this.jointServices.flatMap((o) => WORKER_TYPES.map((type) => worker(o, type)));
    this.workloads = [...this.objects.filter((o) => WORKLOADS.has(groupKind(o.apiVersion, o.kind)) && !isMade(o)).map(workload), ...workers];
    const targets = new Map<string, Workload>();
    for (const w of this.workloads) {
      targets.set(`${w.namespace}/${scaleTarget(w)}`, w);
      put(this.byNamespace, w.namespace, w);
      for (const [key, value] of Object.entries(w.podLabels)) put(this.byLabel, `${w.namespace}/${key}=${value}`, w);
    }
    this.autoscalers = [
      ...[...this.of('HorizontalPodAutoscaler'), ...this.of('FederatedHPA')].filter((o) => !isMade(o)).map((object) => autoscaler(object, targets)),
      ...scaledObjects.map((object) => scaledObject(object, targets)),
      ...workers.flatMap(jointAutoscaler),
    ];
  }

  /** The models of Sedna of a name, in whatever namespace. */
  public sednaModels(name: string): readonly Manifest[] {
    return this.models.get(name) ?? [];
  }

  private read(given: Manifest): Manifest[] {
    if (typeof given?.apiVersion !== 'string' || typeof given.kind !== 'string') return [];
    const read = conform(given, shapeOf(given.kind));
    this.given.set(read, given);
    return [read];
  }

  /** The object as it was given. */
  public original(object: Manifest): Manifest {
    return this.given.get(object) ?? object;
  }

  public of(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? [];
  }

  public configMap(namespace: string, name: string | undefined): Manifest | undefined {
    return this.byName.get(`/ConfigMap/${namespace}/${name}`);
  }

  /** The workloads whose pods a Service sends to. */
  public behind(service: Manifest): readonly Workload[] {
    const known = this.services.get(service);
    if (known) return known;
    const found = this.selected(namespaceOf(service), { matchLabels: service.spec?.selector });
    this.services.set(service, found);
    return found;
  }

  /** The workloads whose pods a monitor of Prometheus asks: by their labels, or as endpoints of the Services that it selects. */
  public watched(monitor: Manifest): readonly Workload[] {
    if (monitor.kind !== 'PodMonitor') return this.watchedServices(monitor).flatMap((s) => this.behind(s));
    return this.lookedInto(monitor).flatMap((namespace) => this.selected(namespace, monitor.spec?.selector));
  }

  /** The Services that a ServiceMonitor selects; an empty or missing selector selects none here. */
  public watchedServices(monitor: Manifest): readonly Manifest[] {
    const selector: LabelSelector = monitor.spec?.selector ?? {};
    const [label] = Object.entries(selector.matchLabels ?? {});
    if (isEmpty(selector)) return [];
    if (!this.labelledServices) {
      this.labelledServices = new Map();
      for (const s of this.of('Service')) {
        put(this.labelledServices, namespaceOf(s), s);
        for (const [key, value] of Object.entries(s.metadata?.labels ?? {})) put(this.labelledServices, `${namespaceOf(s)}/${key}=${value}`, s);
      }
    }
    const found = this.lookedInto(monitor).flatMap((namespace) => this.labelledServices!.get(label ? `${namespace}/${label[0]}=${label[1]}` : namespace) ?? []);
    return found.filter((s) => picks(selector, s.metadata?.labels ?? {}));
  }

  /** The namespaces in which a monitor looks. */
  private lookedInto(monitor: Manifest): readonly string[] {
    const { any, matchNames = [] } = monitor.spec?.namespaceSelector ?? {};
    if (any) return this.namespaces;
    return matchNames.length > 0 ? matchNames : [namespaceOf(monitor)];
  }

  /** The workloads of a namespace whose pods a budget of policy/v1 guards: an empty selector picks them all. */
  public guarded(budget: Manifest): readonly Workload[] {
    const selector: LabelSelector | undefined = budget.spec?.selector;
    const namespace = namespaceOf(budget);
    if (budget.apiVersion === 'policy/v1' && selector && isEmpty(selector)) return this.inNamespace(namespace);
    return this.selected(namespace, selector);
  }

  /** The workloads of a namespace whose pods a selector picks; an empty or missing selector picks none here. */
  public selected(namespace: string, selector: LabelSelector | undefined): Workload[] {
    if (!selector || isEmpty(selector)) return [];
    const lists = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => this.byLabel.get(`${namespace}/${key}=${value}`) ?? []);
    const candidates = lists.reduce((a, b) => (a.length <= b.length ? a : b), this.byNamespace.get(namespace) ?? []);
    return candidates.filter((w) => picks(selector, w.podLabels));
  }

  public inNamespace(namespace: string): readonly Workload[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  public get namespaces(): string[] {
    return [...this.byNamespace.keys()];
  }
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** What the API server takes for the same object: group, kind, namespace and name. */
export function identity(object: Manifest): string {
  return `${groupKind(object.apiVersion, object.kind)}/${namespaceOf(object)}/${object.metadata?.name}`;
}

export function isEmpty(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/** Whether a label selector picks a pod with these labels. */
export function picks(selector: LabelSelector, labels: Labels): boolean {
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
    && (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
      const has = Object.prototype.hasOwnProperty.call(labels, key);
      switch (operator) {
        case 'In': return has && (values ?? []).includes(labels[key]);
        case 'NotIn': return !has || !(values ?? []).includes(labels[key]);
        case 'Exists': return has;
        case 'DoesNotExist': return !has;
        default: return false;
      }
    });
}

function groupKind(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  return `${slash < 0 ? '' : apiVersion.slice(0, slash)}/${kind}`;
}
