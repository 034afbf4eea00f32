import type { Duration } from 'cdk8s';

/** A time span in seconds, or another number where none was given; a check refuses what is no Duration. */
export function secondsOf(span: Duration | undefined, otherwise: number): number {
  return typeof span?.toSeconds === 'function' ? span.toSeconds({ integral: false }) : otherwise;
}
