import type { AdapterRule } from './adapter-config';
import type { Scrape, ScrapeIntervals } from './scrape-intervals';
import type { Inventory } from '../../../kubernetes/inventory';

/** How often the series of the rules of prometheus-adapter are scraped. */
export class AdapterScrapes {
  /** The slowest scrape of the pods that autoscalers scale by a metric, by its name; undefined where one is unknown. */
  private readonly ofMetrics = new Map<string, Scrape | undefined>();

  public constructor(inventory: Inventory, private readonly intervals: ScrapeIntervals) {
    for (const { target, metrics } of inventory.autoscalers) {
      for (const metric of metrics) {
        const name: string | undefined = metric.pods?.metric?.name;
        if (name === undefined || target === undefined || !intervals.isWatched(target)) continue;
        this.add(name, intervals.of(target));
      }
    }
  }

  private add(name: string, scrape: Scrape | undefined): void {
    const slowest = this.ofMetrics.get(name);
    const isSlower = scrape !== undefined && (slowest === undefined || scrape.seconds > slowest.seconds);
    if (isSlower || !this.ofMetrics.has(name)) this.ofMetrics.set(name, scrape);
  }

  /** The scrape that counts for a rule: of the pods that are scaled by its metric, else the most frequent of all. */
  public of({ external, name }: AdapterRule): Scrape | undefined {
    const isFollowed = !external && name !== undefined && this.ofMetrics.has(name);
    return isFollowed ? this.ofMetrics.get(name) : this.intervals.shortest;
  }
}
