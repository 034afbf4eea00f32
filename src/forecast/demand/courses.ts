import type { Course } from './demand';

/**
 * The courses that profiles are made of. None allocates when it is read, and each keeps at most its last place: a value
 * costs little while time rises. Before the beginning a course is 0, unless it repeats: then it repeats before it too.
 */

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Weekend begins on the sixth day. */
const SATURDAY = 5 * DAY;
/** Steps that are looked through one by one before a search. */
const NEAR = 8;

export function constant(value: number): Course {
  return { valueAt: (seconds) => (seconds < 0 ? 0 : value), jumpAfter: beginning };
}

/** The jump of a course that is 0 before its beginning. */
function beginning(seconds: number): number {
  return seconds < 0 ? 0 : Infinity;
}

/** Each value holds until the next; before the first it is 0. Times rise. */
export function held(times: Float64Array, values: Float64Array): Course {
  let at = 0;
  return {
    valueAt(seconds) {
      if (!(seconds >= times[0])) return 0;
      at = place(times, seconds, at);
      return values[at];
    },
    jumpAfter(seconds) {
      if (!(seconds >= times[0])) return times[0];
      at = place(times, seconds, at);
      return at + 1 < times.length ? times[at + 1] : Infinity;
    },
  };
}

/** The last of the times that is not after a time; near the place that was found last. */
function place(times: Float64Array, seconds: number, last: number): number {
  let low = 0;
  let high = times.length - 1;
  if (times[last] <= seconds) {
    const near = Math.min(last + NEAR, high);
    for (low = last; low < near; low++) if (times[low + 1] > seconds) return low;
  } else {
    high = last - 1;
  }
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times[middle] <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A number of steps up; then it ends. */
export function staircase(every: number, add: number, count: number): Course {
  return {
    valueAt(seconds) {
      const step = Math.floor(seconds / every);
      return step < 0 || step >= count ? 0 : (step + 1) * add;
    },
    jumpAfter(seconds) {
      const next = Math.max(0, Math.floor(seconds / every) + 1);
      return next > count ? Infinity : next * every;
    },
  };
}

/** From one value to another, which then holds. */
export function ramp(start: number, end: number, over: number): Course {
  return {
    valueAt(seconds) {
      if (seconds < 0) return 0;
      if (seconds >= over) return end;
      const share = seconds / over;
      return start * (1 - share) + end * share;
    },
    jumpAfter: beginning,
  };
}

/**
 * A smooth day. It is highest at its peak hours, and falls between two of them the deeper, the longer it is from one to
 * the next: lowest in the middle of the longest time between peaks.
 */
export function day(low: number, high: number, peakHours: readonly number[]): Course {
  const peaks = Float64Array.from(peakHours).sort();
  const lengths = peaks.map((peak, i) => (i + 1 < peaks.length ? peaks[i + 1] - peak : peaks[0] + 24 - peak));
  const depths = lengths.map((hours) => (1 - Math.cos((Math.PI * hours) / 24)) / 2);
  const deepest = Math.max(...depths);
  const falls = depths.map((depth) => ((high - low) * (depth / deepest)) / 2);
  const last = peaks.length - 1;
  return {
    valueAt(seconds) {
      const hour = within(seconds, DAY) / HOUR;
      let at = last;
      while (at >= 0 && peaks[at] > hour) at--;
      const since = at < 0 ? hour + 24 - peaks[last] : hour - peaks[at];
      if (at < 0) at = last;
      return high - falls[at] * (1 - Math.cos((2 * Math.PI * since) / lengths[at]));
    },
  };
}

/** A week from Monday on: the same day five times, and at the weekend a multiple of it. */
export function week(oneDay: Course, weekendFactor: number): Course {
  return {
    valueAt(seconds) {
      const value = oneDay.valueAt(seconds);
      return within(seconds, WEEK) < SATURDAY ? value : value * weekendFactor;
    },
    jumpAfter: (seconds) => (Math.floor(seconds / DAY) + 1) * DAY,
  };
}

/** A burst in each span of time: at its beginning, or with a seed somewhere within it. */
export function bursts(base: number, height: number, length: number, every: number, seed?: number): Course {
  const room = every - length;
  const startOf = (span: number) => (seed === undefined ? 0 : room * scattered(seed, span));
  return {
    valueAt(seconds) {
      const since = within(seconds, every);
      const start = startOf(Math.floor(seconds / every));
      return since >= start && since < start + length ? base + height : base;
    },
    jumpAfter(seconds) {
      const span = Math.floor(seconds / every);
      const start = span * every + startOf(span);
      if (seconds < start) return start;
      return seconds < start + length ? start + length : (span + 1) * every + startOf(span + 1);
    },
  };
}

/* eslint-disable no-bitwise -- a hash is made of bits */
/** A number from 0 to below 1 that looks random and is always the same (the finalizer of MurmurHash3). */
function scattered(seed: number, n: number): number {
  let hash = Math.imul(seed | 0, 0x9e3779b1) ^ (n | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
/* eslint-enable no-bitwise */

function jump(course: Course, seconds: number): number {
  return course.jumpAfter?.(seconds) ?? Infinity;
}

export function sum(courses: readonly Course[]): Course {
  if (courses.length === 1) return courses[0];
  return {
    valueAt(seconds) {
      let total = 0;
      for (let i = 0; i < courses.length; i++) total += courses[i].valueAt(seconds);
      return total;
    },
    jumpAfter(seconds) {
      let first = Infinity;
      for (let i = 0; i < courses.length; i++) first = Math.min(first, jump(courses[i], seconds));
      return first;
    },
  };
}

export function scaled(course: Course, factor: number): Course {
  return { valueAt: (seconds) => course.valueAt(seconds) * factor, jumpAfter: (seconds) => jump(course, seconds) };
}

/** The same course, later. */
export function shifted(course: Course, by: number): Course {
  return {
    valueAt: (seconds) => course.valueAt(seconds - by),
    jumpAfter: (seconds) => jump(course, seconds - by) + by,
  };
}

export function repeated(course: Course, every: number): Course {
  return {
    valueAt: (seconds) => course.valueAt(within(seconds, every)),
    jumpAfter(seconds) {
      const since = within(seconds, every);
      return seconds - since + Math.min(every, jump(course, since));
    },
  };
}

/** The time since the last beginning of a span that comes again. */
function within(seconds: number, span: number): number {
  const rest = seconds % span;
  return rest < 0 ? (rest + span) % span : rest;
}
