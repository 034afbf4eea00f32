/** How a HorizontalPodAutoscaler is set. */
export interface AutoscalerOptions {
  readonly target: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** In seconds. */
  readonly scaleDownWindow?: number;
  /** In seconds. */
  readonly scaleUpWindow?: number;
}

const TOLERANCE = 0.1;

/**
 * Replicas that a horizontal pod autoscaler sets, from those that its metric recommends, at the pace that it has by
 * default.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
export class Autoscaler {
  private readonly recommended: Array<{ at: number; replicas: number }> = [];

  constructor(private readonly options: Omit<AutoscalerOptions, 'target'>) {}

  public decide(now: number, current: number, recommended: number): number {
    const { minReplicas, maxReplicas, scaleDownWindow = 300, scaleUpWindow = 0 } = this.options;
    this.recommended.push({ at: now, replicas: recommended });
    const since = (window: number) => this.recommended.filter(({ at }) => at > now - window).map((r) => r.replicas);
    const upAtMost = Math.min(recommended, ...since(scaleUpWindow));
    const downAtLeast = Math.max(recommended, ...since(scaleDownWindow));
    const settled = Math.max(Math.min(current, downAtLeast), upAtMost);
    const pace = Math.max(2 * current, 4);
    return Math.min(Math.max(settled, minReplicas), maxReplicas, pace);
  }
}

/** What a metric of pods recommends, from the values of ready pods; undefined is a pod without a value. */
export function byPods(current: number, target: number, values: ReadonlyArray<number | undefined>): number {
  const known = values.filter((v): v is number => v !== undefined);
  if (known.length === 0) return current;
  const sum = known.reduce((a, b) => a + b, 0);
  const ratio = sum / (known.length * target);
  if (known.length === values.length) return near(ratio) ? current : Math.ceil(ratio * known.length);
  // A pod without a value counts as idle when scaling up, and as on target when scaling down.
  const assumed = ratio < 1 ? target : 0;
  const missing = values.length - known.length;
  const careful = (sum + missing * assumed) / (values.length * target);
  if (near(careful) || (ratio < 1 && careful > 1) || (ratio > 1 && careful < 1)) return current;
  return Math.ceil(careful * values.length);
}

/** What an external metric recommends whose target is an average over the replicas. */
export function byAverageValue(current: number, target: number, total: number): number {
  return near(total / (target * current)) ? current : Math.ceil(total / target);
}

/** What an external metric recommends whose target is the value itself: the ready pods are multiplied. */
export function byValue(current: number, target: number, value: number, ready: number): number {
  return near(value / target) ? current : Math.ceil((value / target) * ready);
}

function near(ratio: number): boolean {
  return Math.abs(ratio - 1) <= TOLERANCE;
}
