import type { Duration } from 'cdk8s';
import type { LocustLoadTestProps } from './locust-load-test-props';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** How long a user waits between two requests, in milliseconds. */
export interface WaitTime {
  readonly least: number;
  readonly most: number;
}

export function waitTime({ minWait, maxWait }: Pick<LocustLoadTestProps, 'minWait' | 'maxWait'>): WaitTime {
  const least = milliseconds(minWait) ?? 800;
  const most = milliseconds(maxWait) ?? Math.max(900, least);
  return { least, most };
}

/** What is wrong with the time between two requests. */
export function waitTimeProblems({ minWait, maxWait }: Pick<LocustLoadTestProps, 'minWait' | 'maxWait'>): Problem[] {
  const problems = new Problems();
  for (const [field, value] of Object.entries({ minWait, maxWait })) {
    if (value === undefined || typeof value?.toMilliseconds === 'function') continue;
    problems.add({
      code: 'load/wait-not-a-duration',
      field,
      value,
      rule: 'must be a Duration of cdk8s',
      why: 'the unit of any other value is unknown',
      fix: 'give a Duration, such as Duration.millis(800)',
    });
  }
  if (!problems.isEmpty) return problems.all;
  const { least, most } = waitTime({ minWait, maxWait });
  if (most < least) {
    problems.add({
      code: 'load/max-wait-below-min-wait',
      field: 'maxWait',
      value: `${most} ms`,
      rule: `must not be below minWait (${least} ms)`,
      why: 'each user waits for a time between minWait and maxWait',
      fix: `raise maxWait to ${least} ms, or lower minWait to ${most} ms`,
    });
  }
  return problems.all;
}

function milliseconds(wait: Duration | undefined): number | undefined {
  return wait?.toMilliseconds({ integral: false });
}
