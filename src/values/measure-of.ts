import { InferenceMetric } from './inference-metric';
import { SeriesAggregation } from './inference-metric-options';
import type { ScalingMetric } from './scaling-metric';

/** How a metric of pods is computed from Prometheus series: as its user defined it, or as the gauge of its name. */
export function measureOf(metric: ScalingMetric): InferenceMetric | undefined {
  const pods = metric._ofPods;
  if (!pods) return undefined;
  // The average, so that a pod that is scraped twice does not count double.
  const { name } = pods;
  return metric._inference ?? InferenceMetric.gauge(name, { name, aggregation: SeriesAggregation.AVERAGE });
}
