import type { Duration } from 'cdk8s';
import { durationOf } from './recorded-time';

/** What the values of a series are. */
export type LoadUnit =
  | { readonly kind: 'requests'; readonly serviceTime?: Duration }
  | { readonly kind: 'cores' }
  | { readonly kind: 'metric'; readonly name: string };

const REQUESTS = /^(?:requests\/s|requests\/sec|requests\/second|req\/s|reqps|rps)(?:\s*@\s*(\S+))?$/i;
const CORES = /^cores?$/i;
const METRIC = /^[a-zA-Z_][\w:.\/|-]*$/;

/** `requests/s`, `requests/s@200ms`, `cores` or the name of a metric; undefined for any other text. */
export function loadUnit(text: string): LoadUnit | undefined {
  const requests = REQUESTS.exec(text);
  if (requests) {
    if (requests[1] === undefined) return { kind: 'requests' };
    const serviceTime = durationOf(requests[1]);
    return serviceTime && { kind: 'requests', serviceTime };
  }
  if (CORES.test(text)) return { kind: 'cores' };
  // Usage of CPU is in cores, or in percent: nobody can tell.
  return METRIC.test(text) && text.toLowerCase() !== 'cpu' ? { kind: 'metric', name: text } : undefined;
}

/** Equal for equal units. */
export function unitKey(unit: LoadUnit): string {
  if (unit.kind === 'metric') return unit.name;
  return unit.kind === 'cores' ? 'cores' : `requests/s@${unit.serviceTime?.toMilliseconds({ integral: false }) ?? ''}`;
}
