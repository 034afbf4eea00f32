import type { INamedObject, SecretKeyReference } from '../cdk8s-plus/named-object';
import type { Problem } from '../validation/problem';
import { isObject } from '../validation/value-checks';

/** Problems of a Secret. Any other value is not shown, because it may be the secret itself. */
export function secretProblems(field: string, secret: unknown): Problem[] {
  if (isSecret(secret)) return [];
  return [{
    code: 'values/not-a-secret',
    field,
    rule: 'must be a Secret: a construct with a `name`',
    why: 'a manifest refers to secrets, and never contains them',
    fix: 'set a Secret, such as Secret.fromSecretName',
  }];
}

/** Problems of a key of a Secret. Any other value is not shown, because it may be the secret itself. */
export function secretValueProblems(field: string, value: unknown): Problem[] {
  const { secret, key } = (isObject(value) ? value : {}) as Partial<SecretKeyReference>;
  if (isSecret(secret) && typeof key === 'string') return [];
  return [{
    code: 'values/not-a-secret-value',
    field,
    rule: 'must be a Secret, a construct with a `name`, and one of its keys',
    why: 'a manifest refers to secrets, and never contains them',
    fix: 'set { secret, key } with a Secret, such as Secret.fromSecretName',
  }];
}

function isSecret(value: unknown): value is INamedObject {
  return isObject(value) && typeof (value as Partial<INamedObject>).name === 'string';
}
