import type { Course, Moment } from './forecast-scenario';
import type { Scenario } from './scenario';
import { LOOKED_EVERY_SECONDS } from './timeline';

/**
 * How much later a control plane may show a change than the forecast has it, beside the time until its next loop: it
 * was looked at every half second, and its own loop, the API server and this machine take their time.
 */
export const LATENCY_SECONDS = LOOKED_EVERY_SECONDS + 0.5;

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
 * The autoscaler has to ask for the same replicas in the same order. A change may come one loop earlier, and one loop
 * and the latency later: a forecast has its loops at whole periods, and the autoscaler of a control plane at any moment
 * within one, after a load changes as well as before a window of stabilization ends.
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
  return { report: lines.join('\n'), faults, later: later.length === 0 ? [] : [Math.min(...later), Math.max(...later)] };
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
  return differences(forecast, seen).flatMap((later, i) => {
    if (later >= -syncSeconds && later <= syncSeconds + LATENCY_SECONDS) return [];
    const [at, count] = forecast[i + 1];
    const by = `${Math.abs(later).toFixed(2)} s ${later < 0 ? 'earlier' : 'later'}`;
    return [`${name}: ${count} replicas are forecast at ${at} s, and came ${by}`];
  });
}

/** By how many seconds each change was seen later. The first count is no change: it is there from the beginning. */
function differences(forecast: readonly Moment[], seen: readonly Moment[]): number[] {
  return forecast.slice(1, seen.length).map(([at], i) => Math.round(100 * (seen[i + 1][0] - at)) / 100);
}

function columns(forecast: readonly Moment[], seen: readonly Moment[]): string[] {
  const rows = Array.from({ length: Math.max(forecast.length, seen.length) }, (_, i) => [
    cell(forecast[i]), cell(seen[i]), i === 0 || !forecast[i] || !seen[i] ? '' : signed(seen[i][0] - forecast[i][0]),
  ]);
  const all = [['forecast', 'seen', 'later by'], ...rows];
  return all.map((row) => `  ${row.map((text) => text.padEnd(20)).join('')}`.trimEnd());
}

function cell(moment: Moment | undefined): string {
  return moment ? `${moment[1]} at ${moment[0].toFixed(2)} s` : '-';
}

function signed(seconds: number): string {
  return `${seconds < 0 ? '-' : '+'}${Math.abs(seconds).toFixed(2)} s`;
}
