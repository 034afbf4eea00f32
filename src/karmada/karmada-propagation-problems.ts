import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KarmadaOverrider } from './karmada-overrider';
import { KarmadaPurgeMode, type KarmadaPropagationProps } from './karmada-propagation-props';
import { constructsProblems, isClusterWide, isTakenOut, objectsOf } from '../fleet/nested';
import { ReplicaDivision } from './replica-division';
import { spokesProblems } from '../fleet/spoke-problems';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN, type Grammar } from '../validation/names';
import { within, type Problem } from '../validation/problem';

const REFUSED = 'Karmada\'s webhook would refuse the policy';
const NAMESPACES = 'https://karmada.io/docs/userguide/bestpractices/namespace-management/';

/** A policy that has overrides lends them its name, with a number of up to four characters behind it. */
const LENDING: Grammar = { ...DNS_SUBDOMAIN, title: 'a DNS subdomain of at most 248 characters, for the names of its overrides', max: 248 };

/** What Karmada itself makes in each cluster, or keeps to itself, is not sent. */
export function isSent({ apiVersion, kind }: ApiObject): boolean {
  return !/(^|\.)karmada\.io\//.test(apiVersion) && kind !== 'Namespace';
}

/** What is wrong before anything is made; `own` is the namespace of the chart that the policies are in. */
export function propagationProblems(name: string, props: KarmadaPropagationProps, own: string | undefined): Problem[] {
  const { of, spokes, replicas, failover, priority, overrides } = props;
  const plain = [
    ...check.name('name', name, Array.isArray(overrides) && overrides.length > 0 ? LENDING : DNS_SUBDOMAIN),
    ...constructsProblems('of', of),
    ...spokesProblems('spokes', spokes),
    ...(replicas === undefined || replicas instanceof ReplicaDivision ? [] : [{ field: 'replicas', value: replicas, rule: 'must be a ReplicaDivision', why: 'nothing else says how they are shared', fix: 'use one of its factories' }]),
    ...(priority === undefined ? [] : check.integer('priority', priority, { min: -(2 ** 31) }, REFUSED, 'give a whole number')),
    ...(failover === undefined ? [] : within('failover', [
      ...check.seconds('toleration', failover.toleration, { min: 0 }, REFUSED),
      ...(failover.purgeMode === undefined || Object.values(KarmadaPurgeMode).includes(failover.purgeMode) ? [] : [{ field: 'purgeMode', value: failover.purgeMode, rule: 'must be a KarmadaPurgeMode', why: REFUSED, fix: 'use GRACEFULLY' }]),
      ...(props.propagateDependencies === false ? [{ field: '', rule: 'cannot be combined with propagateDependencies: false', why: REFUSED, fix: 'leave one of them out' }] : []),
    ])),
  ];
  if (plain.length > 0) return plain;
  const clusters = spokes.map((s) => s.name);
  return [
    ...spreadProblems(props),
    ...(replicas?._problems('replicas', clusters) ?? []),
    ...of.flatMap((c, i): Problem[] => {
      if (isTakenOut(c)) return [{ field: `of[${i}]`, value: c.node.path, rule: 'stands in another object', why: 'Karmada sends only what is applied to its API server', fix: 'define it again' }];
      return objectsOf(c).some(isSent) ? [] : [{ field: `of[${i}]`, value: c.node.path, rule: 'has nothing that a policy sends', why: 'Karmada makes namespaces in the clusters itself, and keeps its own objects', fix: 'leave it out', source: NAMESPACES }];
    }),
    ...objectProblems([...new Set(of.flatMap(objectsOf))].filter(isSent), own),
    ...overrideProblems(props, clusters),
  ];
}

/** What keeps objects from being sent, of those that are known; at synth more may have come. */
export function objectProblems(objects: readonly ApiObject[], own: string | undefined): Problem[] {
  const namespaces = [...new Set(objects.filter((o) => !isClusterWide(o.kind)).map((o) => o.metadata.namespace))];
  return [
    ...(namespaces.length <= 1 ? [] : [{
      field: 'of', value: namespaces.map((n) => n ?? 'none').join(', '), rule: 'must be of one namespace', why: 'a PropagationPolicy picks objects of its own namespace only', fix: 'make a KarmadaPropagation for each',
    }]),
    ...(own !== undefined && namespaces.length === 1 && namespaces[0] === undefined ? [{
      field: 'of', value: 'none', rule: `must be of a namespace, as the policy is of ${own}`, why: 'a PropagationPolicy picks objects of its own namespace only', fix: 'give their chart the namespace',
    }] : []),
    ...namespaces.filter((n) => n !== undefined && /^(kube-|karmada-es-)|^karmada-(system|cluster)$/.test(n)).map((n) => (
      { field: 'of', value: n, rule: 'must not be a namespace of Kubernetes or Karmada itself', why: 'Karmada ignores objects there without a word', fix: 'use another namespace', source: NAMESPACES })),
    ...objects.filter((o) => bindingOf(o).length > 253).map((o) => ({
      field: 'of', value: o.name, rule: `is too long by ${bindingOf(o).length - 253} for Karmada's name of the ${o.kind}: the kind is added, and 253 characters are all`, why: 'nothing would be sent (ApplyPolicyFailed)', fix: 'shorten the name',
    })),
  ];
}

/** The name of the ResourceBinding that Karmada makes of an object. */
function bindingOf({ name, kind }: ApiObject): string {
  return `${name}-${kind.toLowerCase()}`;
}

function spreadProblems({ spread, spokes, replicas }: KarmadaPropagationProps): Problem[] {
  if (spread === undefined) return [];
  if (!Array.isArray(spread)) return [{ field: 'spread', value: spread, rule: 'must be a list', why: REFUSED, fix: 'give { by: \'cluster\' } in a list' }];
  const by = spread.map((s) => s?.by);
  return [
    ...(replicas?._weighs ? [{ field: 'spread', rule: 'has no effect on fixed weights', why: 'Karmada\'s scheduler then takes all clusters, without a word', fix: 'leave one of the two out' }] : []),
    ...spread.flatMap((s, i) => within(`spread[${i}]`, [
      ...(['cluster', 'region'].includes(s?.by) && by.indexOf(s.by) === i ? [] : [{ field: 'by', value: s?.by, rule: 'must be cluster or region, each once', why: 'Karmada\'s scheduler spreads over nothing else', fix: 'correct it' }]),
      ...(s?.minGroups === undefined ? [] : check.integer('minGroups', s.minGroups, { min: 1 }, REFUSED, 'give how many')),
      ...(Number.isInteger(s?.minGroups) && s.minGroups! > spokes.length ? [{
        field: 'minGroups', value: s.minGroups, rule: `is above the number of clusters (${spokes.length})`, why: 'Karmada takes it, and then nothing runs anywhere (SchedulerError)', fix: 'lower it, or add clusters',
      }] : []),
      ...(s?.maxGroups === undefined ? [] : check.integer('maxGroups', s.maxGroups, { min: s.minGroups ?? 1 }, REFUSED, 'give at least minGroups')),
    ])),
    ...(by.includes('cluster') ? [] : [{ field: 'spread', value: by.join(', '), rule: 'must spread by cluster too', why: REFUSED, fix: 'add { by: \'cluster\' }' }]),
  ];
}

function overrideProblems({ of, overrides = [] }: KarmadaPropagationProps, clusters: readonly string[]): Problem[] {
  if (!Array.isArray(overrides)) return [{ field: 'overrides', value: overrides, rule: 'must be a list', why: 'nothing would differ', fix: 'give the rules in a list' }];
  const sent = new Set(of.flatMap(objectsOf).filter(isSent));
  return overrides.flatMap((o, i) => {
    const object = objectOf(o?.target);
    const spokes = spokesProblems('spokes', o?.spokes);
    return within(`overrides[${i}]`, [
      ...spokes,
      ...(spokes.length > 0 ? [] : o.spokes.filter((s) => !clusters.includes(s.name)).map((s) => (
        { field: 'spokes', value: s.name, rule: `is none of the clusters: ${clusters.join(', ')}`, why: 'Karmada would ignore it without a word', fix: 'correct the name' }))),
      ...(object && sent.has(object) ? [] : [{ field: 'target', value: o?.target, rule: 'must be one of the objects that are sent', why: 'there is nothing to change', fix: 'give a Deployment, an autoscaler or another object of `of`' }]),
      ...(Array.isArray(o?.overriders) && o.overriders.length > 0 ? [] : [{ field: 'overriders', value: o?.overriders, rule: 'must hold at least one', why: 'nothing would differ', fix: 'use KarmadaOverrider.replace' }]),
      ...(Array.isArray(o?.overriders) ? o.overriders.flatMap((v, k) => (v instanceof KarmadaOverrider ? v._problems(`overriders[${k}]`) : [{
        field: `overriders[${k}]`, value: v, rule: 'must be a KarmadaOverrider', why: 'nothing else is checked and printed', fix: 'use one of its factories',
      }])) : []),
    ]);
  });
}

function objectOf(target: IConstruct | undefined): ApiObject | undefined {
  try {
    return target && ApiObject.of(target);
  } catch {
    return undefined;
  }
}
