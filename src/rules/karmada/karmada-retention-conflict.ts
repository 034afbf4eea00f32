import { documents } from './examples';
import { INTERPRETER } from './sources';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';
import { title } from '../rule';

const RETAIN = `  customizations:
    retention:
      luaScript: |
        function Retain(desiredObj, observedObj)
          desiredObj.spec.replicas = observedObj.spec.replicas
          return desiredObj
        end
`;
const SCRIPT = `apiVersion: config.karmada.io/v1alpha1
kind: ResourceInterpreterCustomization
metadata: { name: retain-replicas }
spec:
  target: { apiVersion: apps/v1, kind: StatefulSet }
${RETAIN}`;

export const karmadaRetentionConflict: Rule = {
  id: 'karmada-retention-conflict',
  title: 'A kind must have one script for each operation of Karmada',
  severity: 'error',
  description: [
    'Fires when two ResourceInterpreterCustomizations have a script for the same operation, such as `retention`, on',
    'the same kind and version.',
    '',
    'Karmada\'s webhook rejects the second one (`conflicting with InterpreterOperation`).',
  ].join('\n'),
  fix: 'Keep one of them, with all that both should do.',
  source: INTERPRETER,
  failing: documents(SCRIPT, SCRIPT.replace('name: retain-replicas', 'name: keep-replicas')),
  repaired: documents(SCRIPT),
  check: (inventory, report) => {
    const first = new Map<string, Manifest>();
    for (const object of inventory.of('ResourceInterpreterCustomization')) {
      const { target, customizations = {} } = object.spec ?? {};
      if (!target?.apiVersion || !target.kind) continue;
      for (const operation of Object.keys(customizations)) {
        const key = `${target.apiVersion} ${target.kind} ${operation}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, object);
        // One of the same name is reported by the rule duplicate-object.
        if (other === undefined || other.metadata?.name === object.metadata?.name) continue;
        report(object, {
          field: `spec.customizations.${operation}`,
          value: target.kind,
          rule: `must have one script for the kind; ${title(other)} has another`,
          why: 'Karmada\'s webhook rejects the second one (conflicting with InterpreterOperation)',
          fix: 'keep one of them',
        });
        break;
      }
    }
  },
};
