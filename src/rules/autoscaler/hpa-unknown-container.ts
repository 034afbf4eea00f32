import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A ContainerResource metric of a container that the pods do not have. */
export const hpaUnknownContainer: LegacyRule = {
  id: 'hpa-unknown-container',
  severity: 'error',
  check: (facts) => facts.autoscalers.flatMap(({ object, metrics, metricPath, target }) => metrics.flatMap((metric, i) => {
    const name = metric.containerResource?.container;
    if (!target || name === undefined || target.containers.some((c) => c.name === name)) return [];
    return [{
      object,
      problem: {
        field: `${metricPath(i)}.containerResource.container`,
        value: name,
        rule: `${title(target.object)} has no container of that name`,
        why: 'the autoscaler finds no metric (FailedGetContainerResourceMetric) and never scales',
        fix: `name one of ${target.containers.map((c) => `"${c.name}"`).join(', ')}`,
      },
    }];
  })),
};
