import { Chart, type ApiObject } from 'cdk8s';
import type { ConfigMap, Container, ContainerPort, Deployment, NetworkPolicy, Service } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { scalingProblems, threadProblems } from './autoscaler-problems';
import { federatedProblems } from './federated-problems';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { kedaProblems } from './keda-problems';
import { scaledObject } from './scaled-object';
import { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import { markAsksPrometheus } from '../servers/queries-prometheus';
import * as check from '../validation/check';
import { markChecked } from '../validation/checked-props';
import { guard } from '../app/validator';
import { DNS_SUBDOMAIN, readableName } from '../validation/names';
import type { Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';
import { deploymentProblems } from '../serving/deployment-problems';
import { InferenceDeployment } from '../serving/inference-deployment';
import type { InferenceDeploymentOptions } from '../serving/inference-deployment-props';
import type { IInference } from '../servers/inference';
import type { ModelServer } from '../servers/model-server';
import type { ScalingMetric } from '../values/scaling-metric';

/** Properties of `AutoscaledInference`: what is served, as for `InferenceDeployment`, and how it scales. */
export interface AutoscaledInferenceProps extends InferenceDeploymentOptions, ScalingOptions {
  /**
   * The autoscaler's name.
   *
   * @default - the deployment's name
   */
  readonly autoscalerName?: string;

  /**
   * What scales. With KEDA `minReplicas` may be 0, and `metrics` empty where `engine` has triggers.
   *
   * @default ScalingEngine.hpa()
   */
  readonly engine?: ScalingEngine;
}

/**
 * Defines a model server that scales with its load: all that `InferenceDeployment` defines, and a HorizontalPodAutoscaler
 * (autoscaling/v2) that fits it.
 *
 * The Deployment has no `spec.replicas`, which every apply would reset. What could never scale is refused when the program runs: a
 * container without the request that a metric needs, a target that limits or threads keep out of reach, a pinned node, host ports.
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
export class AutoscaledInference extends Construct implements IInference {
  /** The model server: Deployment, Service and what belongs to them. */
  public readonly inference: InferenceDeployment;

  /** The HorizontalPodAutoscaler, the ScaledObject of KEDA, or the FederatedHPA of Karmada. */
  public readonly autoscaler: ApiObject;

  /** What scales it. */
  public readonly engine: ScalingEngine;

  public readonly autoscalerName?: string;
  public readonly scalingMetrics: ScalingMetric[];

  /** How many replicas there are at least. */
  public readonly minReplicas: number;

  /** How many replicas there are at most. */
  public readonly maxReplicas: number;

  /**
   * Defines a model server that scales.
   *
   * @param scope where it belongs
   * @param id its id there; without `name` the objects are called after it
   * @param props what it is and how it scales
   */
  public constructor(scope: Construct, id: string, props: AutoscaledInferenceProps) {
    super(scope, id);
    const name = props.name ?? readableName(this);
    refuse(this, autoscaledProblems(name, Chart.of(this).namespace, props));
    this.inference = new InferenceDeployment(this, 'Inference', markChecked({ ...props, name, replicas: undefined }));
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
    this.autoscaler = keda ? scaledObject(this, 'Autoscaler', { ...parts, keda }) : horizontalPodAutoscaler(this, 'Autoscaler', parts);
    this.autoscalerName = keda ? `keda-hpa-${this.autoscaler.name}` : this.autoscaler.name;
    this.scalingMetrics = [...props.metrics];
    this.engine = props.engine ?? ScalingEngine.hpa();
    if (keda) markAsksPrometheus(this);
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

function autoscaledProblems(name: string, namespace: string | undefined, props: AutoscaledInferenceProps) {
  const problems = [
    ...deploymentProblems(name, props),
    ...engineProblems(props),
    ...(props.autoscalerName === undefined ? [] : check.name('autoscalerName', props.autoscalerName, DNS_SUBDOMAIN)),
  ];
  const replicas = (props as { replicas?: number }).replicas;
  if (replicas !== undefined) {
    problems.push({
      field: 'replicas',
      value: replicas,
      rule: 'must not be set on what scales',
      why: 'every apply would reset the replicas that the autoscaler chose',
      fix: 'use minReplicas and maxReplicas, or InferenceDeployment for a fixed number',
    });
  }
  if (problems.length > 0) return problems;
  const keda = props.engine?._keda;
  const ofKeda = keda ? [...kedaProblems(props.autoscalerName ?? name, props, keda), ...namespaceProblems(namespace, props)] : [];
  return [...threadProblems(props, props), ...ofKeda, ...(props.engine?._federated ? federatedProblems(props) : [])];
}

/** KEDA asks Prometheus by namespace and the names of pods. */
function namespaceProblems(namespace: string | undefined, { metrics }: AutoscaledInferenceProps): Problem[] {
  if (namespace !== undefined || !metrics.some((m) => m._ofPods)) return [];
  return [{
    field: 'engine',
    rule: 'needs a chart with a namespace for metrics of pods',
    why: 'KEDA asks Prometheus for pods by their namespace and name, and would count those of this name in every namespace',
    fix: 'give the chart a namespace',
  }];
}

function engineProblems(props: AutoscaledInferenceProps): Problem[] {
  const { engine } = props;
  if (engine !== undefined && !(engine instanceof ScalingEngine)) {
    return [{ field: 'engine', value: engine, rule: 'must be a ScalingEngine', why: 'nothing else scales', fix: 'use ScalingEngine.keda, or leave it out' }];
  }
  return scalingProblems(props, { choosable: true, zero: engine?._keda !== undefined, triggers: (engine?._keda?.triggers?.length ?? 0) > 0 });
}
