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
  return scalingMetrics.flatMap((m, index) => {
    const metric = measureOf(m);
    return metric ? [{ metric, target: m._ofPods!.averageValue, labels: m._ofPods!.labels ?? {}, index }] : [];
  });
}
