import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { IFleet } from '../fleet/fleet';
import { KarmadaHub } from './karmada-hub';
import { RETAIN } from './overridden-copies';
import { isSent, propagationProblems } from './karmada-propagation-problems';
import type { KarmadaOverrideRule, KarmadaPropagationProps } from './karmada-propagation-props';
import { sentProblems } from './propagated-objects';
import { isClusterWide, objectsOf } from '../fleet/nested';
import { ReplicaDivision } from './replica-division';
import { hasRetainLabel, scaledBy } from './scaled-by';
import { servedHost } from '../fleet/served-host';
import type { Spoke } from '../fleet/spoke';
import { guard, oncePerPass } from '../app/validator';
import { readableName } from '../validation/names';
import { removeNamespace } from '../kubernetes/patch';
import { plainObject } from '../kubernetes/plain-object';
import { describe } from '../validation/problem';
import { refuse } from '../validation/refuse';

const POLICY = 'policy.karmada.io/v1alpha1';

/** The Deployments that say by themselves whether an autoscaler scales them. */
const LABELLED = new WeakSet<ApiObject>();

/**
 * Defines that constructs run on many clusters, by Karmada: the policy that picks their objects, how replicas are shared, and what a cluster gets
 * otherwise. Apply the chart to Karmada's own API server.
 *
 * An `AutoscaledInference` goes with its Deployment, Service, autoscaler and budget, and each cluster scales it with its own load: its
 * Deployment gets the label without which Karmada and the autoscaler fight without end. With `ScalingEngine.federated` one autoscaler
 * on the hub scales it for all clusters.
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
export class KarmadaPropagation extends Construct implements IFleet {
  /** The PropagationPolicy; undefined when nothing that is sent has a namespace. */
  public readonly policy?: ApiObject;

  /** The ClusterPropagationPolicy; undefined when all that is sent has a namespace. */
  public readonly clusterPolicy?: ApiObject;

  /** The OverridePolicies, one for each rule; a ClusterOverridePolicy for what has no namespace. */
  public readonly overridePolicies: ApiObject[];

  /** The name of the policies. */
  public readonly name: string;

  public readonly spokes: Spoke[];

  private readonly sent: readonly IConstruct[];
  private readonly props: KarmadaPropagationProps;

  /**
   * Defines where constructs run.
   *
   * @param scope where it belongs: the chart of what is sent
   * @param id its id there
   * @param props what goes where
   */
  public constructor(scope: Construct, id: string, props: KarmadaPropagationProps) {
    super(scope, id);
    this.name = props.name ?? readableName(this);
    refuse(this, propagationProblems(this.name, props, Chart.of(this).namespace));
    this.spokes = [...props.spokes];
    this.sent = [...props.of];
    this.props = { ...props, overrides: props.overrides?.map((o) => ({ ...o, spokes: [...o.spokes], overriders: [...o.overriders] })) };
    this.labelScaled();
    const objects = this.objects();
    const inside = objects.find((o) => !isClusterWide(o.kind));
    this.overridePolicies = (this.props.overrides ?? []).map((rule, i) => this.overridePolicy(i, rule));
    if (inside) this.policy = this.policyOf('PropagationPolicy', inside.metadata.namespace);
    if (objects.some((o) => isClusterWide(o.kind))) this.clusterPolicy = removeNamespace(this.policyOf('ClusterPropagationPolicy'));
    this.node.addValidation({ validate: () => oncePerPass(this, this, () => this.validate()) });
    this.node.defaultChild = this.policy ?? this.clusterPolicy;
    guard(this);
  }

  public hostIn(spoke: Spoke): string | undefined {
    return servedHost(this.sent, spoke);
  }

  private validate(): string[] {
    // Something may have come since.
    this.labelScaled();
    const policies = { namespaced: this.policy, clusterWide: this.clusterPolicy };
    return sentProblems({ hub: KarmadaHub.of(this), objects: this.objects(), props: this.props, division: this.division, policies }).map(describe);
  }

  /** Whether an autoscaler scales a Deployment shows when the whole program is known. */
  private labelScaled(): void {
    for (const object of this.objects().filter((o) => hasRetainLabel(o) && !LABELLED.has(o))) {
      LABELLED.add(object);
      const own = object.metadata.getLabel(RETAIN);
      const value = Lazy.any({ produce: () => own ?? (KarmadaHub.of(object).isScaledInClusters(object) ? 'true' : undefined) });
      object.metadata.addLabel(RETAIN, value as unknown as string);
    }
  }

  private get division(): ReplicaDivision {
    if (this.props.replicas) return this.props.replicas;
    return scaledBy(this.objects()).federated.length > 0 ? ReplicaDivision.byAvailableReplicas() : ReplicaDivision.duplicated();
  }

  /** What is sent, each object once; a federated autoscaler stays on the hub, and Karmada makes namespaces itself. */
  private objects(): ApiObject[] {
    return [...new Set(this.sent.flatMap(objectsOf))].filter(isSent);
  }

  private policyOf(kind: string, namespace?: string): ApiObject {
    const { failover, spread, propagateDependencies, priority, overwriteExisting, preserveOnDeletion, spokes } = this.props;
    const clusterWide = kind === 'ClusterPropagationPolicy';
    // So that no cluster gets the common form first.
    const dependent = this.overridePolicies.filter((o) => (o.kind === 'ClusterOverridePolicy') === clusterWide).map((o) => o.name);
    return plainObject(this, kind, {
      apiVersion: POLICY,
      kind,
      metadata: { name: this.name, namespace },
      spec: {
        // Objects that are added to the constructs later are picked too.
        resourceSelectors: Lazy.any({
          produce: () => this.objects().filter((o) => isClusterWide(o.kind) === clusterWide).map((o) => (
            { apiVersion: o.apiVersion, kind: o.kind, name: o.name, ...(!clusterWide && { namespace: o.metadata.namespace }) })),
        }),
        propagateDeps: propagateDependencies ?? true,
        ...(dependent.length > 0 && { dependentOverrides: dependent }),
        ...(priority !== undefined && { priority }),
        ...(overwriteExisting && { conflictResolution: 'Overwrite' }),
        ...(preserveOnDeletion && { preserveResourcesOnDeletion: true }),
        ...(failover && {
          failover: {
            application: {
              decisionConditions: { tolerationSeconds: failover.toleration?.toSeconds() ?? 300 },
              purgeMode: failover.purgeMode ?? 'Gracefully',
            },
          },
        }),
        placement: {
          clusterAffinity: { clusterNames: spokes.map((s) => s.name) },
          ...(spread && {
            // The scheduler takes an absent maxGroups for 0.
            spreadConstraints: spread.map(({ by, minGroups, maxGroups }) => (
              { spreadByField: by, ...(minGroups !== undefined && { minGroups }), maxGroups: maxGroups ?? spokes.length })),
          }),
          // A federated autoscaler may come later.
          replicaScheduling: Lazy.any({ produce: () => this.division._render() }),
        },
      },
    });
  }

  private overridePolicy(i: number, { spokes, target, overriders }: KarmadaOverrideRule): ApiObject {
    const object = ApiObject.of(target);
    const clusterWide = isClusterWide(object.kind);
    const { apiVersion, kind, name } = object;
    const fields: Record<string, object[]> = {};
    for (const { _field, _content } of overriders) (fields[_field] ??= []).push(_content);
    const policy = plainObject(this, `Override${i}`, {
      apiVersion: POLICY,
      kind: clusterWide ? 'ClusterOverridePolicy' : 'OverridePolicy',
      metadata: { name: `${this.name}-${numbered(i)}`, namespace: object.metadata.namespace },
      spec: {
        resourceSelectors: [{ apiVersion, kind, name, ...(!clusterWide && { namespace: object.metadata.namespace }) }],
        overrideRules: [{ targetCluster: { clusterNames: spokes.map((s) => s.name) }, overriders: fields }],
      },
    });
    return clusterWide ? removeNamespace(policy) : policy;
  }
}

/** Karmada applies overrides by the order of their names: 9 is before a10, and a99 before b100. */
function numbered(i: number): string {
  return `${['', '', 'a', 'b'][String(i).length] ?? 'c'}${i}`;
}
