import type { Duration } from 'cdk8s';
import type { Problem } from '../validation/problem';
import * as check from '../validation/value-checks';

/** A Duration in the notation of Istio and the Gateway API, which have at most five digits before a unit. */
export function formatDuration(duration: Duration): string {
  const ms = duration.toMilliseconds();
  if (ms < 1000) return `${ms}ms`;
  const seconds = Math.floor(ms / 1000);
  const hours = seconds > 99_999 ? Math.floor(seconds / 3600) : 0;
  const parts = [[hours, 'h'], [seconds - 3600 * hours, 's'], [ms % 1000, 'ms']] as const;
  return parts.filter(([n]) => n !== 0).map(([n, unit]) => `${n}${unit}`).join('');
}

/** The milliseconds of a Duration, a fraction included; undefined when the value is no Duration. */
export function milliseconds(value: unknown): number | undefined {
  if (!check.isObject(value)) return undefined;
  const { toMilliseconds } = value as Partial<Duration>;
  return typeof toMilliseconds === 'function' ? (value as Duration).toMilliseconds({ integral: false }) : undefined;
}

/** A time that Istio accepts: one or more whole milliseconds. */
export function durationProblems(field: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  const ms = milliseconds(value);
  if (ms !== undefined) {
    const fix = 'give a Duration of whole milliseconds';
    return check.integer(field, ms, { min: 1 }, 'Istio would reject the object', fix);
  }
  return [{
    code: 'head-ingress/not-a-duration',
    field,
    value,
    rule: 'must be a Duration of cdk8s',
    why: 'the unit of any other value is unknown',
    fix: 'write it as Duration.seconds(30)',
  }];
}
