import { whole, wrapped } from './replica-calculator';
import { ScaleEvents } from './scale-events';
import type { HpaSettings, ScalingPolicy, ScalingRules } from '../model/hpa-settings';

/** The least and the most replicas: a schedule may change them. */
export interface Bounds {
  minReplicas: number;
  maxReplicas: number;
}

/** How far replicas may change at once. Times in milliseconds. */
export interface ScalingPace {
  /** The replicas within what the pace and the bounds allow. */
  limit(now: number, current: number, wanted: number): number;
  changed(now: number, before: number, after: number): void;
}

export function scalingPace({ behavior }: HpaSettings, bounds: Bounds): ScalingPace {
  if (behavior === undefined) return new PlainPace(bounds);
  return new BehaviorPace(bounds, behavior.scaleUp, behavior.scaleDown);
}

/** Without `behavior`: twice as many, or four. */
class PlainPace implements ScalingPace {
  public constructor(private readonly bounds: Readonly<Bounds>) {}

  public limit(_now: number, current: number, wanted: number): number {
    const { minReplicas, maxReplicas } = this.bounds;
    return wanted < minReplicas ? minReplicas : Math.min(wanted, maxReplicas, Math.max(2 * current, 4));
  }

  public changed(): void {
    // Only policies look back.
  }
}

/** With `behavior`: its policies, which look back on both directions. */
class BehaviorPace implements ScalingPace {
  private readonly ups: ScaleEvents;
  private readonly downs: ScaleEvents;

  public constructor(
    private readonly bounds: Readonly<Bounds>,
    private readonly up: ScalingRules,
    private readonly down: ScalingRules,
  ) {
    this.ups = new ScaleEvents(up);
    this.downs = new ScaleEvents(down);
  }

  public limit(now: number, current: number, wanted: number): number {
    const { minReplicas, maxReplicas } = this.bounds;
    if (wanted > current) return Math.min(wanted, maxReplicas, Math.max(this.upLimit(now, current), current));
    if (wanted < current) return Math.max(wanted, minReplicas, Math.min(this.downLimit(now, current), current));
    return wanted;
  }

  public changed(now: number, before: number, after: number): void {
    if (after > before) this.ups.store(now, after - before);
    else this.downs.store(now, before - after);
  }

  private upLimit(now: number, current: number): number {
    const { select, policies } = this.up;
    if (select === 'Disabled') return current;
    const limits = policies.map((policy) => {
      const before = this.before(now, current, policy);
      // The sum is one of 32 bits: a policy of more pods than fit allows none.
      return policy.type === 'Pods' ? wrapped(before + policy.value) : whole(before * (1 + policy.value / 100));
    });
    return select === 'Min' ? Math.min(...limits) : Math.max(...limits);
  }

  private downLimit(now: number, current: number): number {
    const { select, policies } = this.down;
    if (select === 'Disabled') return current;
    const limits = policies.map((policy) => {
      const before = this.before(now, current, policy);
      return policy.type === 'Pods' ? before - policy.value : Math.trunc(before * (1 - policy.value / 100));
    });
    // The smallest change leaves the most replicas.
    return select === 'Min' ? Math.max(...limits) : Math.min(...limits);
  }

  /** The replicas at the beginning of the period of a policy. */
  private before(now: number, current: number, { periodSeconds }: ScalingPolicy): number {
    return current - this.ups.within(now, periodSeconds) + this.downs.within(now, periodSeconds);
  }
}
