import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { passOf } from '../app/synth-pass';
import { nested, type NestedManifest } from '../fleet/nested';
import { identity, isClusterWide } from '../kubernetes/identity';

const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'FederatedHPA']);
/** The kinds that select pods by their labels, and where these labels are. */
const SELECTING: Readonly<Record<string, (spec: any) => Record<string, string> | undefined>> = {
  Service: (spec) => spec.selector,
  PodDisruptionBudget: (spec) => spec.selector?.matchLabels,
  NetworkPolicy: (spec) => spec.podSelector?.matchLabels,
};
const POLICIES = new Set(['PropagationPolicy', 'ClusterPropagationPolicy']);

/** An autoscaler of a workload. */
export interface ScalesWhat {
  readonly object: ApiObject;
  /** Whether it is a FederatedHPA on the hub. */
  readonly federated: boolean;
}

/** The selectors of a policy that have no name or no namespace. */
interface BroadPolicy {
  readonly policy: ApiObject;
  readonly selectors: ReadonlyArray<Record<string, any>>;
}

/** An object and the labels by which it selects pods. */
interface Selecting {
  readonly object: ApiObject;
  readonly labels: ReadonlyArray<[key: string, value: string]>;
}

/** The objects of the whole app, indexed for the checks of Karmada: once in each pass, each index when it is needed. */
export class KarmadaHub {
  /** The index of the app of a construct. */
  public static of(construct: IConstruct): KarmadaHub {
    return passOf(construct).once(KarmadaHub, () => new KarmadaHub(construct.node.root));
  }

  private readonly byKind = new Map<string, ApiObject[]>();
  private readonly byName = new Map<string, ApiObject>();
  private readonly rendered = new Map<ApiObject, NestedManifest>();
  private known?: Map<string, ScalesWhat[]>;
  private selectors?: Map<string, Selecting[]>;
  private picked?: { readonly byName: Map<string, ApiObject[]>; readonly broad: readonly BroadPolicy[] };

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

  /** The manifest of an object. */
  public read(object: ApiObject): NestedManifest {
    const known = this.rendered.get(object) ?? nested(object);
    this.rendered.set(object, known);
    return known;
  }

  /** The autoscalers of an object, in the clusters and on the hub. */
  public autoscalersOf(object: ApiObject): readonly ScalesWhat[] {
    return this.scaling.get(targetOf(namespaceOf(object), object)) ?? [];
  }

  /** Whether an autoscaler in a cluster scales it. */
  public isScaledInClusters(object: ApiObject): boolean {
    return this.autoscalersOf(object).some((a) => !a.federated);
  }

  /** Whether a FederatedHPA scales it. */
  public isFederated(object: ApiObject): boolean {
    return this.autoscalersOf(object).some((a) => a.federated);
  }

  /** The policies that select an object, in the order of the app. */
  public policiesOf(object: ApiObject): readonly ApiObject[] {
    const { byName, broad } = this.policies;
    const found = new Set(byName.get(keyOf(object)));
    for (const { policy, selectors } of broad) {
      if (selectors.some((s) => this.isSelected(object, s))) found.add(policy);
    }
    return [...found];
  }

  /** Whether a policy has label expressions, which are not evaluated here. */
  public get hasLabelExpressions(): boolean {
    return this.policies.broad.some((p) => p.selectors.some((s) => s.labelSelector?.matchExpressions !== undefined));
  }

  /** The Services, budgets and network policies of a namespace that select pods with these labels. */
  public selecting(namespace: string, labels: Readonly<Record<string, string>>): ApiObject[] {
    const keys = Object.entries(labels).map(([key, value]) => `${namespace}/${key}=${value}`);
    const all = keys.flatMap((key) => this.selections.get(key) ?? []);
    return all.filter((s) => s.labels.every(([key, value]) => labels[key] === value)).map((s) => s.object);
  }

  /** Whether the app has a script by which Karmada retains or divides the replicas of a kind. */
  public isInterpreted({ apiVersion, kind }: ApiObject, operation: 'retention' | 'replicaRevision'): boolean {
    return this.ofKind('ResourceInterpreterCustomization').some((c) => {
      const { target, customizations } = this.read(c).spec ?? {};
      return target?.apiVersion === apiVersion && target.kind === kind && customizations?.[operation] !== undefined;
    });
  }

  private isSelected(object: ApiObject, selector: Record<string, any>): boolean {
    const { apiVersion, kind, name, namespace, labelSelector = {} } = selector;
    const isNamed = (name === undefined || name === object.name)
      && (namespace === undefined || namespace === namespaceOf(object));
    if (kind !== object.kind || apiVersion !== object.apiVersion || !isNamed) return false;
    if (labelSelector.matchExpressions !== undefined) return false;
    const labels = this.read(object).metadata.labels ?? {};
    return Object.entries(labelSelector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  }

  private get scaling() {
    if (this.known) return this.known;
    this.known = new Map();
    for (const object of [...AUTOSCALERS].flatMap((kind) => this.ofKind(kind))) {
      const { kind = 'Deployment', name } = this.read(object).spec?.scaleTargetRef ?? {};
      const federated = object.kind === 'FederatedHPA';
      put(this.known, targetOf(namespaceOf(object), { kind, name }), { object, federated });
    }
    return this.known;
  }

  /** By the first label of the selector, so that the objects of a large namespace are not compared pair by pair. */
  private get selections() {
    if (this.selectors) return this.selectors;
    this.selectors = new Map();
    for (const object of Object.keys(SELECTING).flatMap((kind) => this.ofKind(kind))) {
      const labels = Object.entries(SELECTING[object.kind](this.read(object).spec ?? {}) ?? {});
      if (labels.length > 0) put(this.selectors, `${namespaceOf(object)}/${labels[0].join('=')}`, { object, labels });
    }
    return this.selectors;
  }

  private get policies() {
    if (this.picked) return this.picked;
    const byName = new Map<string, ApiObject[]>();
    const broad: BroadPolicy[] = [];
    for (const policy of [...POLICIES].flatMap((kind) => this.ofKind(kind))) {
      const selectors: any[] = this.read(policy).spec?.resourceSelectors ?? [];
      // A PropagationPolicy selects in its own namespace only.
      const namespaced = policy.kind === 'PropagationPolicy' ? { namespace: policy.metadata.namespace ?? '' } : {};
      const own = selectors.map((s) => ({ ...namespaced, ...s }));
      const isExact = (s: any) => s.name !== undefined && (s.namespace !== undefined || isClusterWide(s.kind));
      for (const { apiVersion, kind, namespace, name } of own.filter(isExact)) {
        put(byName, identity({ apiVersion, kind, metadata: { name, namespace } }), policy);
      }
      broad.push({ policy, selectors: own.filter((s) => !isExact(s)) });
    }
    this.picked = { byName, broad: broad.filter((p) => p.selectors.length > 0) };
    return this.picked;
  }
}

/** The namespace of an object; empty for a cluster-scoped one, even if its chart has a namespace. */
export function namespaceOf(object: ApiObject): string {
  return isClusterWide(object.kind) ? '' : object.metadata.namespace ?? '';
}

/** The name of an object in a message. */
export function titleOf({ kind, name }: ApiObject): string {
  return `${kind} ${name}`;
}

function keyOf(object: ApiObject): string {
  const { apiVersion, kind, name } = object;
  return identity({ apiVersion, kind, metadata: { name, namespace: namespaceOf(object) } });
}

function targetOf(namespace: string, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${namespace}/${kind}/${name}`;
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
