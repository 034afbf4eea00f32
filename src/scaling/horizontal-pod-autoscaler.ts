import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ScalingOptions } from './scaling-options';
import { plainObject } from '../kubernetes/plain-object';
import type { ScaleTarget } from '../served/scale-target';

const SINGLE = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' };
const FEDERATED = { apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA' };

/** What a HorizontalPodAutoscaler consists of. */
export interface AutoscalerParts extends ScalingOptions {
  readonly target: ScaleTarget;
  readonly name?: string;
  readonly labels?: Record<string, string>;
  /** Whether it is Karmada's FederatedHPA, for all clusters. */
  readonly federated?: boolean;
}

/** Defines the HorizontalPodAutoscaler of a workload, and removes the replicas from the workload. */
export function horizontalPodAutoscaler(scope: Construct, id: string, parts: AutoscalerParts): ApiObject {
  const { target, metrics, minReplicas = 1, maxReplicas, behavior, labels, federated } = parts;
  // A HorizontalPodAutoscaler scales only in its own namespace.
  const { apiVersion, kind, name, namespace } = target;
  const own = federated ? FEDERATED : SINGLE;
  const autoscaler = plainObject(scope, id, {
    apiVersion: own.apiVersion,
    kind: own.kind,
    metadata: { name: parts.name ?? name, labels, ...(namespace !== undefined && { namespace }) },
    spec: {
      scaleTargetRef: { apiVersion, kind, name },
      minReplicas,
      maxReplicas,
      metrics: metrics.map((m) => m._render()),
      behavior: behavior?._render(),
    },
  });
  target.release();
  return autoscaler;
}
