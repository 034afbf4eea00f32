import { AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED } from './examples';
import type { MisfitPlace } from './hub/overridden-copies';
import { OverriddenCopies } from './hub/overridden-copies';
import { OVERRIDES } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

const SENT = [RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];

export const karmadaOverrideNotApplied: Rule = {
  id: 'karmada-override-not-applied',
  title: 'The path of an override must be in the object',
  severity: 'error',
  description: [
    'Fires when a plaintext overrider of an OverridePolicy or a ClusterOverridePolicy replaces or removes a field',
    'that the object does not have, adds one whose parent it does not have, or has a path that is not a JSON pointer.',
    'Fields that the API server fills in are taken as there, and earlier overriders are applied first: by',
    'ClusterOverridePolicies, then by OverridePolicies in the order of their names.',
    '',
    'It reads the objects that a propagation policy selects. It is silent on kinds whose defaults it does not',
    'know, and on objects for which an overrider does what it cannot follow: a `fieldOverrider`, a `predicate`,',
    'or clusters that labels select.',
    '',
    'Karmada cannot apply the overrider, and the clusters of the rule do not get the object',
    '(`ApplyOverridePolicyFailed`).',
  ].join('\n'),
  fix: [
    'Correct the path, such as `/spec/maxReplicas`. A new field needs the operator `add`, and its parent must be',
    'there.',
  ].join('\n'),
  source: OVERRIDES,
  failing: documents(
    ...SENT, override(AUTOSCALERS, 'plaintext: [{ path: /spec/maxReplica, operator: replace, value: 16 }]'),
  ),
  repaired: documents(
    ...SENT, override(AUTOSCALERS, 'plaintext: [{ path: /spec/maxReplicas, operator: replace, value: 16 }]'),
  ),
  check: (inventory, report) => {
    for (const place of OverriddenCopies.of(inventory).misfits) {
      const wrong = ruleOf(place);
      if (wrong === undefined) continue;
      const { policy: overriding, field, misfit } = place;
      report(overriding, {
        field: `${field}.${misfit.field}`,
        value: misfit.value,
        rule: wrong,
        why: 'Karmada cannot apply it, and the clusters of the rule do not get the object (ApplyOverridePolicyFailed)',
        fix: 'correct the path; for a new field use the operator add, and add its parent first',
      });
    }
  },
};

function ruleOf({ misfit, object }: MisfitPlace): string | undefined {
  switch (misfit.is) {
    case 'not-a-pointer': return 'must be a JSON pointer';
    case 'parent-missing': return `must have a parent in ${title(object)}`;
    case 'path-missing': return `must be set in ${title(object)}`;
    default: return undefined;
  }
}
