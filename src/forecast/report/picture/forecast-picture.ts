import { areaBetween, areaBeyond, lineArea, linePath, stepArea, stepPath } from './curves';
import { amount, compact, counted, duration, share } from '../figures';
import type { ForecastData, NodesData, ServiceForecastData } from '../forecast-data';
import { shape } from '../markup';
import { drawnPicture, type Key, type Panel } from './picture-frame';
import { rangeText, serviceSentences } from '../service-sentences';
import { highestOf, middles, steps, timeAxis } from './time-axis';

/** Widths that pictures are drawn for: their text is of the same size in both. */
export const NARROW = 340;
export const WIDE = 720;

export interface PictureOptions {
  /** In units of the picture, which are pixels at its natural size. @default WIDE */
  readonly width?: number;
  /** Begins the ids in the picture; letters, digits and hyphens. @default 'picture' */
  readonly id?: string;
  /** Leave out the style, the heading and the background: the page has them. @default false */
  readonly within?: boolean;
  /** A class of the element. @default none */
  readonly style?: string;
}

type Time = Pick<ForecastData, 'from' | 'seconds'>;

/** The course of one service, as SVG: its demand, its replicas, its highest metric. */
export function servicePicture(service: ServiceForecastData, time: Time, options: PictureOptions = {}): string {
  const panels: Panel[] = [];
  if (service.demandUnit !== undefined && service.series.demand.length > 0) {
    panels.push(demandPanel(service, time.seconds));
  }
  panels.push(replicasPanel(service, time.seconds));
  if (service.series.ofTarget.some((value) => value !== null)) {
    panels.push(metricPanel(service, time.seconds));
  }
  return drawnPicture({
    id: options.id ?? 'picture',
    title: service.name,
    description: serviceSentences(service, time.seconds).join(' '),
    width: options.width ?? WIDE,
    alone: options.within !== true,
    style: options.style,
    axis: timeAxis(time),
    panels,
  });
}

/** The nodes that all pods need together, as SVG. */
export function nodesPicture(nodes: NodesData, time: Time, options: PictureOptions = {}): string {
  const panel: Panel = {
    heading: 'Nodes',
    keys: [{ look: 'area', text: `needed (at most ${amount(nodes.peak)})` }],
    highest: highestOf(nodes.needed),
    whole: true,
    tickText: compact,
    draw: ({ x, y, base }) => {
      const points = steps(nodes.needed, nodes.secondsPerSpan, time.seconds, { x, y });
      return shape('path', { class: 'a', d: stepArea(points, base) })
        + shape('path', { class: 'l m', d: stepPath(points) });
    },
  };
  return drawnPicture({
    id: options.id ?? 'picture',
    title: 'Nodes that all pods need together',
    description: `Over ${duration(time.seconds)}, at most ${counted(nodes.peak, 'node')} of ${nodes.size}, `
      + `${amount(nodes.nodeHours)} node-hours.`,
    width: options.width ?? WIDE,
    alone: options.within !== true,
    style: options.style,
    axis: timeAxis(time),
    panels: [panel],
  });
}

function demandPanel(service: ServiceForecastData, seconds: number): Panel {
  const { demand, unserved, secondsPerSpan } = service.series;
  const keys: Key[] = [{ look: 'line', text: `demand, peak ${compact(service.peakDemand)}` }];
  const some = highestOf(unserved) > 0;
  if (some) {
    keys.push({ look: 'hatch', text: `found no room (${share(service.unservedShare)})` });
  }
  return {
    heading: `Demand, ${service.demandUnit ?? ''}`,
    keys,
    highest: highestOf(demand),
    tickText: compact,
    draw: ({ x, y, base, hatch }) => {
      const points = middles(demand, secondsPerSpan, seconds, { x, y });
      let marks = shape('path', { class: 'a', d: lineArea(points, base) });
      if (some) {
        const served = demand.map((value, i) => Math.max(0, value - (unserved[i] ?? 0)));
        const d = areaBetween(points, middles(served, secondsPerSpan, seconds, { x, y }));
        marks += shape('path', { class: 'u', d }) + shape('path', { fill: hatch, d });
      }
      return marks + shape('path', { class: 'l m', d: linePath(points) });
    },
  };
}

function replicasPanel(service: ServiceForecastData, seconds: number): Panel {
  const { replicas, ready, secondsPerSpan } = service.series;
  const reaches = service.maxReplicas <= 2 * Math.max(1, service.peakReplicas);
  const maximum: Key = reaches
    ? { look: 'dotted', text: `maximum ${amount(service.maxReplicas)}` }
    : { look: 'dotted', text: `maximum ${amount(service.maxReplicas)}, above this picture` };
  const keys: Key[] = [
    { look: 'line', text: `asked for (${rangeText(service)})` },
    { look: 'area', text: 'ready' },
    maximum,
  ];
  return {
    heading: 'Replicas',
    keys,
    highest: Math.max(highestOf(replicas), highestOf(ready), reaches ? service.maxReplicas : 0),
    whole: true,
    tickText: compact,
    draw: ({ x, y, left, right, base }) => {
      const asked = steps(replicas, secondsPerSpan, seconds, { x, y });
      const there = steps(ready, secondsPerSpan, seconds, { x, y });
      const limit = reaches
        ? shape('path', { class: 't s', d: `M${left},${Math.round(y(service.maxReplicas) * 10) / 10}H${right}` })
        : '';
      return shape('path', { class: 'a', d: stepArea(there, base) })
        + limit
        + shape('path', { class: 'l m', d: stepPath(asked) });
    },
  };
}

function metricPanel(service: ServiceForecastData, seconds: number): Panel {
  const { ofTarget, secondsPerSpan } = service.series;
  const highest = highestOf(ofTarget);
  const keys: Key[] = [{ look: 'line', text: `peak ${compact(highest)} %` }, { look: 'dotted', text: 'target, 100 %' }];
  if (highest > 100) {
    keys.push({ look: 'alarm', text: 'above 100 %' });
  }
  return {
    heading: 'Highest metric, % of its target',
    keys,
    highest: Math.max(highest, 110),
    tickText: compact,
    draw: ({ x, y, left, right }) => {
      const points = middles(ofTarget, secondsPerSpan, seconds, { x, y });
      const target = Math.round(y(100) * 10) / 10;
      return shape('path', { class: 'u', d: areaBeyond(points, target) })
        + shape('path', { class: 't s', d: `M${left},${target}H${right}` })
        + shape('path', { class: 'l m', d: linePath(points) });
    },
  };
}
