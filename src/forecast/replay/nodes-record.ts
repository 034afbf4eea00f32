/** How many nodes the pods need, in equal spans of time. Times in milliseconds. */
export class NodesRecord {
  public readonly needed: Float64Array;
  public peak = 0;
  /** In milliseconds of one node. */
  public time = 0;

  public constructor(durationMs: number, public readonly spanMs: number) {
    this.needed = new Float64Array(Math.ceil(durationMs / spanMs));
  }

  /** A span is a whole number of loops. */
  public add(from: number, to: number, nodes: number): void {
    const span = Math.floor(from / this.spanMs);
    this.needed[span] = Math.max(this.needed[span], nodes);
    this.peak = Math.max(this.peak, nodes);
    this.time += nodes * (to - from);
  }
}
