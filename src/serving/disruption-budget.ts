import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DisruptionBudgetOptions } from './inference-deployment-props';
import { plainObject } from '../private/plain-object';

/**
 * Drains take one pod at a time unless asked otherwise; a pod that never became ready may always be taken, or a model that does not
 * load would stop the drain of its node.
 */
export function disruptionBudget(scope: Construct, metadata: { name: string; labels: Record<string, string>; namespace?: string }, selector: Record<string, string>, options: DisruptionBudgetOptions = {}): ApiObject {
  const { minAvailable, maxUnavailable } = options;
  return plainObject(scope, 'DisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: {
      ...(minAvailable ? { minAvailable: minAvailable.value } : { maxUnavailable: maxUnavailable?.value ?? 1 }),
      selector: { matchLabels: { ...selector } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
