import { KedaFallbackBehavior, type KedaOptions } from './keda-options';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import type { ScalingMetric } from '../values/scaling-metric';

const WEBHOOK = 'https://keda.sh/docs/latest/concepts/admission-webhooks/';
const REJECTED = 'KEDA would reject the ScaledObject';

/** What is wrong with the replicas that KEDA keeps when it cannot read a trigger. */
export function fallbackProblems(
  { fallback, triggers = [] }: KedaOptions,
  metrics: readonly ScalingMetric[],
): Problem[] {
  if (fallback === undefined) return [];
  if (!check.isObject(fallback)) {
    return [{
      code: 'scaling/keda-fallback-not-an-object',
      field: 'fallback',
      value: fallback,
      rule: 'must be an object with replicas',
      why: 'KEDA would reject the ScaledObject',
      fix: 'write it as { replicas: 1 }',
    }];
  }
  if (!metrics.some((metric) => metric._ofPods) && !triggers.some((trigger) => trigger._isReadAtZero)) {
    return [{
      code: 'scaling/keda-fallback-unused',
      field: 'fallback',
      rule: 'must not be set with cpu and memory alone',
      why: 'KEDA leaves cpu and memory to the HorizontalPodAutoscaler, so it never detects their failures',
      fix: 'remove fallback',
      source: WEBHOOK,
    }];
  }
  const { replicas, failureThreshold, behavior } = fallback;
  const problems = new Problems();
  problems.addAll(check.integer('replicas', replicas, { min: 0 }, REJECTED, 'give the number of replicas to keep'));
  if (failureThreshold !== undefined) {
    const fix = 'give the number of failures that KEDA tolerates';
    problems.addAll(check.integer('failureThreshold', failureThreshold, { min: 1 }, REJECTED, fix));
  }
  if (behavior !== undefined && !Object.values(KedaFallbackBehavior).includes(behavior)) {
    problems.add({
      code: 'scaling/keda-unknown-fallback-behavior',
      field: 'behavior',
      value: behavior,
      rule: 'must be a KedaFallbackBehavior',
      why: 'KEDA would reject the ScaledObject',
      fix: 'use one of its values',
    });
  }
  return within('fallback', problems.all);
}
