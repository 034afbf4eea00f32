import type { Duration } from 'cdk8s';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const WHY = 'Locust could not run the load shape';

/** A load that grows in steps. */
export interface StepLoadOptions {
  /** How many users each step adds: a whole number, 1 or more. */
  readonly users: number;

  /** How long a step lasts: whole seconds, 1 or more. */
  readonly every: Duration;

  /** How many steps there are: a whole number, 1 or more. */
  readonly count: number;

  /**
   * How many users start per second: a number above 0.
   *
   * @default 1
   */
  readonly spawnRate?: number;
}

/** A constant load. */
export interface ConstantLoadOptions {
  /** How many users there are: a whole number, 1 or more. */
  readonly users: number;

  /** How long the load lasts: whole seconds, 1 or more. */
  readonly duration: Duration;

  /**
   * How many users start per second: a number above 0.
   *
   * @default 1
   */
  readonly spawnRate?: number;
}

/**
 * Defines how many users send requests, and when the load test ends.
 *
 * Steps show the capacity of a replica: the last step before the latency rises. Set the target of the autoscaler to
 * about 70 % of it.
 *
 * @see https://docs.locust.io/en/stable/custom-load-shape.html
 *
 * @example
 *
 * const shape = LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 });
 */
@checksArguments
export class LoadShape {
  /**
   * Each step adds users; the test ends after the last step.
   *
   * @param options how many users and steps, and how long a step lasts
   */
  public static steps(options: StepLoadOptions): LoadShape {
    const { users, every, count, spawnRate } = options ?? {};
    return new LoadShape(users, every, count, spawnRate, 'every');
  }

  /**
   * A constant number of users.
   *
   * @param options how many users, and how long
   */
  public static constant(options: ConstantLoadOptions): LoadShape {
    const { users, duration, spawnRate } = options ?? {};
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
   * The Python class that Locust calls every second.
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
  public _problems(field: string): Problem[] {
    const problems = new Problems();
    problems.addAll(check.integer('users', this.users, { min: 1 }, WHY, 'give the number of users'));
    problems.addAll(this.spanProblems());
    problems.addAll(check.integer('count', this.count, { min: 1 }, WHY, 'give the number of steps'));
    if (!Number.isFinite(this.spawnRate) || this.spawnRate <= 0) {
      problems.add({
        code: 'load/spawn-rate-not-positive',
        field: 'spawnRate',
        value: this.spawnRate,
        rule: 'must be a number above 0',
        why: 'Locust could not run the load shape',
        fix: 'give the number of users that start per second',
      });
    }
    return within(field, problems.all);
  }

  private spanProblems(): Problem[] {
    if (this.every !== undefined) return check.seconds(this.spanName, this.every, { min: 1 }, WHY);
    return [{
      code: 'load/duration-missing',
      field: this.spanName,
      value: undefined,
      rule: 'is required',
      why: 'Locust could not run the load shape',
      fix: 'give a Duration, such as Duration.minutes(1)',
    }];
  }
}
