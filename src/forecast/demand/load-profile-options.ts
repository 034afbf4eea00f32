import type { Duration } from 'cdk8s';

/** A value that holds until the next step. */
export interface LoadStep {
  /** When the step begins, from the beginning of the load. */
  readonly at: Duration;

  /** The value from then on: a number, 0 or more. */
  readonly value: number;
}

/** A load that grows in equal steps, and then ends. */
export interface StaircaseLoadOptions {
  /** How long a step lasts: longer than 0 seconds. */
  readonly every: Duration;

  /** How much each step adds, the first one to 0: a number, 0 or more. */
  readonly add: number;

  /** How many steps there are: a whole number, 1 or more. */
  readonly count: number;
}

/** A load that changes evenly from one value to another. */
export interface RampLoadOptions {
  /** The value at the beginning: a number, 0 or more. */
  readonly start: number;

  /** The value at the end, which then holds: a number, 0 or more. */
  readonly end: number;

  /** How long it takes from the one to the other: longer than 0 seconds. */
  readonly over: Duration;
}

/** A smooth load over a day. */
export interface DayLoadOptions {
  /** The lowest value of the day: a number, 0 or more. */
  readonly low: number;

  /** The highest value of the day: a number, `low` or more. */
  readonly high: number;

  /**
   * The hours at which the load is highest: different numbers from 0 to below 24; 15.5 is half past three in the
   * afternoon. With several, the load falls less between two that are close.
   *
   * @default [14]
   */
  readonly peakHours?: number[];
}

/** A smooth load over a week that begins on Monday at midnight. */
export interface WeekLoadOptions extends DayLoadOptions {
  /** The load of Saturday and Sunday for each unit of a working day: a number, 0 or more; 0.4 is 40 %. */
  readonly weekendFactor: number;
}

/** A load with short peaks. */
export interface BurstLoadOptions {
  /** The value between bursts: a number, 0 or more. */
  readonly base: number;

  /** How much a burst adds to the base: a number, 0 or more. */
  readonly height: number;

  /** How long a burst lasts: longer than 0 seconds, and not longer than `every`. */
  readonly length: Duration;

  /** How long it is from the beginning of a span with one burst to the next: longer than 0 seconds. */
  readonly every: Duration;

  /**
   * Moves each burst to some other time within its span. The same seed always gives the same times. A whole number, 0
   * or more.
   *
   * @default - each burst begins with its span, so they are regular
   */
  readonly seed?: number;
}
