import type { Course, Moment } from './forecast-scenario';
import type { Scenario } from './scenario';

/** How much longer than its period a loop of a control plane may take: it waits for a busy API server. */
export const LATENCY_SECONDS = 0.5;

/** What a control plane for tests does otherwise than a cluster. The forecast beside it does the same. */
export const CONDITIONS = `On this control plane the autoscalers loop as often as the scenario says, not every 15 s.
Its metrics have no lag: a value is that of the moment, a pod is measured as soon as it runs, and a sample of CPU is
of one second. In a cluster metrics-server measures every 15 s, and a sample is of as long.
Custom metrics come only of ready pods there. All work of a pod is that of its first container.`;

/** What a comparison comes to. */
export interface Agreement {
  /** Both columns, as a text. */
  readonly report: string;
  /** What does not agree, as sentences. */
  readonly faults: readonly string[];
  /** The least and the most seconds by which the control plane was later; no value without a change. */
  readonly later: readonly number[];
}

/**
 * Compares a forecast with what a control plane did.
 *
 * The autoscaler has to ask for the same replicas in the same order. A change may come one loop earlier or later: a
 * forecast has its loops at whole periods, and the autoscaler of a control plane at any moment within one, after a load
 * changes as well as before a window of stabilization ends. When a change came is known as well as one looked: it is
 * wrong where all moments from the look before until the one that saw it are.
 */
export function compare(scenario: Scenario, forecast: readonly Course[], seen: readonly Course[]): Agreement {
  const faults: string[] = [];
  const lines: string[] = [];
  const later: number[] = [];
  for (const real of seen) {
    const name = `${real.namespace}/${real.workload}`;
    const course = forecast.find(({ namespace, workload }) => `${namespace}/${workload}` === name);
    if (!course) {
      faults.push(`${name}: no forecast`);
      continue;
    }
    lines.push(name, ...columns(course.replicas, real.replicas));
    later.push(...differences(course.replicas, real.replicas));
    faults.push(...differing(name, course.replicas, real.replicas, scenario.syncSeconds));
  }
  for (const { namespace, workload } of forecast) {
    const isSeen = seen.some((one) => one.namespace === namespace && one.workload === workload);
    if (!isSeen) faults.push(`${namespace}/${workload}: forecast, but not seen`);
  }
  faults.push(...unmet(scenario, forecast));
  const span = later.length === 0 ? [] : [Math.min(...later), Math.max(...later)];
  return { report: lines.join('\n'), faults, later: span };
}

/** The expectations of the scenario that the forecast does not meet. */
function unmet({ expectations }: Scenario, forecast: readonly Course[]): string[] {
  return expectations.flatMap(({ namespace, workload, at, least, most }) => {
    const course = forecast.find((one) => one.namespace === namespace && one.workload === workload);
    const ready = course?.ready.filter(([seconds]) => seconds <= at).at(-1)?.[1];
    if (ready !== undefined && ready >= least && ready <= most) return [];
    const bounds = least === most ? `${least}` : `${least} to ${most}`;
    return [`${namespace}/${workload}: ${bounds} ready expected at ${at} s, forecast ${ready ?? 'none'}`];
  });
}

function differing(name: string, forecast: readonly Moment[], seen: readonly Moment[], syncSeconds: number): string[] {
  const words = (moments: readonly Moment[]) => moments.map(([, count]) => count).join(', ');
  if (words(forecast) !== words(seen)) {
    return [`${name}: forecast ${words(forecast)} replicas, seen ${words(seen)}`];
  }
  return forecast.slice(1).flatMap(([at, count], i) => {
    const [until, , after = until] = seen[i + 1];
    if (until >= at - syncSeconds && after <= at + syncSeconds + LATENCY_SECONDS) return [];
    return [`${name}: ${count} forecast from ${at} s on came ${spanOf(seen[i + 1])}`];
  });
}

/** By how many seconds each change was seen later. The first count is no change: it is there from the beginning. */
function differences(forecast: readonly Moment[], seen: readonly Moment[]): number[] {
  return forecast.slice(1, seen.length).map(([at], i) => Math.round(100 * (seen[i + 1][0] - at)) / 100);
}

function columns(forecast: readonly Moment[], seen: readonly Moment[]): string[] {
  const rows = Array.from({ length: Math.max(forecast.length, seen.length) }, (_, i) => {
    const later = i === 0 || !forecast[i] || !seen[i] ? '' : signed(seen[i][0] - forecast[i][0]);
    return [cell(forecast[i]), seenCell(seen[i]), later];
  });
  const all = [['forecast', 'seen', 'later by, at most'], ...rows];
  return all.map((row) => `  ${row.map((text) => text.padEnd(32)).join('')}`.trimEnd());
}

function cell(moment: Moment | undefined): string {
  return moment ? `${moment[1]} at ${moment[0].toFixed(2)} s` : '-';
}

function seenCell(moment: Moment | undefined): string {
  return moment ? `${moment[1]} ${spanOf(moment)}` : '-';
}

function spanOf([until, , after]: Moment): string {
  return after === undefined ? `at ${until.toFixed(2)} s` : `between ${after.toFixed(2)} and ${until.toFixed(2)} s`;
}

function signed(seconds: number): string {
  return `${seconds < 0 ? '-' : '+'}${Math.abs(seconds).toFixed(2)} s`;
}
