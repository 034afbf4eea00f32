import { documents, policy } from './examples';
import { KarmadaHub } from './hub/karmada-hub';
import { excessOfName } from './hub/limits';
import { PROPAGATION } from './sources';
import type { Rule } from '../rule';

const LONG = 'model-settings-of-the-classifier-'.repeat(7);

interface Selector {
  readonly name?: string;
  readonly kind?: string;
}

export const karmadaBindingNameTooLong: Rule = {
  id: 'karmada-binding-name-too-long',
  title: 'The name and the kind of a propagated object must fit in 253 characters',
  severity: 'error',
  description: [
    'Fires when a propagation policy selects an object whose name, a hyphen and kind together have more than 253',
    'characters.',
    '',
    'Karmada makes a binding of that name for each object. The object is not propagated (`ApplyPolicyFailed`).',
  ].join('\n'),
  fix: 'Shorten the name of the object.',
  source: PROPAGATION,
  failing: documents(policy([`v1 ConfigMap ${LONG}for-all-users`])),
  repaired: documents(policy(['v1 ConfigMap classifier-settings'])),
  check: (inventory, report) => {
    const hub = KarmadaHub.of(inventory);
    const named = new Set<string>();
    for (const sender of hub.policies) {
      const selectors: readonly Selector[] = sender.spec?.resourceSelectors ?? [];
      for (const [i, { name, kind }] of selectors.entries()) {
        const excess = name && kind ? excessOfName(name, kind) : 0;
        if (excess === 0) continue;
        named.add(`${name} ${kind}`);
        report(sender, { field: `spec.resourceSelectors[${i}].name`, ...tooLong(name, excess) });
      }
    }
    for (const object of hub.policies.length === 0 ? [] : inventory.objects) {
      const name = object.metadata?.name ?? '';
      const excess = excessOfName(name, object.kind);
      if (excess === 0 || named.has(`${name} ${object.kind}`) || !hub.policyOf(object)) continue;
      report(object, { field: 'metadata.name', ...tooLong(name, excess) });
    }
  },
};

function tooLong(name: string | undefined, excess: number) {
  return {
    value: name,
    rule: `must be shorter by ${excess}: Karmada names the binding <name>-<kind>, 253 characters at most`,
    why: 'the object would not be propagated (ApplyPolicyFailed)',
    fix: 'shorten the name',
  };
}
