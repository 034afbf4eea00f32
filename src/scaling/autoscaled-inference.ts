import { Chart, type ApiObject } from 'cdk8s';
import type { ConfigMap, Container, Deployment, NetworkPolicy, Service } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { engineProblems, scaledProblems } from './autoscaler-problems';
import { engineAutoscaler } from './engine-autoscaler';
import { defineRoute, httpServingOf, type RequestRoute } from './http/request-route';
import { httpTriggersOf } from './keda-problems';
import { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import { guard } from '../app/validator';
import { versionFor } from '../app/versions/scope-version';
import type { TargetVersion } from '../kubernetes/versions/target-version';
import { scaleTargetOf, type ScaleTarget } from '../served/scale-target';
import type { IInference, ServedPort, ServedService } from '../servers/inference';
import { markLongestRequest } from '../servers/longest-request';
import type { ModelServer } from '../servers/model-server';
import { doorOf, guardedBy } from '../serving/admission/admitted';
import { deploymentProblems } from '../serving/deployment-problems';
import { requestSeconds } from '../serving/graceful-termination';
import { InferenceDeployment } from '../serving/inference-deployment';
import type { InferenceDeploymentOptions } from '../serving/inference-deployment-props';
import { defineChecked } from '../validation/checked-props';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';
import type { ScalingMetric } from '../values/scaling-metric';

/** Properties of `AutoscaledInference`: those of `InferenceDeployment`, and how it scales. */
export interface AutoscaledInferenceProps extends InferenceDeploymentOptions, ScalingOptions {
  /**
   * The autoscaler's name.
   *
   * @default - the deployment's name
   */
  readonly autoscalerName?: string;

  /**
   * Which autoscaler scales the Deployment. With `ScalingEngine.keda`, `minReplicas` may be 0 for every version of
   * Kubernetes, and `metrics` may be empty when the engine has triggers.
   *
   * @default ScalingEngine.hpa()
   */
  readonly engine?: ScalingEngine;
}

/**
 * Defines a model server that scales with its load: all that `InferenceDeployment` defines, and a
 * HorizontalPodAutoscaler (autoscaling/v2) for it.
 *
 * The Deployment has no `spec.replicas`, which each apply would reset. What could never scale is refused before
 * anything is printed: a container without the request that a metric needs, a target that limits or threads put out of
 * reach, a pinned node, host ports.
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
 * classifier.service.exposeViaIngress('/');
 */
@checksArguments
export class AutoscaledInference extends Construct implements IInference {
  /** The model server: Deployment, Service and what belongs to them. */
  public readonly inference: InferenceDeployment;

  /** The HorizontalPodAutoscaler, the ScaledObject of KEDA, or the FederatedHPA of Karmada. */
  public readonly autoscaler: ApiObject;

  /** Which autoscaler scales the Deployment. */
  public readonly engine: ScalingEngine;

  public readonly autoscalerName?: string;
  public readonly scalingMetrics: ScalingMetric[];

  /** The InterceptorRoute of `KedaTrigger.http`; undefined without it. */
  public readonly interceptorRoute?: ApiObject;

  /**
   * The Service of the interceptor in the namespace of the workload (port 8080), for clients, an Ingress and routes;
   * undefined without `KedaTrigger.http`. What goes to `service` is not counted, and starts nothing.
   */
  public readonly interceptor?: Service;

  /** The URL in the cluster that starts the first replica, with `KedaTrigger.http`; undefined without it. */
  public readonly wakeUrl?: string;

  /** The least number of replicas. */
  public readonly minReplicas: number;

  /** The greatest number of replicas. */
  public readonly maxReplicas: number;

  /**
   * Defines a model server that scales.
   *
   * @param scope the scope in which it is defined
   * @param id its id in the scope, from which the names of its objects derive unless `name` is set
   * @param props what it serves and how it scales
   */
  public constructor(scope: Construct, id: string, props: AutoscaledInferenceProps) {
    super(scope, id);
    const name = props.name ?? readableName(this);
    const { namespace } = Chart.of(this);
    refuse(this, autoscaledProblems({ name, namespace, version: versionFor(this) }, props));
    this.inference = defineChecked(props, name, () => new InferenceDeployment(this, 'Inference', props));
    guardedBy(this, doorOf(this.inference));
    // KEDA reads the targets of the route when it makes the autoscaler, so the route is applied before.
    const route = this.requestRoute(props.autoscalerName ?? name, props);
    this.interceptorRoute = route?.object;
    this.interceptor = route?.interceptor;
    this.wakeUrl = route?.url;
    const { object, autoscalerName } = engineAutoscaler(this, 'Autoscaler', {
      target: scaleTargetOf(this.deployment) as ScaleTarget,
      name: props.autoscalerName ?? name,
      labels: { ...props.labels, ...this.selector },
      minReplicas: props.minReplicas,
      maxReplicas: props.maxReplicas,
      metrics: props.metrics,
      behavior: props.behavior,
      engine: props.engine,
      shown: this.server.metrics,
    });
    this.autoscaler = object;
    this.autoscalerName = autoscalerName;
    this.scalingMetrics = [...props.metrics];
    this.engine = props.engine ?? ScalingEngine.hpa();
    if (props.maxRequestDuration) markLongestRequest(this.workload, requestSeconds(props));
    this.minReplicas = props.minReplicas ?? 1;
    this.maxReplicas = props.maxReplicas;
    this.node.defaultChild = this.inference;
    guard(this);
  }

  /** The Deployment. */
  public get deployment(): Deployment {
    return this.inference.deployment;
  }

  /** The Service in front of the pods. */
  public get service(): Service {
    return this.inference.service;
  }

  /** The Deployment as cdk8s has it. */
  public get workload(): ApiObject {
    return this.inference.workload;
  }

  /** The Service as it is printed. */
  public get exposedBy(): ServedService | undefined {
    return this.inference.exposedBy;
  }

  public get server(): ModelServer {
    return this.inference.server;
  }

  public get selector(): Record<string, string> {
    return this.inference.selector;
  }

  public get ports(): ServedPort[] {
    return this.inference.ports;
  }

  /** The container of the model server. */
  public get container(): Container {
    return this.inference.container;
  }

  /** The PodDisruptionBudget. */
  public get disruptionBudget(): ApiObject {
    return this.inference.disruptionBudget;
  }

  /** The ConfigMap of `config`; undefined without it. */
  public get configMap(): ConfigMap | undefined {
    return this.inference.configMap;
  }

  /** The NetworkPolicy of `admit`; undefined without it. */
  public get networkPolicy(): NetworkPolicy | undefined {
    return this.inference.networkPolicy;
  }

  /** The name of the Deployment. */
  public get name(): string {
    return this.inference.name;
  }

  private requestRoute(name: string, props: AutoscaledInferenceProps): RequestRoute | undefined {
    const [http] = httpTriggersOf(props.engine?._keda?.triggers ?? []);
    if (!http) return undefined;
    return defineRoute(this, {
      ...httpServingOf(props),
      name,
      namedAfter: this.name,
      options: http.options,
      inference: this,
      policy: this.networkPolicy,
      labels: props.labels,
    });
  }
}

/** Where an inference is, and what it is called. */
interface Place {
  readonly name: string;
  readonly namespace?: string;
  readonly version?: TargetVersion;
}

function autoscaledProblems({ name, namespace, version }: Place, props: AutoscaledInferenceProps): Problem[] {
  const { autoscalerName } = props;
  const problems = new Problems();
  problems.addAll(deploymentProblems(name, props, version));
  problems.addAll(engineProblems(props, version));
  if (autoscalerName !== undefined) problems.addAll(check.name('autoscalerName', autoscalerName, DNS_SUBDOMAIN));
  const { replicas } = props as { replicas?: number };
  if (replicas !== undefined) {
    problems.add({
      code: 'scaling/replicas-set',
      field: 'replicas',
      value: replicas,
      rule: 'must not be set on an autoscaled workload',
      why: 'each apply would reset the number of replicas that the autoscaler has set',
      fix: 'use minReplicas and maxReplicas, or InferenceDeployment for a fixed number of replicas',
    });
  }
  if (!problems.isEmpty) return problems.all;
  const autoscaler = { name: autoscalerName ?? name, property: 'autoscalerName' };
  const http = { ...httpServingOf(props), namedAfter: name };
  problems.addAll(scaledProblems(props, { name, namespace, serves: props, http }, autoscaler));
  return problems.all;
}
