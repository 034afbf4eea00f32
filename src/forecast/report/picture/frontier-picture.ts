import { scaleLinear } from 'd3-scale';
import { linePath } from './curves';
import { amount, compact, counted, share } from '../figures';
import type { CandidateData, SuggestionData } from '../forecast-data';
import { WIDE, type PictureOptions } from './forecast-picture';
import { shape } from '../markup';
import { drawnPicture, mark, type Key, type Look, type Panel, type Scales, type SharedAxis } from './picture-frame';
import { label, round, textWidth } from './picture-text';

type Place = readonly [x: number, y: number] | undefined;
type Measure = (candidate: CandidateData) => number | undefined;

/** What settings cost against what they miss, as SVG: all that were tried, the frontier, the present ones, the best. */
export function frontierPicture(data: SuggestionData, options: PictureOptions = {}): string {
  const all = [data.present, ...data.tried, ...data.frontier];
  const panels: Panel[] = [];
  const known = all.some((c) => c.unservedShare !== undefined);
  const height = known ? 130 : 200;
  if (known) {
    panels.push(panelOf('Demand that found no room, %', (c) => c.unservedShare, data, height, legend(data)));
  }
  panels.push(panelOf('Time above target, %', (c) => c.aboveTargetShare, data, height, known ? [] : legend(data)));
  return drawnPicture({
    id: options.id ?? 'picture',
    title: `Settings for ${data.service}`,
    description: sentences(data).join(' '),
    width: options.width ?? WIDE,
    alone: options.within !== true,
    style: options.style,
    axis: costAxis(all),
    panels,
  });
}

function sentences(data: SuggestionData): string[] {
  const texts = [
    `${counted(data.tried.length, 'setting')} tried, ${amount(data.frontier.length)} on the frontier.`,
    `At present (${data.present.settings}): ${figuresOf(data.present)}.`,
  ];
  texts.push(data.best
    ? `Best (${data.best.settings}): ${figuresOf(data.best)}.`
    : 'None of the settings meets the goal.');
  return texts;
}

function figuresOf(candidate: CandidateData): string {
  return `${amount(candidate.replicaHours)} replica-hours, `
    + `${share(candidate.unservedShare)} of the demand without room, `
    + `${share(candidate.aboveTargetShare)} of the time above target`;
}

function legend(data: SuggestionData): Key[] {
  const keys: Key[] = [
    { look: 'circle', text: 'tried' },
    { look: 'dot', text: 'frontier' },
    { look: 'diamond', text: 'present' },
  ];
  if (data.best) {
    keys.push({ look: 'ring', text: 'best' });
  }
  return keys;
}

function costAxis(all: readonly CandidateData[]): SharedAxis {
  const costs = all.map((c) => c.replicaHours);
  const least = costs.reduce((a, b) => Math.min(a, b));
  const most = costs.reduce((a, b) => Math.max(a, b));
  const margin = (most - least) * 0.04 || Math.max(1, most * 0.1);
  const [from, to] = [Math.max(0, least - margin), most + margin];
  const scale = scaleLinear().domain([from, to]);
  return {
    name: 'replica-hours (less is cheaper)',
    from,
    to,
    ticks: (count) => scale.ticks(Math.min(count, 8)).map((at) => ({ at, text: compact(at) })),
  };
}

function panelOf(heading: string, measure: Measure, data: SuggestionData, height: number, keys: readonly Key[]): Panel {
  const all = [data.present, ...data.tried, ...data.frontier];
  const highest = all.reduce((most, c) => Math.max(most, (measure(c) ?? 0) * 100), 0);
  return {
    heading,
    keys,
    highest: highest > 0 ? highest : 1,
    height,
    tickText: compact,
    draw: (scales) => drawnPoints(measure, data, scales),
  };
}

function drawnPoints(measure: Measure, data: SuggestionData, scales: Scales): string {
  const place = (c: CandidateData): Place => {
    const value = measure(c);
    return value === undefined ? undefined : [round(scales.x(c.replicaHours)), round(scales.y(value * 100))];
  };
  const marks = (look: Look, candidates: readonly CandidateData[]) => {
    const places = candidates.map(place).filter((p) => p !== undefined);
    const unique = new Map(places.map((p) => [p.join(), p]));
    return [...unique.values()].map(([x, y]) => mark(look, x, y)).join('');
  };
  const line = linePath(data.frontier.map((c) => place(c) ?? [0, null]));
  return marks('circle', data.tried)
    + shape('path', { class: 'l m', d: line })
    + marks('dot', data.frontier)
    + marks('diamond', [data.present])
    + (data.best ? marks('ring', [data.best]) : '')
    + names(place(data.present), data.best && place(data.best), [...data.tried, ...data.frontier].map(place), scales);
}

/** `present` and `best` beside their marks, within the panel and not over each other. */
function names(present: Place, best: Place, others: readonly Place[], scales: Scales): string {
  const taken: Box[] = [];
  const write = (text: string, at: Place): string => {
    if (!at) {
      return '';
    }
    const boxes = boxesBeside(at, textWidth(text) * 1.16)
      .filter((b) => isWithin(b, scales) && !taken.some((t) => meets(t, b)));
    const covered = (b: Box) => [present, best, ...others].filter((p) => p && covers(b, p)).length;
    const [box] = boxes.sort((a, b) => covered(a) - covered(b));
    if (!box) {
      return '';
    }
    taken.push(box);
    return label(box.x, box.y + 12, text, 'h');
  };
  return write('present', present) + write('best', best);
}

interface Box { readonly x: number; readonly y: number; readonly width: number }

const HIGH = 17;

function boxesBeside([x, y]: readonly [number, number], width: number): Box[] {
  return [
    { x: x + 12, y: y - 20, width },
    { x: x + 12, y: y + 4, width },
    { x: x - 12 - width, y: y - 20, width },
    { x: x - 12 - width, y: y + 4, width },
    { x: x + 12, y: y - 40, width },
    { x: x - 12 - width, y: y - 40, width },
  ];
}

function isWithin(box: Box, { left, right, top, base }: Scales): boolean {
  return box.x >= left && box.x + box.width <= right && box.y >= top - 6 && box.y + HIGH <= base;
}

function covers({ x, y, width }: Box, [atX, atY]: readonly [number, number]): boolean {
  return atX > x - 4 && atX < x + width + 4 && atY > y - 4 && atY < y + HIGH + 4;
}

function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < HIGH;
}
