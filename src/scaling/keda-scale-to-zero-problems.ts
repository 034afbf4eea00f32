import type { KedaOptions } from './keda-options';
import type { KedaTrigger } from './keda-trigger';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const SCALED_OBJECT = 'https://keda.sh/docs/latest/reference/scaledobject-spec/';
const WEBHOOK = 'https://keda.sh/docs/latest/concepts/admission-webhooks/';
const REJECTED = 'KEDA would reject the ScaledObject';

/** What is wrong with the times that apply only to scaling to zero and from zero. */
export function idleProblems(keda: KedaOptions, minReplicas: number): Problem[] {
  const problems = new Problems();
  const reachesZero = minReplicas === 0 || Boolean(keda.idleAtZero);
  for (const [field, min] of [['pollingInterval', 1], ['cooldownPeriod', 0], ['initialCooldownPeriod', 0]] as const) {
    const value = keda[field];
    if (value !== undefined && !reachesZero) {
      problems.add({
        code: 'scaling/keda-never-at-zero',
        field,
        rule: 'needs minReplicas: 0 or idleAtZero',
        why: 'it applies only to scaling to zero and from zero, so it would have no effect',
        fix: 'remove it, or use behavior for how fast the replicas change',
        source: SCALED_OBJECT,
      });
    } else {
      problems.addAll(check.seconds(field, value, { min }, REJECTED));
    }
  }
  return problems.all;
}

/**
 * What is wrong with scaling to zero: without a pod there are no metrics of pods, and KEDA rejects cpu and memory
 * alone.
 */
export function zeroProblems(minReplicas: number, idleAtZero: boolean, triggers: readonly KedaTrigger[]): Problem[] {
  const problems = new Problems();
  if (idleAtZero && minReplicas === 0) {
    problems.add({
      code: 'scaling/keda-idle-without-minimum',
      field: 'engine.idleAtZero',
      value: true,
      rule: 'needs minReplicas of at least 1',
      why: 'with minReplicas: 0 it would have no effect',
      fix: 'remove idleAtZero',
      source: SCALED_OBJECT,
    });
  }
  if ((minReplicas > 0 && !idleAtZero) || triggers.some((trigger) => trigger._isReadAtZero)) return problems.all;
  problems.add({
    code: 'scaling/keda-never-leaves-zero',
    field: minReplicas === 0 ? 'minReplicas' : 'engine.idleAtZero',
    value: minReplicas === 0 ? 0 : true,
    rule: 'needs a trigger that is measured outside the pods',
    why: 'CPU, memory and metrics of pods have no value without a pod, so nothing would scale up from zero; '
      + 'KEDA rejects cpu and memory alone',
    fix: 'add a trigger for the queue or the requests to engine.triggers, or keep one replica',
    source: WEBHOOK,
  });
  return problems.all;
}
