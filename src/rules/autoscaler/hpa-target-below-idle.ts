import type { LegacyRule } from '../rule';
import { title } from '../rule';
import { parseQuantity } from '../../validation/quantity';

/** Less than this a server may use while nobody asks: probes, metrics, its event loop. An estimate. */
const IDLE_CORES = 0.05;

/** A share of a request so small that a replica passes it while it does nothing. */
export const hpaTargetBelowIdle: LegacyRule = {
  id: 'hpa-target-below-idle',
  severity: 'advice',
  check: (facts) => facts.autoscalers.flatMap(({ object, metrics, metricPath, target, maxReplicas }) => metrics.flatMap((metric, i) => {
    const source = metric.resource ?? metric.containerResource;
    const percent = source?.target?.averageUtilization;
    if (!target || source?.name !== 'cpu' || percent === undefined || maxReplicas <= 1) return [];
    const measured = metric.containerResource ? target.containers.filter((c) => c.name === source.container) : target.containers;
    const whole = metric.resource ? target.pod.resources?.requests?.cpu ?? target.pod.resources?.limits?.cpu : undefined;
    const requested = whole !== undefined ? parseQuantity(String(whole)) ?? 0 : measured.reduce((sum, { resources }) => sum + (parseQuantity(String(resources?.requests?.cpu ?? resources?.limits?.cpu ?? '')) ?? 0), 0);
    const held = (requested * percent) / 100;
    if (requested === 0 || held >= IDLE_CORES) return [];
    return [{
      object,
      problem: {
        field: metricPath(i),
        value: percent,
        rule: `${percent} % of the ${Math.round(requested * 1000)}m CPU that ${title(target.object)} requests are ${Math.round(held * 1000)}m`,
        why: `a server may use that much while nobody asks, and then there are always ${maxReplicas} replicas`,
        fix: 'request what one replica uses under load, or raise the target',
        source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
      },
    }];
  })),
};
