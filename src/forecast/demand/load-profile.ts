import type { Duration } from 'cdk8s';
import type { Course } from './demand';
import type {
  BurstLoadOptions, DayLoadOptions, LoadStep, RampLoadOptions, StaircaseLoadOptions, WeekLoadOptions,
} from './load-profile-options';
import * as profiles from './profile-definition';
import { csvProfile, prometheusProfile } from './recorded-profile';
import { checksArguments } from '../../validation/checks-arguments';
import { within, type Problem } from '../../validation/problem';

/**
 * Defines how a load changes over time: how many requests arrive per second, how many cores are in use, or the total
 * of a metric. It says nothing of the unit; `Load` does.
 *
 * A forecast begins at 0: a day begins at midnight, a week on Monday. Before its beginning a load is 0; one that
 * repeats (`day`, `week`, `bursts`, `repeated`) was there before.
 *
 * @example
 *
 * const office = LoadProfile.week({ low: 2, high: 40, peakHours: [10, 15], weekendFactor: 0.3 });
 * const nightly = LoadProfile.bursts({
 *   base: 0,
 *   height: 25,
 *   length: Duration.minutes(20),
 *   every: Duration.hours(24),
 * });
 * const profile = office.plus(nightly.shifted(Duration.hours(2)));
 */
@checksArguments
export class LoadProfile {
  /**
   * The same load all the time.
   *
   * @param value a number, 0 or more
   */
  public static constant(value: number): LoadProfile {
    return new LoadProfile(profiles.constant(value));
  }

  /**
   * A load that changes in steps. Each holds until the next one begins, the last indefinitely; before the first there
   * is no load.
   *
   * @param steps one or more, in the order of their times
   */
  public static steps(steps: LoadStep[]): LoadProfile {
    return new LoadProfile(profiles.steps(steps));
  }

  /**
   * A load that grows in equal steps, as `LoadShape.steps` does. It ends after the last step: then there is no load.
   *
   * @param options how long a step lasts, how much it adds, and how many there are
   */
  public static staircase(options: StaircaseLoadOptions): LoadProfile {
    return new LoadProfile(profiles.staircase(options));
  }

  /**
   * A load that changes evenly from one value to another, which then holds.
   *
   * @param options both values, and the time between them
   */
  public static ramp(options: RampLoadOptions): LoadProfile {
    return new LoadProfile(profiles.ramp(options));
  }

  /**
   * A smooth load that repeats every 24 hours, from midnight on.
   *
   * @param options its lowest and its highest value, and the hours of the highest
   */
  public static day(options: DayLoadOptions): LoadProfile {
    return new LoadProfile(profiles.day(options));
  }

  /**
   * A smooth load that repeats every 7 days, from Monday at midnight on. Saturday and Sunday have a part of the load.
   *
   * @param options the load of a working day, and the factor of the weekend
   */
  public static week(options: WeekLoadOptions): LoadProfile {
    return new LoadProfile(profiles.week(options));
  }

  /**
   * A load with one short peak in each span of time.
   *
   * @param options the base, and the height, length and distance of the bursts
   */
  public static bursts(options: BurstLoadOptions): LoadProfile {
    return new LoadProfile(profiles.bursts(options));
  }

  /**
   * Recorded values from a text in CSV. The first row has the names of the columns, the first column the time: seconds,
   * `HH:MM`, ISO 8601, or Unix time in seconds or milliseconds. The first row of values is the beginning. Each value
   * holds until the next row, also where the next cells are empty.
   *
   * @param text the content of the file
   * @param column the name of the column with the values; optional where there is only one
   */
  public static csv(text: string, column?: string): LoadProfile {
    return new LoadProfile(csvProfile(text, column));
  }

  /**
   * Recorded values from the JSON with which Prometheus answers a range query (`/api/v1/query_range`). The first value
   * is the beginning. Each value holds until the next.
   *
   * @param text the answer
   * @param labels the labels of the series, all or some; optional where there is only one series
   */
  public static prometheus(text: string, labels?: Record<string, string>): LoadProfile {
    return new LoadProfile(prometheusProfile(text, labels));
  }

  /**
   * Recorded values that are read already.
   * @internal
   */
  public static _recorded(times: Float64Array, values: Float64Array, seconds?: number): LoadProfile {
    return new LoadProfile(profiles.recorded(times, values, seconds));
  }

  private constructor(private readonly definition: profiles.ProfileDefinition) {}

  /**
   * Both loads together.
   *
   * @param other the load that is added
   */
  public plus(other: LoadProfile): LoadProfile {
    const added = other instanceof LoadProfile
      ? other.definition
      : profiles.faulty(profiles.notAProfile('', other));
    return new LoadProfile(profiles.plus(this.definition, added));
  }

  /**
   * The same course, at another height.
   *
   * @param factor a number, 0 or more; 1.5 is half as much again
   */
  public scaled(factor: number): LoadProfile {
    return new LoadProfile(profiles.scaled(this.definition, factor));
  }

  /**
   * The same load, later. Until then there is no load; one that repeats is moved within its period instead.
   *
   * @param by how much later
   */
  public shifted(by: Duration): LoadProfile {
    return new LoadProfile(profiles.shifted(this.definition, by));
  }

  /**
   * The same load again and again.
   *
   * @param every the time after which it begins again, longer than 0 seconds; optional for a load that ends: a
   *   staircase, a ramp, or recorded values
   */
  public repeated(every?: Duration): LoadProfile {
    return new LoadProfile(profiles.repeated(this.definition, every));
  }

  /**
   * The values over time, for one reader.
   * @internal
   */
  public _course(): Course {
    return this.definition.course();
  }

  /**
   * When it ends, in seconds; undefined for a load without an end.
   * @internal
   */
  public get _seconds(): number | undefined {
    return this.definition.seconds;
  }

  /** @internal */
  public _problems(field: string): Problem[] {
    return within(field, this.definition.problems);
  }
}
