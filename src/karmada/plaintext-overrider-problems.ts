import { isPointer, partsOf } from '../rules/karmada/hub/json-pointer';
import type { Problem } from '../validation/problem';
import * as check from '../validation/value-checks';

/** A change of one field by its path: Karmada's plaintext overrider. */
interface PlaintextOverrider {
  readonly path: string;
  readonly operator: 'add' | 'remove' | 'replace';
  readonly value?: unknown;
}

const SOURCE = 'https://karmada.io/docs/userguide/scheduling/override-policy/';

/** Fields that hold whole numbers in every kind. */
const WHOLE = new Set([
  'replicas', 'minReplicas', 'maxReplicas', 'minReplicaCount', 'maxReplicaCount', 'averageUtilization',
]);

/** Whether it is valid by itself. */
export function plaintextProblems({ path, operator, value }: PlaintextOverrider): Problem[] {
  if (!isPointer(path)) {
    return [{
      code: 'karmada/not-a-json-pointer',
      field: 'path',
      value: path,
      rule: 'must be a JSON pointer',
      why: 'Karmada cannot apply it, and the clusters of the rule do not get the object (ApplyOverridePolicyFailed)',
      fix: 'write it as /spec/maxReplicas',
      source: SOURCE,
    }];
  }
  if (/^\/(metadata(\/(name|namespace))?|apiVersion|kind)$/.test(path)) {
    return [{
      code: 'karmada/identity-overridden',
      field: 'path',
      value: path,
      rule: 'must not change the identity of the object',
      why: 'Karmada would create a second object, and never report the first as applied',
      fix: 'define another object',
    }];
  }
  return operator === 'remove' ? [] : valueProblems(path, value);
}

function valueProblems(path: string, value: unknown): Problem[] {
  if (value === undefined || value === null) {
    return [{
      code: 'karmada/value-missing',
      field: 'value',
      value,
      rule: 'must be set',
      why: 'the field would become null',
      fix: 'give a value, or use KarmadaOverrider.remove',
    }];
  }
  if (!isPlainJson(value)) {
    return [{
      code: 'karmada/value-not-json',
      field: 'value',
      value,
      rule: 'must be plain JSON',
      why: 'no other value can be written to a manifest',
      fix: 'give strings, numbers, booleans, lists and objects',
    }];
  }
  if (!WHOLE.has(partsOf(path).pop()!)) return [];
  const why = 'the cluster would reject the object (SyncFailed)';
  return check.integer('value', value, { min: 0 }, why, 'give a whole number');
}

/** Whether a value can be written to a manifest; `holders` are the lists and objects that contain it. */
export function isPlainJson(value: unknown, holders: readonly unknown[] = []): boolean {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || holders.includes(value)) return false;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((part) => isPlainJson(part, [...holders, value]));
}
