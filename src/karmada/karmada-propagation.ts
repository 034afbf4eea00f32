import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { scalingIn } from './app-autoscalers';
import { drainedOf, drainedUnscaledProblems, federatedDivisionProblems } from './federated-division-problems';
import { hubOnlySignalProblems } from './hub-only-signal-problems';
import { isPropagated, propagationProblems } from './karmada-propagation-problems';
import { KarmadaPurgeMode, type KarmadaOverrideRule, type KarmadaPropagationProps } from './karmada-propagation-props';
import { unpropagatedObjectProblems } from './propagated-object-problems';
import { ReplicaDivision } from './replica-division';
import { unpropagatedDependencyProblems } from './unpropagated-dependency-problems';
import { acknowledge } from '../app/acknowledgement';
import { guard } from '../app/validator';
import type { IFleet } from '../fleet/fleet';
import { objectsOf } from '../fleet/nested-objects';
import type { Spoke } from '../fleet/spoke';
import { plainServices, spokeHost } from '../fleet/spoke-host';
import { isClusterWide } from '../kubernetes/identity';
import { removeNamespace } from '../kubernetes/json-patches';
import { plainObject } from '../kubernetes/plain-object';
import { DRAINED_CLUSTERS } from '../rules/karmada/hub/replica-scheduling';
import { RETAIN_REPLICAS, supportsRetainLabel } from '../rules/karmada/hub/replicated-kinds';
import { karmadaClusterWithoutReplica } from '../rules/karmada/karmada-cluster-without-replica';
import { karmadaDynamicDivisionEmptyCluster } from '../rules/karmada/karmada-dynamic-division-empty-cluster';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';

const POLICY = 'policy.karmada.io/v1alpha1';

/** The Deployments that have a lazy retain-replicas label. */
const LABELLED = new WeakSet<ApiObject>();

/**
 * Defines a propagation by Karmada: which objects run on which clusters, how replicas are divided among them, and how
 * objects differ in some of them. Apply the chart to Karmada's API server.
 *
 * An `AutoscaledInference` is propagated with its Deployment, Service, autoscaler and budget. Each cluster scales it by
 * its own load. Its Deployment gets the retain-replicas label, without which Karmada and the autoscaler repeatedly
 * overwrite the replicas. With `ScalingEngine.federated` one autoscaler on the hub scales it for all clusters.
 *
 * A spoke that is drained then gets no replica: idle replicas would count into the mean that the autoscaler follows.
 * What else has replicas to divide needs a propagation of its own then.
 *
 * @see https://karmada.io/docs/userguide/scheduling/propagation-policy/
 *
 * @example
 *
 * const classifier = new AutoscaledInference(chart, 'Classifier', {
 *   server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
 *   model: ModelSource.volumeClaim('models', '/resnet'),
 *   resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
 *   maxReplicas: 4,
 *   metrics: [ScalingMetric.cpuUtilization(60)],
 * });
 * new KarmadaPropagation(chart, 'Everywhere', { of: [classifier], spokes: [Spoke.of('bj'), Spoke.of('sh')] });
 */
@checksArguments
export class KarmadaPropagation extends Construct implements IFleet {
  /** The PropagationPolicy; undefined when all propagated objects are cluster-scoped. */
  public readonly policy?: ApiObject;

  /** The ClusterPropagationPolicy; undefined when no propagated object is cluster-scoped. */
  public readonly clusterPolicy?: ApiObject;

  /** The OverridePolicies, one for each rule; a ClusterOverridePolicy for a cluster-scoped object. */
  public readonly overridePolicies: ApiObject[];

  /** The name of the policies. */
  public readonly name: string;

  public readonly spokes: Spoke[];

  private readonly constructs: readonly IConstruct[];
  private readonly props: KarmadaPropagationProps;

  /**
   * Defines a propagation.
   *
   * @param scope the scope of the construct, in the chart of the propagated objects
   * @param id the id of the construct in its scope
   * @param props which objects are propagated to which clusters
   */
  public constructor(scope: Construct, id: string, props: KarmadaPropagationProps) {
    super(scope, id);
    // A program without types may leave out the properties.
    const given = props ?? {} as KarmadaPropagationProps;
    this.name = given.name ?? readableName(this);
    refuse(this, propagationProblems(this.name, given, Chart.of(this).namespace));
    this.spokes = [...given.spokes];
    this.constructs = [...given.of];
    const overrides = given.overrides?.map((o) => ({ ...o, spokes: [...o.spokes], overriders: [...o.overriders] }));
    this.props = { ...given, overrides };
    this.labelDeployments();
    const objects = this.objects();
    const namespaced = objects.find((o) => !isClusterWide(o.kind));
    this.overridePolicies = (this.props.overrides ?? []).map((rule, i) => this.overridePolicy(i, rule));
    if (namespaced) {
      this.policy = this.annotateDrained(this.policyOf('PropagationPolicy', namespaced.metadata.namespace));
    }
    this.acknowledgeEmptyClusters();
    if (objects.some((o) => isClusterWide(o.kind))) {
      this.clusterPolicy = removeNamespace(this.policyOf('ClusterPropagationPolicy'));
    }
    this.node.defaultChild = this.policy ?? this.clusterPolicy;
    // Deployments may be added to the constructs later.
    const object = this.policy ?? this.clusterPolicy;
    guard(this, {
      object,
      prepare: () => this.labelDeployments(),
      check: () => this.problems(),
      warn: () => (object && this.isFederated ? hubOnlySignalProblems(object) : []),
    });
  }

  public hostIn(spoke: Spoke): string | undefined {
    return spokeHost(this.constructs, spoke);
  }

  /**
   * The names of the plain Services in each spoke.
   * @internal
   */
  public _plainServicesIn(): string[] {
    return plainServices(this.constructs).map(({ name }) => name);
  }

  /** What of the complete app is not propagated; what is wrong with the rest is found by rules. */
  private problems(): Problem[] {
    const objects = this.objects();
    const problems = new Problems();
    problems.addAll(unpropagatedObjectProblems(objects, { namespaced: this.policy, clusterWide: this.clusterPolicy }));
    problems.addAll(unpropagatedDependencyProblems(objects, this.props.propagateDependencies ?? true));
    if (!this.isFederated) return problems.all;
    const division = { ...this.props, spokes: this.spokes };
    problems.addAll(federatedDivisionProblems(division));
    problems.addAll(drainedUnscaledProblems(objects, scalingIn(this), division));
    return problems.all;
  }

  /** The label is lazy, because an autoscaler may be added later. */
  private labelDeployments(): void {
    for (const object of this.objects().filter((o) => supportsRetainLabel(o) && !LABELLED.has(o))) {
      LABELLED.add(object);
      const own = object.metadata.getLabel(RETAIN_REPLICAS);
      const isScaled = () => scalingIn(object).inClusters(object) !== undefined;
      const value = Lazy.any({ produce: () => own ?? (isScaled() ? 'true' : undefined) });
      object.metadata.addLabel(RETAIN_REPLICAS, value as unknown as string);
    }
  }

  private get isFederated(): boolean {
    const scaling = scalingIn(this);
    return this.objects().some((o) => scaling.federated(o) !== undefined);
  }

  private get division(): ReplicaDivision {
    const { replicas } = this.props;
    if (!this.isFederated) return replicas ?? ReplicaDivision.duplicated();
    const equal = () => ReplicaDivision.weighted(Object.fromEntries(this.spokes.map((s) => [s.name, 1])));
    return (replicas ?? equal())._without(drainedOf(this.spokes));
  }

  /** Objects without a namespace have no replicas, so only the policy of the others divides, if there is one. */
  private divisionOf(clusterWide: boolean): ReplicaDivision {
    return clusterWide && this.policy ? ReplicaDivision.duplicated() : this.division;
  }

  /** The annotation is lazy, because a FederatedHPA may be added later. */
  private annotateDrained(policy: ApiObject): ApiObject {
    const names = [...drainedOf(this.spokes)].join(',');
    const value = Lazy.any({ produce: () => (this.isFederated ? names : undefined) });
    if (names !== '') policy.metadata.addAnnotation(DRAINED_CLUSTERS, value as unknown as string);
    return policy;
  }

  /** What the program allows is no finding of a rule. */
  private acknowledgeEmptyClusters(): void {
    if (!this.props.replicas?._allowsEmptyClusters) return;
    const reason = 'allowEmptyClusters of ReplicaDivision.byAvailableReplicas';
    acknowledge(this, karmadaDynamicDivisionEmptyCluster.id, reason);
    acknowledge(this, karmadaClusterWithoutReplica.id, reason);
  }

  /** The propagated objects, each of them once. */
  private objects(): ApiObject[] {
    return [...new Set(this.constructs.flatMap(objectsOf))].filter(isPropagated);
  }

  private policyOf(kind: string, namespace?: string): ApiObject {
    const { propagateDependencies, priority, overwriteExisting, preserveOnDeletion } = this.props;
    const clusterWide = kind === 'ClusterPropagationPolicy';
    // Karmada waits for these policies, so that no cluster gets an object without its overrides.
    const overriding = this.overridePolicies.filter((o) => (o.kind === 'ClusterOverridePolicy') === clusterWide);
    return plainObject(this, kind, {
      apiVersion: POLICY,
      kind,
      metadata: { name: this.name, namespace },
      spec: {
        // Lazy, because objects may be added to the constructs later.
        resourceSelectors: Lazy.any({
          produce: () => this.objects().filter((o) => isClusterWide(o.kind) === clusterWide).map(selectorOf),
        }),
        propagateDeps: propagateDependencies ?? true,
        ...(overriding.length > 0 && { dependentOverrides: overriding.map((o) => o.name) }),
        ...(priority !== undefined && { priority }),
        ...(overwriteExisting && { conflictResolution: 'Overwrite' }),
        ...(preserveOnDeletion && { preserveResourcesOnDeletion: true }),
        ...this.failover(),
        placement: this.placement(clusterWide),
      },
    });
  }

  private failover(): object {
    const { failover } = this.props;
    if (!failover) return {};
    const { toleration, purgeMode = KarmadaPurgeMode.GRACEFULLY } = failover;
    const decisionConditions = { tolerationSeconds: toleration?.toSeconds() ?? 300 };
    return { failover: { application: { decisionConditions, purgeMode } } };
  }

  private placement(clusterWide: boolean): object {
    const { spokes, spread } = this.props;
    return {
      clusterAffinity: { clusterNames: spokes.map((s) => s.name) },
      ...(spread && {
        spreadConstraints: spread.map(({ by, minGroups, maxGroups }) => ({
          spreadByField: by,
          ...(minGroups !== undefined && { minGroups }),
          // The scheduler takes an absent maxGroups for 0.
          maxGroups: maxGroups ?? spokes.length,
        })),
      }),
      // Lazy, because a FederatedHPA may be added later.
      replicaScheduling: Lazy.any({ produce: () => this.divisionOf(clusterWide)._render() }),
    };
  }

  private overridePolicy(i: number, { spokes, target, overriders }: KarmadaOverrideRule): ApiObject {
    const object = ApiObject.of(target);
    const clusterWide = isClusterWide(object.kind);
    const fields: Record<string, object[]> = {};
    for (const { _field, _content } of overriders) (fields[_field] ??= []).push(_content);
    const policy = plainObject(this, `Override${i}`, {
      apiVersion: POLICY,
      kind: clusterWide ? 'ClusterOverridePolicy' : 'OverridePolicy',
      metadata: { name: `${this.name}-${numbered(i)}`, namespace: object.metadata.namespace },
      spec: {
        resourceSelectors: [selectorOf(object)],
        overrideRules: [{ targetCluster: { clusterNames: spokes.map((s) => s.name) }, overriders: fields }],
      },
    });
    return clusterWide ? removeNamespace(policy) : policy;
  }
}

function selectorOf({ apiVersion, kind, name, metadata }: ApiObject): object {
  return { apiVersion, kind, name, ...(!isClusterWide(kind) && { namespace: metadata.namespace }) };
}

/** Karmada applies override policies in the order of their names: 9 is before a10, and a99 before b100. */
function numbered(i: number): string {
  return `${['', '', 'a', 'b'][String(i).length] ?? 'c'}${i}`;
}
