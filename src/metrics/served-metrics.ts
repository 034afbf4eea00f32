import type { IInference } from '../servers/inference';
import type { InferenceMetric } from '../values/inference-metric';
import { measureOf } from '../values/measure-of';

/** A measure with its target, the labels that its series must carry, and its place among the metrics of its autoscaler. */
export interface Measure {
  readonly metric: InferenceMetric;
  readonly target: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly index: number;
}

/** The measures of pods that the autoscaler of a served model asks for. */
export function measuresOf({ scalingMetrics }: IInference): Measure[] {
  const found: Measure[] = [];
  for (const [index, scaling] of scalingMetrics.entries()) {
    const [metric, pods] = [measureOf(scaling), scaling._ofPods];
    if (metric && pods) found.push({ metric, target: pods.averageValue, labels: pods.labels ?? {}, index });
  }
  return found;
}
