import type { ScalingRules } from '../model/hpa-settings';

/**
 * Changes of replicas in one direction that count for the periods of policies. As in the controller, one that is older
 * than the longest period of its direction may be replaced, although a longer period of the other direction would still
 * count it.
 */
export class ScaleEvents {
  private readonly times: number[] = [];
  private readonly changes: number[] = [];
  private readonly outdated: boolean[] = [];
  private readonly longest: number;

  public constructor({ policies }: ScalingRules) {
    this.longest = 1000 * Math.max(0, ...policies.map((policy) => policy.periodSeconds));
  }

  /** Times in milliseconds. */
  public store(now: number, change: number): void {
    let place = this.times.length;
    for (let i = 0; i < this.times.length; i++) {
      if (this.times[i] < now - this.longest) this.outdated[i] = true;
    }
    const last = this.outdated.lastIndexOf(true);
    if (last >= 0) place = last;
    this.times[place] = now;
    this.changes[place] = change;
    this.outdated[place] = false;
  }

  /** How many replicas were changed in a period that ends now. */
  public within(now: number, periodSeconds: number): number {
    const since = now - 1000 * periodSeconds;
    let sum = 0;
    for (let i = 0; i < this.times.length; i++) if (this.times[i] > since) sum += this.changes[i];
    return sum;
  }
}
