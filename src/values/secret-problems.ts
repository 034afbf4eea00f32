import type { ISecret, SecretValue } from 'cdk8s-plus-27';
import { isObject } from '../validation/check';
import type { Problem } from '../validation/problem';

/** A Secret; what stands in its place is not shown, since it may be the secret itself. */
export function secretProblems(field: string, secret: unknown): Problem[] {
  if (isSecret(secret)) return [];
  return [{
    code: 'values/not-a-secret',
    field,
    rule: 'must be a Secret of cdk8s-plus',
    why: 'secrets are referenced, and never written into a manifest',
    fix: 'give a Secret, such as Secret.fromSecretName',
  }];
}

/** A key of a Secret; what stands in its place is not shown, since it may be the secret itself. */
export function secretValueProblems(field: string, value: unknown): Problem[] {
  if (isObject(value) && isSecret((value as Partial<SecretValue>).secret) && typeof (value as Partial<SecretValue>).key === 'string') {
    return [];
  }
  return [{
    code: 'values/not-a-secret-value',
    field,
    rule: 'must be a Secret of cdk8s-plus and one of its keys',
    why: 'secrets are referenced, and never written into a manifest',
    fix: 'give { secret, key } with a Secret, such as Secret.fromSecretName',
  }];
}

function isSecret(value: unknown): value is ISecret {
  return isObject(value) && typeof (value as Partial<ISecret>).name === 'string';
}
