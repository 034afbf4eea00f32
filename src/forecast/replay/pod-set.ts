import type { Room } from './room';
import type { ObservedPods } from '../hpa/observed-pods';
import type { PodModel } from '../model/service-model';

/** Kubernetes' flag --horizontal-pod-autoscaler-cpu-initialization-period. */
const CPU_INITIALIZATION_MS = 300_000;
/** The window of a sample of CPU by metrics-server: one that began before the pod was ready does not count. */
const SAMPLE_WINDOW_SECONDS = 15;

/** Beyond what clusters hold (Kubernetes is made for 150,000 pods): a wrong unit must not take all memory. */
const MOST_PODS = 1_000_000;

/** Before the beginning, by more than a pod takes to start: 30 years. */
const LONG_AGO = -1e12;

type PodTimes = 'startupSeconds' | 'metricsLagSeconds' | 'sampleWindowSeconds';

/**
 * The pods of one workload: made and removed as a ReplicaSet does, the newest first, started in their order where there
 * is room. Times in milliseconds.
 */
export class PodSet {
  /** When a pod started, and when it is ready, in the order of their creation; those without a node come last. */
  private readonly starts: number[] = [];
  private readonly readies: number[] = [];
  private readonly places: number[] = [];
  private waiting = 0;
  private began = 0;
  /** From this moment on nothing changes by itself. */
  private settledAt = 0;
  private readonly startupMs: readonly number[];
  /** Below zero where a pod is measured before it is ready. */
  private readonly lagMs: number;
  private readonly windowMs: number;

  public constructor(pod: Pick<PodModel, PodTimes>, private readonly room: Room) {
    this.startupMs = pod.startupSeconds.map((seconds) => Math.round(1000 * seconds));
    this.lagMs = 1000 * pod.metricsLagSeconds;
    this.windowMs = 1000 * (pod.sampleWindowSeconds ?? SAMPLE_WINDOW_SECONDS);
  }

  /** All pods, those without a node too. */
  public get total(): number {
    return this.starts.length + this.waiting;
  }

  /** Those that have a node. */
  public get placed(): number {
    return this.starts.length;
  }

  /** Those that have no node. */
  public get pending(): number {
    return this.waiting;
  }

  /** Makes or removes pods. */
  public scaleTo(replicas: number, now: number): void {
    while (this.starts.length > replicas) {
      this.starts.pop();
      this.readies.pop();
      this.room.leave(this.places.pop()!);
    }
    this.waiting = Math.max(0, replicas - this.starts.length);
    this.place(now);
  }

  /** Makes pods that have been ready for long. */
  public establish(replicas: number): void {
    this.scaleTo(replicas, LONG_AGO);
  }

  /** Starts pods that wait, as far as there is room. */
  public place(now: number): void {
    for (; this.waiting > 0 && this.starts.length < MOST_PODS; this.waiting--) {
      const place = this.room.take();
      if (place === undefined) return;
      this.places.push(place);
      this.start(now);
    }
  }

  private start(now: number): void {
    const startup = this.startupMs.length === 0 ? 0 : this.startupMs[this.began % this.startupMs.length];
    this.began++;
    this.starts.push(now);
    this.readies.push(now + startup);
    this.settledAt = Math.max(this.settledAt, now + startup + Math.max(this.lagMs, this.windowMs));
  }

  /** How many are ready. */
  public ready(now: number): number {
    if (now >= this.settledAt) return this.starts.length;
    let ready = 0;
    for (let i = 0; i < this.readies.length; i++) if (this.readies[i] <= now) ready++;
    return ready;
  }

  /** When the next one becomes ready; Infinity where all are. */
  public nextReady(now: number): number {
    if (now >= this.settledAt) return Infinity;
    let next = Infinity;
    for (let i = 0; i < this.readies.length; i++) {
      if (this.readies[i] > now && this.readies[i] < next) next = this.readies[i];
    }
    return next;
  }

  /** What the autoscaler sees. */
  public observe(now: number, seen: ObservedPods): void {
    seen.total = this.total;
    seen.pending = this.waiting;
    seen.starting = 0;
    seen.early = 0;
    seen.unmeasured = 0;
    seen.young = 0;
    seen.justReady = 0;
    if (now < this.settledAt) this.observeEach(now, seen);
    seen.mature = this.starts.length - seen.starting - seen.early - seen.unmeasured - seen.young;
  }

  private observeEach(now: number, seen: ObservedPods): void {
    for (let i = 0; i < this.readies.length; i++) {
      const ready = this.readies[i];
      if (ready === now) seen.justReady++;
      const isMeasured = now - ready >= this.lagMs;
      if (ready > now && isMeasured) seen.early++;
      else if (ready > now) seen.starting++;
      else if (!isMeasured) seen.unmeasured++;
      else if (now - ready < this.windowMs && now < this.starts[i] + CPU_INITIALIZATION_MS) seen.young++;
    }
  }
}
