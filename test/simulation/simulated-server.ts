/** A request, in seconds. */
interface Request {
  readonly arrival: number;
  readonly start: number;
  readonly end: number;
}

/** What a server knows at a time: requests of each state, and what it has added up. */
export interface State {
  readonly waiting: number;
  readonly running: number;
  readonly arrived: number;
  readonly ended: number;
  /** The seconds between arrival and end, of requests that have ended. */
  readonly latency: number;
  /** The seconds between arrival and start, of requests that have ended. */
  readonly queued: number;
}

/** The series that a server shows, with its own arithmetic; a series that it does not show yet is left out. */
export type Counters = (state: State) => Readonly<Record<string, number>>;

/** A server that works on so many requests at once, in the order in which they arrive. */
export class SimulatedServer {
  private readonly free: number[];
  private open: Request[] = [];
  private arrived = 0;
  private ended = 0;
  private latency = 0;
  private queued = 0;

  constructor(concurrency: number) {
    this.free = Array<number>(concurrency).fill(0);
  }

  /** A request that arrives, later than all before, and needs so many seconds of work. */
  public accept(arrival: number, work: number): void {
    const slot = this.free.indexOf(Math.min(...this.free));
    const start = Math.max(arrival, this.free[slot]);
    this.free[slot] = start + work;
    this.open.push({ arrival, start, end: start + work });
    this.arrived += 1;
  }

  /** What it knows at a time, not before the last time that it was asked for. */
  public at(now: number): State {
    const open: Request[] = [];
    let [waiting, running] = [0, 0];
    for (const request of this.open) {
      if (request.end <= now) {
        this.ended += 1;
        this.latency += request.end - request.arrival;
        this.queued += request.start - request.arrival;
        continue;
      }
      open.push(request);
      if (request.start > now) waiting += 1;
      else running += 1;
    }
    this.open = open;
    const { arrived, ended, latency, queued } = this;
    return { waiting, running, arrived, ended, latency, queued };
  }
}
