import { clockOf, timeText } from './clock';
import { amount, counted, duration, share } from './figures';
import type { ForecastData } from './forecast-data';
import { byWhatMatters } from './service-order';

/** Hours of all pods of all services. */
export function totalReplicaHours(data: ForecastData): number {
  return data.services.reduce((sum, service) => sum + service.replicaHours, 0);
}

/** `24 h from 2 Nov 2026, 00:00 UTC`, `24 h from 05:00`. */
export function spanText(data: ForecastData): string {
  const clock = clockOf(data.from);
  if (clock.zone === undefined && !clock.isTimeOfDay) {
    return duration(data.seconds);
  }
  return [duration(data.seconds), 'from', timeText(clock, 0), clock.zone ?? ''].join(' ').trimEnd();
}

/** What a reader must know first, one sentence each. */
export function summarySentences(data: ForecastData): string[] {
  const services = data.services;
  const sentences = [
    `${counted(services.length, 'service')} over ${spanText(data)}: ${amount(totalReplicaHours(data))} replica-hours.`,
  ];
  if (data.nodes) {
    const { peak, size, nodeHours } = data.nodes;
    const nodes = `${counted(peak, 'node')} of ${size}, ${amount(nodeHours)} node-hours`;
    sentences.push(`All pods together need at most ${nodes}.`);
  }
  sentences.push(unservedSentence(data));
  const above = services.filter((s) => s.secondsAboveTarget > 0);
  if (above.length > 0) {
    const worst = above.reduce((a, b) => (b.secondsAboveTarget > a.secondsAboveTarget ? b : a));
    sentences.push(`Above target for some time: ${of(above.length, services.length)}; `
      + `longest ${worst.name}, for ${duration(worst.secondsAboveTarget)}.`);
  }
  const full = services.filter((s) => s.secondsAtMaximum > 0);
  if (full.length > 0) {
    const worst = full.reduce((a, b) => (b.secondsAtMaximum > a.secondsAtMaximum ? b : a));
    sentences.push(`Wanted more than the maximum: ${of(full.length, services.length)}; `
      + `longest ${worst.name}, for ${duration(worst.secondsAtMaximum)}.`);
  }
  const pending = services.filter((s) => s.secondsPending > 0);
  if (pending.length > 0) {
    sentences.push(`Pods found no room on the nodes: ${of(pending.length, services.length)}.`);
  }
  return sentences;
}

function unservedSentence(data: ForecastData): string {
  const known = data.services.filter((s) => s.unservedShare !== undefined);
  const unserved = byWhatMatters(known.filter((s) => (s.unservedShare ?? 0) > 0));
  const unknown = data.services.length - known.length;
  const rest = unknown > 0 ? ` The capacity of ${counted(unknown, 'service')} is unknown.` : '';
  if (unserved.length === 0) {
    return known.length > 0 ? `All demand found room.${rest}` : 'Whether all demand found room is unknown.';
  }
  const [worst] = unserved;
  return `Some demand found no room: ${of(unserved.length, data.services.length)}; `
    + `most ${worst.name}, ${share(worst.unservedShare)} of its demand.${rest}`;
}

function of(some: number, all: number): string {
  return `${amount(some)} of ${counted(all, 'service')}`;
}
