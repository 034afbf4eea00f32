import type { Cost } from '../program';
import { exponent, median } from '../statistics';
import { table } from '../table';

export const PROGRAMS = ['check', 'kube-score'] as const;
export type ProgramName = typeof PROGRAMS[number];
export type Round = Partial<Record<ProgramName, Cost>>;

/** All rounds over one file. */
export interface Cell {
  /** What is in the file: `in one namespace`. */
  readonly title: string;
  readonly objects: number;
  readonly rounds: readonly Round[];
}

type Figure = (cost: Cost) => number | undefined;
const wall: Figure = (cost) => cost.wall;
const cpu: Figure = (cost) => cost.cpu;
const peak: Figure = (cost) => cost.peak;

/** What `check` may cost, as a part of what kube-score costs; and how it may grow. */
const GOALS: ReadonlyArray<readonly [what: string, figure: Figure, allowed: number]> = [
  ['wall time', wall, 0.5],
  ['peak memory', peak, 1],
];
const ALLOWED_GROWTH = 1.1;
/** Below this the start of Node.js is most of it. */
const GOAL_OBJECTS = 5000;

function typical({ rounds }: Cell, program: ProgramName, figure: Figure): number | undefined {
  const known = rounds.flatMap((round) => round[program] ?? []).map(figure).filter((value) => value !== undefined);
  return known.length === 0 ? undefined : median(known);
}

/** The median of the ratios within rounds; at most that where kube-score was ended at the limit. */
function ratio({ rounds }: Cell, figure: Figure): { readonly value: number; readonly isBound: boolean } | undefined {
  const ratios: number[] = [];
  for (const { check, 'kube-score': other } of rounds) {
    const [own, its] = [check && figure(check), other && figure(other)];
    if (own !== undefined && its !== undefined) ratios.push(own / its);
  }
  if (ratios.length === 0) return undefined;
  return { value: median(ratios), isBound: isCut({ rounds }, 'kube-score') };
}

function isCut({ rounds }: Pick<Cell, 'rounds'>, program: ProgramName): boolean {
  return rounds.some((round) => round[program]?.isCut);
}

/** The exponent of growth of wall time between two sizes. */
function growth(from: Cell | undefined, to: Cell, program: ProgramName): number | undefined {
  const [less, more] = [from && typical(from, program, wall), typical(to, program, wall)];
  if (!from || less === undefined || more === undefined || isCut(to, program)) return undefined;
  return exponent({ size: from.objects, value: less }, { size: to.objects, value: more });
}

/** The cell of the same kind with fewer objects. */
function before(cells: readonly Cell[], cell: Cell): Cell | undefined {
  return cells.filter(({ title, objects }) => title === cell.title && objects < cell.objects).pop();
}

/** Medians of all files and programs, and medians of the ratios within rounds. */
export function costTable(cells: readonly Cell[]): string {
  const head = [
    'objects', 'program', 'runs', 'wall s', 'of kube-score', 'CPU s', 'of kube-score', 'peak MiB', 'of kube-score',
    'growth',
  ];
  const rows = cells.flatMap((cell) => PROGRAMS.filter((p) => cell.rounds.some((round) => round[p])).map((program) => {
    const more = isCut(cell, program) ? 'more than ' : '';
    const number = (figure: Figure, digits: number) => {
      const value = typical(cell, program, figure);
      return value === undefined ? '' : `${more}${value.toFixed(digits)}`;
    };
    const part = (figure: Figure) => (program === 'check' ? shown(ratio(cell, figure)) : '');
    return [
      `${cell.objects} ${cell.title}`, program, String(cell.rounds.length),
      number(wall, 2), part(wall), number(cpu, 2), part(cpu), number(peak, 0), part(peak),
      growth(before(cells, cell), cell, program)?.toFixed(2) ?? '',
    ];
  }));
  return table([head, ...rows]);
}

function shown(found: ReturnType<typeof ratio>): string {
  return found === undefined ? '' : `${found.isBound ? '<' : '×'}${found.value.toFixed(2)}`;
}

/** Whether `check` costs what it may, where that was measured. */
export function verdicts(cells: readonly Cell[]): string[] {
  const lines: string[] = [];
  const met = (good: boolean) => (good ? 'met' : 'MISSED');
  for (const cell of cells.filter(({ objects }) => objects >= GOAL_OBJECTS)) {
    const where = `${cell.objects} objects ${cell.title}`;
    for (const [what, figure, allowed] of GOALS) {
      const found = ratio(cell, figure);
      if (!found) continue;
      const isMet = found.value <= allowed;
      const verdict = found.isBound && !isMet ? 'not known, kube-score was ended too early' : met(isMet);
      lines.push(`${what}, ${where}: ${shown(found)} of kube-score, at most ×${allowed.toFixed(2)}: ${verdict}`);
    }
    const grown = growth(before(cells, cell), cell, 'check');
    if (grown === undefined) continue;
    const verdict = met(grown <= ALLOWED_GROWTH);
    lines.push(`growth to ${where}: ${grown.toFixed(2)}, at most ${ALLOWED_GROWTH}: ${verdict}`);
  }
  return lines;
}
