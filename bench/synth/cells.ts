import { nameOf, type Contestant } from './contestants';
import type { Cost } from '../program';
import { exponent, median } from '../statistics';

/** One round: what each contestant cost, by its name. */
export type Round = ReadonlyMap<string, Cost>;

/** All rounds over one number of services. */
export interface Cell {
  readonly services: number;
  readonly rounds: readonly Round[];
}

/** What is compared: seconds from the start of the process to its end, seconds of processors, MiB. */
export type Figure = 'wall' | 'cpu' | 'peak';

function figures({ rounds }: Cell, contestant: Contestant, figure: Figure): number[] {
  const known = rounds.map((round) => round.get(nameOf(contestant))?.[figure]);
  return known.filter((value) => value !== undefined);
}

export function typical(cell: Cell, contestant: Contestant, figure: Figure): number | undefined {
  const known = figures(cell, contestant, figure);
  return known.length === 0 ? undefined : median(known);
}

/** The ratios within each round, so that only runs of the same minute are compared. */
export function ratios({ rounds }: Cell, of: Contestant, to: Contestant, figure: Figure): number[] {
  const found: number[] = [];
  for (const round of rounds) {
    const [one, other] = [round.get(nameOf(of))?.[figure], round.get(nameOf(to))?.[figure]];
    if (one !== undefined && other !== undefined) found.push(one / other);
  }
  return found;
}

/** The exponent of the wall time between two sizes, without what one service takes: the start of the program. */
export function growth(cells: readonly Cell[], contestant: Contestant, from: number, to: number): number | undefined {
  const wall = (services: number) => {
    const cell = cells.find((c) => c.services === services);
    return cell && typical(cell, contestant, 'wall');
  };
  const [start, less, more] = [wall(1), wall(from), wall(to)];
  if (start === undefined || less === undefined || more === undefined) return undefined;
  return exponent({ size: from, value: less - start }, { size: to, value: more - start });
}

/** Of fewer services than these, the start of the program is nearly all of the time. */
const LEAST_GROWTH = 100;

/** The size from which growth is shown: the largest of at most a tenth, since between near sizes it is noise. */
export function growsFrom(cells: readonly Cell[], to: number): number | undefined {
  const smaller = cells.map(({ services }) => services).filter((n) => n >= LEAST_GROWTH && n * 10 <= to);
  return smaller.length === 0 ? undefined : Math.max(...smaller);
}
