import { ExtremeOfWindow } from './extreme-of-window';
import type { HpaSettings } from '../model/hpa-settings';

/**
 * What the controller remembers of its recommendations, so that replicas do not follow every swing of a metric.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/podautoscaler/horizontal.go
 */
export class Stabilization {
  private readonly highest = new ExtremeOfWindow(1);
  private readonly lowest = new ExtremeOfWindow(-1);
  private readonly upWindow: number;
  private readonly downWindow: number;
  private readonly hasBehavior: boolean;

  public constructor({ behavior, downscaleStabilizationSeconds }: HpaSettings) {
    this.hasBehavior = behavior !== undefined;
    this.upWindow = 1000 * (behavior?.scaleUp.stabilizationSeconds ?? 0);
    this.downWindow = 1000 * (behavior?.scaleDown.stabilizationSeconds ?? downscaleStabilizationSeconds);
  }

  /** Before the first loop the replicas that are there count as recommended. */
  public remember(now: number, recommendation: number): void {
    this.highest.put(now, recommendation);
    if (this.upWindow > 0) this.lowest.put(now, recommendation);
  }

  /** The recommendation within what was recommended lately; times in milliseconds. */
  public stabilize(now: number, current: number, recommendation: number): number {
    // With `behavior` a recommendation as old as the window is out of it, without it is not.
    this.highest.forget(now - this.downWindow, this.hasBehavior);
    const most = this.highest.with(recommendation);
    let stabilized = most;
    if (this.hasBehavior) {
      this.lowest.forget(now - this.upWindow, true);
      const least = this.lowest.with(recommendation);
      stabilized = Math.min(Math.max(current, least), most);
    }
    this.remember(now, recommendation);
    return stabilized;
  }
}
