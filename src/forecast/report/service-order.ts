import type { ForecastData, ServiceForecastData } from './forecast-data';

/** The services by what matters: the most unserved demand, then the longest above target, at maximum, and the cost. */
export function byWhatMatters(services: readonly ServiceForecastData[]): ServiceForecastData[] {
  const order: ReadonlyArray<(s: ServiceForecastData) => number> = [
    (s) => s.unservedShare ?? 0,
    (s) => s.secondsPending,
    (s) => s.secondsAtMaximum,
    (s) => s.secondsAboveTarget,
    (s) => s.replicaHours,
  ];
  return [...services].sort((a, b) => {
    const differing = order.find((of) => of(a) !== of(b));
    return differing ? differing(b) - differing(a) : 0;
  });
}

/** The services of two forecasts, paired by name; in the order after, then those that are gone. */
export interface Pair {
  readonly name: string;
  readonly before?: ServiceForecastData;
  readonly after?: ServiceForecastData;
}

export function paired(before: ForecastData, after: ForecastData): Pair[] {
  const earlier = new Map(before.services.map((s) => [s.name, s]));
  const later = new Set(after.services.map((s) => s.name));
  const pairs: Pair[] = after.services.map((s) => ({ name: s.name, before: earlier.get(s.name), after: s }));
  before.services.filter((s) => !later.has(s.name)).forEach((s) => pairs.push({ name: s.name, before: s }));
  return pairs;
}
