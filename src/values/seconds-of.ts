import type { Duration } from 'cdk8s';

/** A Duration in seconds, or a default where there is none; a check reports a value of another type. */
export function secondsOf(span: Duration | undefined, otherwise: number): number {
  return typeof span?.toSeconds === 'function' ? span.toSeconds({ integral: false }) : otherwise;
}
