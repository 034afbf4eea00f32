import { amount, duration, longer, points, share, signed, UNKNOWN } from './figures';
import type { ComparisonData, ForecastData, ServiceForecastData } from './forecast-data';
import { paired, type Pair } from './service-order';
import { totalReplicaHours } from './summary';

/** One figure in two forecasts. */
export interface ComparedFigure {
  readonly figure: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

type Kind = readonly [text: (value: number | undefined) => string, difference: (value: number) => string];

const NUMBER: Kind = [(value) => (value === undefined ? UNKNOWN : amount(value)), signed];
const SHARE: Kind = [share, points];
const TIME: Kind = [duration, longer];

const FIGURES: ReadonlyArray<readonly [string, Kind, (s: ServiceForecastData) => number | undefined]> = [
  ['replica-hours', NUMBER, (s) => s.replicaHours],
  ['peak replicas', NUMBER, (s) => s.peakReplicas],
  ['peak of ready pods', NUMBER, (s) => s.peakReady],
  ['changes of replicas', NUMBER, (s) => s.changes],
  ['demand without room', SHARE, (s) => s.unservedShare],
  ['time above target', TIME, (s) => s.secondsAboveTarget],
  ['time at maximum', TIME, (s) => s.secondsAtMaximum],
  ['time without room on nodes', TIME, (s) => s.secondsPending],
];

/** All figures of a service that both forecasts have. */
export function comparedFigures(before: ServiceForecastData, after: ServiceForecastData): ComparedFigure[] {
  return FIGURES.map(([figure, kind, of]) => compared(figure, kind, of(before), of(after)));
}

/** What holds for all services. */
export function comparedTotals({ before, after }: ComparisonData): ComparedFigure[] {
  const totals = [
    compared('services', NUMBER, before.services.length, after.services.length),
    compared('replica-hours', NUMBER, totalReplicaHours(before), totalReplicaHours(after)),
    compared('services with demand without room', NUMBER, without(before), without(after)),
  ];
  if (before.nodes && after.nodes) {
    totals.push(
      compared('peak of nodes', NUMBER, before.nodes.peak, after.nodes.peak),
      compared('node-hours', NUMBER, before.nodes.nodeHours, after.nodes.nodeHours),
    );
  }
  return totals;
}

export interface Changes {
  readonly changed: ReadonlyArray<{ readonly before: ServiceForecastData; readonly after: ServiceForecastData }>;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly same: readonly string[];
}

/** The services by what became of them. */
export function changesOf(data: ComparisonData): Changes {
  const changed: Array<{ before: ServiceForecastData; after: ServiceForecastData }> = [];
  const added: string[] = [];
  const removed: string[] = [];
  const same: string[] = [];
  paired(data.before, data.after).forEach(({ name, before, after }: Pair) => {
    if (before && after) {
      if (isSame(before, after)) {
        same.push(name);
      } else {
        changed.push({ before, after });
      }
    } else {
      (after ? added : removed).push(name);
    }
  });
  return { changed, added, removed, same };
}

function isSame(before: ServiceForecastData, after: ServiceForecastData): boolean {
  return FIGURES.every(([, , of]) => of(before) === of(after));
}

function without(data: ForecastData): number {
  return data.services.filter((s) => (s.unservedShare ?? 0) > 0).length;
}

function compared(figure: string, [text, difference]: Kind, before?: number, after?: number): ComparedFigure {
  const known = before !== undefined && after !== undefined;
  return { figure, before: text(before), after: text(after), difference: known ? difference(after - before) : UNKNOWN };
}
