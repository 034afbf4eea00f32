import { Cron } from 'croner';
import { ZoneOffsets } from './zone-offsets';
import { isTimeZoneOfGo } from '../../validation/time-zone';

/** When a schedule fires: a cron expression of five fields in a time zone, UTC where none is given. */
export interface Schedule {
  readonly schedule: string;
  readonly timeZone: string;
}

/** Names that stand for an expression. KEDA takes none of them, and a CronFederatedHPA all. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** One of five fields: what the parser of KEDA and Karmada (robfig/cron) takes; it knows no `L`, `W` and `#`. */
const FIELD = /^[\d*,/-]+$/;
const NAMES = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)\b/gi;

/**
 * The times of one schedule, in seconds from a beginning. It holds one time, however long it runs. It fires at each
 * moment whose time on the clocks of its zone fits: twice where they are set back, and not in what they skip.
 */
export class ScheduleTimes {
  /** Undefined for an expression or a time zone that KEDA and Karmada cannot read. */
  public static of({ schedule, timeZone }: Schedule, from: Date): ScheduleTimes | undefined {
    const expression = readable(schedule);
    // Without a zone it is that of the controller, whose container has UTC.
    const zone = timeZone === '' || timeZone === 'Local' ? 'UTC' : timeZone;
    if (expression === undefined || !isTimeZoneOfGo(zone)) return undefined;
    try {
      const cron = new Cron(expression, { utcOffset: 0, paused: true });
      return new ScheduleTimes(cron, new ZoneOffsets(zone), from.getTime());
    } catch {
      return undefined;
    }
  }

  private asked = NaN;
  private found = NaN;

  private constructor(
    private readonly cron: Cron, private readonly zone: ZoneOffsets, private readonly from: number,
  ) {}

  /** The first time after another, which may be before the beginning; `Infinity` where there is none. */
  public after(seconds: number): number {
    // Between the time that was asked for and the one that was found there is no other.
    if (seconds >= this.asked && seconds < this.found) return this.found;
    this.asked = seconds;
    this.found = (this.momentAfter(this.from + seconds * 1000) - this.from) / 1000;
    return this.found;
  }

  private momentAfter(moment: number): number {
    let after = moment;
    for (;;) {
      const { to, offset } = this.zone.spanAt(after);
      // As if it were UTC, the time on the clocks of the zone.
      const next = this.cron.nextRun(new Date(after + offset));
      if (next === null) return Infinity;
      const found = next.getTime() - offset;
      if (found < to) return found;
      // In the next span, its first second too.
      const { offset: then } = this.zone.spanAt(to);
      const first = this.cron.nextRun(new Date(to + then - 1000));
      if (first?.getTime() === to + then) return to;
      after = to;
    }
  }
}

/** Whether KEDA and Karmada can read a schedule; they know the time zones of the IANA. */
export function isReadable(schedule: Schedule): boolean {
  return ScheduleTimes.of(schedule, new Date(0)) !== undefined;
}

function readable(schedule: string): string | undefined {
  const text = schedule.trim();
  const expression = NAMED.get(text.toLowerCase()) ?? text;
  // A question mark is a star there, and the present time for croner.
  const fields = expression.replace(/\?/g, '*').split(/\s+/);
  const isPlain = fields.length === 5 && fields.every((field) => FIELD.test(field.replace(NAMES, '0')));
  // Sunday is 0 only.
  if (!isPlain || /(^|[,-])7/.test(fields[4])) return undefined;
  return fields.map((field, i) => field.split(',').map((part) => withoutStep(part, i)).join(',')).join(' ');
}

/** How many values a field has, and the first of them. */
const SIZES = [60, 24, 31, 12, 7];
const FIRST = [0, 0, 1, 1, 0];

/** croner takes no step that is longer than its field, and a step of one for a choice of days. */
function withoutStep(part: string, field: number): string {
  const [, base, step] = /^(.+)\/(\d+)$/.exec(part) ?? [];
  if (base === undefined) return part;
  if (base === '*' && Number(step) === 1) return base;
  if (Number(step) < SIZES[field]) return part;
  return base === '*' ? String(FIRST[field]) : base.split('-')[0];
}
