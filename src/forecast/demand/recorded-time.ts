// Its file alone: the command would load all of cdk8s with it.
import { Duration } from 'cdk8s/lib/duration';

/** A time in a file: seconds of some beginning, of a day, or of the year 1970. */
export interface RecordedTime {
  readonly kind: 'seconds' | 'clock' | 'instant';
  readonly seconds: number;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?$/;
const ZONE = /\s*(Z|UTC|GMT|([+-])(\d{2}):?(\d{2}))$/i;
const DAY = 86_400;

/** The last second that a Date can hold. */
export const LATEST = 8.64e12;

/** A number is Unix time from here on: in seconds since 1973, in milliseconds, microseconds and nanoseconds. */
const UNIX: ReadonlyArray<readonly [from: number, perSecond: number]> = [
  [1e17, 1e9],
  [1e14, 1e6],
  [1e11, 1e3],
  [1e8, 1],
];

/** A number as files have it; undefined for any other text. */
export function numberOf(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** To milliseconds: the difference of two times since 1970 is less exact than they are. */
export function inMillis(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Seconds, `HH:MM`, ISO 8601 (UTC without a time zone), or Unix time; undefined for any other text. */
export function recordedTime(text: string): RecordedTime | undefined {
  return numericTime(text) ?? clockTime(text) ?? dateTime(text);
}

function numericTime(text: string): RecordedTime | undefined {
  const number = numberOf(text);
  if (number === undefined || !Number.isFinite(number)) return undefined;
  const [, perSecond] = UNIX.find(([from]) => number >= from) ?? [];
  if (perSecond === undefined) return { kind: 'seconds', seconds: number };
  const seconds = number / perSecond;
  return seconds <= LATEST ? { kind: 'instant', seconds } : undefined;
}

function clockTime(text: string): RecordedTime | undefined {
  const match = CLOCK.exec(text);
  const seconds = match ? timeOfDay(match[1], match[2], match[3]) : undefined;
  return seconds === undefined ? undefined : { kind: 'clock', seconds };
}

function dateTime(text: string): RecordedTime | undefined {
  const zone = ZONE.exec(text);
  const match = DATE.exec(zone ? text.slice(0, zone.index) : text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number);
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const seconds = timeOfDay(match[4] ?? '0', match[5] ?? '0', match[6]);
  // The 31st of a shorter month would become a day of the next.
  if (seconds === undefined || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  const ahead = zone?.[2] === undefined ? 0 : Number(`${zone[2]}1`) * (Number(zone[3]) * 3600 + Number(zone[4]) * 60);
  return { kind: 'instant', seconds: midnight.getTime() / 1000 + seconds - ahead };
}

function timeOfDay(hours: string, minutes: string, seconds: string = '0'): number | undefined {
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return Number(minutes) < 60 && Number(seconds) < 60 && total <= DAY ? total : undefined;
}

const MILLIS: Readonly<Record<string, number>> = {
  ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000,
};

/** A span of time such as `200ms`, `1.5s`, `5m`, `24h` or `7d`; undefined for any other text. */
export function durationOf(text: string): Duration | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)$/.exec(text.trim());
  if (!match) return undefined;
  const millis = Number(match[1]) * MILLIS[match[2]];
  return Number.isFinite(millis) ? Duration.millis(millis) : undefined;
}
