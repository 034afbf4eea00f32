import { scaleLinear } from 'd3-scale';
import { element, escaped, shape } from '../markup';
import { pictureStyle } from './picture-style';
import { fitted, flowed, label, LINE, round, textWidth, type Item } from './picture-text';

/** What distinguishes marks: dash and shape first, colour second. */
export type Look = 'line' | 'dashed' | 'dotted' | 'area' | 'alarm' | 'hatch' | 'circle' | 'dot' | 'diamond' | 'ring';

/** An entry of the legend above a panel. */
export interface Key {
  readonly look: Look;
  readonly text: string;
}

/** One panel: a heading with its legend, an axis of values that begins at 0, and marks. */
export interface Panel {
  readonly heading: string;
  readonly keys: readonly Key[];
  /** The highest value to be seen. */
  readonly highest: number;
  /** Marks of the axis only at whole numbers. */
  readonly whole?: boolean;
  readonly height?: number;
  readonly tickText: (value: number) => string;
  readonly draw: (scales: Scales) => string;
}

export interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly top: number;
  /** Fills with stripes. */
  readonly hatch: string;
}

/** The axis that all panels of a picture share. */
export interface SharedAxis {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** At most so many marks. */
  ticks(most: number): ReadonlyArray<{ readonly at: number; readonly text: string }>;
}

export interface Picture {
  /** Begins the ids in the picture; unique on its page. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in sentences. */
  readonly description: string;
  readonly width: number;
  /** Stands alone, with a style, a heading and a background of its own. */
  readonly alone: boolean;
  readonly axis: SharedAxis;
  readonly panels: readonly Panel[];
  /** The class of the element, beside `fc`. */
  readonly style?: string;
}

const RIGHT = 14;

/** Draws panels below each other over one shared axis. */
export function drawnPicture(picture: Picture): string {
  const { id, width, alone } = picture;
  const pad = alone ? 14 : 0;
  const widest = Math.max(...picture.panels.flatMap((p) => valueTicks(p).map((v) => textWidth(p.tickText(v)))), 16);
  const left = Math.ceil(pad + widest + 8);
  const right = width - pad - RIGHT;
  let top = pad;
  let body = '';
  if (alone) {
    body += label(pad, top + LINE - 5, fitted(picture.title, (width - 2 * pad) / 1.3), 'k');
    top += LINE + 6;
  }
  picture.panels.forEach((panel) => {
    const drawn = drawnPanel(panel, picture, { left, right, edge: pad, top });
    body += drawn.text;
    top = drawn.base + 14;
  });
  const axis = axisText(picture.axis, left, right, top - 14, width - pad);
  const height = Math.ceil(top - 14 + axis.height + pad);
  return element('svg', {
    'class': `fc${picture.style === undefined ? '' : ` ${picture.style}`}`,
    'xmlns': alone ? 'http://www.w3.org/2000/svg' : undefined,
    'width': width,
    'height': height,
    'viewBox': `0 0 ${width} ${height}`,
    'role': 'img',
    'aria-labelledby': `${id}-t ${id}-d`,
  },
  element('title', { id: `${id}-t` }, escaped(picture.title)),
  element('desc', { id: `${id}-d` }, escaped(picture.description)),
  alone ? element('style', {}, pictureStyle()) : '',
  hatchPattern(id),
  alone ? shape('rect', { class: 'b', width, height, rx: 8 }) : '',
  body,
  axis.text);
}

function drawnPanel(
  panel: Panel, picture: Picture, at: { left: number; right: number; edge: number; top: number },
): { text: string; base: number } {
  const hatch = `url(#${picture.id}-h)`;
  const room = at.right + RIGHT - at.edge;
  const words = fitted(panel.heading, room / 1.16);
  const heading: Item = {
    width: textWidth(words) * 1.16,
    draw: (x, y) => label(x, y, words, 'h'),
  };
  const head = flowed([heading, ...panel.keys.map((k) => keyItem(k, room, hatch))], at.edge, at.right + RIGHT, at.top);
  const top = at.top + head.lines * LINE + 8;
  const base = top + (panel.height ?? 96);
  const values = valueTicks(panel);
  const y = scaleLinear().domain([0, values[values.length - 1]]).range([base, top]);
  const x = scaleLinear().domain([picture.axis.from, picture.axis.to]).range([at.left, at.right]);
  const grid = values.map((value) => {
    const place = round(y(value));
    return shape('path', { class: 'g', d: `M${at.left},${place}H${at.right}` })
      + label(at.left - 8, place + 4.5, panel.tickText(value), 'y', 'end');
  });
  const marks = panel.draw({ x, y, left: at.left, right: at.right, base, top, hatch });
  return { text: head.text + grid.join('') + marks, base };
}

/** From 0 to the first mark above the highest value. */
function valueTicks(panel: Panel): number[] {
  const highest = Number.isFinite(panel.highest) && panel.highest > 0 ? panel.highest : 1;
  const ticks = scaleLinear().domain([0, highest]).nice(3).ticks(3);
  const step = Math.max(ticks[1] - ticks[0], panel.whole === true ? 1 : 0);
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

function axisText(
  axis: SharedAxis, left: number, right: number, base: number, edge: number,
): { text: string; height: number } {
  const longest = Math.max(...axis.ticks(4).map((t) => textWidth(t.text)), 30);
  const most = Math.max(2, Math.floor((right - left) / (longest + 22)));
  const x = scaleLinear().domain([axis.from, axis.to]).range([left, right]);
  const ticks = axis.ticks(most).map(({ at, text }) => {
    const half = textWidth(text) / 2;
    const place = Math.min(x(at), edge - half);
    return shape('path', { class: 'g', d: `M${round(x(at))},${round(base)}v5` })
      + label(place, base + 22, text, 'n', 'middle');
  });
  return { text: ticks.join('') + label((left + right) / 2, base + 42, axis.name, 'n', 'middle'), height: 48 };
}

function hatchPattern(id: string): string {
  const stripe = shape('path', { class: 'w', d: 'M-1,1L1,-1M0,6L6,0M5,7L7,5' });
  return element('defs', {}, element(
    'pattern', { id: `${id}-h`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' }, stripe));
}

const SAMPLE = 20;

function keyItem(key: Key, room: number, hatch: string): Item {
  const text = fitted(key.text, room - SAMPLE - 6);
  return {
    width: SAMPLE + 6 + textWidth(text),
    draw: (x, y) => sample(key.look, x, y - 4.5, hatch) + label(x + SAMPLE + 6, y, text),
  };
}

function sample(look: Look, x: number, y: number, hatch: string): string {
  const across = `M${x},${y}h${SAMPLE}`;
  const box = { x, y: y - 5, width: SAMPLE, height: 10 };
  switch (look) {
    case 'area': return shape('rect', { ...box, class: 'a' });
    case 'alarm': return shape('rect', { ...box, class: 'u' });
    case 'hatch': return shape('rect', { ...box, class: 'u' }) + shape('rect', { ...box, fill: hatch });
    case 'dashed': return shape('path', { class: 'd s', d: across });
    case 'dotted': return shape('path', { class: 't s', d: across });
    case 'line': return shape('path', { class: 'l m', d: across });
    default: return mark(look, x + SAMPLE / 2, y);
  }
}

/** A mark of a scatter plot. */
export function mark(look: Look, x: number, y: number): string {
  const [cx, cy] = [round(x), round(y)];
  switch (look) {
    case 'dot': return shape('circle', { class: 'f', cx, cy, r: 4 });
    case 'ring': return shape('circle', { class: 'l m', cx, cy, r: 8 }) + shape('circle', { class: 'f', cx, cy, r: 4 });
    case 'diamond': return shape('path', { class: 'p', d: `M${cx},${round(cy - 7)}l7,7l-7,7l-7,-7z` });
    default: return shape('circle', { class: 'c s', cx, cy, r: 3 });
  }
}
