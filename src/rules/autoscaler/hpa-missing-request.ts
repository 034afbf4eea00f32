import type { Hit, LegacyRule } from '../rule';
import { title } from '../rule';

/** Utilization is a share of the request; the autoscaler gives up on a pod in which one container has none. */
export const hpaMissingRequest: LegacyRule = {
  id: 'hpa-missing-request',
  severity: 'error',
  check: (facts) => facts.autoscalers.flatMap(({ object, metrics, metricPath, target }) => {
    const hits: Hit[] = [];
    if (!target) return hits;
    for (const [i, metric] of metrics.entries()) {
      const source = metric.resource ?? metric.containerResource;
      if (source?.target?.averageUtilization === undefined) continue;
      const whole = target.pod.resources;
      if (metric.resource && (whole?.requests?.[source.name] ?? whole?.limits?.[source.name]) !== undefined) continue;
      const asked = metric.containerResource ? target.containers.filter((c) => c.name === source.container) : target.containers;
      for (const c of asked) {
        if (c.resources?.requests?.[source.name] !== undefined || c.resources?.limits?.[source.name] !== undefined) continue;
        hits.push({
          object,
          problem: {
            field: metricPath(i),
            rule: `container "${c.name}" of ${title(target.object)} requests no ${source.name}`,
            why: `utilization is a share of the request, so the autoscaler says "missing request for ${source.name}" and never scales`,
            fix: metric.containerResource
              ? `give container "${c.name}" a ${source.name} request`
              : `give container "${c.name}" a ${source.name} request, or measure one container only (ContainerResource)`,
            source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics',
          },
        });
      }
    }
    return hits;
  }),
};
