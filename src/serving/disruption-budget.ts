import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DisruptionBudgetOptions } from './disruption-budget-options';
import type { Served } from './inference-service';
import { plainObject } from '../kubernetes/plain-object';

/**
 * By default a drain evicts one pod at a time. A pod that is not ready may always be evicted, or a model that does not
 * load would block the drain of its node.
 */
export function disruptionBudget(scope: Construct, served: Served, options?: DisruptionBudgetOptions): ApiObject {
  const { name, labels, selector } = served;
  const minAvailable = options?.minAvailable?.value;
  const maxUnavailable = minAvailable === undefined ? options?.maxUnavailable?.value ?? 1 : undefined;
  return plainObject(scope, 'DisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels },
    spec: {
      minAvailable,
      maxUnavailable,
      selector: { matchLabels: { ...selector } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
