import { VARIANTS, type Cell, type Measured, type VariantName } from './measure';
import type { Plan } from './variants/fleet';

const TITLES: Record<VariantName, string> = {
  library: 'this library',
  plus: 'cdk8s-plus-27',
  raw: 'ApiObject',
  plain: 'plain + yaml',
};
const PLACES: Record<Plan['charts'], string> = { one: 'in one chart', each: 'in one chart each' };

type Figure = (m: Measured) => number;
const wall: Figure = (m) => m.wall;
const cpu: Figure = (m) => m.cpu;
const peak: Figure = (m) => m.peak;
const synth: Figure = (m) => m.build + m.write;

const GOAL_SERVICES = 1000;
/** What the library may cost at so many services, as a multiple of the same objects in cdk8s-plus-27. */
const GOALS: ReadonlyArray<readonly [charts: Plan['charts'], what: string, figure: Figure, allowed: number]> = [
  ['one', 'wall time', wall, 1.1],
  ['each', 'wall time', wall, 1.2],
  ['one', 'peak memory', peak, 1.15],
];
/** Two measured exponents are never the same to the last digit. */
const SAME_GROWTH = 0.1;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The ratio to cdk8s-plus-27 within each round, so that only runs of the same moment are compared. */
function ratios(cell: Cell, variant: VariantName, figure: Figure): number[] {
  return cell.rounds.map((r) => figure(r[variant]) / figure(r.plus));
}

function typical(cell: Cell, variant: VariantName, figure: Figure): number {
  return median(cell.rounds.map((r) => figure(r[variant])));
}

/** The exponent of growth between two sizes: 1 is linear, 2 is square. */
function growth(from: Cell | undefined, to: Cell, variant: VariantName): number | undefined {
  if (!from) return undefined;
  return Math.log(typical(to, variant, synth) / typical(from, variant, synth)) / Math.log(to.services / from.services);
}

/** Lines of padded columns; the first is the head. */
export function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
  const padded = (text: string, i: number) => (i < 2 ? text.padEnd(widths[i]) : text.padStart(widths[i]));
  return rows.map((r) => r.map(padded).join('  ').trimEnd()).join('\n');
}

/** Medians, and medians of the ratios to cdk8s-plus-27, of all sizes in one way of charts. */
export function synthTable(cells: readonly Cell[]): string {
  const head = [
    'services', 'variant', 'runs', 'wall s', 'of plus', 'least–most', 'CPU s', 'of plus', 'synth s', 'of plus',
    'peak MiB', 'of plus', 'growth',
  ];
  const rows = cells.flatMap((cell, i) => VARIANTS.map((variant) => {
    const ratio = (figure: Figure) => `×${median(ratios(cell, variant, figure)).toFixed(2)}`;
    const walls = ratios(cell, variant, wall);
    return [
      String(cell.services), TITLES[variant], String(cell.rounds.length),
      (typical(cell, variant, wall) / 1000).toFixed(2), ratio(wall),
      `${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)}`,
      (typical(cell, variant, cpu) / 1000).toFixed(2), ratio(cpu),
      (typical(cell, variant, synth) / 1000).toFixed(3), ratio(synth),
      typical(cell, variant, peak).toFixed(0), ratio(peak),
      growth(cells[i - 1], cell, variant)?.toFixed(2) ?? '',
    ];
  }));
  return table([head, ...rows]);
}

/** What `require` costs, beside Node.js alone. */
export function loadTable(loads: ReadonlyMap<string, readonly Measured[]>): string {
  const rows = [...loads].filter(([, runs]) => runs.length > 0).map(([module, runs]) => [
    module,
    '',
    (median(runs.map(wall)) / 1000).toFixed(3),
    median(runs.map((r) => r.load)).toFixed(0),
    median(runs.map(peak)).toFixed(0),
  ]);
  return table([['require', '', 'wall s', 'load ms', 'peak MiB'], ...rows]);
}

/** Whether the library costs what it may, where that was measured. */
export function verdicts(cells: readonly Cell[]): string[] {
  const lines: string[] = [];
  const met = (good: boolean) => (good ? 'met' : 'MISSED');
  for (const [charts, what, figure, allowed] of GOALS) {
    const cell = cells.find((c) => c.charts === charts && c.services === GOAL_SERVICES);
    if (cell === undefined) continue;
    const ratio = median(ratios(cell, 'library', figure));
    lines.push(`${what} at ${GOAL_SERVICES} services ${PLACES[charts]}: ×${ratio.toFixed(2)} of cdk8s-plus-27, `
      + `at most ×${allowed.toFixed(2)}: ${met(ratio <= allowed)}`);
  }
  for (const charts of ['one', 'each'] as const) {
    const [from, to] = cells.filter((c) => c.charts === charts && c.services >= 100).slice(-2);
    if (to === undefined) continue;
    const [own, plus] = [growth(from, to, 'library')!, growth(from, to, 'plus')!];
    lines.push(`growth from ${from.services} to ${to.services} services ${PLACES[charts]}: ${own.toFixed(2)}, `
      + `cdk8s-plus-27 ${plus.toFixed(2)}: ${met(own <= plus + SAME_GROWTH)}`);
  }
  return lines;
}
