import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random numbers from a seed, so that a run can be repeated. */
export class Random {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** From 0, below 1. */
  public next(): number {
    return uniformFloat64(this.generator);
  }

  /** The time between two events that come independently, so many in a second. */
  public pause(perSecond: number): number {
    return -Math.log(1 - this.next()) / perSecond;
  }

  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
}
