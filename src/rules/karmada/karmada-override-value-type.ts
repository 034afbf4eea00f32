import { AUTOSCALER, AUTOSCALERS, DEPLOYMENTS, documents, override, policy, RETAINED } from './examples';
import { OverriddenCopies } from './hub/overridden-copies';
import { OVERRIDES } from './sources';
import type { Rule } from '../rule';

const SENT = [RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS])];

export const karmadaOverrideValueType: Rule = {
  id: 'karmada-override-value-type',
  title: 'An override must have a value of the type of the field',
  severity: 'error',
  description: [
    'Fires when a plaintext overrider of an override policy sets a field to a value of another type than the object',
    'has there, such as a string for a number. It is silent on quantities, ports and other fields of two types.',
    '',
    'The cluster rejects the object (`SyncFailed`), and the object of the hub looks healthy.',
  ].join('\n'),
  fix: 'Give a value of the same type: `5`, not `"5"`.',
  source: OVERRIDES,
  failing: documents(
    ...SENT, override(AUTOSCALERS, "plaintext: [{ path: /spec/maxReplicas, operator: replace, value: '16' }]"),
  ),
  repaired: documents(
    ...SENT, override(AUTOSCALERS, 'plaintext: [{ path: /spec/maxReplicas, operator: replace, value: 16 }]'),
  ),
  check: (inventory, report) => {
    for (const { policy: overriding, field, misfit } of OverriddenCopies.of(inventory).misfits) {
      if (misfit.is !== 'type-differs') continue;
      report(overriding, {
        field: `${field}.${misfit.field}`,
        value: misfit.value,
        rule: `must be ${misfit.type}, like the value at ${misfit.path}`,
        why: 'the cluster would reject the object (SyncFailed)',
        fix: 'give a value of the same type',
      });
    }
  },
};
