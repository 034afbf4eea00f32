import type { ContainerPort, Deployment, Service } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { ModelServer } from './model-server';
import type { ScalingMetric } from '../values/scaling-metric';

/**
 * A served model: `InferenceDeployment` and `AutoscaledInference` are ones. Monitors, adapter rules, dashboards and load tests take it.
 */
export interface IInference extends IConstruct {
  /** The name of its Deployment. */
  readonly name: string;

  /** The software that serves it. */
  readonly server: ModelServer;

  /** Its Deployment. */
  readonly deployment: Deployment;

  /** The Service in front of its pods. */
  readonly service: Service;

  /** The labels by which its pods are selected. */
  readonly selector: Record<string, string>;

  /** The ports of its container, with their names. */
  readonly ports: ContainerPort[];

  /** The name of its HorizontalPodAutoscaler, also of the one that KEDA makes; undefined for a fixed number. */
  readonly autoscalerName?: string;

  /** What its replicas follow; empty for a fixed number. */
  readonly scalingMetrics: ScalingMetric[];
}
