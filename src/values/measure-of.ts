import { InferenceMetric } from './inference-metric';
import { SeriesAggregation } from './inference-metric-options';
import type { ScalingMetric } from './scaling-metric';

/** How a metric of pods is made of Prometheus series: as its user says, or as the gauge of its name. */
export function measureOf(metric: ScalingMetric): InferenceMetric | undefined {
  const pods = metric._ofPods;
  // The mean, so that a pod that is asked twice does not count double.
  return pods && (metric._inference ?? InferenceMetric.gauge(pods.name, { name: pods.name, aggregation: SeriesAggregation.AVERAGE }));
}
