import { evaluate, type Labels, type Point, type Sample, type Series } from './promql';
import type { Random } from './random';

/** How long service discovery takes at most, in seconds. */
const DISCOVERY = 5;

interface Stored extends Series {
  readonly samples: Sample[];
}

/** A Prometheus that scrapes pods, and marks what is gone as stale. */
export class Prometheus {
  private readonly byName = new Map<string, Map<string, Stored>>();

  constructor(private readonly random: Random, private readonly namespace: string = 'vision') {}

  /** A scrape of a pod: what it shows, by the name of the series. */
  public scrape(pod: string, at: number, shown: Readonly<Record<string, number>>): void {
    const labels = { namespace: this.namespace, pod };
    for (const [name, value] of Object.entries(shown)) this.seriesOf(name, labels).samples.push({ at, value });
  }

  /**
   * A pod is gone. Service discovery takes some seconds; then Prometheus waits for the scrape that would have come
   * next, and for one interval and a tenth of it, before it marks the series as stale.
   */
  public forget(pod: string, at: number, scrapeInterval: number): void {
    const stale = at + this.random.next() * DISCOVERY + (this.random.next() + 1.1) * scrapeInterval;
    for (const series of this.byName.values()) series.get(pod)?.samples.push({ at: stale });
  }

  public query(query: string, at: number): readonly Point[] {
    return evaluate(query, (name) => [...(this.byName.get(name)?.values() ?? [])], at);
  }

  private seriesOf(name: string, labels: Labels): Stored {
    const series = this.byName.get(name) ?? new Map<string, Stored>();
    this.byName.set(name, series);
    const stored = series.get(labels.pod) ?? { name, labels, samples: [] };
    series.set(labels.pod, stored);
    return stored;
  }
}
