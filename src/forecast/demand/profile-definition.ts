import * as courses from './courses';
import type { Course } from './demand';
import * as check from './load-checks';
import type {
  BurstLoadOptions, DayLoadOptions, LoadStep, RampLoadOptions, StaircaseLoadOptions, WeekLoadOptions,
} from './load-profile-options';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import { isObject } from '../../validation/value-checks';

/** What a profile is made of. */
export interface ProfileDefinition {
  /** Makes a course; each reader has its own, because a course remembers where it was read last. */
  readonly course: () => Course;
  /** No value is above it. */
  readonly most: number;
  /** When it ends, in seconds; undefined for one without an end. */
  readonly seconds?: number;
  readonly problems: readonly Problem[];
}

/** What cannot be computed has no load. */
export function faulty(problems: readonly Problem[]): ProfileDefinition {
  return { course: () => courses.constant(0), most: 0, problems };
}

function defined(problems: Problems, definition: () => Omit<ProfileDefinition, 'problems'>): ProfileDefinition {
  return problems.isEmpty ? { ...definition(), problems: [] } : faulty(problems.all);
}

export function constant(value: number): ProfileDefinition {
  const problems = new Problems();
  problems.addAll(check.amountProblems('value', value));
  return defined(problems, () => ({ course: () => courses.constant(value), most: value }));
}

export function steps(given: LoadStep[]): ProfileDefinition {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  const problems = new Problems();
  if (list.length === 0) {
    problems.add({
      code: 'forecast/no-load-step',
      field: 'steps',
      value: given,
      rule: 'must be a list of at least one step',
      why: 'without a step there is no load',
      fix: 'give a step such as { at: Duration.minutes(0), value: 5 }',
    });
  }
  const times = new Float64Array(list.length);
  const values = new Float64Array(list.length);
  list.forEach((step, i) => {
    const { at, value } = (isObject(step) ? step : {}) as Partial<LoadStep>;
    problems.within(`steps[${i}]`, check.timeProblems('at', at));
    problems.within(`steps[${i}]`, check.amountProblems('value', value));
    times[i] = check.timeOf(at);
    values[i] = value as number;
    if (i > 0 && times[i] <= times[i - 1]) problems.add(orderProblem(`steps[${i}].at`, times[i], times[i - 1]));
  });
  return defined(problems, () => ({ course: () => courses.held(times, values), most: greatest(values) }));
}

function orderProblem(field: string, value: number, before: number): Problem {
  return {
    code: 'forecast/load-steps-not-in-order',
    field,
    value,
    rule: `must be later than the step before it, at ${before} seconds`,
    why: 'a step holds until the next one begins',
    fix: 'list the steps in the order of their times, each time once',
  };
}

/** The greatest of values that are no negative numbers. */
export function greatest(values: Float64Array): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

export function staircase(options: StaircaseLoadOptions): ProfileDefinition {
  const { every, add, count } = partsOf(options);
  const problems = new Problems();
  problems.addAll(check.spanProblems('every', every));
  problems.addAll(check.amountProblems('add', add));
  problems.addAll(check.countProblems('count', count));
  if (problems.isEmpty) problems.addAll(check.sizeProblems('count', add! * count!));
  const step = check.timeOf(every);
  return defined(problems, () => ({
    course: () => courses.staircase(step, add!, count!),
    most: add! * count!,
    seconds: step * count!,
  }));
}

export function ramp(options: RampLoadOptions): ProfileDefinition {
  const { start, end, over } = partsOf(options);
  const problems = new Problems();
  problems.addAll(check.amountProblems('start', start));
  problems.addAll(check.amountProblems('end', end));
  problems.addAll(check.spanProblems('over', over));
  const seconds = check.timeOf(over);
  return defined(problems, () => ({
    course: () => courses.ramp(start!, end!, seconds),
    most: Math.max(start!, end!),
    seconds,
  }));
}

/** Early in the afternoon. */
const PEAK_HOURS: readonly number[] = [14];

export function day(options: DayLoadOptions): ProfileDefinition {
  const { low, high, peakHours = PEAK_HOURS } = partsOf(options);
  const problems = new Problems();
  problems.addAll(check.amountProblems('low', low));
  problems.addAll(check.amountProblems('high', high));
  if (problems.isEmpty && low! > high!) {
    problems.add({
      code: 'forecast/low-above-high',
      field: 'low',
      value: low,
      rule: `must not be above high, which is ${high}`,
      why: 'the load of a day lies between the two',
      fix: 'swap low and high',
    });
  }
  problems.addAll(check.peakHourProblems('peakHours', peakHours));
  const hours = Array.isArray(peakHours) ? [...peakHours] : [];
  return defined(problems, () => ({ course: () => courses.day(low!, high!, hours), most: high! }));
}

export function week(options: WeekLoadOptions): ProfileDefinition {
  const { weekendFactor } = partsOf(options);
  const oneDay = day(options);
  const problems = new Problems();
  problems.addAll(oneDay.problems);
  problems.addAll(check.factorProblems('weekendFactor', weekendFactor));
  const most = oneDay.most * Math.max(1, weekendFactor!);
  if (problems.isEmpty) problems.addAll(check.sizeProblems('weekendFactor', most));
  return defined(problems, () => ({ course: () => courses.week(oneDay.course(), weekendFactor!), most }));
}

export function bursts(options: BurstLoadOptions): ProfileDefinition {
  const { base, height, length, every, seed } = partsOf(options);
  const problems = new Problems();
  problems.addAll(check.amountProblems('base', base));
  problems.addAll(check.amountProblems('height', height));
  problems.addAll(check.spanProblems('length', length));
  problems.addAll(check.spanProblems('every', every));
  const [burst, span] = [check.timeOf(length), check.timeOf(every)];
  if (burst > span) {
    problems.add({
      code: 'forecast/burst-longer-than-its-span',
      field: 'length',
      value: burst,
      rule: `must not be longer than every, which is ${span} seconds`,
      why: 'there is one burst in each span of time',
      fix: 'make the bursts shorter, or rarer',
    });
  }
  problems.addAll(check.seedProblems('seed', seed));
  const most = base! + height!;
  if (problems.isEmpty) problems.addAll(check.sizeProblems('height', most));
  return defined(problems, () => ({ course: () => courses.bursts(base!, height!, burst, span, seed), most }));
}

export function plus(one: ProfileDefinition, other: ProfileDefinition): ProfileDefinition {
  const problems = new Problems();
  problems.addAll(one.problems);
  problems.within('other', other.problems);
  const most = one.most + other.most;
  problems.addAll(check.sizeProblems('other', most));
  const seconds = one.seconds === undefined || other.seconds === undefined
    ? undefined
    : Math.max(one.seconds, other.seconds);
  return defined(problems, () => ({ course: () => courses.sum([one.course(), other.course()]), most, seconds }));
}

export function scaled(one: ProfileDefinition, factor: number): ProfileDefinition {
  const problems = new Problems();
  problems.addAll(one.problems);
  problems.addAll(check.factorProblems('factor', factor));
  const most = one.most * factor;
  if (problems.isEmpty) problems.addAll(check.sizeProblems('factor', most));
  const { seconds } = one;
  return defined(problems, () => ({ course: () => courses.scaled(one.course(), factor), most, seconds }));
}

export function shifted(one: ProfileDefinition, by: unknown): ProfileDefinition {
  const problems = new Problems();
  problems.addAll(one.problems);
  problems.addAll(check.timeProblems('by', by));
  const later = check.timeOf(by);
  const seconds = one.seconds === undefined ? undefined : one.seconds + later;
  return defined(problems, () => ({ course: () => courses.shifted(one.course(), later), most: one.most, seconds }));
}

export function repeated(one: ProfileDefinition, every: unknown): ProfileDefinition {
  const problems = new Problems();
  problems.addAll(one.problems);
  if (every !== undefined) problems.addAll(check.spanProblems('every', every));
  if (every === undefined && one.seconds === undefined && one.problems.length === 0) {
    problems.add({
      code: 'forecast/repeated-without-end',
      field: 'every',
      value: undefined,
      rule: 'is required for a load without an end',
      why: 'it is unknown when such a load begins again',
      fix: 'give the time after which it begins again, such as Duration.hours(24)',
    });
  }
  const span = every === undefined ? one.seconds! : check.timeOf(every);
  return defined(problems, () => ({ course: () => courses.repeated(one.course(), span), most: one.most }));
}

/** Recorded values: each holds until the next. */
export function recorded(times: Float64Array, values: Float64Array, seconds?: number): ProfileDefinition {
  return { course: () => courses.held(times, values), most: greatest(values), seconds, problems: [] };
}

/** The problem of a value that is not a LoadProfile. */
export function notAProfile(field: string, value: unknown): Problem[] {
  return [{
    code: 'forecast/not-a-load-profile',
    field,
    value,
    rule: 'must be a LoadProfile',
    why: 'it is unknown how the load changes over time',
    fix: 'use a factory such as LoadProfile.constant',
  }];
}

/** Options, also where none are given. */
export function partsOf<T extends object>(options: T | undefined): Partial<T> {
  return isObject(options) ? options : {};
}

