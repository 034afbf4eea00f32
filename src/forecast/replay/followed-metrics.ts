import { derivedCourse } from './derived-metrics';
import { CpuReader, InterruptedReader, SharedReader, TotalReader, type MetricReader } from './metric-readers';
import type { ServiceLoad } from './service-load';
import type { Course, Demand } from '../demand/demand';
import type { ObservedMetrics } from '../hpa/horizontal-controller';
import { UNREADABLE } from '../hpa/replica-calculator';
import { UNREADABLE_METRIC, type MetricSettings } from '../model/hpa-settings';
import type { ContainerModel, PodModel, ServiceModel } from '../model/service-model';

/** The metrics of an autoscaler for which there is a load, and those for which there is none. */
export interface MetricChoice {
  readonly followed: readonly MetricSettings[];
  readonly left: readonly MetricSettings[];
}

/**
 * Which metrics a load gives values for, and which nothing can read in a cluster either: the others are left out of the
 * forecast, and it says so.
 */
export function metricsWithLoad({ hpa, pod }: Pick<ServiceModel, 'hpa' | 'pod'>, demand: Demand): MetricChoice {
  const isFollowed = (metric: MetricSettings) => (
    isNeverRead(metric, pod) || courseless(metric, demand) || valueCourse(metric, demand) !== undefined);
  return { followed: hpa.metrics.filter(isFollowed), left: hpa.metrics.filter((metric) => !isFollowed(metric)) };
}

/** Whether a metric holds back scaling in, whatever the load is. */
function isNeverRead(metric: MetricSettings, pod: PodModel): boolean {
  const { type, name, target } = metric;
  if (metric === UNREADABLE_METRIC) return true;
  if (type !== 'Resource' && type !== 'ContainerResource') return false;
  return (name !== 'cpu' && name !== 'memory') || (target === 'utilization' && !(requestFor(metric, pod) > 0));
}

/** Whether a metric is CPU, of which the load of a service says how much its pods use. */
function courseless(metric: MetricSettings, { requests, cores }: Demand): boolean {
  return isCpu(metric) && (requests !== undefined || cores !== undefined);
}

function isCpu({ type, name }: MetricSettings): boolean {
  return name === 'cpu' && (type === 'Resource' || type === 'ContainerResource');
}

/** The course of a metric's total: as given, or as it follows from requests. */
function valueCourse({ name }: Pick<MetricSettings, 'name'>, demand: Demand): Course | undefined {
  return demand.metrics.get(name) ?? derivedCourse(name, demand);
}

/** What the loops of one autoscaler read. */
export class FollowedMetrics implements ObservedMetrics {
  /** The moment at which they are read. */
  public seconds = 0;
  private readonly readers: readonly MetricReader[];
  private readonly requests: readonly number[];

  public constructor(
    private readonly metrics: readonly MetricSettings[],
    pod: PodModel,
    private readonly demand: Demand,
    load: ServiceLoad,
  ) {
    this.readers = metrics.map((metric) => interrupted(metric, demand, reader(metric, pod, demand, load)));
    this.requests = metrics.map((metric) => requestFor(metric, pod));
  }

  public read(index: number): number {
    return this.readers[index].read(this.seconds);
  }

  public request(index: number): number {
    return this.requests[index];
  }

  /** The total of a metric by its name, in thousandths; undefined where it cannot be read. */
  public total(name: string, seconds: number): number | undefined {
    const course = valueCourse({ name }, this.demand);
    const isOut = this.demand.outages.get(name)?.some(([from, to]) => from <= seconds && seconds < to) === true;
    return course === undefined || isOut ? undefined : Math.round(1000 * course.valueAt(seconds));
  }

  /** The highest metric in proportion to its target; not a number where none can be read. */
  public ofTarget(pods: number): number {
    let highest = UNREADABLE;
    for (let i = 0; i < this.metrics.length; i++) {
      const proportion = this.proportion(i, pods);
      if (!(proportion <= highest) && !Number.isNaN(proportion)) highest = proportion;
    }
    return highest;
  }

  private proportion(index: number, pods: number): number {
    const { type, target, value } = this.metrics[index];
    const read = this.read(index);
    if (target === 'utilization') return (100 * read) / this.requests[index] / value;
    const isTotal = type === 'Object' || type === 'External';
    return isTotal && target === 'averageValue' ? read / (value * pods) : read / value;
  }
}

function reader(metric: MetricSettings, pod: PodModel, demand: Demand, load: ServiceLoad): MetricReader {
  if (courseless(metric, demand)) return new CpuReader(load, containersOf(metric, pod));
  const course = valueCourse(metric, demand);
  if (course === undefined) return { read: () => UNREADABLE };
  const isTotal = metric.type === 'Object' || metric.type === 'External';
  return isTotal ? new TotalReader(course) : new SharedReader(course, load);
}

function interrupted({ name }: MetricSettings, { outages }: Demand, read: MetricReader): MetricReader {
  const spans = outages.get(name);
  return spans === undefined || spans.length === 0 ? read : new InterruptedReader(read, spans);
}

function containersOf({ container }: MetricSettings, { containers }: PodModel): readonly ContainerModel[] {
  return container === undefined ? containers : containers.filter(({ name }) => name === container);
}

/** The request of a pod that a utilization is of, in thousandths; not a number where a container has none, or 0. */
function requestFor(metric: MetricSettings, pod: PodModel): number {
  const isMemory = metric.name === 'memory';
  const whole = isMemory ? pod.podMemoryRequest && 1000 * pod.podMemoryRequest : pod.podRequestMilli;
  if (metric.container === undefined && whole !== undefined) return whole || UNREADABLE;
  const containers = containersOf(metric, pod);
  const requestOf = ({ memoryRequest = NaN, requestMilli = NaN }: ContainerModel) => (
    isMemory ? 1000 * memoryRequest : requestMilli);
  // Nothing is a percentage of a request of nothing.
  return containers.reduce((sum, one) => sum + requestOf(one), 0) || UNREADABLE;
}
