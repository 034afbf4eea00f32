import type { KedaOperator } from '../engines/keda-operator';
import { ScheduleTimes } from '../engines/schedule-times';
import type { ScheduleModel } from '../model/service-model';

/** A service whose replicas or bounds something else than its autoscaler changes. Times in seconds. */
export interface ScaledService {
  readonly replicas: number;
  readonly bounds?: { minReplicas: number; maxReplicas: number };
  scaleTo(replicas: number, nowMs: number): void;
  /** A metric's total in thousandths; undefined where it cannot be read. */
  total(metric: string, seconds: number): number | undefined;
}

/** What changes a service beside its autoscaler, at times of its own. */
export interface OtherScaler {
  /** When it acts next, after a moment. */
  after(seconds: number): number;
  act(seconds: number, service: ScaledService): void;
}

/** KEDA's operator: it wakes a service from zero, and sends it to rest. */
export class KedaActivation implements OtherScaler {
  public constructor(private readonly operator: KedaOperator) {}

  public after(seconds: number): number {
    return this.operator.nextPoll(seconds);
  }

  public act(seconds: number, service: ScaledService): void {
    const read = (metric: string) => service.total(metric, seconds);
    const replicas = this.operator.poll(seconds, service.replicas, read);
    if (replicas !== undefined) service.scaleTo(replicas, 1000 * seconds);
  }
}

/** One rule of a CronFederatedHPA. */
export class ScheduledBounds implements OtherScaler {
  private readonly times?: ScheduleTimes;

  public constructor(private readonly rule: ScheduleModel, from: Date) {
    this.times = ScheduleTimes.of(rule, from);
  }

  public after(seconds: number): number {
    return this.times?.after(seconds) ?? Infinity;
  }

  public act(seconds: number, service: ScaledService): void {
    const { minReplicas, maxReplicas, replicas } = this.rule;
    const { bounds } = service;
    if (bounds) {
      const least = minReplicas ?? bounds.minReplicas;
      const most = maxReplicas ?? bounds.maxReplicas;
      // Karmada's webhook rejects a minimum above the maximum, so such a rule changes nothing.
      if (least <= most) Object.assign(bounds, { minReplicas: least, maxReplicas: most });
    }
    if (replicas !== undefined) service.scaleTo(replicas, 1000 * seconds);
  }
}
