import type { ApiObject } from 'cdk8s';
import { overrideProblems } from './karmada-override-problems';
import { KarmadaPurgeMode, type KarmadaPropagationProps } from './karmada-propagation-props';
import { selectedClusters, spreadProblems } from './karmada-spread-problems';
import { namespaceProblems, namespacesOf } from './propagated-object-problems';
import { ReplicaDivision } from './replica-division';
import { constructsProblems, isTakenOut, objectsOf } from '../fleet/nested-objects';
import { spokesProblems } from '../fleet/spoke-problems';
import { isOfKarmada } from '../kubernetes/identity';
import { excessOfName, isReserved } from '../rules/karmada/hub/limits';
import { DNS_SUBDOMAIN, type Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const NAMESPACES = 'https://karmada.io/docs/userguide/bestpractices/namespace-management/';

/** The names of override policies are the name of the policy and a suffix of up to five characters. */
const WITH_SUFFIX: Grammar = {
  ...DNS_SUBDOMAIN,
  title: 'a DNS subdomain of at most 248 characters, because the names of its override policies are longer',
  max: 248,
};

/** Karmada creates namespaces in the clusters itself, and does not propagate objects of its own API. */
export function isPropagated(object: ApiObject): boolean {
  return !isOfKarmada(object.apiVersion) && object.kind !== 'Namespace';
}

/** What is wrong with the properties of a propagation; `own` is the namespace of the chart of the policies. */
export function propagationProblems(name: string, props: KarmadaPropagationProps, own: string | undefined): Problem[] {
  const problems = new Problems();
  problems.addAll(propsProblems(name, props));
  if (!problems.isEmpty) return problems.all;
  const { of, spokes, spread, replicas, overrides } = props;
  const clusters = spokes.map((s) => s.name);
  const objects = [...new Set(of.flatMap(objectsOf))].filter(isPropagated);
  problems.addAll(spreadProblems(spread, clusters, replicas));
  problems.addAll(replicas?._problems('replicas', clusters, selectedClusters(spread, clusters.length)) ?? []);
  problems.addAll(constructProblems(props));
  problems.addAll(objectProblems(objects, own));
  problems.addAll(overrideProblems(overrides, clusters, objects));
  return problems.all;
}

function propsProblems(name: string, props: KarmadaPropagationProps): Problem[] {
  const { of, spokes, replicas, priority, overrides } = props;
  const problems = new Problems();
  const hasOverrides = Array.isArray(overrides) && overrides.length > 0;
  problems.addAll(check.name('name', name, hasOverrides ? WITH_SUFFIX : DNS_SUBDOMAIN));
  problems.addAll(constructsProblems('of', of));
  problems.addAll(spokesProblems('spokes', spokes));
  if (replicas !== undefined && !(replicas instanceof ReplicaDivision)) {
    problems.add({
      code: 'karmada/not-a-replica-division',
      field: 'replicas',
      value: replicas,
      rule: 'must be a ReplicaDivision',
      why: 'no other object can be printed as a division',
      fix: 'use one of its factories',
    });
  }
  if (priority !== undefined) {
    const why = 'Karmada\'s webhook rejects the policy';
    problems.addAll(check.integer('priority', priority, { min: -(2 ** 31) }, why, 'give a whole number'));
  }
  for (const key of ['propagateDependencies', 'overwriteExisting', 'preserveOnDeletion'] as const) {
    problems.addAll(check.boolean(key, props[key] ?? undefined));
  }
  problems.within('failover', failoverProblems(props));
  return problems.all;
}

function failoverProblems({ failover, propagateDependencies }: KarmadaPropagationProps): Problem[] {
  if (failover === undefined) return [];
  if (!check.isObject(failover)) {
    return [{
      code: 'karmada/not-a-failover',
      field: '',
      value: failover,
      rule: 'must be an object with toleration and purgeMode, both optional',
      why: 'no other value can be printed',
      fix: 'write it as { toleration: Duration.minutes(5) }',
    }];
  }
  const { toleration, purgeMode } = failover;
  const problems = new Problems();
  problems.addAll(check.seconds('toleration', toleration, { min: 0 }, 'Karmada\'s webhook rejects the policy'));
  if (purgeMode !== undefined && !Object.values(KarmadaPurgeMode).includes(purgeMode)) {
    problems.add({
      code: 'karmada/unknown-purge-mode',
      field: 'purgeMode',
      value: purgeMode,
      rule: 'must be a KarmadaPurgeMode',
      why: 'Karmada\'s webhook rejects the policy',
      fix: 'use KarmadaPurgeMode.GRACEFULLY',
    });
  }
  if (propagateDependencies === false) {
    problems.add({
      code: 'karmada/failover-without-dependencies',
      field: '',
      rule: 'must not be combined with propagateDependencies: false',
      why: 'Karmada\'s webhook rejects the policy',
      fix: 'leave one of them out',
    });
  }
  return problems.all;
}

function constructProblems({ of }: KarmadaPropagationProps): Problem[] {
  const problems = new Problems();
  for (const [i, construct] of of.entries()) {
    if (isTakenOut(construct)) {
      problems.add({
        code: 'karmada/object-nested',
        field: `of[${i}]`,
        value: construct.node.path,
        rule: 'must not be inside another object',
        why: 'Karmada propagates only objects on its own API server',
        fix: 'define it a second time, outside of that object',
      });
    } else if (!objectsOf(construct).some(isPropagated)) {
      problems.add({
        code: 'karmada/nothing-to-propagate',
        field: `of[${i}]`,
        value: construct.node.path,
        rule: 'must have an object that a policy can propagate',
        why: 'Karmada creates namespaces in the clusters itself, and does not propagate objects of its own API',
        fix: 'leave it out',
        source: NAMESPACES,
      });
    }
  }
  return problems.all;
}

/** What keeps objects from being propagated. */
function objectProblems(objects: readonly ApiObject[], own: string | undefined): Problem[] {
  const problems = new Problems();
  problems.addAll(namespaceProblems(objects, own));
  for (const namespace of namespacesOf(objects)) {
    if (namespace === undefined || !isReserved(namespace)) continue;
    problems.add({
      code: 'karmada/reserved-namespace',
      field: 'of',
      value: namespace,
      rule: 'must not be a namespace of Kubernetes or Karmada',
      why: 'Karmada silently ignores objects there',
      fix: 'use another namespace',
      source: NAMESPACES,
    });
  }
  for (const { name, kind } of objects) {
    const excess = excessOfName(name, kind);
    if (excess === 0) continue;
    problems.add({
      code: 'karmada/binding-name-too-long',
      field: 'of',
      value: name,
      rule: `must be shorter by ${excess}: Karmada names the binding <name>-<kind>, 253 characters at most`,
      why: 'the object would not be propagated (ApplyPolicyFailed)',
      fix: `shorten the name by ${excess} character${excess === 1 ? '' : 's'}`,
    });
  }
  return problems.all;
}
