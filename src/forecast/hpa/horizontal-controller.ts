import type { ObservedPods } from './observed-pods';
import { averageReplicas, podMetricReplicas, UNREADABLE, valueReplicas } from './replica-calculator';
import { scalingPace, type Bounds, type ScalingPace } from './scaling-pace';
import { Stabilization } from './stabilization';
import type { HpaSettings, MetricSettings } from '../model/hpa-settings';

/** What a loop of the controller reads. */
export interface ObservedMetrics {
  /**
   * A metric by its index: of each measured pod, or the total of another object. In thousandths, whole; `UNREADABLE`
   * where nothing answers.
   */
  read(index: number): number;
  /** What a pod requests of the resource of a metric; `UNREADABLE` where a container requests none. */
  request(index: number): number;
}

/**
 * One horizontal pod autoscaler, as the controller of kube-controller-manager 1.36 reconciles it: the same decisions,
 * without a cluster.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/podautoscaler/horizontal.go
 */
export class HorizontalController {
  /** What the last loop would set without stabilization, pace and bounds; `UNREADABLE` where no metric answered. */
  public recommendation = UNREADABLE;
  /** What a schedule may change while it runs. */
  public readonly bounds: Bounds;
  private readonly stabilization: Stabilization;
  private readonly pace: ScalingPace;
  private readonly followsObject: boolean;
  private scaledToZero = false;
  private hasRun = false;

  public constructor(private readonly settings: HpaSettings) {
    this.bounds = { minReplicas: settings.minReplicas, maxReplicas: settings.maxReplicas };
    this.stabilization = new Stabilization(settings);
    this.pace = scalingPace(settings, this.bounds);
    this.followsObject = settings.metrics.some(({ type }) => type === 'Object' || type === 'External');
  }

  /** One loop: the replicas that the workload has after it. The time is in milliseconds, `current` is what is asked. */
  public reconcile(now: number, current: number, pods: ObservedPods, observed: ObservedMetrics): number {
    if (!this.hasRun) this.stabilization.remember(now, current);
    this.hasRun = true;
    this.recommendation = UNREADABLE;
    const desired = this.desired(now, current, pods, observed);
    if (desired !== current) this.rescaled(now, current, desired);
    return desired;
  }

  private desired(now: number, current: number, pods: ObservedPods, observed: ObservedMetrics): number {
    const { minReplicas, maxReplicas } = this.bounds;
    // At zero it only goes on where it went there itself.
    if (current === 0 && !(this.scaledToZero && (minReplicas !== 0 || this.followsObject))) return 0;
    if (current > maxReplicas) return maxReplicas;
    if (current !== 0 && current < minReplicas) return minReplicas;
    const recommendation = this.recommend(current, pods, observed);
    if (Number.isNaN(recommendation)) return current;
    this.recommendation = recommendation;
    const stabilized = this.stabilization.stabilize(now, current, recommendation);
    const desired = this.pace.limit(now, current, stabilized);
    return current === 0 && this.scaledToZero ? Math.max(desired, minReplicas) : desired;
  }

  /** The most that a metric asks for; nothing where all are unreadable, or one is and the others would scale down. */
  private recommend(current: number, pods: ObservedPods, observed: ObservedMetrics): number {
    const { metrics } = this.settings;
    let replicas = 0;
    let unreadable = 0;
    for (let i = 0; i < metrics.length; i++) {
      const proposal = this.propose(i, metrics[i], current, pods, observed);
      if (Number.isNaN(proposal)) unreadable++;
      else if (proposal > replicas) replicas = proposal;
    }
    if (unreadable === metrics.length || (unreadable > 0 && replicas < current)) return UNREADABLE;
    return replicas;
  }

  private propose(
    index: number, metric: MetricSettings, current: number, pods: ObservedPods, observed: ObservedMetrics,
  ): number {
    const { tolerance } = this.settings;
    const { type, target, value: goal, name } = metric;
    const value = observed.read(index);
    if (type === 'Object' || type === 'External') {
      if (target === 'value') return valueReplicas(current, value, goal, pods, tolerance);
      return averageReplicas(pods.total, value, goal, tolerance, type === 'External');
    }
    const request = target === 'utilization' ? observed.request(index) : undefined;
    const isCpu = type !== 'Pods' && name === 'cpu';
    return podMetricReplicas(current, { value, target: goal, request, isCpu }, pods, tolerance);
  }

  private rescaled(now: number, before: number, after: number): void {
    this.pace.changed(now, before, after);
    this.scaledToZero = before > 0 && after === 0 && this.bounds.minReplicas === 0 && this.followsObject;
  }
}
