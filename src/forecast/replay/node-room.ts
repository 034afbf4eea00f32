import type { Room } from './room';

/** What a pod asks for, or a node has, by resource. */
export type Capacity = Readonly<Record<string, number>>;

/** What a kubelet takes without `--max-pods`. */
const PODS_OF_NODE = 110;

/** What no empty node has for a pod. Nodes that do not state their disks have room on them. */
export function lackOf(size: Capacity, request: Capacity): string[] {
  return Object.keys(request).filter((name) => {
    const isUnstated = name === 'ephemeral-storage' && size[name] === undefined;
    return !isUnstated && request[name] > (size[name] ?? 0);
  });
}

/**
 * Nodes of one size that the pods of all services share. A pod goes to the first node that has room, so few are used;
 * a new node comes where none has, up to their number. The scheduler may spread pods over more.
 */
export class Nodes {
  /** What is free on each node that was ever used, by resource. */
  private readonly free: Array<Record<string, number>> = [];
  private readonly pods: number[] = [];
  private readonly resources: readonly string[];
  private count = 0;

  public constructor(private readonly size: Capacity, private readonly most: number = Infinity) {
    this.resources = Object.keys(size);
  }

  /** The nodes that have a pod. */
  public get used(): number {
    return this.count;
  }

  /** Whether an empty node could hold a pod. */
  public couldHold(request: Capacity): boolean {
    return lackOf(this.size, request).length === 0;
  }

  /** The places of pods that all ask for the same. */
  public roomFor(request: Capacity): Room {
    return {
      take: () => this.take(request),
      leave: (place) => this.leave(place, request),
    };
  }

  private take(request: Capacity): number | undefined {
    let place = this.free.findIndex((free, i) => this.pods[i] < PODS_OF_NODE && this.fits(free, request));
    if (place < 0) {
      if (this.free.length >= this.most || !this.couldHold(request)) return undefined;
      place = this.free.length;
      this.free.push({ ...this.size });
      this.pods.push(0);
    }
    for (const name of this.resources) this.free[place][name] -= request[name] ?? 0;
    if (this.pods[place]++ === 0) this.count++;
    return place;
  }

  private fits(free: Readonly<Record<string, number>>, request: Capacity): boolean {
    return this.resources.every((name) => (request[name] ?? 0) <= free[name]) && this.couldHold(request);
  }

  private leave(place: number, request: Capacity): void {
    for (const name of this.resources) this.free[place][name] += request[name] ?? 0;
    if (--this.pods[place] === 0) this.count--;
  }
}
