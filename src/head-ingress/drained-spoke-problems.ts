import type { Spoke } from '../fleet/spoke';
import type { Problem } from '../validation/problem';

/** A head ingress needs a spoke that is not drained. */
export function allDrained(spokes: readonly Spoke[]): Problem[] {
  if (spokes.some((s) => !s._options.drained)) return [];
  return [{
    code: 'head-ingress/all-spokes-drained',
    field: 'fleet.spokes',
    rule: 'must contain a spoke that is not drained',
    why: 'every request would fail',
    fix: 'remove drained from one of them',
  }];
}
