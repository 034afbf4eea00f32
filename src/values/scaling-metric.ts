import type { InferenceMetric } from './inference-metric';
import type { DescribedObject, ScalingMetricOptions } from './scaling-metric-options';
import {
  ofIdentifier, ofMeasure, ofObject, resourceValue, utilization, type MetricSource,
} from './scaling-metric-source';
import { METRIC_FIELDS } from '../kubernetes/autoscaler';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';

/**
 * Defines one metric of an autoscaler and its target: all five types of `autoscaling/v2`, each with the targets that
 * the HPA supports for it. Of several metrics, the one with the most desired replicas takes effect.
 *
 * The same metric can be used in the cloud, at the edge and for many clusters. The construct that uses it reports its
 * problems. Quantities are in Kubernetes notation: `100`, `1500m`, `64M`.
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
@checksArguments
export class ScalingMetric {
  /**
   * CPU utilization of all pods: usage divided by request.
   *
   * Every container of the pod must have a CPU request; without one the HPA does not scale.
   *
   * @param percent the target utilization: a whole number, 1 or more; above 100 only without a CPU limit
   */
  public static cpuUtilization(percent: number): ScalingMetric {
    return new ScalingMetric(utilization('cpu', percent));
  }

  /**
   * Memory utilization of all pods: usage divided by request.
   *
   * Few model servers release memory, so the HPA scales up, and seldom down.
   *
   * @param percent the target utilization: a whole number, 1 or more
   */
  public static memoryUtilization(percent: number): ScalingMetric {
    return new ScalingMetric(utilization('memory', percent));
  }

  /**
   * Average CPU usage of a pod.
   *
   * @param quantity the target, such as `1500m`
   */
  public static cpuAverageValue(quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('cpu', quantity));
  }

  /**
   * Average memory usage of a pod.
   *
   * @param quantity the target, such as `2Gi`
   */
  public static memoryAverageValue(quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('memory', quantity));
  }

  /**
   * CPU utilization of one container of each pod; the other containers do not count.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the name of the container
   * @param percent the target utilization: a whole number, 1 or more
   */
  public static containerCpuUtilization(container: string, percent: number): ScalingMetric {
    return new ScalingMetric(utilization('cpu', percent, container));
  }

  /**
   * Memory utilization of one container of each pod.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the name of the container
   * @param percent the target utilization: a whole number, 1 or more
   */
  public static containerMemoryUtilization(container: string, percent: number): ScalingMetric {
    return new ScalingMetric(utilization('memory', percent, container));
  }

  /**
   * Average CPU usage of one container of each pod.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the name of the container
   * @param quantity the target, such as `1500m`
   */
  public static containerCpuAverageValue(container: string, quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('cpu', quantity, container));
  }

  /**
   * Average memory usage of one container of each pod.
   *
   * Needs Kubernetes 1.27 or newer.
   *
   * @param container the name of the container
   * @param quantity the target, such as `2Gi`
   */
  public static containerMemoryAverageValue(container: string, quantity: string): ScalingMetric {
    return new ScalingMetric(resourceValue('memory', quantity, container));
  }

  /**
   * A custom metric of each pod, as an average over the pods; the API has no other target for it.
   *
   * Needs a server of `custom.metrics.k8s.io`, such as prometheus-adapter.
   *
   * @param metric the name of the metric in that API
   * @param averageValue the target for the average, such as `1` or `500m`
   * @param options labels of the series
   */
  public static pods(metric: string, averageValue: string, options: ScalingMetricOptions = {}): ScalingMetric {
    return new ScalingMetric(ofIdentifier('Pods', { metric, options, field: 'averageValue', quantity: averageValue }));
  }

  /**
   * A custom metric of one object, compared with its target as it is.
   *
   * For a metric that decreases when replicas are added, such as a latency. For a total, such as the requests of an
   * Ingress, use `objectAverageValue`.
   *
   * @param metric the name of the metric in `custom.metrics.k8s.io`
   * @param describedObject the object, in the namespace of the autoscaler
   * @param quantity the target
   * @param options labels of the series
   */
  public static objectValue(
    metric: string, describedObject: DescribedObject, quantity: string, options: ScalingMetricOptions = {},
  ): ScalingMetric {
    return new ScalingMetric(ofObject(describedObject, { metric, options, field: 'value', quantity }));
  }

  /**
   * A custom metric of one object, divided by the number of replicas: for totals.
   *
   * @param metric the name of the metric in `custom.metrics.k8s.io`
   * @param describedObject the object, in the namespace of the autoscaler
   * @param quantity the target for one replica
   * @param options labels of the series
   */
  public static objectAverageValue(
    metric: string, describedObject: DescribedObject, quantity: string, options: ScalingMetricOptions = {},
  ): ScalingMetric {
    return new ScalingMetric(ofObject(describedObject, { metric, options, field: 'averageValue', quantity }));
  }

  /**
   * An external metric, compared with its target as it is; several series are summed.
   *
   * @param metric the name of the metric in `external.metrics.k8s.io`
   * @param quantity the target
   * @param options labels of the series
   */
  public static externalValue(metric: string, quantity: string, options: ScalingMetricOptions = {}): ScalingMetric {
    return new ScalingMetric(ofIdentifier('External', { metric, options, field: 'value', quantity }));
  }

  /**
   * An external metric, divided by the number of replicas: for a queue that all replicas share.
   *
   * @param metric the name of the metric in `external.metrics.k8s.io`
   * @param quantity the target for one replica
   * @param options labels of the series
   */
  public static externalAverageValue(
    metric: string, quantity: string, options: ScalingMetricOptions = {},
  ): ScalingMetric {
    return new ScalingMetric(ofIdentifier('External', { metric, options, field: 'averageValue', quantity }));
  }

  /**
   * A metric of the model server of each pod, as an average over the pods.
   *
   * Needs `PrometheusAdapterRules`, which creates a rule of prometheus-adapter for it, or `ScalingEngine.keda`, which
   * queries Prometheus directly.
   *
   * @param metric how it is computed from Prometheus series
   * @param averageValue the target for the average, such as `20` or `500m`
   */
  public static inference(metric: InferenceMetric, averageValue: string): ScalingMetric {
    return new ScalingMetric(ofMeasure(metric, averageValue), metric);
  }

  /** @internal */
  public static _wrong(problem: Problem): ScalingMetric {
    return new ScalingMetric({ type: 'Pods', source: { metric: { name: '' }, target: {} }, problems: [problem] });
  }

  /** The type of the metric in autoscaling/v2: `Resource`, `ContainerResource`, `Pods`, `Object` or `External`. */
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
    if (this.type !== 'Pods') return undefined;
    const { metric, target } = this.definition.source;
    return {
      name: metric?.name ?? '',
      averageValue: target.averageValue ?? '',
      labels: metric?.selector?.matchLabels,
    };
  }

  /**
   * The target of a utilization metric, in percent of the request.
   * @internal
   */
  public get _utilization(): { resource: string; percent: number; container?: string } | undefined {
    const { name = '', container, target } = this.definition.source;
    const percent = target.averageUtilization;
    return percent === undefined ? undefined : { resource: name, percent, container };
  }

  /**
   * The resource of a metric of pods or of one container: `cpu` or `memory`; undefined for other types.
   * @internal
   */
  public get _resource(): string | undefined {
    return /Resource$/.test(this.type) ? this.definition.source.name : undefined;
  }

  /**
   * What it measures, without the target.
   * @internal
   */
  public get _measure(): string {
    const { name, container = '', metric, describedObject, target } = this.definition.source;
    const more = describedObject ?? metric?.selector;
    const narrowed = more ? JSON.stringify([describedObject, metric?.selector]) : '';
    return `${this.type}/${String(name ?? metric?.name)}/${container}/${target.type}/${narrowed}`;
  }

  /** @internal */
  public _render(): object {
    return { type: this.type, [METRIC_FIELDS[this.type]]: this.definition.source };
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    return within(at, this.definition.problems);
  }
}
