import type { IConstruct } from 'constructs';
import type { HyperMLServiceProps, SpokeGroup } from './hyper-ml-service-props';
import { nestedObjectsProblems } from './nested-object-problems';
import { objectProblems } from './not-an-object';
import { constructsProblems, isTakenOut } from '../fleet/nested-objects';
import type { Spoke } from '../fleet/spoke';
import { spokesProblems } from '../fleet/spoke-problems';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of the properties of a HyperMLService of some name. */
export function hyperMLServiceProblems(service: IConstruct, name: string, { groups }: HyperMLServiceProps): Problem[] {
  if (!Array.isArray(groups) || groups.length === 0) {
    return [{
      code: 'tensorstack/no-group',
      field: 'groups',
      value: groups,
      rule: 'must contain at least one group',
      why: 'no cluster would get an object',
      fix: 'add a group with spokes and resources',
    }];
  }
  const problems = new Problems();
  problems.addAll(check.name('name', name, DNS_SUBDOMAIN));
  for (const [i, group] of groups.entries()) problems.addAll(groupProblems(`groups[${i}]`, group));
  if (!problems.isEmpty) return problems.all;
  problems.addAll(differingSpokes(groups));
  for (const [i, { resources }] of groups.entries()) {
    for (const [k, resource] of resources.entries()) {
      problems.within(`groups[${i}].resources[${k}]`, resourceProblems(service, resource));
    }
  }
  return problems.all;
}

function groupProblems(field: string, group: unknown): Problem[] {
  const problems = new Problems();
  problems.addAll(objectProblems(field, group));
  if (!problems.isEmpty) return problems.all;
  const { spokes, resources } = group as Partial<SpokeGroup>;
  problems.within(field, spokesProblems('spokes', spokes));
  problems.within(field, constructsProblems('resources', resources));
  return problems.all;
}

/** The problems of a construct as a resource of a HyperMLService. */
function resourceProblems(service: IConstruct, resource: IConstruct): Problem[] {
  if (service.node.scopes.includes(resource)) {
    return [{
      code: 'tensorstack/resource-contains-service',
      field: '',
      value: resource.node.path || 'the app',
      rule: 'must not contain the HyperMLService itself',
      why: 'the HyperMLService would be part of its own manifests',
      fix: 'name the constructs inside it',
    }];
  }
  if (isTakenOut(resource)) {
    return [{
      code: 'tensorstack/resource-nested-already',
      field: '',
      value: resource.node.path,
      rule: 'must not be nested in another object already',
      why: 'a construct can be nested in one object only',
      fix: 'name it in several groups of one HyperMLService, or define it again',
    }];
  }
  return nestedObjectsProblems(resource);
}

/** A cluster in several groups must be described alike in each. */
function differingSpokes(groups: readonly SpokeGroup[]): Problem[] {
  const problems = new Problems();
  const known = new Map<string, { spoke: Spoke; group: number }>();
  for (const [i, { spokes }] of groups.entries()) {
    for (const [k, spoke] of spokes.entries()) {
      const first = known.get(spoke.name) ?? { spoke, group: i };
      known.set(spoke.name, first);
      const options = differingOptions(spoke, first.spoke);
      if (options.length === 0) continue;
      problems.add({
        code: 'tensorstack/spoke-options-differ',
        field: `groups[${i}].spokes[${k}]`,
        value: spoke.name,
        rule: `must have the same ${options.join(', ')} as in groups[${first.group}]`,
        why: 'only one of the two could take effect',
        fix: 'use the same Spoke in both groups',
      });
    }
  }
  return problems.all;
}

function differingOptions(a: Spoke, b: Spoke): string[] {
  const [one, other] = [a, b].map((s) => ({ tls: true, drained: false, mutualTls: false, ...s._options }));
  const options = ['domain', 'tls', 'drained', 'locality', 'credentialName', 'mutualTls'] as const;
  return options.filter((option) => one[option] !== other[option]);
}
