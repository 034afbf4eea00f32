/**
 * The highest (or, with a sign of -1, the lowest) of the values that were put within the last seconds. What can never
 * be the extreme again is dropped at once, so a loop costs the same whatever the window.
 */
export class ExtremeOfWindow {
  private times = new Float64Array(16);
  private values = new Float64Array(16);
  private first = 0;
  private count = 0;

  public constructor(private readonly sign: 1 | -1) {}

  public put(time: number, value: number): void {
    const signed = value * this.sign;
    while (this.count > 0 && this.values[this.place(this.count - 1)] <= signed) this.count--;
    if (this.count === this.times.length) this.grow();
    const at = this.place(this.count);
    this.times[at] = time;
    this.values[at] = signed;
    this.count++;
  }

  /** Forgets what is older than a time, or also what is as old (`inclusive`). */
  public forget(time: number, inclusive: boolean): void {
    while (this.count > 0 && (this.times[this.first] < time || (inclusive && this.times[this.first] === time))) {
      this.first = this.place(1);
      this.count--;
    }
  }

  /** The more extreme of a value and of those in the window. */
  public with(value: number): number {
    if (this.count === 0) return value;
    const extreme = this.values[this.first] * this.sign;
    return this.sign === 1 ? Math.max(extreme, value) : Math.min(extreme, value);
  }

  /** Where the n-th that is kept stands: the lists are rings. */
  private place(index: number): number {
    return (this.first + index) % this.times.length;
  }

  private grow(): void {
    const times = new Float64Array(2 * this.times.length);
    const values = new Float64Array(2 * this.times.length);
    for (let i = 0; i < this.count; i++) {
      times[i] = this.times[this.place(i)];
      values[i] = this.values[this.place(i)];
    }
    this.times = times;
    this.values = values;
    this.first = 0;
  }
}
