import { KnativeMetric, type MLServiceScaling } from './ml-service-options';
import { objectProblems } from './not-an-object';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const METRIC = 'autoscaling.knative.dev/metric';
const TARGET = 'autoscaling.knative.dev/target';

/** The annotations of a pod by which Knative's autoscaler follows a metric. */
export function autoscalingAnnotations(scaling: MLServiceScaling): Record<string, string> {
  const { metric = KnativeMetric.CONCURRENCY, target } = scaling;
  return { [METRIC]: metric, [TARGET]: String(target) };
}

/** The problems of `scaling`, beside the annotations that the user gives. */
export function autoscalingProblems(scaling: unknown, podAnnotations: unknown): Problem[] {
  if (scaling === undefined) return [];
  const problems = new Problems();
  problems.addAll(objectProblems('scaling', scaling));
  if (!problems.isEmpty) return problems.all;
  const { metric, target } = scaling as Partial<MLServiceScaling>;
  if (metric !== undefined && !Object.values(KnativeMetric).includes(metric)) {
    problems.add({
      code: 'tensorstack/unknown-knative-metric',
      field: 'scaling.metric',
      value: metric,
      rule: 'must be a KnativeMetric',
      why: 'Knative\'s autoscaler supports no other metric',
      fix: 'use CONCURRENCY or RPS',
    });
  }
  if (typeof target !== 'number' || !Number.isFinite(target) || target < 0.01) {
    problems.add({
      code: 'tensorstack/knative-target-too-low',
      field: 'scaling.target',
      value: target,
      rule: 'must be a number of at least 0.01',
      why: 'Knative rejects any other target',
      fix: 'give the requests of one replica',
    });
  }
  for (const key of Object.keys(podAnnotations ?? {})) {
    if (key !== METRIC && key !== TARGET) continue;
    problems.add({
      code: 'tensorstack/knative-annotation-repeated',
      field: 'scaling',
      value: key,
      rule: 'must not be combined with its own annotation in podAnnotations',
      why: 'only one of the two could take effect',
      fix: 'keep one of them',
    });
  }
  return problems.all;
}
