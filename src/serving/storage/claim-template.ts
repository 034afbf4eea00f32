import { createHash } from 'crypto';
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { plainObject } from '../../kubernetes/plain-object';
import type { Accelerator } from '../../values/accelerator';
import { claimSpec } from '../../values/devices/device-claim';

/**
 * The ResourceClaimTemplate of an accelerator that is claimed; undefined for any other. Its spec cannot be changed, so
 * its name contains a hash of it: another claim is another template, and starts a rollout.
 */
export function claimTemplate(
  scope: Construct,
  name: string,
  labels: Record<string, string>,
  accelerator: Accelerator | undefined,
): ApiObject | undefined {
  const claim = accelerator?._claim;
  if (claim?.kind !== 'new') return undefined;
  const spec = claimSpec({ ...claim.options, count: accelerator?.count }, claim.memory);
  const hash = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 8);
  return plainObject(scope, 'DeviceClaim', {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaimTemplate',
    metadata: { name: `${name}-devices-${hash}`, labels },
    spec: { metadata: { labels }, spec },
  });
}

/** The name of the existing template of an accelerator; undefined for any other. */
export function existingTemplate({ accelerator }: { readonly accelerator?: Accelerator }): string | undefined {
  const claim = accelerator?._claim;
  return claim?.kind === 'existing' ? claim.template : undefined;
}
