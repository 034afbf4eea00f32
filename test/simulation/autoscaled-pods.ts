import { Autoscaler, byAverageValue, byPods, byValue, type AutoscalerOptions } from './autoscaler';
import { Prometheus } from './prometheus';
import { Random } from './random';
import { SimulatedServer, type Counters, type State } from './simulated-server';

/** What is simulated. Times are seconds. */
export interface Situation {
  readonly seed: number;
  readonly counters: Counters;
  /** How many requests a replica works on at once. */
  readonly concurrency: number;
  /** The work of a request: the mean, and how far it may be away from it, as a share below 1. */
  readonly work: number;
  readonly spread: number;
  /** The requests in a second that arrive at a time, at all replicas together. */
  readonly load: (now: number) => number;
  readonly until: number;
  readonly scrapeInterval: number;
  /** The query of a metric of pods, for the names of pods. */
  readonly query: (pods: string) => string;
  readonly replicas: number;
  readonly autoscaler?: AutoscalerOptions;
  /** Where KEDA's autoscaler decides: the query of the trigger, over all pods that Prometheus still knows. */
  readonly keda?: { readonly query: string; readonly metricType: 'AverageValue' | 'Value' };
}

/** What was seen at one decision. */
export interface Moment {
  readonly now: number;
  readonly replicas: number;
  /** The value of each ready pod; undefined where it has none. */
  readonly values: ReadonlyArray<number | undefined>;
  readonly states: readonly State[];
}

interface Pod {
  readonly name: string;
  readonly server: SimulatedServer;
  readonly readyFrom: number;
  nextScrape: number;
}

const SYNC = 15;
const STARTUP = 20;

/** Plays a situation: requests arrive and go to random pods, Prometheus scrapes, the autoscaler decides every 15 s. */
export function play(situation: Situation): Moment[] {
  return new AutoscaledPods(situation).moments();
}

class AutoscaledPods {
  private readonly random: Random;
  private readonly prometheus: Prometheus;
  private readonly autoscaler?: Autoscaler;
  private pods: Pod[] = [];
  private made = 0;
  private nextArrival = 0;

  constructor(private readonly situation: Situation) {
    this.random = new Random(situation.seed);
    this.prometheus = new Prometheus(this.random);
    if (situation.autoscaler) this.autoscaler = new Autoscaler(situation.autoscaler);
    this.scaleTo(situation.replicas, -STARTUP);
  }

  public moments(): Moment[] {
    const moments: Moment[] = [];
    for (let now = SYNC; now <= this.situation.until; now += SYNC) {
      this.advance(now);
      const ready = this.pods.filter(({ readyFrom }) => readyFrom <= now);
      const values = this.valuesOf(ready, now);
      const replicas = this.pods.length;
      moments.push({ now, replicas, values, states: ready.map(({ server }) => server.at(now)) });
      if (this.autoscaler) this.scaleTo(this.decided(now, replicas, values), now);
    }
    return moments;
  }

  private decided(now: number, replicas: number, values: Moment['values']): number {
    return this.autoscaler!.decide(now, replicas, this.recommended(now, replicas, values));
  }

  private recommended(now: number, replicas: number, values: Moment['values']): number {
    const { keda, autoscaler } = this.situation;
    const { target } = autoscaler!;
    if (keda === undefined) return byPods(replicas, target, values);
    const [point] = this.prometheus.query(keda.query, now);
    if (point === undefined) return replicas;
    if (keda.metricType === 'AverageValue') return byAverageValue(replicas, target, point.value);
    return byValue(replicas, target, point.value, values.length);
  }

  private valuesOf(pods: readonly Pod[], now: number): Array<number | undefined> {
    const query = this.situation.query(pods.map(({ name }) => name).join('|'));
    const points = new Map(this.prometheus.query(query, now).map(({ labels, value }) => [labels.pod, value]));
    return pods.map(({ name }) => points.get(name));
  }

  /** Everything that happens until a time, in its order: requests and scrapes. */
  private advance(until: number): void {
    for (;;) {
      const scraped = this.pods.reduce((a, b) => (b.nextScrape < a.nextScrape ? b : a));
      if (Math.min(this.nextArrival, scraped.nextScrape) > until) return;
      if (this.nextArrival <= scraped.nextScrape) this.arrive();
      else this.scrape(scraped);
    }
  }

  private arrive(): void {
    const { load, work, spread } = this.situation;
    const now = this.nextArrival;
    const perSecond = load(now);
    const ready = this.pods.filter(({ readyFrom }) => readyFrom <= now);
    if (perSecond > 0 && ready.length > 0) {
      const { server } = ready[this.random.below(ready.length)];
      server.accept(now, work * (1 + spread * (2 * this.random.next() - 1)));
    }
    this.nextArrival = now + (perSecond > 0 ? this.random.pause(perSecond) : 1);
  }

  private scrape(pod: Pod): void {
    const { counters, scrapeInterval } = this.situation;
    this.prometheus.scrape(pod.name, pod.nextScrape, counters(pod.server.at(pod.nextScrape)));
    pod.nextScrape += scrapeInterval;
  }

  private scaleTo(replicas: number, now: number): void {
    for (const { name } of this.pods.splice(replicas)) {
      this.prometheus.forget(name, now, this.situation.scrapeInterval);
    }
    while (this.pods.length < replicas) {
      const readyFrom = now + STARTUP;
      // Each target has an offset of its own within the interval.
      const nextScrape = readyFrom + this.random.next() * this.situation.scrapeInterval;
      this.pods.push({
        name: `it-${this.made}-pod`,
        server: new SimulatedServer(this.situation.concurrency),
        readyFrom,
        nextScrape,
      });
      this.made += 1;
    }
  }
}
