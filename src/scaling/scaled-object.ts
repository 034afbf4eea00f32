import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { metricTrigger, triggerNames } from './keda-metric-triggers';
import { KedaFallbackBehavior, type KedaOptions } from './keda-options';
import { settledBehavior } from './keda-scrape-interval';
import type { ScalingOptions } from './scaling-options';
import { plainObject } from '../kubernetes/plain-object';
import type { ScaleTarget } from '../served/scale-target';

/** What a ScaledObject consists of. */
export interface ScaledObjectParts extends ScalingOptions {
  readonly target: ScaleTarget;
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly keda: KedaOptions;
}

/** Defines the ScaledObject of a workload, and removes the replicas from the workload. */
export function scaledObject(scope: Construct, id: string, parts: ScaledObjectParts): ApiObject {
  const { target, name, metrics, minReplicas = 1, maxReplicas, behavior, labels, keda } = parts;
  const { apiVersion, kind, name: workload, namespace } = target;
  const rendered = settledBehavior(behavior, metrics, keda);
  const { fallback, pollingInterval, cooldownPeriod, initialCooldownPeriod, triggers = [], idleAtZero } = keda;
  const names = triggerNames(metrics);
  const measured = {
    name: workload,
    kind,
    namespace: namespace ?? Chart.of(scope).namespace,
    mayBeGone: minReplicas === 0 || idleAtZero === true,
  };
  const object = plainObject(scope, id, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, labels: labels && { ...labels }, ...(namespace !== undefined && { namespace }) },
    spec: {
      scaleTargetRef: { apiVersion, kind, name: workload },
      ...(pollingInterval && { pollingInterval: pollingInterval.toSeconds() }),
      ...(cooldownPeriod && { cooldownPeriod: cooldownPeriod.toSeconds() }),
      ...(initialCooldownPeriod && { initialCooldownPeriod: initialCooldownPeriod.toSeconds() }),
      ...(idleAtZero && { idleReplicaCount: 0 }),
      minReplicaCount: minReplicas,
      maxReplicaCount: maxReplicas,
      ...(fallback && {
        fallback: {
          failureThreshold: fallback.failureThreshold ?? 3,
          replicas: fallback.replicas,
          behavior: fallback.behavior ?? KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER,
        },
      }),
      ...(rendered && { advanced: { horizontalPodAutoscalerConfig: { behavior: rendered } } }),
      triggers: [
        ...metrics.map((metric, i) => metricTrigger(metric, names[i], measured, keda)),
        ...triggers.map((trigger) => trigger._render(name)),
      ],
    },
  });
  target.release();
  return object;
}
