import { axisName, clockOf, timeTicks } from '../clock';
import type { ForecastData } from '../forecast-data';
import type { Point } from './curves';
import type { SharedAxis } from './picture-frame';

/** The axis of the time of a forecast. */
export function timeAxis(data: Pick<ForecastData, 'from' | 'seconds'>): SharedAxis {
  const clock = clockOf(data.from);
  return {
    name: axisName(clock, data.seconds),
    from: 0,
    to: data.seconds > 0 ? data.seconds : 1,
    ticks: (most) => timeTicks(clock, data.seconds, most).map(({ seconds, text }) => ({ at: seconds, text })),
  };
}

interface Places {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

type Values = ReadonlyArray<number | null>;

/** Values that hold for their span: a point at the beginning of each, and one at the end of the last. */
export function steps(values: Values, secondsPerSpan: number, seconds: number, { x, y }: Places): Point[] {
  const points = values.map((value, i): Point => [x(i * secondsPerSpan), value === null ? null : y(value)]);
  const last = values[values.length - 1];
  if (last !== undefined) {
    points.push([x(Math.min(seconds, values.length * secondsPerSpan)), last === null ? null : y(last)]);
  }
  return points;
}

/** Means of spans: a point in the middle of each, and the first and the last value to the ends. */
export function middles(values: Values, secondsPerSpan: number, seconds: number, { x, y }: Places): Point[] {
  const place = (value: number | null) => (value === null ? null : y(value));
  const points = values.map((value, i): Point => [x(Math.min(seconds, (i + 0.5) * secondsPerSpan)), place(value)]);
  if (values.length === 0) {
    return points;
  }
  const end = Math.min(seconds, values.length * secondsPerSpan);
  return [[x(0), place(values[0])], ...points, [x(end), place(values[values.length - 1])]];
}

/** The highest of a course, 0 for an empty one: no argument list of any length. */
export function highestOf(values: Values): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}
