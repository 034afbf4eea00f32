import type { ApiObject } from 'cdk8s';
import type { IScalable } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ScalingOptions } from './scaling-options';
import { plainObject } from '../kubernetes/plain-object';

/** What a HorizontalPodAutoscaler is made of. */
export interface AutoscalerParts extends ScalingOptions {
  readonly target: IScalable;
  readonly name?: string;
  readonly labels?: Record<string, string>;
  /** Whether it is one of Karmada, for all clusters. */
  readonly federated?: boolean;
}

/** Writes the HorizontalPodAutoscaler of a workload, which from then on states no replicas. */
export function horizontalPodAutoscaler(scope: Construct, id: string, parts: AutoscalerParts): ApiObject {
  const { target, metrics, minReplicas = 1, maxReplicas, behavior, labels, federated } = parts;
  const { apiVersion, kind, name } = target.toScalingTarget();
  const rendered = behavior?._render();
  // An autoscaler finds its target only in its own namespace.
  const namespace = (target as { metadata?: { namespace?: string } }).metadata?.namespace;
  const autoscaler = plainObject(scope, id, {
    ...(federated ? { apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA' } : { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' }),
    metadata: { name: parts.name ?? name, namespace, labels: labels && { ...labels } },
    spec: {
      scaleTargetRef: { apiVersion, kind, name },
      minReplicas,
      maxReplicas,
      metrics: metrics.map((m) => m._render()),
      ...(rendered && { behavior: rendered }),
    },
  });
  target.markHasAutoscaler();
  return autoscaler;
}
