import { usableMilli } from './capacity';
import type { ServiceLoad } from './service-load';
import type { Course } from '../demand/demand';
import { UNREADABLE } from '../hpa/replica-calculator';
import type { ContainerModel } from '../model/service-model';

/** Reads one metric at a moment: of each measured pod, or a total; in thousandths, whole. */
export interface MetricReader {
  read(seconds: number): number;
}

/** CPU of some containers of a pod, of what the load asks of it. */
export class CpuReader implements MetricReader {
  public constructor(private readonly load: ServiceLoad, private readonly containers: readonly ContainerModel[]) {}

  public read(): number {
    let usage = 0;
    for (const one of this.containers) usage += cpuOf(one, this.load);
    return usage;
  }
}

/** What one container uses: its share of the work of a pod, within its limit and its threads. */
function cpuOf(container: ContainerModel, { milli, ready }: ServiceLoad): number {
  return Math.min(Math.trunc((milli * container.share) / Math.max(1, ready)), usableMilli(container));
}

/** A total that the ready pods share evenly. */
export class SharedReader implements MetricReader {
  public constructor(private readonly course: Course, private readonly load: ServiceLoad) {}

  public read(seconds: number): number {
    return Math.trunc(Math.round(1000 * this.course.valueAt(seconds)) / Math.max(1, this.load.ready));
  }
}

/** A total, as it is. */
export class TotalReader implements MetricReader {
  public constructor(private readonly course: Course) {}

  public read(seconds: number): number {
    return Math.round(1000 * this.course.valueAt(seconds));
  }
}

/** A metric that cannot be read at times. */
export class InterruptedReader implements MetricReader {
  public constructor(
    private readonly reader: MetricReader,
    private readonly outages: ReadonlyArray<readonly [number, number]>,
  ) {}

  public read(seconds: number): number {
    const isOut = this.outages.some(([from, to]) => from <= seconds && seconds < to);
    return isOut ? UNREADABLE : this.reader.read(seconds);
  }
}
