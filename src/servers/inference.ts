import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ModelServer } from './model-server';
import type { ScalingMetric } from '../values/scaling-metric';

/** A port of the container of a model server. */
export interface ServedPort {
  /** Its number, 1 to 65535. */
  readonly number: number;

  /**
   * Its name.
   *
   * @default - none
   */
  readonly name?: string;
}

/** A port of the Service of a served model. */
export interface ServedServicePort {
  /** The number of the port, 1 to 65535. */
  readonly port: number;

  /**
   * Its name.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * The port of the server's container to which it leads; undefined where it leads to none.
   *
   * @default - none
   */
  readonly targetPort?: number;
}

/** The Service in front of the pods of a served model, as it is printed. */
export interface ServedService {
  /** Its name. */
  readonly name: string;

  /** The Service itself. */
  readonly object: ApiObject;

  /** Its labels. */
  readonly labels: Record<string, string>;

  /** Its ports. */
  readonly ports: ServedServicePort[];
}

/**
 * A served model: `InferenceDeployment`, `AutoscaledInference` and `ServedWorkload` implement it. Monitors, adapter
 * rules, dashboards and load tests use it.
 */
export interface IInference extends IConstruct {
  /** The name of its workload. */
  readonly name: string;

  /** Its model server. */
  readonly server: ModelServer;

  /** Its Deployment or StatefulSet. */
  readonly workload: ApiObject;

  /** The Service in front of its pods; undefined without one. */
  readonly exposedBy?: ServedService;

  /** The labels that select its pods. */
  readonly selector: Record<string, string>;

  /** The ports of the server's container, with their names. */
  readonly ports: ServedPort[];

  /** The name of its HorizontalPodAutoscaler, also where KEDA creates it; undefined without an autoscaler. */
  readonly autoscalerName?: string;

  /** The metrics that it scales on; empty without an autoscaler. */
  readonly scalingMetrics: ScalingMetric[];
}
