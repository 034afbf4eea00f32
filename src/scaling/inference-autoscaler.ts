import { Chart, type ApiObject } from 'cdk8s';
import type { Service } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import {
  givenTarget, propertyProblems, togetherProblems, workloadAutoscaler, workloadRoute,
} from './engine-autoscaler';
import { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import { guard } from '../app/validator';
import { versionFor } from '../app/versions/scope-version';
import type { ScaleTarget } from '../served/scale-target';
import { checksArguments } from '../validation/checks-arguments';
import { refuse } from '../validation/refuse';
import type { ScalingMetric } from '../values/scaling-metric';

/** Properties of `InferenceAutoscaler`. */
export interface InferenceAutoscalerProps extends ScalingOptions {
  /**
   * What it scales: a Deployment or StatefulSet without `replicas`, as a construct of any cdk8s-plus or as an
   * `ApiObject`, or a `ServedWorkload`. With a ServedWorkload the metrics are compared with its server too. An
   * `ApiObject` of another kind must have a scale, which is not checked for kinds that Kubernetes does not have.
   */
  readonly target: IConstruct;

  /**
   * Which autoscaler scales the workload. With `ScalingEngine.keda`, `minReplicas` may be 0, and `metrics` may be empty
   * when the engine has triggers.
   *
   * @default ScalingEngine.hpa()
   */
  readonly engine?: ScalingEngine;

  /**
   * The autoscaler's name. With `KedaTrigger.http` the Service of the interceptor is named after it too.
   *
   * @default - the target's name
   */
  readonly name?: string;

  /**
   * Labels of the autoscaler.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/**
 * Defines the autoscaler of an existing workload: a HorizontalPodAutoscaler (autoscaling/v2), KEDA's ScaledObject, or
 * Karmada's FederatedHPA.
 *
 * Unlike the one of cdk8s-plus it sets no `behavior` by default, takes quantities in Kubernetes notation, and is
 * checked against its target at synth: a container without a request, fixed replicas, a pinned node and the like are
 * refused.
 *
 * Define it before monitors, adapter rules and dashboards of the same workload: they show its name and its metrics.
 * With `KedaTrigger.http` define it before load tests too: they send their requests to the interceptor.
 *
 * @example
 *
 * const embeddings = new kplus.StatefulSet(chart, 'Embeddings', {
 *   containers: [{
 *     image: 'registry.example.com/embeddings:2.1',
 *     ports: [{ number: 8080 }],
 *     resources: { cpu: { request: kplus.Cpu.units(2) } },
 *   }],
 * });
 * new InferenceAutoscaler(chart, 'EmbeddingsAutoscaler', {
 *   target: embeddings,
 *   maxReplicas: 6,
 *   metrics: [ScalingMetric.cpuUtilization(70)],
 * });
 */
@checksArguments
export class InferenceAutoscaler extends Construct {
  /** The HorizontalPodAutoscaler, the ScaledObject of KEDA, or the FederatedHPA of Karmada. */
  public readonly autoscaler: ApiObject;

  /** Its name. */
  public readonly name: string;

  /** Which autoscaler scales the workload. */
  public readonly engine: ScalingEngine;

  /** The name of the HorizontalPodAutoscaler, also where KEDA creates it. */
  public readonly autoscalerName: string;

  /** The InterceptorRoute of `KedaTrigger.http`; undefined without it. */
  public readonly interceptorRoute?: ApiObject;

  /**
   * The Service of the interceptor in the namespace of the workload (port 8080), for clients, an Ingress and routes;
   * undefined without `KedaTrigger.http`. What goes to `service` is not counted, and starts nothing.
   */
  public readonly interceptor?: Service;

  /** The URL in the cluster that starts the first replica, with `KedaTrigger.http`; undefined without it. */
  public readonly wakeUrl?: string;

  /** The metrics that it scales on. */
  public readonly scalingMetrics: ScalingMetric[];

  /** The least number of replicas. */
  public readonly minReplicas: number;

  /** The greatest number of replicas. */
  public readonly maxReplicas: number;

  /**
   * Defines an autoscaler.
   *
   * @param scope the scope in which it is defined
   * @param id its id in the scope
   * @param props what it scales, and how
   */
  public constructor(scope: Construct, id: string, props: InferenceAutoscalerProps) {
    super(scope, id);
    const target = givenTarget(props.target);
    refuse(this, propertyProblems(target, props, versionFor(this)));
    const scaled = target as ScaleTarget;
    refuse(this, togetherProblems(scaled, props, Chart.of(this).namespace));
    // KEDA reads the targets of the route when it makes the autoscaler, so the route is applied before.
    const route = workloadRoute(this, props, props.name ?? scaled.name);
    this.interceptorRoute = route?.object;
    this.interceptor = route?.interceptor;
    this.wakeUrl = route?.url;
    const { object, autoscalerName } = workloadAutoscaler(this, 'Resource', scaled, props);
    this.autoscaler = object;
    this.name = object.name;
    this.engine = props.engine ?? ScalingEngine.hpa();
    this.autoscalerName = autoscalerName;
    this.scalingMetrics = [...props.metrics];
    this.minReplicas = props.minReplicas ?? 1;
    this.maxReplicas = props.maxReplicas;
    this.node.defaultChild = object;
    guard(this);
  }
}
