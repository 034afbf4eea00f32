/** Times of a forecast: dates of the load's own time zone where it has dates, else the time since its beginning. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86400;

/** Steps between marks of an axis, in seconds. */
const STEPS = [
  1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200,
  DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY,
];

export interface Clock {
  /** `UTC`, `UTC+01:00`; undefined where the load has no dates. */
  readonly zone?: string;
  /** The beginning, in seconds of its own time zone since 1970, or since midnight; 0 where the load has neither. */
  readonly from: number;
  /** Whether the load has times of day, without dates. */
  readonly isTimeOfDay?: boolean;
}

/**
 * Reads an ISO 8601 date; one without a time zone is UTC, so that the text is the same on each machine. A time without
 * a date, such as `T05:00`, is a time of day.
 */
export function clockOf(from: string | undefined): Clock {
  const timeOfDay = /^T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(from ?? '');
  if (timeOfDay) {
    const [hours, minutes, seconds] = timeOfDay.slice(1).map((digits = '0') => Number(digits));
    return { from: 3600 * hours + 60 * minutes + seconds, isTimeOfDay: true };
  }
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(from ?? '');
  if (!match) {
    return { from: 0 };
  }
  const [, date, time = '00:00', second = ':00', zone = 'Z'] = match;
  const at = Date.parse(`${date}T${time}${second}Z`) / 1000;
  return Number.isFinite(at) ? { from: at, zone: zone === 'Z' ? 'UTC' : `UTC${zone}` } : { from: 0 };
}

/** A point of time in full: `2 Nov 2026, 06:00`, `06:00` of a day, or `6:00` after the beginning. */
export function timeText(clock: Clock, seconds: number): string {
  if (clock.isTimeOfDay) {
    return hourText(dateOf(clock.from + seconds));
  }
  if (clock.zone === undefined) {
    return elapsed(seconds, Math.round(seconds) % 60 !== 0);
  }
  const at = dateOf(clock.from + seconds);
  return `${dayText(at)} ${at.getUTCFullYear()}, ${hourText(at)}`;
}

/** What the axis of time is of. */
export function axisName(clock: Clock, seconds: number): string {
  if (clock.zone !== undefined) {
    return `time, ${clock.zone}`;
  }
  if (clock.isTimeOfDay) {
    return 'time of day';
  }
  return seconds > 4 * DAY ? 'days since the beginning' : 'hours:minutes since the beginning';
}

export interface TimeTick {
  readonly seconds: number;
  readonly text: string;
}

/** At most so many marks, at full steps of the clock. A mark at midnight has the date. */
export function timeTicks(clock: Clock, seconds: number, most: number): TimeTick[] {
  const least = seconds / Math.max(1, most);
  const step = STEPS.find((s) => s >= least) ?? Math.ceil(least / (364 * DAY)) * 364 * DAY;
  const first = Math.ceil(clock.from / step) * step - clock.from;
  const ticks: TimeTick[] = [];
  for (let at = first; at <= seconds; at += step) {
    ticks.push({ seconds: at, text: tickText(clock, at, seconds) });
  }
  return ticks;
}

function tickText(clock: Clock, at: number, seconds: number): string {
  if (clock.isTimeOfDay) {
    return hourText(dateOf(clock.from + at), seconds < 300);
  }
  if (clock.zone === undefined) {
    return seconds > 4 * DAY ? `${Math.round(at / DAY * 100) / 100}` : elapsed(at, seconds < 300);
  }
  const date = dateOf(clock.from + at);
  return (clock.from + at) % DAY === 0 ? dayText(date) : hourText(date, seconds < 300);
}

function elapsed(seconds: number, withSeconds: boolean): string {
  const whole = Math.round(seconds);
  const text = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}`;
  return withSeconds ? `${text}:${two(whole % 60)}` : text;
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}

function dayText(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

function hourText(date: Date, withSeconds = date.getUTCSeconds() !== 0): string {
  const text = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return withSeconds ? `${text}:${two(date.getUTCSeconds())}` : text;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
