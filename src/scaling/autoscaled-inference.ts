import { Chart, type ApiObject } from 'cdk8s';
import type { ConfigMap, Container, ContainerPort, Deployment, NetworkPolicy, Service } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { scalingProblems } from './autoscaler-problems';
import { computeThreadProblems } from './compute-thread-problems';
import { federatedProblems } from './federated-hpa-problems';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { inFlightWindowProblems } from './in-flight-window-problems';
import { isOwn } from './keda-own-series-problems';
import { kedaProblems } from './keda-problems';
import { expectedSeconds, followsAverage, followsGauge } from './keda-scrape-interval';
import { scaledObject } from './scaled-object';
import { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import { guard } from '../app/validator';
import type { IInference } from '../servers/inference';
import { markLongestRequest } from '../servers/longest-request';
import type { ModelServer } from '../servers/model-server';
import { markQueriesPrometheus } from '../servers/queries-prometheus';
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
   * Which autoscaler scales the Deployment. With `ScalingEngine.keda`, `minReplicas` may be 0, and `metrics` may be
   * empty when the engine has triggers.
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
    refuse(this, autoscaledProblems(name, Chart.of(this).namespace, props));
    this.inference = defineChecked(props, name, () => new InferenceDeployment(this, 'Inference', props));
    const parts = {
      target: this.deployment,
      name: props.autoscalerName ?? name,
      labels: { ...props.labels, ...this.selector },
      minReplicas: props.minReplicas,
      maxReplicas: props.maxReplicas,
      metrics: props.metrics,
      behavior: props.behavior,
      federated: props.engine?._federated,
    };
    const keda = props.engine?._keda;
    this.autoscaler = keda
      ? scaledObject(this, 'Autoscaler', { ...parts, keda })
      : horizontalPodAutoscaler(this, 'Autoscaler', parts);
    this.autoscalerName = keda ? `keda-hpa-${this.autoscaler.name}` : this.autoscaler.name;
    this.scalingMetrics = [...props.metrics];
    this.engine = props.engine ?? ScalingEngine.hpa();
    if (props.maxRequestDuration) markLongestRequest(this, requestSeconds(props));
    if (keda) {
      const own = { name, namespace: Chart.of(this).namespace, shown: this.server.metrics };
      const gauge = followsGauge(props.metrics, keda, (query) => isOwn(query, own));
      markQueriesPrometheus(this, {
        scrapeSeconds: expectedSeconds(keda, gauge),
        followsGauge: gauge,
        followsAverage: props.metrics.some((metric) => followsAverage(keda, metric)),
      });
    }
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

  public get server(): ModelServer {
    return this.inference.server;
  }

  public get selector(): Record<string, string> {
    return this.inference.selector;
  }

  public get ports(): ContainerPort[] {
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
}

function autoscaledProblems(name: string, namespace: string | undefined, props: AutoscaledInferenceProps): Problem[] {
  const { autoscalerName, engine } = props;
  const problems = new Problems();
  problems.addAll(deploymentProblems(name, props));
  problems.addAll(engineProblems(props));
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
  problems.addAll(computeThreadProblems(props, props));
  problems.addAll(inFlightWindowProblems(props));
  if (engine?._keda) {
    const own = { name, namespace, shown: props.server.metrics };
    problems.addAll(kedaProblems(autoscalerName ?? name, props, engine._keda, props.server, own));
    problems.addAll(namespaceProblems(namespace, props));
  }
  if (engine?._federated) problems.addAll(federatedProblems(props));
  return problems.all;
}

/** KEDA queries Prometheus by namespace and the names of pods. */
function namespaceProblems(namespace: string | undefined, { metrics }: AutoscaledInferenceProps): Problem[] {
  if (namespace !== undefined || !metrics.some((metric) => metric._ofPods)) return [];
  return [{
    code: 'scaling/keda-namespace-missing',
    field: 'engine',
    rule: 'needs a chart with a namespace for metrics of pods',
    why: 'KEDA queries Prometheus for pods by namespace and name, '
      + 'and would include pods of this name in all namespaces',
    fix: 'set the namespace of the chart',
  }];
}

function engineProblems(props: AutoscaledInferenceProps): Problem[] {
  const { engine } = props;
  if (engine === undefined || engine instanceof ScalingEngine) {
    const keda = engine?._keda;
    const triggers = (keda?.triggers?.length ?? 0) > 0;
    return scalingProblems(props, { choosable: true, zero: keda !== undefined, triggers });
  }
  return [{
    code: 'scaling/not-an-engine',
    field: 'engine',
    value: engine,
    rule: 'must be a ScalingEngine',
    why: 'only a ScalingEngine can render an autoscaler',
    fix: 'use a factory of ScalingEngine, or remove engine',
  }];
}
