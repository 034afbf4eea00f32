import type { ApiObject } from 'cdk8s';
import type { KarmadaPropagationProps } from './karmada-propagation-props';
import { titleOf } from './propagated-object-problems';
import type { Spoke } from '../fleet/spoke';
import type { ScaleTargets } from '../rules/karmada/hub/autoscalers-by-target';
import { isDivisible } from '../rules/karmada/hub/replicated-kinds';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** What the replicas of a propagation depend on. */
type Divided = Pick<KarmadaPropagationProps, 'replicas' | 'spread'> & { readonly spokes: readonly Spoke[] };

/** The names of the spokes to which a head ingress sends no requests. */
export function drainedOf(spokes: readonly Spoke[]): ReadonlySet<string> {
  return new Set(spokes.filter((s) => s._options.drained).map((s) => s.name));
}

/**
 * The objects that would lose their replicas in a drained spoke with those of a FederatedHPA: a policy has one division
 * for all of its objects.
 */
export function drainedUnscaledProblems(
  objects: readonly ApiObject[], scaling: ScaleTargets, { replicas, spokes }: Divided,
): Problem[] {
  const drained = drainedOf(spokes);
  // A division that is no list of weights leaves no spoke out, and is refused for the FederatedHPA.
  if (drained.size === 0 || drained.size === spokes.length || replicas?._weighs === false) return [];
  const problems = new Problems();
  for (const object of objects) {
    // The rule karmada-autoscaled-and-divided reports what is scaled in each cluster.
    if (!isDivisible(object) || scaling.of(object).length > 0) continue;
    problems.add({
      code: 'karmada/drained-without-autoscaler',
      field: 'of',
      value: titleOf(object),
      rule: 'must be scaled by a FederatedHPA, or be in a KarmadaPropagation of its own, while a spoke is drained',
      why: `the policy gives ${[...drained].join(', ')} no replica, so Karmada deletes the object there`,
      fix: 'propagate it with a KarmadaPropagation of its own',
    });
  }
  return problems.all;
}

/** What is wrong with a division where a FederatedHPA scales one of the objects. */
export function federatedDivisionProblems({ replicas, spread, spokes }: Divided): Problem[] {
  const problems = new Problems();
  if (replicas === undefined && spread !== undefined) {
    problems.add({
      code: 'karmada/spread-without-division',
      field: 'replicas',
      value: undefined,
      rule: 'must be set together with spread, because a FederatedHPA scales one of the objects',
      why: 'the default is static weights, with which Karmada\'s scheduler silently ignores the spread',
      fix: 'set ReplicaDivision.aggregated(), or remove spread',
    });
  }
  const drained = drainedOf(spokes);
  if (drained.size === 0) return problems.all;
  if (drained.size === spokes.length) {
    problems.add({
      code: 'karmada/all-spokes-drained',
      field: 'spokes',
      value: [...drained].join(', '),
      rule: 'must contain a spoke that is not drained, because a FederatedHPA scales one of the objects',
      why: 'a drained spoke gets no replica, so no cluster would have one',
      fix: 'remove drained from one of them',
    });
  } else if (replicas !== undefined && !replicas._weighs) {
    problems.add({
      code: 'karmada/drained-spoke-scaled',
      field: 'replicas',
      value: [...drained].join(', '),
      rule: 'must give a drained spoke no replica, because a FederatedHPA scales one of the objects',
      why: 'its idle replicas would count into the mean, and the FederatedHPA would scale down too far',
      fix: 'use ReplicaDivision.weighted, which leaves it out, or leave replicas out',
    });
  }
  return problems.all;
}
