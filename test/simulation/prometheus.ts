import { evaluate, type Labels, type Point, type Sample, type Series } from './promql';

interface Stored extends Series {
  readonly samples: Sample[];
}

/** A Prometheus that scrapes pods, and marks what is gone as stale. */
export class Prometheus {
  private readonly byName = new Map<string, Map<string, Stored>>();

  /** A scrape of a pod: what it shows, by the name of the series. */
  public scrape(pod: string, at: number, shown: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(shown)) this.seriesOf(name, { pod }).samples.push({ at, value });
  }

  /** Service discovery no longer lists a pod. */
  public forget(pod: string, at: number): void {
    for (const series of this.byName.values()) series.get(pod)?.samples.push({ at });
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
