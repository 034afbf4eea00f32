import { ScheduleTimes } from './schedule-times';
import type { KedaModel, KedaTriggerModel } from '../model/service-model';

/** The value of a metric in thousandths; undefined where it cannot be read. */
export type ReadMetric = (metric: string) => number | undefined;

/** The triggers that KEDA leaves to the autoscaler: they are never active. */
const RESOURCES = new Set(['cpu', 'memory']);

/** The hours of a cron trigger. */
interface Hours {
  readonly start: ScheduleTimes;
  readonly end: ScheduleTimes;
  readonly milli: number;
}

/**
 * The loop of KEDA's operator over one ScaledObject, beside the autoscaler that KEDA makes of it: it wakes a workload
 * from zero (or its idle replicas), and sends it to rest. As KEDA 2.20 does it (`pkg/scaling`, read in its source).
 */
export class KedaOperator {
  /** When a trigger was last seen to be active, in seconds; undefined before the first time. */
  private lastActive?: number;
  private readonly hours = new Map<string, Hours>();
  /** The triggers that KEDA reads itself. */
  private readonly watched: readonly KedaTriggerModel[];

  /** @param from when the forecast begins: what the hours of cron triggers are counted from */
  public constructor(private readonly model: KedaModel, from: Date) {
    this.watched = model.triggers.filter(({ type }) => !RESOURCES.has(type));
    for (const { metric, cron } of this.watched) {
      if (!cron) continue;
      const start = ScheduleTimes.of({ schedule: cron.start, timeZone: cron.timeZone }, from);
      const end = ScheduleTimes.of({ schedule: cron.end, timeZone: cron.timeZone }, from);
      if (start && end) this.hours.set(metric, { start, end, milli: cron.replicas * 1000 });
    }
  }

  /** The first poll is at 0. Where a scaler pushes, KEDA also acts between polls: here each second. */
  public nextPoll(after: number): number {
    const seconds = this.model.isPushed ? 1 : this.model.pollingSeconds;
    return after < 0 ? 0 : (Math.floor(after / seconds) + 1) * seconds;
  }

  /**
   * The value that KEDA's metrics server gives of a cron trigger, in thousandths: its replicas within its hours, and 0
   * outside of them (1 before KEDA 2.18). Undefined for any other metric.
   */
  public cronValue(metric: string, seconds: number): number | undefined {
    const hours = this.hours.get(metric);
    if (!hours) return undefined;
    // KEDA compares the next times: within its hours, the next end comes before the next start.
    return hours.end.after(seconds) <= hours.start.after(seconds) ? hours.milli : 0;
  }

  /** The replicas that a poll sets; undefined where it leaves them. */
  public poll(seconds: number, replicas: number, read: ReadMetric): number | undefined {
    const { isActive, isError } = this.stateAt(seconds, read);
    // What is pushed only wakes: to zero it goes at a poll.
    if (!isActive && seconds % this.model.pollingSeconds !== 0) return undefined;
    const wanted = isActive ? this.whenActive(seconds, replicas, isError) : this.whenIdle(seconds, replicas, isError);
    return wanted === replicas ? undefined : wanted;
  }

  private stateAt(seconds: number, read: ReadMetric): { readonly isActive: boolean; readonly isError: boolean } {
    let isActive = this.model.isForcedActive === true;
    let isError = false;
    for (const { metric, activationMilli, cron } of this.watched) {
      const value = cron ? this.cronValue(metric, seconds) : read(metric);
      if (value === undefined) isError = true;
      // The scaler of cron compares nothing: it is active within its hours.
      else if (value > (cron ? 0 : activationMilli)) isActive = true;
    }
    // Where all triggers are those of the autoscaler, nothing else could wake the workload.
    return { isActive: isActive || this.watched.length === 0, isError };
  }

  private whenActive(seconds: number, replicas: number, isError: boolean): number | undefined {
    const { minReplicaCount, idleReplicaCount, isScaleOutPaused } = this.model;
    if (replicas === 0 || (idleReplicaCount !== undefined && replicas < minReplicaCount)) {
      if (isScaleOutPaused) return undefined;
      this.lastActive = seconds;
      return Math.max(1, minReplicaCount);
    }
    // A poll at which another trigger cannot be read does not count as active.
    if (!isError) this.lastActive = seconds;
    return undefined;
  }

  private whenIdle(seconds: number, replicas: number, isError: boolean): number | undefined {
    const { minReplicaCount, idleReplicaCount, isScaleInPaused } = this.model;
    if (isError) return undefined;
    const mayRest = idleReplicaCount !== undefined && replicas > idleReplicaCount;
    if (mayRest || (replicas > 0 && minReplicaCount === 0)) {
      return !isScaleInPaused && this.hasCooledDown(seconds) ? idleReplicaCount ?? 0 : undefined;
    }
    return idleReplicaCount === undefined && replicas < minReplicaCount ? minReplicaCount : undefined;
  }

  private hasCooledDown(seconds: number): boolean {
    const { cooldownSeconds, initialCooldownSeconds } = this.model;
    const until = this.lastActive === undefined ? initialCooldownSeconds : this.lastActive + cooldownSeconds;
    return seconds >= until;
  }
}
