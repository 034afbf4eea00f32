import { allDrained } from './drained-spoke-problems';
import type { HeadIngressProps } from './head-ingress-options';
import { objectProblems } from './not-an-object';
import { fixWith, similarName } from '../validation/corrections';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of a head ingress that routes by weight: each spoke needs a weight, and each weight a spoke. */
export function weightProblems({ fleet, weights, proportional, failoverHost }: HeadIngressProps): Problem[] {
  const problems = new Problems();
  if (failoverHost !== undefined) {
    problems.add({
      code: 'head-ingress/failover-host-without-failover',
      field: 'failoverHost',
      value: failoverHost,
      rule: 'cannot be set without failover',
      why: 'it would have no effect',
      fix: 'set failover: true, or remove it',
    });
  }
  problems.addAll(allDrained(fleet.spokes));
  if (weights === undefined) {
    problems.addAll(proportionalWithoutWeights(proportional));
    return problems.all;
  }
  const wrongType = objectProblems('weights', weights);
  problems.addAll(wrongType);
  if (wrongType.length > 0) return problems.all;
  const names = fleet.spokes.map((s) => s.name);
  const drained = new Set(fleet.spokes.filter((s) => s._options.drained).map((s) => s.name));
  const missing = names.filter((n) => !drained.has(n) && weights[n] === undefined);
  for (const [spoke, weight] of Object.entries(weights)) {
    if (!missing.includes(spoke)) problems.addAll(oneWeightProblems(spoke, weight, names, drained));
  }
  problems.addAll(missing.flatMap(missingWeight));
  if (!proportional && missing.length === 0) problems.addAll(sumProblems(Object.values(weights)));
  return problems.all;
}

function oneWeightProblems(
  spoke: string,
  weight: unknown,
  names: readonly string[],
  drained: ReadonlySet<string>,
): Problem[] {
  const problems = new Problems();
  const field = fieldOf(spoke);
  if (!names.includes(spoke)) {
    problems.add({
      code: 'head-ingress/weight-of-unknown-spoke',
      field,
      value: weight,
      rule: `must be the weight of a spoke of the fleet: ${names.join(', ')}`,
      why: 'no request would be routed by it',
      fix: fixWith(similarName(spoke, names), `use one of ${names.join(', ')}, or remove the weight`),
    });
  }
  const range = { min: 0, max: 1_000_000 };
  problems.addAll(check.integer(field, weight, range, 'the API server would reject the route', 'give a whole number'));
  if (weight === 0 && names.includes(spoke) && !drained.has(spoke)) {
    problems.add({
      code: 'head-ingress/weight-zero',
      field,
      value: 0,
      rule: 'must be above 0, because the spoke is not drained',
      why: 'the spoke would be deployed and get no requests',
      fix: 'set drained: true on the spoke, or give it a weight',
    });
  }
  return problems.all;
}

function missingWeight(spoke: string): Problem[] {
  return [{
    code: 'head-ingress/weight-missing',
    field: fieldOf(spoke),
    value: undefined,
    rule: 'must be set, because the spoke is not drained',
    why: 'the spoke would be deployed and get no requests',
    fix: 'give it a weight, or set drained: true on the spoke',
  }];
}

/** Only numbers are summed: any other weight is a problem of its own. */
function sumProblems(weights: readonly unknown[]): Problem[] {
  if (!weights.every((w): w is number => Number.isFinite(w))) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 100) return [];
  const missing = Math.round((100 - sum) * 1000) / 1000;
  const change = missing > 0 ? `add ${missing} to` : `take ${-missing} from`;
  return [{
    code: 'head-ingress/weights-not-100',
    field: 'weights',
    value: `${weights.join(' + ')} = ${sum}`,
    rule: 'must sum to 100',
    why: 'Istio takes weights of any sum as proportions, so a typing error is not noticed',
    fix: `${change} the weight of a spoke, or set proportional: true`,
    source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  }];
}

/** `proportional` changes how weights are read. */
export function proportionalWithoutWeights(proportional: unknown): Problem[] {
  if (proportional === undefined) return [];
  return [{
    code: 'head-ingress/proportional-without-weights',
    field: 'proportional',
    value: proportional,
    rule: 'cannot be set without weights',
    why: 'it would have no effect',
    fix: 'remove it',
  }];
}

function fieldOf(spoke: string): string {
  return `weights[${JSON.stringify(spoke)}]`;
}
