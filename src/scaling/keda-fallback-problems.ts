import { KedaFallbackBehavior, type KedaFallback, type KedaOptions } from './keda-options';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import type { ScalingMetric } from '../values/scaling-metric';

const SCALED_OBJECT = 'https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback';
const WEBHOOK = 'https://keda.sh/docs/latest/concepts/admission-webhooks/';
const REJECTED = 'KEDA would reject the ScaledObject';

/** What is wrong with the replicas that KEDA keeps when it cannot read a trigger. */
export function fallbackProblems(
  { fallback, triggers = [], idleAtZero = false }: KedaOptions,
  metrics: readonly ScalingMetric[],
  minReplicas: number,
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
  if (!metrics.some((metric) => metric._ofPods) && !triggers.some((trigger) => trigger._countsFailures)) {
    return [{
      code: 'scaling/keda-fallback-unused',
      field: 'fallback',
      rule: 'needs a trigger whose failures KEDA counts',
      why: 'KEDA leaves cpu and memory to the HorizontalPodAutoscaler, and makes none while it cannot connect to what '
        + 'connects when it is built (Redis, Kafka, AMQP, SQL databases), so the fallback would never come',
      fix: 'remove fallback, or read the queue from its exporter with KedaTrigger.prometheus',
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
  if (problems.isEmpty && (minReplicas === 0 || idleAtZero)) problems.addAll(wakingProblems(fallback));
  return within('fallback', problems.all);
}

/** A fallback that shall keep a workload at zero, and would start a pod of it. */
function wakingProblems({ replicas, behavior }: KedaFallback): Problem[] {
  const keepsZero = replicas === 0 || behavior === KedaFallbackBehavior.CURRENT_REPLICAS
    || behavior === KedaFallbackBehavior.CURRENT_REPLICAS_IF_LOWER;
  if (!keepsZero) return [];
  return [{
    code: 'scaling/keda-fallback-wakes-zero',
    field: replicas === 0 ? 'replicas' : 'behavior',
    value: replicas === 0 ? replicas : behavior,
    rule: 'must not keep zero where the workload may be at zero',
    why: 'KEDA takes a trigger that it falls back for as active: it starts a pod of what is at zero, and scales '
      + 'nothing to zero while the fallback lasts',
    fix: 'remove fallback, which keeps the replicas as they are, or set replicas of 1 or more with '
      + 'CURRENT_REPLICAS_IF_HIGHER',
    source: SCALED_OBJECT,
  }];
}
