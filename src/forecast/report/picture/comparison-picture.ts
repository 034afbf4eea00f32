import { linePath, stepPath, type Point } from './curves';
import { amount, compact, duration, share } from '../figures';
import type { ComparisonData, ServiceForecastData } from '../forecast-data';
import { WIDE, type PictureOptions } from './forecast-picture';
import { shape } from '../markup';
import { drawnPicture, type Panel, type Scales } from './picture-frame';
import { highestOf, middles, steps, timeAxis } from './time-axis';

type Both = readonly [before: ServiceForecastData, after: ServiceForecastData];

/** One service in two forecasts over the same time: before dashed, after solid. */
export function comparisonPicture(
  before: ServiceForecastData, after: ServiceForecastData, data: ComparisonData, options: PictureOptions = {},
): string {
  const both: Both = [before, after];
  const seconds = Math.max(data.before.seconds, data.after.seconds);
  const panels: Panel[] = [replicas(both, seconds, data)];
  if (both.some((s) => highestOf(s.series.unserved) > 0)) {
    panels.push(unserved(both, seconds));
  }
  if (both.some((s) => s.series.ofTarget.some((value) => value !== null))) {
    panels.push(metric(both, seconds));
  }
  return drawnPicture({
    id: options.id ?? 'picture',
    title: `${after.name}, before and after`,
    description: [
      `Replicas: at most ${amount(before.peakReplicas)} before, ${amount(after.peakReplicas)} after.`,
      `Replica-hours: ${amount(before.replicaHours)} before, ${amount(after.replicaHours)} after.`,
      `Demand that found no room: ${share(before.unservedShare)} before, ${share(after.unservedShare)} after.`,
      `Time above target: ${duration(before.secondsAboveTarget)} before, ${duration(after.secondsAboveTarget)} after.`,
    ].join(' '),
    width: options.width ?? WIDE,
    alone: options.within !== true,
    style: options.style,
    axis: timeAxis({ from: data.after.from ?? data.before.from, seconds }),
    panels,
  });
}

function lines(paths: readonly [string, string]): string {
  return shape('path', { class: 'd s', d: paths[0] }) + shape('path', { class: 'l m', d: paths[1] });
}

function eachOf(both: Both, path: (service: ServiceForecastData) => string): readonly [string, string] {
  return [path(both[0]), path(both[1])];
}

function replicas(both: Both, seconds: number, data: ComparisonData): Panel {
  const [before, after] = both;
  return {
    heading: 'Replicas asked for',
    keys: [
      { look: 'dashed', text: `before (peak ${compact(before.peakReplicas)}): ${data.beforeName}` },
      { look: 'line', text: `after (peak ${compact(after.peakReplicas)}): ${data.afterName}` },
    ],
    highest: Math.max(...both.map((s) => highestOf(s.series.replicas))),
    whole: true,
    tickText: compact,
    draw: (places) => lines(eachOf(both, ({ series }) =>
      stepPath(steps(series.replicas, series.secondsPerSpan, seconds, places)))),
  };
}

function unserved(both: Both, seconds: number): Panel {
  const [before, after] = both;
  return {
    heading: `Demand without room, ${after.demandUnit ?? before.demandUnit ?? ''}`,
    keys: [
      { look: 'dashed', text: `before (${share(before.unservedShare)})` },
      { look: 'line', text: `after (${share(after.unservedShare)})` },
    ],
    highest: Math.max(...both.map((s) => highestOf(s.series.unserved))),
    tickText: compact,
    draw: (places) => lines(eachOf(both, ({ series }) => linePath(courseOf(series.unserved, series, seconds, places)))),
  };
}

function metric(both: Both, seconds: number): Panel {
  return {
    heading: 'Highest metric, % of its target',
    keys: [
      { look: 'dashed', text: 'before' },
      { look: 'line', text: 'after' },
      { look: 'dotted', text: 'target, 100 %' },
    ],
    highest: Math.max(110, ...both.map((s) => highestOf(s.series.ofTarget))),
    tickText: compact,
    draw: (places) => {
      const target = Math.round(places.y(100) * 10) / 10;
      return shape('path', { class: 't s', d: `M${places.left},${target}H${places.right}` })
        + lines(eachOf(both, ({ series }) => linePath(courseOf(series.ofTarget, series, seconds, places))));
    },
  };
}

function courseOf(
  values: ReadonlyArray<number | null>, { secondsPerSpan }: { secondsPerSpan: number }, seconds: number, places: Scales,
): Point[] {
  return middles(values, secondsPerSpan, seconds, places);
}
