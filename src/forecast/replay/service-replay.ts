import { FollowedMetrics, metricsWithLoad } from './followed-metrics';
import type { OtherScaler, ScaledService } from './other-scalers';
import { PodSet } from './pod-set';
import type { Room } from './room';
import { ServiceLoad } from './service-load';
import { ServiceRecord, type Stretch } from './service-record';
import type { Demand } from '../demand/demand';
import { HorizontalController } from '../hpa/horizontal-controller';
import { ObservedPods } from '../hpa/observed-pods';
import type { MetricSettings } from '../model/hpa-settings';
import type { ServiceModel } from '../model/service-model';

/** Whether the first pods start at the beginning, as after an apply, or have been ready for long. */
export type Beginning = 'applied' | 'running';

/** One service replayed: its pods, its load and its autoscaler, moved from loop to loop. Times in milliseconds. */
export class ServiceReplay implements ScaledService {
  public replicas: number;
  public readonly pods: PodSet;
  public readonly load: ServiceLoad;
  /** The metrics for which there is no load: its autoscaler goes without them. */
  public readonly leftOut: readonly MetricSettings[];
  /** The loads that change nothing: cores beside requests, and metrics that the autoscaler does not follow. */
  public readonly unused: readonly string[];
  private readonly controller: HorizontalController;
  private readonly metrics: FollowedMetrics;
  /** The metrics with the targets by which a try is judged: its own, unless others are. */
  private readonly judged: FollowedMetrics;
  private readonly seen = new ObservedPods();
  private readonly stretch: Stretch = {
    from: 0,
    to: 0,
    replicas: 0,
    ready: 0,
    placed: 0,
    pending: 0,
    demand: 0,
    served: 0,
    ofTarget: Number.NaN,
    isAbove: false,
    isAtMaximum: false,
  };

  /** When something beside the autoscaler acts next. */
  private nextAct = 0;

  public constructor(
    public readonly model: ServiceModel,
    demand: Demand,
    room: Room,
    public readonly record: ServiceRecord,
    private readonly others: readonly OtherScaler[] = [],
    begins: Beginning = 'applied',
  ) {
    const { pod, hpa, initialReplicas } = model;
    const { followed, left } = metricsWithLoad(model, demand);
    this.leftOut = left;
    this.unused = unusedLoads(model, demand);
    this.load = new ServiceLoad(model, demand);
    this.metrics = new FollowedMetrics(followed, pod, demand, this.load);
    this.judged = model.judgedBy === undefined ? this.metrics : new FollowedMetrics(
      metricsWithLoad({ hpa: model.judgedBy, pod }, demand).followed, pod, demand, this.load,
    );
    this.controller = new HorizontalController({ ...hpa, metrics: followed });
    this.pods = new PodSet(pod, room);
    this.replicas = initialReplicas;
    if (begins === 'running') this.pods.establish(initialReplicas);
    else this.pods.scaleTo(initialReplicas, 0);
    this.planAct(-1);
  }

  /** One loop, and what is until the next. */
  public step(now: number, until: number): void {
    if (this.nextAct <= now) this.act(now);
    this.loop(now, this.clockAt(now));
    this.rest(now, until);
  }

  /** One loop of the autoscaler, which may read another time on its clock. */
  public loop(now: number, clock = now): void {
    const { pods, seen } = this;
    if (pods.pending > 0) pods.place(now);
    pods.observe(now, seen);
    this.load.move(now / 1000, seen.ready);
    this.metrics.seconds = now / 1000;
    this.scaleTo(this.controller.reconcile(clock, this.replicas, seen, this.metrics), now);
  }

  /**
   * A loop takes a little longer than its period, here a millisecond. So a recommendation that is as many periods old
   * as the window of stabilization has left it.
   */
  private clockAt(now: number): number {
    return now + Math.round(now / (1000 * this.model.hpa.syncSeconds));
  }

  /** Sets the replicas, as the autoscaler or another controller does. */
  public scaleTo(replicas: number, now: number): void {
    if (replicas === this.replicas) return;
    this.replicas = replicas;
    this.pods.scaleTo(replicas, now);
  }

  public get bounds() {
    return this.controller.bounds;
  }

  public total(metric: string, seconds: number): number | undefined {
    return this.metrics.total(metric, seconds);
  }

  /** Records what is until the next loop. */
  private rest(from: number, until: number): void {
    let now = from;
    while (now < until) {
      const next = Math.min(until, this.pods.nextReady(now), this.nextAct, this.load.nextJump(now));
      this.recordStretch(now, next);
      now = next;
      if (this.nextAct <= now && now < until) this.act(now);
    }
  }

  private act(now: number): void {
    for (const other of this.others) {
      if (1000 * other.after(now / 1000 - 0.001) <= now) other.act(now / 1000, this);
    }
    this.planAct(now / 1000);
  }

  private planAct(seconds: number): void {
    this.nextAct = 1000 * Math.min(Infinity, ...this.others.map((other) => other.after(seconds)));
  }

  private recordStretch(from: number, to: number): void {
    const { stretch, pods, load, judged, controller } = this;
    const { tolerance } = this.model.judgedBy ?? this.model.hpa;
    load.move(from / 1000, pods.ready(from));
    judged.seconds = from / 1000;
    stretch.from = from;
    stretch.to = to;
    stretch.replicas = this.replicas;
    stretch.ready = load.ready;
    stretch.placed = pods.placed;
    stretch.pending = pods.pending;
    stretch.demand = load.demand;
    stretch.served = load.served;
    stretch.ofTarget = judged.ofTarget(Math.max(1, load.ready));
    stretch.isAbove = stretch.ofTarget > 1 + tolerance.up;
    stretch.isAtMaximum = controller.recommendation > controller.bounds.maxReplicas;
    this.record.add(stretch);
  }
}

function unusedLoads({ hpa }: ServiceModel, { requests, cores, metrics }: Demand): string[] {
  const followed = new Set(hpa.metrics.map(({ name }) => name));
  const others = [...metrics.keys()].filter((name) => !followed.has(name));
  return requests && cores ? ['cores', ...others] : others;
}
