import type { Cost } from '../../../bench/program';
import type { Cell } from '../../../bench/synth/cells';

export function cost(wall: number, peak?: number): Cost {
  return { wall, peak, isCut: false, code: 0, complaint: '' };
}

/** A cell of rounds; each has the wall time of contestants, by name. */
export function cell(services: number, ...rounds: ReadonlyArray<Record<string, number | Cost>>): Cell {
  const costOf = (found: number | Cost) => (typeof found === 'number' ? cost(found) : found);
  return {
    services,
    rounds: rounds.map((round) => new Map(Object.entries(round).map(([name, found]) => [name, costOf(found)]))),
  };
}
