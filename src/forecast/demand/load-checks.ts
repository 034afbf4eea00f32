import type { Problem } from '../../validation/problem';
import { isObject } from '../../validation/value-checks';
import { secondsOf } from '../../values/seconds-of';

/** The largest value of a load. Sums and products of values up to it are exact enough, and never infinite. */
export const LARGEST = 1e15;

/** A number that is a load: requests per second, cores, or the total of a metric. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LARGEST;
}

export function amountProblems(field: string, value: unknown): Problem[] {
  if (isAmount(value)) return [];
  return [{
    code: 'forecast/load-value',
    field,
    value,
    rule: 'must be a number from 0 to 1e15',
    why: 'no replicas could be computed from any other load',
    fix: 'give requests per second, cores, or the total of a metric',
  }];
}

/** Combined loads stay within what one may be. */
export function sizeProblems(field: string, most: number): Problem[] {
  if (most <= LARGEST) return [];
  return [{
    code: 'forecast/load-too-large',
    field,
    value: most,
    rule: 'must not make a load above 1e15',
    why: 'no replicas could be computed from it',
    fix: 'check the unit of the load',
  }];
}

export function factorProblems(field: string, value: unknown): Problem[] {
  if (isAmount(value)) return [];
  return [{
    code: 'forecast/load-factor',
    field,
    value,
    rule: 'must be a number from 0 to 1e15',
    why: 'a load cannot be multiplied by any other value',
    fix: 'give a factor such as 1.5',
  }];
}

/** A time: also a fraction of a second. */
export function timeProblems(field: string, value: unknown): Problem[] {
  if (Number.isFinite(timeOf(value))) return [];
  return [{
    code: 'forecast/not-a-duration',
    field,
    value,
    rule: 'must be a Duration of cdk8s',
    why: 'the unit of any other value is unknown',
    fix: 'give a Duration such as Duration.minutes(5)',
  }];
}

/** A time above 0. */
export function spanProblems(field: string, value: unknown): Problem[] {
  const wrong = timeProblems(field, value);
  if (wrong.length > 0 || timeOf(value) > 0) return wrong;
  return [{
    code: 'forecast/duration-not-positive',
    field,
    value: timeOf(value),
    rule: 'must be longer than 0 seconds',
    why: 'nothing happens in no time',
    fix: 'give a Duration such as Duration.millis(200)',
  }];
}

/** The seconds of a Duration; NaN for any other value. */
export function timeOf(value: unknown): number {
  const seconds: unknown = isObject(value) ? secondsOf(value as never, NaN) : NaN;
  return typeof seconds === 'number' ? seconds : NaN;
}

export function countProblems(field: string, value: unknown): Problem[] {
  if (Number.isSafeInteger(value) && (value as number) >= 1) return [];
  return [{
    code: 'forecast/load-count',
    field,
    value,
    rule: 'must be a whole number of at least 1',
    why: 'the load could not be computed',
    fix: 'give a whole number such as 11',
  }];
}

/** Hours of the day at which a load is highest. */
export function peakHourProblems(field: string, hours: unknown): Problem[] {
  const isHour = (hour: unknown) => typeof hour === 'number' && hour >= 0 && hour < 24;
  const given: unknown[] = Array.isArray(hours) ? hours : [];
  if (given.length > 0 && given.every(isHour) && new Set(given).size === given.length) return [];
  return [{
    code: 'forecast/peak-hours',
    field,
    value: hours,
    rule: 'must be a list of different hours, each from 0 to below 24',
    why: 'a day has its highest load at one hour or more',
    fix: 'give hours such as [10, 15.5]',
  }];
}

export function seedProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0)) return [];
  return [{
    code: 'forecast/burst-seed',
    field,
    value,
    rule: 'must be a whole number, 0 or more',
    why: 'the same seed must give the same bursts',
    fix: 'give a whole number such as 1, or leave it out for regular bursts',
  }];
}

/** The share of requests that a joint inference sends from the edge to the cloud. */
export function shareProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'number' && value >= 0 && value <= 1) return [];
  return [{
    code: 'forecast/hard-example-share',
    field,
    value,
    rule: 'must be a number from 0 to 1',
    why: 'the edge sends some of its requests on to the cloud, at most all',
    fix: 'give a share such as 0.2',
  }];
}

/** The name of a metric, as the autoscaler names it. */
export function metricNameProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'string' && /^\S+$/.test(value)) return [];
  return [{
    code: 'forecast/metric-name',
    field,
    value,
    rule: 'must be the name of a metric, without spaces',
    why: 'the load of a metric is found by the name that the autoscaler has for it',
    fix: 'give the name in `metrics` of the autoscaler',
  }];
}
