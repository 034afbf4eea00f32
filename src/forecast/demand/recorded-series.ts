import { inMillis } from './recorded-time';

/** A span of time: from, to, in seconds. */
export type Span = readonly [number, number];

/** Recorded values at rising times, in seconds; NaN where there is a gap until the next value. */
export interface RecordedSeries {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Values without the gaps between them. */
export interface KnownValues extends RecordedSeries {
  readonly gaps: readonly Span[];
}

/** Texts that stand for no value, as exports write them. */
const NO_VALUE = /^(|-|nan|null|undefined|none|n\/a|[+-]?inf(inity)?)$/i;

/** Whether a text says that there is no value. */
export function isNoValue(text: string): boolean {
  return NO_VALUE.test(text);
}

/**
 * The sum of several series, as `sum` of PromQL adds them: one that has no value at a time counts nothing, and there is
 * a gap where none has.
 */
export function added(series: readonly RecordedSeries[]): RecordedSeries {
  if (series.length === 1) return series[0];
  const totals = new Map<number, number>();
  for (const { times, values } of series) {
    times.forEach((time, i) => {
      const before = totals.get(time) ?? NaN;
      if (Number.isNaN(values[i])) totals.set(time, before);
      else totals.set(time, Number.isNaN(before) ? values[i] : before + values[i]);
    });
  }
  const times = Float64Array.from(totals.keys()).sort();
  return { times, values: times.map((time) => totals.get(time)!) };
}

/** Enough of a distance between two samples for one or more to be missing. */
const MISSING = 1.5;

/** The same series, with a gap where samples are missing between two, and after the last until the end. */
export function withMissing({ times, values }: RecordedSeries, step: number, end: number): RecordedSeries {
  const all: number[] = [];
  const filled: number[] = [];
  times.forEach((time, i) => {
    all.push(time);
    filled.push(values[i]);
    const next = i + 1 < times.length ? times[i + 1] : end;
    if (next - time > MISSING * step) {
      all.push(time + step);
      filled.push(NaN);
    }
  });
  return { times: Float64Array.from(all), values: Float64Array.from(filled) };
}

/** The values and the gaps between a start and an end, in seconds from the start. */
export function known({ times, values }: RecordedSeries, start: number, end: number): KnownValues {
  const gaps: Span[] = [];
  let since: number | undefined = times.length === 0 || times[0] > start ? start : undefined;
  values.forEach((value, i) => {
    if (Number.isNaN(value)) {
      since ??= times[i];
    } else if (since !== undefined) {
      gaps.push([inMillis(since - start), inMillis(times[i] - start)]);
      since = undefined;
    }
  });
  if (since !== undefined && end > since) gaps.push([inMillis(since - start), inMillis(end - start)]);
  const isKnown = values.map((value) => (Number.isNaN(value) ? 0 : 1));
  return {
    times: times.filter((_, i) => isKnown[i] === 1).map((time) => inMillis(time - start)),
    values: values.filter((value) => !Number.isNaN(value)),
    gaps,
  };
}
