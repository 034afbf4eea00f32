import type { InferenceMetric } from './inference-metric';
import type { DescribedObject, ScalingMetricOptions } from './scaling-metric-options';
import {
  ofIdentifier, ofMeasure, ofObject, resourceValue, utilization, type MetricSource,
} from './scaling-metric-source';
import { within, type Problem } from '../validation/problem';

/**
 * Defines one measure that an autoscaler holds at its target: all five types of `autoscaling/v2`, each with only the
 * targets that it really supports. Several metrics in one autoscaler: the one that wants most replicas wins.
 *
 * A value of its own, so the same metric serves an autoscaler in the cloud, at the edge and in a fleet. It is checked by
 * the construct that uses it. Quantities are in Kubernetes notation: `100`, `1500m`, `64M`.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 *
 * @example
 *
 * const metrics = [
 *   ScalingMetric.cpuUtilization(60),
 *   ScalingMetric.pods('requests_in_flight', '4'),
 *   ScalingMetric.externalAverageValue('queue_depth', '30', { matchLabels: { queue: 'frames' } }),
 * ];
 */
export class ScalingMetric {
  /**
   * CPU used by all pods as a share of the CPU that they request.
   *
   * Every container of the pod must request CPU; one without stops the autoscaler.
   *
   * @param percent the share to hold, 1 or more; above 100 is possible where there is no limit
   */
  public static cpuUtilization(percent: number): ScalingMetric {
    return new ScalingMetric(utilization('cpu', percent));
  }

  /**
   * Memory used by all pods as a share of the memory that they request.
   *
   * Few model servers give memory back, so this scales out but seldom in.
   *
   * @param percent the share to hold, 1 or more
   */
  public static memoryUtilization(percent: number): ScalingMetric {
    return new ScalingMetric(utilization('memory', percent));
  }

  /**
   * CPU that a pod uses on average.
   *
   * @param quantity the CPU to hold, such as `1500m`
   */
  public static cpuAverageValue(quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('cpu', quantity));
  }

  /**
   * Memory that a pod uses on average.
   *
   * @param quantity the memory to hold, such as `2Gi`
   */
  public static memoryAverageValue(quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('memory', quantity));
  }

  /**
   * CPU used by one container of each pod as a share of what that container requests; its neighbours do not count.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the container's name
   * @param percent the share to hold, 1 or more
   */
  public static containerCpuUtilization(container: string, percent: number): ScalingMetric {
    return new ScalingMetric(utilization('cpu', percent, container));
  }

  /**
   * Memory used by one container of each pod as a share of what that container requests.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the container's name
   * @param percent the share to hold, 1 or more
   */
  public static containerMemoryUtilization(container: string, percent: number): ScalingMetric {
    return new ScalingMetric(utilization('memory', percent, container));
  }

  /**
   * CPU that one container of a pod uses on average.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the container's name
   * @param quantity the CPU to hold, such as `1500m`
   */
  public static containerCpuAverageValue(container: string, quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('cpu', quantity, container));
  }

  /**
   * Memory that one container of a pod uses on average.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the container's name
   * @param quantity the memory to hold, such as `2Gi`
   */
  public static containerMemoryAverageValue(container: string, quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('memory', quantity, container));
  }

  /**
   * A custom metric that each pod shows; the mean over the pods is held. The API knows no other target for it.
   *
   * Needs a server of `custom.metrics.k8s.io`, such as prometheus-adapter.
   *
   * @param metric the metric's name in that API
   * @param averageValue what a pod should show on average, such as `1` or `500m`
   * @param options which series
   */
  public static pods(metric: string, averageValue: string, options: ScalingMetricOptions = {}): ScalingMetric {
    return new ScalingMetric(ofIdentifier('Pods', { metric, options, field: 'averageValue', quantity: averageValue }));
  }

  /**
   * A custom metric of one object, held as it is: the replicas follow its ratio to the target.
   *
   * Right for what does not grow with the replicas, such as a latency. A total, such as the requests of an Ingress, belongs
   * to `objectAverageValue`.
   *
   * @param metric the metric's name in `custom.metrics.k8s.io`
   * @param describedObject the object, in the autoscaler's namespace
   * @param quantity the value to hold
   * @param options which series
   */
  public static objectValue(
    metric: string, describedObject: DescribedObject, quantity: string, options: ScalingMetricOptions = {},
  ): ScalingMetric {
    return new ScalingMetric(ofObject(describedObject, { metric, options, field: 'value', quantity }));
  }

  /**
   * A custom metric of one object, divided by the replicas: right for totals.
   *
   * @param metric the metric's name in `custom.metrics.k8s.io`
   * @param describedObject the object, in the autoscaler's namespace
   * @param quantity the share of one replica
   * @param options which series
   */
  public static objectAverageValue(
    metric: string, describedObject: DescribedObject, quantity: string, options: ScalingMetricOptions = {},
  ): ScalingMetric {
    return new ScalingMetric(ofObject(describedObject, { metric, options, field: 'averageValue', quantity }));
  }

  /**
   * A metric from outside the cluster, held as it is; several series are added up.
   *
   * @param metric the metric's name in `external.metrics.k8s.io`
   * @param quantity the value to hold
   * @param options which series
   */
  public static externalValue(metric: string, quantity: string, options: ScalingMetricOptions = {}): ScalingMetric {
    return new ScalingMetric(ofIdentifier('External', { metric, options, field: 'value', quantity }));
  }

  /**
   * A metric from outside the cluster, divided by the replicas: right for a queue that all replicas share.
   *
   * @param metric the metric's name in `external.metrics.k8s.io`
   * @param quantity the share of one replica
   * @param options which series
   */
  public static externalAverageValue(metric: string, quantity: string, options: ScalingMetricOptions = {}): ScalingMetric {
    return new ScalingMetric(ofIdentifier('External', { metric, options, field: 'averageValue', quantity }));
  }

  /**
   * A measure of the model server that each pod shows; the mean over the pods is held.
   *
   * Needs `PrometheusAdapterRules`, which turns it into a rule of the adapter, or `ScalingEngine.keda`, which asks Prometheus itself.
   *
   * @param metric how it is made of Prometheus series
   * @param averageValue what a pod should show on average, such as `20` or `500m`
   */
  public static inference(metric: InferenceMetric, averageValue: string): ScalingMetric {
    return new ScalingMetric(ofMeasure(metric, averageValue), metric);
  }

  /** @internal */
  public static _wrong(problem: Problem): ScalingMetric {
    return new ScalingMetric({ type: 'Pods', source: { metric: { name: '' }, target: {} }, problems: [problem] });
  }

  /** The type of metric as autoscaling/v2 names it: `Resource`, `ContainerResource`, `Pods`, `Object` or `External`. */
  public readonly type: string;

  private constructor(
    private readonly definition: MetricSource,
    /** @internal */
    public readonly _inference?: InferenceMetric,
  ) {
    this.type = definition.type;
  }

  /** @internal */
  public get _ofPods(): { name: string; averageValue: string; labels?: Record<string, string> } | undefined {
    const { metric, target } = this.definition.source as { metric: any; target: any };
    return this.type === 'Pods' ? { name: metric.name, averageValue: target.averageValue, labels: metric.selector?.matchLabels } : undefined;
  }

  /**
   * The target of a utilization metric, in per cent of the request.
   * @internal
   */
  public get _utilization(): { resource: string; percent: number; container?: string } | undefined {
    const { name, container, target } = this.definition.source as { name: string; container?: string; target: { averageUtilization?: number } };
    return target.averageUtilization === undefined ? undefined : { resource: name, percent: target.averageUtilization, container };
  }

  /**
   * What it measures, whatever the amount of its target.
   * @internal
   */
  public get _measure(): string {
    const { name, container = '', target, ...more } = this.definition.source as { name?: string; container?: string; target: { type: string } };
    return `${this.type}/${name}/${container}/${target.type}/${name === undefined ? JSON.stringify(more) : ''}`;
  }

  /** @internal */
  public _render(): object {
    return { type: this.type, [this.type.charAt(0).toLowerCase() + this.type.slice(1)]: this.definition.source };
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    return within(at, this.definition.problems);
  }
}
