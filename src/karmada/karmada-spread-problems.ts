import type { KarmadaPropagationProps, KarmadaSpread } from './karmada-propagation-props';
import type { ReplicaDivision } from './replica-division';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** Among how many clusters a spread divides replicas: 1 where the regions of the clusters decide, which are unknown. */
export function selectedClusters(spread: KarmadaPropagationProps['spread'], clusters: number): number {
  if (!Array.isArray(spread)) return clusters;
  const constraints: ReadonlyArray<KarmadaSpread | undefined> = spread;
  const limits = constraints.map((constraint) => (
    constraint?.by === 'cluster' ? constraint.maxGroups ?? clusters : regionLimit(constraint, clusters)));
  return Math.min(clusters, ...limits);
}

function regionLimit(constraint: KarmadaSpread | undefined, clusters: number): number {
  return (constraint?.maxGroups ?? clusters) < clusters ? 1 : clusters;
}

/** What is wrong with the spread constraints of a propagation. */
export function spreadProblems(
  spread: readonly KarmadaSpread[] | undefined, clusters: readonly string[], replicas: ReplicaDivision | undefined,
): Problem[] {
  if (spread === undefined) return [];
  if (!Array.isArray(spread)) {
    return [{
      code: 'karmada/spread-not-a-list',
      field: 'spread',
      value: spread,
      rule: 'must be a list',
      why: 'Karmada\'s webhook rejects the policy',
      fix: 'write [{ by: \'cluster\' }]',
    }];
  }
  const constraints: readonly KarmadaSpread[] = spread;
  const problems = new Problems();
  if (replicas?._weighs) {
    problems.add({
      code: 'karmada/spread-with-static-weights',
      field: 'spread',
      rule: 'must not be combined with ReplicaDivision.weighted',
      why: 'Karmada\'s scheduler silently ignores the spread and selects all clusters',
      fix: 'leave one of the two out',
    });
  }
  const fields = constraints.map((s) => s?.by);
  const unsupported = fields.some((by) => by !== 'cluster' && by !== 'region');
  for (const [i, constraint] of constraints.entries()) {
    problems.within(`spread[${i}]`, fieldProblems(fields[i], fields.slice(0, i)));
    problems.within(`spread[${i}]`, groupProblems(constraint, clusters));
  }
  if (!unsupported && !fields.includes('cluster')) {
    problems.add({
      code: 'karmada/spread-without-cluster',
      field: 'spread',
      value: fields.join(', '),
      rule: 'must have a constraint by cluster',
      why: 'Karmada\'s webhook rejects the policy',
      fix: 'add { by: \'cluster\' }',
    });
  }
  return problems.all;
}

function fieldProblems(by: unknown, before: readonly unknown[]): Problem[] {
  if (by !== 'cluster' && by !== 'region') {
    return [{
      code: 'karmada/spread-field-unsupported',
      field: 'by',
      value: by,
      rule: 'must be cluster or region',
      why: 'Karmada\'s scheduler supports no other field',
      fix: 'use cluster or region',
    }];
  }
  if (!before.includes(by)) return [];
  return [{
    code: 'karmada/spread-field-repeated',
    field: 'by',
    value: by,
    rule: 'must be listed once',
    why: 'only one constraint by a field can take effect',
    fix: 'remove one of them',
  }];
}

function groupProblems(constraint: KarmadaSpread | undefined, clusters: readonly string[]): Problem[] {
  const { minGroups, maxGroups } = constraint ?? {};
  const problems = new Problems();
  if (minGroups !== undefined) {
    const why = 'Karmada\'s webhook rejects the policy';
    problems.addAll(check.integer('minGroups', minGroups, { min: 1 }, why, 'give the least number of groups'));
  }
  const least = problems.isEmpty && minGroups !== undefined ? minGroups : 1;
  if (least > clusters.length) {
    problems.add({
      code: 'karmada/min-groups-above-clusters',
      field: 'minGroups',
      value: minGroups,
      rule: `must not be above the number of clusters (${clusters.length})`,
      why: 'Karmada accepts the policy, and then schedules nothing to any cluster (SchedulerError)',
      fix: `lower it to ${clusters.length}, or add clusters`,
    });
  }
  if (maxGroups !== undefined) {
    const why = 'Karmada\'s webhook rejects the policy';
    problems.addAll(check.integer('maxGroups', maxGroups, { min: least }, why, 'give minGroups or more'));
  }
  return problems.all;
}
