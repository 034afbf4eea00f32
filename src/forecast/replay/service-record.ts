/** A change of the replicas that are asked for, or of the pods that are ready. Time in seconds. */
export interface Change {
  readonly at: number;
  readonly replicas: number;
  readonly ready: number;
}

/** One stretch of time in which nothing changed. Times in milliseconds. */
export interface Stretch {
  from: number;
  to: number;
  replicas: number;
  ready: number;
  placed: number;
  pending: number;
  demand: number;
  served: number;
  /** The highest metric in proportion to its target; not a number where none could be read. */
  ofTarget: number;
  /** Whether a metric is above its target by more than the tolerance. */
  isAbove: boolean;
  /** Whether the autoscaler wants more than its maximum. */
  isAtMaximum: boolean;
}

/** A record keeps no more changes than this: a long forecast takes no more memory than a short one. */
export const MOST_CHANGES = 10_000;

/** What comes of one service: totals, and its course in equal spans. */
export class ServiceRecord {
  public peakReplicas = 0;
  public lowestReplicas = Infinity;
  public peakReady = 0;
  public peakDemand = 0;
  public changeCount = 0;
  /** In milliseconds of one replica. */
  public placedTime = 0;
  public demanded = 0;
  public unserved = 0;
  public unservedTime = 0;
  public aboveTime = 0;
  public maximumTime = 0;
  public pendingTime = 0;
  public readonly changes: Change[] = [];
  public readonly spans: SpanSeries;
  private lastReplicas = -1;
  private lastReady = -1;

  public constructor(durationMs: number, spanMs: number) {
    this.spans = new SpanSeries(durationMs, spanMs);
  }

  public add(stretch: Stretch): void {
    const { from, to, replicas, ready, placed, demand, served } = stretch;
    const time = to - from;
    if (replicas !== this.lastReplicas || ready !== this.lastReady) this.change(from, replicas, ready);
    this.placedTime += placed * time;
    this.demanded += demand * time;
    if (demand > this.peakDemand) this.peakDemand = demand;
    const lack = demand - served;
    if (lack > 1e-9 * demand) {
      this.unserved += lack * time;
      this.unservedTime += time;
    }
    if (stretch.isAbove) this.aboveTime += time;
    if (stretch.isAtMaximum) this.maximumTime += time;
    if (stretch.pending > 0) this.pendingTime += time;
    this.spans.add(stretch);
  }

  private change(at: number, replicas: number, ready: number): void {
    if (this.lastReplicas >= 0 && replicas !== this.lastReplicas) this.changeCount++;
    this.lastReplicas = replicas;
    this.lastReady = ready;
    this.peakReplicas = Math.max(this.peakReplicas, replicas);
    this.lowestReplicas = Math.min(this.lowestReplicas, replicas);
    this.peakReady = Math.max(this.peakReady, ready);
    if (this.changes.length < MOST_CHANGES) this.changes.push({ at: at / 1000, replicas, ready });
  }
}

/** The course of a service in equal spans of time. */
export class SpanSeries {
  public readonly replicas: Float64Array;
  public readonly ready: Float64Array;
  public readonly demand: Float64Array;
  public readonly unserved: Float64Array;
  public readonly ofTarget: Float64Array;

  public readonly count: number;

  /** The last span is shorter where the duration is no whole number of them. */
  public constructor(private readonly durationMs: number, public readonly spanMs: number) {
    const count = Math.ceil(durationMs / spanMs);
    this.count = count;
    this.replicas = new Float64Array(count);
    this.ready = new Float64Array(count).fill(Infinity);
    this.demand = new Float64Array(count);
    this.unserved = new Float64Array(count);
    this.ofTarget = new Float64Array(count).fill(Number.NaN);
  }

  public add(stretch: Stretch): void {
    const { spanMs } = this;
    let from = stretch.from;
    for (let span = Math.floor(from / spanMs); from < stretch.to; span++) {
      const to = Math.min(stretch.to, (span + 1) * spanMs);
      const length = Math.min(spanMs, this.durationMs - span * spanMs);
      this.addTo(span, (to - from) / length, stretch);
      from = to;
    }
  }

  private addTo(span: number, share: number, { replicas, ready, demand, served, ofTarget }: Stretch): void {
    if (replicas > this.replicas[span]) this.replicas[span] = replicas;
    if (ready < this.ready[span]) this.ready[span] = ready;
    this.demand[span] += share * demand;
    if (served < demand) this.unserved[span] += share * (demand - served);
    if (ofTarget > this.ofTarget[span] || Number.isNaN(this.ofTarget[span])) this.ofTarget[span] = ofTarget;
  }
}
