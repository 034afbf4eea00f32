import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { identityOf, isClusterWide, nested, type NestedManifest } from '../fleet/nested';
import { oncePerPass } from '../app/validator';

const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'FederatedHPA']);
/** Who picks pods by their labels, and where the labels are. */
const SELECTING: Readonly<Record<string, (spec: any) => Record<string, string> | undefined>> = {
  Service: (spec) => spec.selector,
  PodDisruptionBudget: (spec) => spec.selector?.matchLabels,
  NetworkPolicy: (spec) => spec.podSelector?.matchLabels,
};
const POLICIES = new Set(['PropagationPolicy', 'ClusterPropagationPolicy']);

/** What an autoscaler of the app scales. */
export interface ScalesWhat {
  readonly object: ApiObject;
  readonly federated: boolean;
}

/** What a policy of the app picks by less than a name and a namespace. */
interface Picks {
  readonly policy: ApiObject;
  readonly selectors: ReadonlyArray<Record<string, any>>;
}

/** The whole app, as far as Karmada's objects depend on it: read once in each pass, and only when it is asked for. */
export class KarmadaHub {
  /** What is known of the app that a construct is in. */
  public static of(construct: IConstruct): KarmadaHub {
    return oncePerPass(construct, KarmadaHub, () => new KarmadaHub(construct.node.root));
  }

  private readonly byKind = new Map<string, ApiObject[]>();
  private readonly byName = new Map<string, ApiObject>();
  private readonly rendered = new Map<ApiObject, NestedManifest>();
  private known?: Map<string, ScalesWhat[]>;
  private selectors?: Map<string, Array<{ readonly object: ApiObject; readonly labels: Array<[string, string]> }>>;
  private picked?: { readonly byName: Map<string, ApiObject[]>; readonly unnamed: readonly Picks[] };

  private constructor(root: IConstruct) {
    for (const c of root.node.findAll()) {
      if (!ApiObject.isApiObject(c)) continue;
      put(this.byKind, c.kind, c);
      this.byName.set(`${c.kind}/${namespaceOf(c)}/${c.name}`, c);
    }
  }

  public find(kind: string, namespace: string, name: string | undefined): ApiObject | undefined {
    return this.byName.get(`${kind}/${namespace}/${name}`);
  }

  public ofKind(kind: string): readonly ApiObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** An object as it is printed. */
  public read(object: ApiObject): NestedManifest {
    const known = this.rendered.get(object) ?? nested(object);
    this.rendered.set(object, known);
    return known;
  }

  /** The autoscalers of an object: those of a cluster, and those of Karmada. */
  public autoscalersOf(object: ApiObject): readonly ScalesWhat[] {
    return this.scaling.get(targetOf(namespaceOf(object), object)) ?? [];
  }

  /** Whether an autoscaler in a cluster writes its replicas. */
  public isScaledInClusters(object: ApiObject): boolean {
    return this.autoscalersOf(object).some((a) => !a.federated);
  }

  public isFederated(object: ApiObject): boolean {
    return this.autoscalersOf(object).some((a) => a.federated);
  }

  /** The policies that pick an object, in the order of the app. */
  public policiesOf(object: ApiObject): readonly ApiObject[] {
    const { byName, unnamed } = this.claims;
    const broad = unnamed.filter((p) => p.selectors.some((s) => s.kind === object.kind && s.apiVersion === object.apiVersion
      && (s.name === undefined || s.name === object.name)
      && (s.namespace === undefined || s.namespace === namespaceOf(object)) && this.hasLabels(object, s.labelSelector)));
    return [...new Set([...byName.get(keyOf(object)) ?? [], ...broad.map((p) => p.policy)])];
  }

  /** Whether a policy may pick an object that it does not name, by what nobody knows here. */
  public get picksUnknown(): boolean {
    return this.claims.unnamed.some((p) => p.selectors.some((s) => s.labelSelector?.matchExpressions !== undefined));
  }

  /** The Services, budgets and network policies of a namespace that pick pods with these labels. */
  public selecting(namespace: string, labels: Readonly<Record<string, string>>): ApiObject[] {
    const all = Object.entries(labels).flatMap(([key, value]) => this.selections.get(`${namespace}/${key}=${value}`) ?? []);
    return all.filter((s) => s.labels.every(([key, value]) => labels[key] === value)).map((s) => s.object);
  }

  /** Whether Karmada was told by the app how to do something with a kind: to leave its replicas alone, or to divide them. */
  public isInterpreted({ apiVersion, kind }: ApiObject, operation: 'retention' | 'replicaRevision'): boolean {
    return this.ofKind('ResourceInterpreterCustomization').map((c) => this.read(c).spec)
      .some((s) => s?.target?.apiVersion === apiVersion && s.target.kind === kind && s.customizations?.[operation] !== undefined);
  }

  private hasLabels(object: ApiObject, selector: { matchLabels?: Record<string, string>; matchExpressions?: unknown } = {}): boolean {
    if (selector.matchExpressions !== undefined) return false;
    const labels = this.read(object).metadata.labels ?? {};
    return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  }

  private get scaling() {
    if (this.known) return this.known;
    this.known = new Map();
    for (const object of [...AUTOSCALERS].flatMap((kind) => this.ofKind(kind))) {
      const { kind = 'Deployment', name } = this.read(object).spec?.scaleTargetRef ?? {};
      put(this.known, targetOf(namespaceOf(object), { kind, name }), { object, federated: object.kind === 'FederatedHPA' });
    }
    return this.known;
  }

  /** By the first label that they ask for, so that a large namespace is never compared pair by pair. */
  private get selections() {
    if (this.selectors) return this.selectors;
    this.selectors = new Map();
    for (const object of Object.keys(SELECTING).flatMap((kind) => this.ofKind(kind))) {
      const labels = Object.entries(SELECTING[object.kind](this.read(object).spec ?? {}) ?? {});
      if (labels.length > 0) put(this.selectors, `${namespaceOf(object)}/${labels[0].join('=')}`, { object, labels });
    }
    return this.selectors;
  }

  private get claims() {
    if (this.picked) return this.picked;
    const byName = new Map<string, ApiObject[]>();
    const unnamed: Picks[] = [];
    for (const policy of [...POLICIES].flatMap((kind) => this.ofKind(kind))) {
      const selectors: any[] = this.read(policy).spec?.resourceSelectors ?? [];
      const own = selectors.map((s) => ({ namespace: policy.kind === 'PropagationPolicy' ? policy.metadata.namespace ?? '' : undefined, ...s }));
      const isExact = (s: any) => s.name !== undefined && (s.namespace !== undefined || isClusterWide(s.kind));
      for (const { apiVersion, kind, namespace, name } of own.filter(isExact)) {
        put(byName, identityOf({ apiVersion, kind, metadata: { name, namespace } }), policy);
      }
      unnamed.push({ policy, selectors: own.filter((s) => !isExact(s)) });
    }
    this.picked = { byName, unnamed: unnamed.filter((p) => p.selectors.length > 0) };
    return this.picked;
  }
}

/** The namespace of an object; a cluster-wide one has none, whatever its chart says. */
export function namespaceOf(object: ApiObject): string {
  return isClusterWide(object.kind) ? '' : object.metadata.namespace ?? '';
}

/** How a message calls an object. */
export function titleOf({ kind, name }: ApiObject): string {
  return `${kind} ${name}`;
}

/** The group of an object's API, and its kind. */
export function groupKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${apiVersion.replace(/\/?[^/]*$/, '')}/${kind}`;
}

function keyOf(object: ApiObject): string {
  return identityOf({ apiVersion: object.apiVersion, kind: object.kind, metadata: { name: object.name, namespace: namespaceOf(object) } });
}

function targetOf(namespace: string, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${namespace}/${kind}/${name}`;
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
