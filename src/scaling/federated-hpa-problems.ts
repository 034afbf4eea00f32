import type { ScalingOptions } from './scaling-options';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const SOURCE = 'https://karmada.io/docs/userguide/autoscaling/federatedhpa/';

/** What Karmada's webhook rejects in a FederatedHPA, and what it removes from it. */
export function federatedProblems({ metrics, behavior }: ScalingOptions): Problem[] {
  const problems = new Problems();
  for (const [i, metric] of metrics.entries()) {
    if (metric.type !== 'External') continue;
    problems.add({
      code: 'scaling/federated-external-metric',
      field: `metrics[${i}]`,
      value: metric.type,
      rule: 'must not be an External metric with a FederatedHPA',
      why: 'Karmada\'s webhook would reject the FederatedHPA',
      fix: 'use CPU, memory, or a metric of pods or of an object',
      source: SOURCE,
    });
  }
  const rendered = (behavior?._render() ?? {}) as Record<string, { tolerance?: string } | undefined>;
  for (const direction of ['scaleUp', 'scaleDown']) {
    const tolerance = rendered[direction]?.tolerance;
    if (tolerance === undefined) continue;
    problems.add({
      code: 'scaling/federated-tolerance',
      field: `behavior.${direction}.tolerance`,
      value: Number(tolerance),
      rule: 'must not be set with a FederatedHPA',
      why: 'Karmada\'s webhook silently removes it',
      fix: 'remove tolerance',
      source: SOURCE,
    });
  }
  return problems.all;
}
