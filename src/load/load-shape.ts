import type { Duration } from 'cdk8s';
import * as check from '../validation/check';
import { within, type Problem } from '../validation/problem';

/** A load that grows by steps. */
export interface StepLoadOptions {
  /** How many users each step adds: a whole number, 1 or more. */
  readonly users: number;

  /** How long a step lasts: 1 second or more. */
  readonly every: Duration;

  /** How many steps there are: a whole number, 1 or more. */
  readonly count: number;

  /**
   * How many users start in a second: above 0.
   *
   * @default 1
   */
  readonly spawnRate?: number;
}

/** A load that stays the same. */
export interface ConstantLoadOptions {
  /** How many users there are: a whole number, 1 or more. */
  readonly users: number;

  /** How long: 1 second or more. */
  readonly duration: Duration;

  /**
   * How many users start in a second: above 0.
   *
   * @default 1
   */
  readonly spawnRate?: number;
}

/**
 * Defines how many users send requests, and when it ends.
 *
 * Steps tell more than a constant load: at which one the latency rises is what a replica can do, of which an autoscaler should hold about
 * 70 %.
 *
 * @see https://docs.locust.io/en/stable/custom-load-shape.html
 *
 * @example
 *
 * const shape = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });
 */
export class LoadShape {
  /**
   * More users with each step, and none after the last.
   *
   * @param options how many, and how long
   */
  public static steps(options: StepLoadOptions): LoadShape {
    const { users, every, count, spawnRate } = options;
    return new LoadShape(users, every, count, spawnRate, 'every');
  }

  /**
   * The same number of users for a time.
   *
   * @param options how many, and how long
   */
  public static constant(options: ConstantLoadOptions): LoadShape {
    const { users, duration, spawnRate } = options;
    return new LoadShape(users, duration, 1, spawnRate, 'duration');
  }

  private constructor(
    private readonly users: number,
    private readonly every: Duration,
    private readonly count: number,
    private readonly spawnRate: number = 1,
    private readonly spanName: string,
  ) {}

  /**
   * The class of Python that Locust asks every second.
   * @internal
   */
  public _python(): string {
    return [
      'class Shape(LoadTestShape):',
      '    """More users with each step, and the end after the last."""',
      '',
      `    users_per_step = ${this.users}`,
      `    step_seconds = ${this.every.toSeconds()}`,
      `    steps = ${this.count}`,
      `    spawn_rate = ${this.spawnRate}`,
      '',
      '    def tick(self):',
      '        step = int(self.get_run_time() // self.step_seconds) + 1',
      '        if step > self.steps:',
      '            return None',
      '        return step * self.users_per_step, self.spawn_rate',
      '',
    ].join('\n');
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const why = 'Locust could not follow it';
    return within(at, [
      ...check.integer('users', this.users, { min: 1 }, why, 'give how many users'),
      ...(this.every === undefined ? [{ field: this.spanName, value: undefined, rule: 'is required', why, fix: 'give a Duration' }] : check.seconds(this.spanName, this.every, { min: 1 }, why)),
      ...check.integer('count', this.count, { min: 1 }, why, 'give how many steps'),
      ...(Number.isFinite(this.spawnRate) && this.spawnRate > 0 ? [] : [{ field: 'spawnRate', value: this.spawnRate, rule: 'must be a number above 0', why, fix: 'give how many users start in a second' }]),
    ]);
  }
}
