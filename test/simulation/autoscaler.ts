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
 * The decision of the horizontal pod autoscaler on one metric of pods with an average as its target, at the pace that
 * it has without `behavior`.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
export class Autoscaler {
  private readonly recommended: Array<{ at: number; replicas: number }> = [];

  constructor(private readonly options: AutoscalerOptions) {}

  /** The replicas that it asks for, from the values of ready pods; undefined is a pod without a value. */
  public decide(now: number, current: number, values: ReadonlyArray<number | undefined>): number {
    const { minReplicas, maxReplicas, scaleDownWindow = 300, scaleUpWindow = 0 } = this.options;
    const wanted = this.recommendation(current, values) ?? current;
    this.recommended.push({ at: now, replicas: wanted });
    const since = (window: number) => this.recommended.filter(({ at }) => at > now - window).map((r) => r.replicas);
    const upAtMost = Math.min(wanted, ...since(scaleUpWindow));
    const downAtLeast = Math.max(wanted, ...since(scaleDownWindow));
    const settled = Math.max(Math.min(current, downAtLeast), upAtMost);
    const pace = Math.max(2 * current, 4);
    return Math.min(Math.max(settled, minReplicas), maxReplicas, pace);
  }

  /** What the values ask for; undefined without any value. */
  private recommendation(current: number, values: ReadonlyArray<number | undefined>): number | undefined {
    const { target } = this.options;
    const known = values.filter((v): v is number => v !== undefined);
    if (known.length === 0) return undefined;
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
}

function near(ratio: number): boolean {
  return Math.abs(ratio - 1) <= TOLERANCE;
}
