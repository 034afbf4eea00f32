import type { ScalingOptions } from './scaling-options';
import type { Problem } from '../validation/problem';

const SOURCE = 'https://karmada.io/docs/userguide/autoscaling/federatedhpa/';

/** What Karmada's FederatedHPA refuses, and what it takes and drops. */
export function federatedProblems({ metrics, behavior }: ScalingOptions): Problem[] {
  const rendered = (behavior?._render() ?? {}) as Record<string, { tolerance?: string } | undefined>;
  return [
    ...metrics.flatMap((m, i) => (m.type === 'External' ? [{
      field: `metrics[${i}]`, value: m.type, rule: 'is not read by a FederatedHPA', why: 'Karmada\'s webhook refuses it', fix: 'use a metric of pods, of an object, CPU or memory', source: SOURCE,
    }] : [])),
    ...['scaleUp', 'scaleDown'].flatMap((direction) => (rendered[direction]?.tolerance === undefined ? [] : [{
      field: `behavior.${direction}.tolerance`, value: Number(rendered[direction]!.tolerance), rule: 'is not known to a FederatedHPA', why: 'Karmada\'s webhook drops it without a word', fix: 'leave it out', source: SOURCE,
    }])),
  ];
}
