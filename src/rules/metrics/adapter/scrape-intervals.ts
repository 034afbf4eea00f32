import { monitorsOf, type Endpoint, type Monitor } from './monitors';
import { seconds } from './prometheus-duration';
import type { Inventory, Workload } from '../../../kubernetes/inventory';
import type { Manifest } from '../../../kubernetes/manifest';

/** How often an endpoint is scraped, and where that is written. */
export interface Scrape {
  readonly seconds: number;
  readonly monitor: Manifest;
  readonly field: string;
  readonly value: string;
}

/** The most frequent scrape of several endpoints. */
class Fastest {
  private scrape?: Scrape;
  private isKnown = true;

  /** Adds an endpoint; one without an interval leaves it to Prometheus, whose own is unknown. */
  public add(scrape: Scrape | undefined): void {
    if (scrape === undefined) this.isKnown = false;
    else if (this.scrape === undefined || scrape.seconds < this.scrape.seconds) this.scrape = scrape;
  }

  /** Adds all endpoints of others. */
  public merge(others: Fastest): void {
    this.isKnown &&= others.isKnown;
    if (others.scrape !== undefined) this.add(others.scrape);
  }

  public get isEmpty(): boolean {
    return this.isKnown && this.scrape === undefined;
  }

  /** Undefined where one of them is unknown, or where there are none. */
  public get known(): Scrape | undefined {
    return this.isKnown ? this.scrape : undefined;
  }
}

/** How often the monitors of a set of objects scrape; they are read on first use. */
export class ScrapeIntervals {
  private readonly ofAll = new Fastest();
  private readonly ofWorkloads = new Map<Workload, Fastest>();
  private isRead = false;

  public constructor(private readonly inventory: Inventory) {}

  /** Whether any monitor scrapes anything. */
  public get hasMonitors(): boolean {
    this.read();
    return !this.ofAll.isEmpty;
  }

  /** The most frequent scrape of all; undefined where one is unknown. */
  public get shortest(): Scrape | undefined {
    this.read();
    return this.ofAll.known;
  }

  /** Whether any monitor scrapes the pods of a workload. */
  public isWatched(workload: Workload): boolean {
    this.read();
    return this.ofWorkloads.has(workload);
  }

  /** The most frequent scrape of the pods of a workload; undefined where one is unknown, or where there is none. */
  public of(workload: Workload): Scrape | undefined {
    this.read();
    return this.ofWorkloads.get(workload)?.known;
  }

  private read(): void {
    if (this.isRead) return;
    this.isRead = true;
    for (const monitor of monitorsOf(this.inventory)) {
      const own = new Fastest();
      for (const [i, endpoint] of monitor.endpoints.entries()) own.add(scrapeOf(monitor, endpoint, i));
      if (own.isEmpty) continue;
      this.ofAll.merge(own);
      for (const workload of this.inventory.watched(monitor.object)) {
        const others = this.ofWorkloads.get(workload) ?? new Fastest();
        this.ofWorkloads.set(workload, others);
        others.merge(own);
      }
    }
  }
}

function scrapeOf({ object, list }: Monitor, { interval }: Endpoint, index: number): Scrape | undefined {
  const every = seconds(interval);
  if (every === undefined) return undefined;
  return { seconds: every, monitor: object, field: `spec.${list}[${index}].interval`, value: interval! };
}
