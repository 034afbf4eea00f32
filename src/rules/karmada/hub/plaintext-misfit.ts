import { isKnownToHub } from './hub-defaults';
import { follow, isPointer, partsOf } from './json-pointer';
import { isUnknownField } from './known-fields';
import type { Misfit } from './misfit';
import type { Manifest } from '../../../kubernetes/manifest';

/** A change of one field by its path: Karmada's plaintext overrider. */
export interface PlaintextOverrider {
  readonly path: string;
  readonly operator: string;
  readonly value?: unknown;
}

/** Fields that hold a number or a string. */
const EITHER = new Set([
  'maxSurge', 'maxUnavailable', 'minAvailable', 'port', 'targetPort', 'value', 'averageValue', 'sizeLimit', 'cpu',
  'memory',
]);

/** Why a change by a path does not fit an object of the hub. */
export function plaintextMisfit({ path, operator, value }: PlaintextOverrider, object: Manifest): Misfit | undefined {
  if (!isPointer(path)) return { is: 'not-a-pointer', field: 'path', value: path };
  const { parent, found, value: current } = follow(object, path, operator === 'add');
  if (operator === 'add' ? !parent : !found) {
    // Another kind may have it by default.
    if (!isKnownToHub(object)) return undefined;
    return { is: operator === 'add' ? 'parent-missing' : 'path-missing', field: 'path', value: path };
  }
  if (!found && isKnownToHub(object) && isUnknownField(object, path)) {
    return { is: 'unknown-field', field: 'path', value: path };
  }
  if (operator === 'remove' || !found || current === null || value === undefined || value === null) return undefined;
  const type = typeOf(current);
  if (mayChangeType(path) || type === typeOf(value)) return undefined;
  return { is: 'type-differs', field: 'value', value, type, path };
}

/** Quantities and ports, for example, may be a number or a string. */
function mayChangeType(path: string): boolean {
  const [last, holder] = partsOf(path).reverse();
  return holder === 'requests' || holder === 'limits' || EITHER.has(last);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string': return 'a string';
    case 'number': return 'a number';
    case 'boolean': return 'a boolean';
    default: return 'an object';
  }
}
