import { conform } from './conform';
import type { Container, Labels, LabelSelector, Manifest, PodSpec } from './manifest';
import { shapeOf } from './shapes';

/** A workload with a pod template, and what the rules ask of it. */
export interface Workload {
  readonly object: Manifest;
  readonly namespace: string;
  readonly replicas?: number;
  readonly selector?: LabelSelector;
  readonly podLabels: Labels;
  readonly pod: PodSpec;
  /** The containers that run beside each other: the regular ones and the init containers that never end (native sidecars). */
  readonly containers: readonly Container[];
}

/** An autoscaler and the workload that it scales, where that is among the objects. */
export interface Autoscaler {
  readonly object: Manifest;
  readonly namespace: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly any[];
  /** The path of a metric in the object: autoscaling/v1 has one, of CPU. */
  readonly metricPath: (index: number) => string;
  readonly target?: Workload;
  /** `<kind>/<name>` of the target, whether it is among the objects or not. */
  readonly targetRef: string;
}

const WORKLOADS = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', 'batch/Job', 'batch/CronJob', '/Pod']);

/** The kinds whose whole content the rules read; of any other object they need only the name. */
export function isRead(apiVersion: string, kind: string): boolean {
  return WORKLOADS.has(groupKind(apiVersion, kind)) || ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Service', 'ConfigMap'].includes(kind);
}

/** A set of objects, read once and indexed: what the rules are functions of. */
export class Facts {
  public readonly workloads: readonly Workload[];
  public readonly autoscalers: readonly Autoscaler[];
  private readonly byNamespace = new Map<string, Workload[]>();
  /** By namespace and one label, so that a large namespace is never compared pair by pair. */
  private readonly byLabel = new Map<string, Workload[]>();
  private readonly byName = new Map<string, Manifest>();
  private readonly services = new Map<Manifest, readonly Workload[]>();
  private readonly byKind = new Map<string, Manifest[]>();

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
    this.workloads = this.objects.filter((o) => WORKLOADS.has(groupKind(o.apiVersion, o.kind))).map(workload);
    const targets = new Map<string, Workload>();
    for (const w of this.workloads) {
      targets.set(`${w.namespace}/${w.object.kind}/${w.object.metadata?.name}`, w);
      put(this.byNamespace, w.namespace, w);
      for (const [key, value] of Object.entries(w.podLabels)) put(this.byLabel, `${w.namespace}/${key}=${value}`, w);
    }
    this.autoscalers = this.of('HorizontalPodAutoscaler').map((object) => {
      const { scaleTargetRef = {}, minReplicas = 1, maxReplicas = 0, metrics } = object.spec ?? {};
      const targetRef = `${scaleTargetRef.kind}/${scaleTargetRef.name}`;
      const namespace = namespaceOf(object);
      const target = targets.get(`${namespace}/${targetRef}`);
      const v1 = object.apiVersion === 'autoscaling/v1';
      const metricPath = (index: number) => (v1 ? 'spec.targetCPUUtilizationPercentage' : `spec.metrics[${index}]`);
      return {
        object,
        namespace,
        minReplicas,
        maxReplicas,
        metrics: metrics?.length > 0 ? metrics : defaultMetrics(object),
        metricPath,
        targetRef,
        target,
      };
    });
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

export function namespaceOf(object: Manifest): string {
  return object.metadata?.namespace ?? 'default';
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

function workload(object: Manifest): Workload {
  const outer = object.kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec;
  const template = object.kind === 'Pod' ? object : outer?.template;
  const pod: PodSpec = template?.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    replicas: outer?.replicas,
    selector: object.kind === 'Pod' ? undefined : outer?.selector,
    podLabels: template?.metadata?.labels ?? {},
    pod,
    containers: [...(pod.containers ?? []), ...(pod.initContainers ?? []).filter((c) => c.restartPolicy === 'Always')],
  };
}

/** autoscaling/v1 knows one metric, and v2 fills in the same when none is given. */
function defaultMetrics(object: Manifest): any[] {
  const percent = object.spec?.targetCPUUtilizationPercentage ?? 80;
  return [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } }];
}
