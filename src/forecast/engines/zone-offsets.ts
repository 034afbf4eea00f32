const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** No zone keeps its offset for longer without being asked again; a moment more is another span. */
const LONGEST = 400 * DAY;

/** A span of time in which a zone has one offset; all in milliseconds. */
export interface OffsetSpan {
  readonly from: number;
  /** The first moment that is not in it. */
  readonly to: number;
  /** What is added to a moment for the time that the clocks of the zone show. */
  readonly offset: number;
}

/** The offsets of a time zone. It holds one span, however long it runs. */
export class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat;
  private span: OffsetSpan = { from: 0, to: 0, offset: 0 };

  /** @throws RangeError for a zone that this Node.js does not know */
  public constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** A span that a moment is in. It begins with this moment, or before it. */
  public spanAt(moment: number): OffsetSpan {
    const { from, to } = this.span;
    if (moment < from || moment >= to) this.span = this.spanFrom(moment);
    return this.span;
  }

  private spanFrom(from: number): OffsetSpan {
    const offset = this.offsetAt(from);
    let last = from;
    while (last < from + LONGEST && this.offsetAt(last + DAY) === offset) last += DAY;
    if (last >= from + LONGEST) return { from, to: last, offset };
    // The change is within a day; zones change at whole seconds.
    let changed = last + DAY;
    while (changed - last > SECOND) {
      const middle = last + Math.floor((changed - last) / (2 * SECOND)) * SECOND;
      if (this.offsetAt(middle) === offset) last = middle;
      else changed = middle;
    }
    return { from, to: Math.floor(changed / SECOND) * SECOND, offset };
  }

  private offsetAt(moment: number): number {
    const whole = Math.floor(moment / SECOND) * SECOND;
    const parts = new Map(this.format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]));
    const [year, month, ...time] = ['year', 'month', 'day', 'hour', 'minute', 'second']
      .map((type) => parts.get(type as Intl.DateTimeFormatPartTypes)!);
    const [day, hour, minute, second] = time;
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
  }
}
