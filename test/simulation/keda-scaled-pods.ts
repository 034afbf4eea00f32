import { Autoscaler, byAverageValue, byValue, type AutoscalerOptions } from './autoscaler';
import { Prometheus } from './prometheus';
import { Random } from './random';

/** What is simulated. Times are seconds. */
export interface KedaSituation {
  readonly seed: number;
  readonly scrapeInterval: number;
  /** The requests in flight at a time, of all pods together: each ready pod has an equal part. */
  readonly inFlight: (now: number) => number;
  /** What a pod shows of its part at a scrape, by the name of the series. */
  readonly shown: (part: number, pod: string, at: number) => Readonly<Record<string, number>>;
  /** The trigger of the ScaledObject. */
  readonly query: string;
  readonly metricType: 'AverageValue' | 'Value';
  readonly autoscaler: AutoscalerOptions;
  readonly replicas: number;
  readonly until: number;
  /** How long a removed pod takes to terminate. It is Ready until then, and gets no requests. */
  readonly termination?: number;
  /** Whether it is scraped until then: a PodMonitor of ready pods does, a ServiceMonitor does not. */
  readonly scrapesTerminating?: boolean;
}

interface Pod {
  readonly name: string;
  readonly readyFrom: number;
  nextScrape: number;
  /** When it has terminated; undefined while it serves. */
  goneFrom?: number;
}

const SYNC = 15;
const STARTUP = 10;
const DISCOVERY = 5;

/**
 * The replicas at each decision where KEDA's HorizontalPodAutoscaler follows a query over pods. Other than
 * prometheus-adapter, which queries live pods alone, the query still sees samples of pods that are gone, and does not
 * see new pods before their first scrape.
 */
export function playKeda(situation: KedaSituation): number[] {
  return new KedaScaledPods(situation).replicas();
}

class KedaScaledPods {
  private readonly random: Random;
  private readonly prometheus: Prometheus;
  private readonly autoscaler: Autoscaler;
  private pods: Pod[] = [];
  private terminating: Pod[] = [];
  private made = 0;

  constructor(private readonly situation: KedaSituation) {
    this.random = new Random(situation.seed);
    this.prometheus = new Prometheus(this.random);
    this.autoscaler = new Autoscaler(situation.autoscaler);
    this.scaleTo(situation.replicas, -60);
  }

  public replicas(): number[] {
    const replicas: number[] = [];
    const phase = this.random.next() * SYNC;
    for (let now = SYNC + phase; now <= this.situation.until; now += SYNC) {
      this.scrapeUntil(now);
      replicas.push(this.pods.length);
      this.scaleTo(this.autoscaler.decide(now, this.pods.length, this.recommended(now)), now);
    }
    return replicas;
  }

  private recommended(now: number): number {
    const { query, metricType, autoscaler: { target } } = this.situation;
    const [point] = this.prometheus.query(query, now);
    const current = this.pods.length;
    if (point === undefined) return current;
    if (metricType === 'AverageValue') return byAverageValue(current, target, point.value);
    // The autoscaler multiplies the value by every pod that is Ready, those that terminate too.
    return byValue(current, target, point.value, this.readyAt(now).length + this.terminating.length);
  }

  private readyAt(now: number): Pod[] {
    return this.pods.filter(({ readyFrom }) => readyFrom <= now);
  }

  private scrapeUntil(now: number): void {
    const { inFlight, scrapeInterval, shown, scrapesTerminating = true } = this.situation;
    for (const pod of [...this.pods, ...(scrapesTerminating ? this.terminating : [])]) {
      for (; pod.nextScrape <= Math.min(now, pod.goneFrom ?? now); pod.nextScrape += scrapeInterval) {
        const at = pod.nextScrape;
        const part = pod.goneFrom === undefined ? inFlight(at) / this.readyAt(at).length : 0;
        this.prometheus.scrape(pod.name, at, shown(part, pod.name, at));
      }
    }
    const gone = this.terminating.filter(({ goneFrom }) => goneFrom! <= now);
    this.terminating = this.terminating.filter((pod) => !gone.includes(pod));
    if (scrapesTerminating) gone.forEach((pod) => this.prometheus.forget(pod.name, pod.goneFrom!, scrapeInterval));
  }

  private scaleTo(replicas: number, now: number): void {
    const { scrapeInterval, termination = 0, scrapesTerminating = true } = this.situation;
    for (const pod of this.pods.splice(replicas)) {
      this.terminating.push({ ...pod, goneFrom: now + termination });
      if (!scrapesTerminating) this.prometheus.forget(pod.name, now, scrapeInterval);
    }
    while (this.pods.length < replicas) {
      const readyFrom = now + STARTUP;
      const nextScrape = readyFrom + this.random.next() * (DISCOVERY + scrapeInterval);
      this.pods.push({ name: `it-${this.made}-pod`, readyFrom, nextScrape });
      this.made += 1;
    }
  }
}
