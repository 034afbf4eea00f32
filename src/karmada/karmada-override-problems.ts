import { ApiObject } from 'cdk8s';
import { KarmadaOverrider } from './karmada-overrider';
import type { KarmadaOverrideRule } from './karmada-propagation-props';
import { objectOf } from '../cdk8s-plus/handed-over';
import { spokesProblems } from '../fleet/spoke-problems';
import { fixWith, similarName } from '../validation/corrections';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What is wrong with the overrides of a propagation, before they are applied to the objects. */
export function overrideProblems(
  overrides: readonly KarmadaOverrideRule[] | undefined, clusters: readonly string[], objects: readonly ApiObject[],
): Problem[] {
  if (overrides === undefined) return [];
  if (!Array.isArray(overrides)) {
    return [{
      code: 'karmada/overrides-not-a-list',
      field: 'overrides',
      value: overrides,
      rule: 'must be a list',
      why: 'nothing would be overridden',
      fix: 'give the rules in a list',
    }];
  }
  const problems = new Problems();
  const [known, propagated] = [new Set(clusters), new Set(objects)];
  for (const [i, rule] of overrides.entries()) {
    problems.within(`overrides[${i}]`, ruleProblems(rule, known, propagated));
  }
  return problems.all;
}

function ruleProblems(
  rule: KarmadaOverrideRule, clusters: ReadonlySet<string>, propagated: ReadonlySet<ApiObject>,
): Problem[] {
  if (!check.isObject(rule)) {
    return [{
      code: 'karmada/not-an-override-rule',
      field: '',
      value: rule,
      rule: 'must be an object with spokes, target and overriders',
      why: 'nothing would be overridden',
      fix: 'give spokes, target and overriders',
    }];
  }
  const problems = new Problems();
  problems.addAll(spokesProblems('spokes', rule.spokes));
  if (problems.isEmpty) {
    for (const { name } of rule.spokes) {
      if (clusters.has(name)) continue;
      problems.add({
        code: 'karmada/override-of-unknown-cluster',
        field: 'spokes',
        value: name,
        rule: `must be one of the clusters of the propagation: ${[...clusters].join(', ')}`,
        why: 'Karmada silently ignores other names',
        fix: fixWith(similarName(name, [...clusters]), 'add the cluster to the propagation, or leave it out here'),
      });
    }
  }
  const object = objectOf(rule.target);
  if (object === undefined || !propagated.has(object)) {
    problems.add({
      code: 'karmada/override-target-not-propagated',
      field: 'target',
      value: rule.target,
      rule: 'must be one of the propagated objects',
      why: 'the override would have no effect',
      fix: 'give a Deployment, an autoscaler or another object in `of`',
    });
  }
  problems.addAll(overriderProblems(rule.overriders));
  return problems.all;
}

function overriderProblems(overriders: readonly unknown[]): Problem[] {
  if (!Array.isArray(overriders) || overriders.length === 0) {
    return [{
      code: 'karmada/no-overriders',
      field: 'overriders',
      value: overriders,
      rule: 'must be a list of at least one overrider',
      why: 'nothing would be overridden',
      fix: 'add one, such as KarmadaOverrider.replace',
    }];
  }
  const problems = new Problems();
  for (const [i, overrider] of overriders.entries()) {
    if (overrider instanceof KarmadaOverrider) {
      problems.addAll(overrider._problems(`overriders[${i}]`));
    } else {
      problems.add({
        code: 'karmada/not-an-overrider',
        field: `overriders[${i}]`,
        value: overrider,
        rule: 'must be a KarmadaOverrider',
        why: 'no other object can be checked and printed',
        fix: 'use one of its factories',
      });
    }
  }
  return problems.all;
}
