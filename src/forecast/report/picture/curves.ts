import { area, line } from 'd3-shape';
import { round } from './picture-text';

/** A point of a curve; null where there is no value. */
export type Point = readonly [x: number, y: number | null];

type Known = readonly [x: number, y: number];

/** How far a drawn line may be from the exact one, in units of the picture. */
const TOLERANCE = 0.4;

/** A line through all points, without those that nobody could see. */
export function linePath(points: readonly Point[]): string {
  return pieces(points).map((piece) => straight(simplified(piece))).join('');
}

/** A line that holds each value until the next point. */
export function stepPath(points: readonly Point[]): string {
  return pieces(points).map((piece) => stairs(withoutRepeats(piece))).join('');
}

/** The area under steps, down to the base. */
export function stepArea(points: readonly Point[], base: number): string {
  return pieces(points).map((piece) => closed(stairs(withoutRepeats(piece)), piece, base)).join('');
}

/** The area under a line, down to the base. */
export function lineArea(points: readonly Point[], base: number): string {
  return pieces(points).map((piece) => closed(straight(simplified(piece)), piece, base)).join('');
}

/** The part of a curve that is beyond a level (above it, in a picture), as an area. */
export function areaBeyond(points: readonly Point[], level: number): string {
  return pieces(points).flatMap((piece) => runs(crossed(piece, level), (y) => y <= level))
    .filter((run) => run.some(([, y]) => y < level))
    .map((run) => closed(straight(simplified(run)), run, level)).join('');
}

/** The area between two curves of the same places, where they differ. */
export function areaBetween(upper: readonly Point[], lower: readonly Point[]): string {
  const both = upper.map(([x, y], i) => ({ x, y: y ?? 0, low: lower[i]?.[1] ?? y ?? 0 }));
  const differs = both.map(({ y, low }) => Math.abs(low - y) > 0.05);
  const shape = area<typeof both[number]>()
    .x((p) => round(p.x)).y0((p) => round(p.low)).y1((p) => round(p.y))
    .defined((_, i) => differs[i] || differs[i - 1] || differs[i + 1] || false);
  return shape(both) ?? '';
}

function straight(points: readonly Known[]): string {
  return line<Known>().x(([x]) => round(x)).y(([, y]) => round(y))([...points]) ?? '';
}

/** Across, then up or down: half as long as with the corners in full. */
function stairs(points: readonly Known[]): string {
  return points.map(([x, y], i) => {
    if (i === 0) {
      return `M${round(x)},${round(y)}`;
    }
    return round(y) === round(points[i - 1][1]) ? `H${round(x)}` : `H${round(x)}V${round(y)}`;
  }).join('');
}

/** A level base is two points, not one for each point of the curve. */
function closed(path: string, points: readonly Known[], base: number): string {
  return `${path}V${round(base)}H${round(points[0][0])}Z`;
}

function pieces(points: readonly Point[]): Known[][] {
  const all: Known[][] = [[]];
  points.forEach(([x, y]) => {
    if (y !== null && Number.isFinite(y)) {
      all[all.length - 1].push([x, y]);
    } else if (all[all.length - 1].length > 0) {
      all.push([]);
    }
  });
  return all.filter((piece) => piece.length > 0);
}

function runs(points: readonly Known[], within: (y: number) => boolean): Known[][] {
  return pieces(points.map(([x, y]): Point => [x, within(y) ? y : null]));
}

/** With a point wherever the curve crosses the level. */
function crossed(points: readonly Known[], level: number): Known[] {
  return points.flatMap(([x, y], i): Known[] => {
    const [beforeX, beforeY] = points[i - 1] ?? [x, y];
    if ((beforeY - level) * (y - level) >= 0) {
      return [[x, y]];
    }
    return [[beforeX + (x - beforeX) * (level - beforeY) / (y - beforeY), level], [x, y]];
  });
}

/** The last point stays: it ends the last step. */
function withoutRepeats(points: readonly Known[]): Known[] {
  return points.filter(([, y], i) => i === 0 || i === points.length - 1 || round(y) !== round(points[i - 1][1]));
}

/** Douglas and Peucker's: keeps the points from which the line would be further away than the tolerance. */
function simplified(points: readonly Known[]): Known[] {
  const kept = new Set([0, points.length - 1]);
  const open: Array<readonly [number, number]> = [[0, points.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    const [fromX, fromY] = points[from];
    const [toX, toY] = points[to];
    let furthest = from;
    let most = TOLERANCE;
    for (let i = from + 1; i < to; i += 1) {
      const [x, y] = points[i];
      const away = Math.abs(y - (fromY + (toY - fromY) * (x - fromX) / (toX - fromX)));
      if (away > most) {
        most = away;
        furthest = i;
      }
    }
    if (furthest > from) {
      kept.add(furthest);
      open.push([from, furthest], [furthest, to]);
    }
  }
  return points.filter((_, i) => kept.has(i));
}
