import { coresOfPod, requestsOfPod } from './capacity';
import type { Course, Demand } from '../demand/demand';
import type { PodModel, ServiceModel } from '../model/service-model';

/** Nothing to do. */
const NOTHING: Course = { valueAt: () => 0 };

/** The load of one service at a moment, and what its ready pods can do of it. */
export class ServiceLoad {
  /** The unit of the demand: `requests/s`, `cores`, or the name of a metric; undefined without a load. */
  public readonly unit?: string;
  /** What all pods together are asked for, in the unit. */
  public demand = 0;
  /** What they do of it. */
  public served = 0;
  public ready = 0;
  /** The CPU that the work of all pods takes, before limits; in milli, whole. */
  public milli = 0;
  /** Whether something says how much one pod can do. */
  public readonly isLimited: boolean;
  private readonly course: Course;
  private readonly capacity: number;
  private readonly cpuSeconds?: number;

  public constructor({ pod }: ServiceModel, demand: Demand) {
    const { unit, course, capacity } = mainDemand(pod, demand);
    this.unit = unit;
    this.course = course;
    this.capacity = capacity;
    this.cpuSeconds = demand.requests?.cpuSeconds;
    this.isLimited = this.capacity !== Infinity;
  }

  /** What ready pods do of the demand at a moment, without moving to it. */
  public servedAt(seconds: number, ready: number): number {
    return this.servedOf(this.course.valueAt(seconds), ready);
  }

  private servedOf(demand: number, ready: number): number {
    return ready === 0 ? 0 : Math.min(demand, this.capacity * ready);
  }

  /** Moves to a moment. */
  public move(seconds: number, ready: number): void {
    this.ready = ready;
    this.demand = this.course.valueAt(seconds);
    this.served = this.servedOf(this.demand, ready);
    const cores = this.cpuSeconds === undefined ? this.demand : this.cpuSeconds * this.served;
    this.milli = Math.round(1000 * cores);
  }

  /** When the demand may jump after a moment, in seconds. */
  public jumpAfter(seconds: number): number {
    return this.course.jumpAfter?.(seconds) ?? Infinity;
  }

  /** When the demand may jump next, in whole milliseconds. */
  public nextJump(now: number): number {
    const next = Math.ceil(1000 * this.jumpAfter(now / 1000));
    return next > now ? next : Infinity;
  }
}

interface MainDemand {
  readonly unit?: string;
  readonly course: Course;
  /** What one pod can do, in the unit. */
  readonly capacity: number;
}

/** Of several loads the one that says most: requests, then cores, then the first metric. */
function mainDemand(pod: PodModel, { requests, cores, metrics }: Demand): MainDemand {
  if (requests) return { unit: 'requests/s', course: requests.rate, capacity: requestsOfPod(pod, requests) };
  if (cores) return { unit: 'cores', course: cores, capacity: coresOfPod(pod) };
  const [metric] = metrics;
  return { unit: metric?.[0], course: metric?.[1] ?? NOTHING, capacity: Infinity };
}
