import type { Manifest } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';
import { title } from '../rule';
import { parseQuantity } from '../../validation/quantity';

/** The autoscaler acts only when a metric is further above its target than this: a tenth, unless `behavior` says otherwise. */
function tolerance(autoscaler: Manifest): number {
  // A ScaledObject of KEDA hands its own on.
  const { behavior = autoscaler.spec?.advanced?.horizontalPodAutoscalerConfig?.behavior } = autoscaler.spec ?? {};
  return 1 + (parseQuantity(String(behavior?.scaleUp?.tolerance)) ?? 0.1);
}

/** A utilization that the containers' own limits keep out of reach. */
export const hpaUnreachableTarget: LegacyRule = {
  id: 'hpa-unreachable-target',
  severity: 'error',
  check: (facts) => facts.autoscalers.flatMap(({ object, metrics, metricPath, target, maxReplicas }) => metrics.flatMap((metric, i) => {
    const source = metric.resource ?? metric.containerResource;
    const percent = source?.target?.averageUtilization;
    if (!target || percent === undefined || maxReplicas <= 1) return [];
    const measured = metric.containerResource ? target.containers.filter((c) => c.name === source.container) : target.containers;
    let [most, requested] = [0, 0];
    for (const { resources } of measured) {
      const limit = parseQuantity(String(resources?.limits?.[source.name] ?? ''));
      if (limit === undefined) return [];
      most += limit;
      requested += parseQuantity(String(resources?.requests?.[source.name] ?? '')) ?? limit;
    }
    const factor = tolerance(object);
    if (requested === 0 || (most / requested) * 100 > percent * factor) return [];
    return [{
      object,
      problem: {
        field: metricPath(i),
        value: percent,
        rule: `the limits of ${title(target.object)} end at ${Math.round((most / requested) * 100)} % of its requests for ${source.name}`,
        why: `a metric adds a replica only when it is more than ${Math.round((factor - 1) * 100)} % above its target, so this one never would`,
        fix: `lower the target to ${Math.ceil(((most / requested) * 100) / factor) - 1} % or less, or raise the limit`,
        source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
      },
    }];
  })),
};
