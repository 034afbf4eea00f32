import { CHARTS, type Charts, type Contestant } from './contestants';

/** What a contestant may cost, as a multiple of what another one costs in the same round. */
export interface RatioGoal {
  readonly services: number;
  readonly figure: 'wall' | 'peak';
  readonly of: Contestant;
  readonly to: Contestant;
  readonly atMost: number;
}

/** The memory that a contestant may not reach, in MiB. */
export interface MemoryGoal {
  readonly services: number;
  readonly of: Contestant;
  readonly below: number;
}

/** How the wall time may grow with the number of services, as an exponent. */
export interface GrowthGoal {
  readonly from: number;
  readonly to: number;
  readonly of: Contestant;
  readonly atMost: number;
}

export interface Goals {
  readonly ratios: readonly RatioGoal[];
  readonly memory: readonly MemoryGoal[];
  readonly growth: readonly GrowthGoal[];
}

const HELM: Contestant = { variant: 'helm' };
const fast = (charts: Charts): Contestant => ({ variant: 'inference-app', charts });
const stock = (charts: Charts): Contestant => ({ variant: 'library', charts });
const plus = (charts: Charts): Contestant => ({ variant: 'plus', charts });
const plain = (charts: Charts): Contestant => ({ variant: 'plain', charts });
const printer = (charts: Charts): Contestant => ({ variant: 'printer', charts });

function wall(services: number, of: Contestant, to: Contestant, atMost: number): RatioGoal {
  return { services, figure: 'wall', of, to, atMost };
}

function peak(services: number, of: Contestant, to: Contestant, atMost: number): RatioGoal {
  return { services, figure: 'peak', of, to, atMost };
}

/** A fleet in the time of `helm template`. */
export const GOALS: Goals = {
  ratios: [
    ...CHARTS.flatMap((charts) => [
      wall(1000, fast(charts), HELM, 1),
      wall(3000, fast(charts), HELM, 0.9),
      peak(1000, fast(charts), HELM, 2),
      peak(3000, fast(charts), HELM, 1.3),
      wall(1000, stock(charts), plus(charts), 1.1),
    ]),
    wall(1000, fast('each'), stock('each'), 1 / 8),
    wall(3000, fast('each'), stock('each'), 1 / 25),
  ],
  memory: CHARTS.map((charts) => ({ services: 10_000, of: fast(charts), below: 1024 })),
  growth: CHARTS.map((charts) => ({ from: 1000, to: 10_000, of: fast(charts), atMost: 1.05 })),
};

/** The number of services over which a check judges: with fewer charts, little of the time of `App` is quadratic. */
export const CHECKED_SERVICES = 500;

/** What a small run on a busy machine can judge: ratios within a round, with wide margins; never a time. */
export const CHECKS: Goals = {
  ratios: [
    wall(CHECKED_SERVICES, fast('one'), stock('one'), 0.8),
    wall(CHECKED_SERVICES, fast('each'), stock('each'), 0.5),
    ...CHARTS.flatMap((charts) => [
      wall(CHECKED_SERVICES, stock(charts), plus(charts), 2),
      wall(CHECKED_SERVICES, printer(charts), plain(charts), 1),
    ]),
  ],
  memory: [],
  growth: [],
};
