import { DEPLOYMENTS, documents, fixed, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { PROPAGATION } from './sources';
import { identity } from '../../kubernetes/identity';
import type { Manifest } from '../../kubernetes/manifest';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';

/** What a policy selects in vain, because another one selects it too. */
interface Lost {
  readonly policy: Manifest;
  readonly winner: Manifest;
  readonly index: number;
  readonly objects: string[];
}

export const karmadaTwoPolicies: Rule = {
  id: 'karmada-two-policies',
  title: 'An object must be selected by one propagation policy',
  severity: 'error',
  description: [
    'Fires when two PropagationPolicies or ClusterPropagationPolicies of Karmada select the same object, by its name,',
    'its kind or its labels. It is reported for the policy that comes later: a PropagationPolicy comes before a',
    'ClusterPropagationPolicy, and then the name decides.',
    '',
    'Karmada applies one of the two and silently ignores the other, regardless of priority. The first that is created',
    'stays. When it is deleted, the other one takes over and may move the object to other clusters.',
  ].join('\n'),
  fix: [
    'Let one of the two select the object.',
    '',
    'Acknowledge it where a policy for all objects of a kind is meant as a default that is created last.',
  ].join('\n'),
  source: PROPAGATION,
  failing: documents(
    fixed(2),
    policy([DEPLOYMENTS], '', 'everywhere'),
    policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }', 'in-parts'),
  ),
  repaired: documents(fixed(2), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }', 'in-parts')),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    const lost = new Map<string, Lost>();
    const seen = new Set<string>();
    for (const object of hub.policies.length < 2 ? [] : inventory.objects) {
      const [first, ...others] = hub.selecting(object).by;
      if (first === undefined || others.length === 0 || seen.has(identity(object))) continue;
      seen.add(identity(object));
      for (const { policy: loser, index } of others) {
        // A manifest that is there twice is no second policy: duplicate-object reports it.
        if (identity(loser) === identity(first.policy)) continue;
        const key = `${identity(loser)} ${identity(first.policy)}`;
        const known = lost.get(key) ?? { policy: loser, winner: first.policy, index, objects: [] };
        known.objects.push(title(object));
        lost.set(key, known);
      }
    }
    for (const { policy: loser, winner, index, objects } of lost.values()) {
      report(loser, {
        field: `spec.resourceSelectors[${index}]`,
        value: listed(objects),
        rule: `must be selected by one policy; ${title(winner)} selects it too`,
        why: 'Karmada applies one policy and silently ignores the other, regardless of priority',
        fix: 'let one of the two select it',
      });
    }
  },
};
