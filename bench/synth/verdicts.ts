import { growth, ratios, typical, type Cell } from './cells';
import { PLACES, TITLES, type Contestant } from './contestants';
import type { Goals, GrowthGoal, MemoryGoal, RatioGoal } from './goals';
import { summary } from '../statistics';

/** Whether a goal is met. */
export interface Verdict {
  readonly state: 'met' | 'MISSED' | 'not measured';
  /** The goal, and what was found. */
  readonly text: string;
}

/** Judges each goal by the cell of its number of services. */
export function verdicts(goals: Goals, cells: readonly Cell[]): Verdict[] {
  const cellOf = (services: number) => cells.find((cell) => cell.services === services);
  return [
    ...goals.ratios.map((goal) => ratioVerdict(goal, cellOf(goal.services))),
    ...goals.memory.map((goal) => memoryVerdict(goal, cellOf(goal.services))),
    ...goals.growth.map((goal) => growthVerdict(goal, cells)),
  ];
}

const FIGURES: Record<RatioGoal['figure'], string> = { wall: 'wall time', peak: 'peak memory' };

function ratioVerdict({ services, figure, of, to, atMost }: RatioGoal, cell: Cell | undefined): Verdict {
  const goal = `${FIGURES[figure]} of ${where(of, services)}: at most ×${atMost} of ${TITLES[to.variant]}`;
  const found = cell && summary(ratios(cell, of, to, figure));
  if (!found) return { state: 'not measured', text: goal };
  const [middle, least, most] = [found.median, found.least, found.most].map((ratio) => ratio.toPrecision(3));
  return judged(found.median <= atMost, `${goal}; ×${middle} (${least}–${most})`);
}

function memoryVerdict({ services, of, below }: MemoryGoal, cell: Cell | undefined): Verdict {
  const goal = `${FIGURES.peak} of ${where(of, services)}: less than ${below} MiB`;
  const found = cell && typical(cell, of, 'peak');
  if (found === undefined) return { state: 'not measured', text: goal };
  return judged(found < below, `${goal}; ${found.toFixed(0)} MiB`);
}

function growthVerdict({ from, to, of, atMost }: GrowthGoal, cells: readonly Cell[]): Verdict {
  const goal = `growth from ${from.toLocaleString('en')} to ${where(of, to)}: an exponent of at most ${atMost}`;
  const found = growth(cells, of, from, to);
  if (found === undefined) return { state: 'not measured', text: goal };
  return judged(found <= atMost, `${goal}; ${found.toFixed(2)}`);
}

function where({ variant, charts }: Contestant, services: number): string {
  return `${services.toLocaleString('en')} services ${charts ? `${PLACES[charts]} ` : ''}with ${TITLES[variant]}`;
}

function judged(isMet: boolean, text: string): Verdict {
  return { state: isMet ? 'met' : 'MISSED', text };
}
