import type { IInference } from '../servers/inference';
import type { InferenceMetric } from '../values/inference-metric';
import { measureOf } from '../values/measure-of';

/** A metric of pods, with its target, the labels of its series, and its index in the metrics of the autoscaler. */
export interface Measure {
  readonly metric: InferenceMetric;
  readonly target: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly index: number;
}

/** The metrics of pods on which a served model scales. */
export function measuresOf({ scalingMetrics }: IInference): Measure[] {
  const found: Measure[] = [];
  for (const [index, scaling] of scalingMetrics.entries()) {
    const [metric, pods] = [measureOf(scaling), scaling._ofPods];
    if (metric && pods) found.push({ metric, target: pods.averageValue, labels: pods.labels ?? {}, index });
  }
  return found;
}
