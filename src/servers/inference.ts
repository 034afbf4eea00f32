import type { ContainerPort, Deployment, Service } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { ModelServer } from './model-server';
import type { ScalingMetric } from '../values/scaling-metric';

/**
 * A served model: `InferenceDeployment` and `AutoscaledInference` implement it. Monitors, adapter rules, dashboards and
 * load tests use it.
 */
export interface IInference extends IConstruct {
  /** The name of its Deployment. */
  readonly name: string;

  /** Its model server. */
  readonly server: ModelServer;

  /** Its Deployment. */
  readonly deployment: Deployment;

  /** The Service in front of its pods. */
  readonly service: Service;

  /** The labels that select its pods. */
  readonly selector: Record<string, string>;

  /** The ports of the server's container, with their names. */
  readonly ports: ContainerPort[];

  /** The name of its HorizontalPodAutoscaler, also where KEDA creates it; undefined without an autoscaler. */
  readonly autoscalerName?: string;

  /** The metrics that it scales on; empty without an autoscaler. */
  readonly scalingMetrics: ScalingMetric[];
}
