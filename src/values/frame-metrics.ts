import { InferenceMetric } from './inference-metric';
import { SeriesAggregation } from './inference-metric-options';
import { PrometheusType } from './prometheus-type';
import { checksArguments } from '../validation/checks-arguments';

/** The gauges of an engine for inference on video streams. */
export interface FrameSeries {
  /** The gauge of the frames that a pod processes per second. */
  readonly inferred: string;

  /** The gauge of the frames that a pod drops per second, because it receives more than it can process. */
  readonly dropped: string;

  /**
   * The gauge of the ratio of received to processed frames, as the pod computes it.
   *
   * @default - none; `scaleRatio` computes it
   */
  readonly ratio?: string;
}

/**
 * Defines how an engine for video streams exposes its load: processed frames, dropped frames, and their ratio.
 *
 * Dropped frames alone are not a metric to scale on: they are 0 once there are enough replicas, so the autoscaler
 * scales down again. The received frames, processed and dropped together, are one.
 *
 * @see https://github.com/clearlinux/cloud-native-demos
 *
 * @example
 *
 * const frames = FrameMetrics.of({ inferred: 'ei_infer_fps', dropped: 'ei_drop_fps', ratio: 'ei_scale_ratio' });
 * const image = 'registry.example.com/engine:1.0';
 * const engine = ModelServer.custom({ image, metricsPort: 8000, metrics: frames.series });
 * const metrics = [ScalingMetric.inference(frames.offered(), '10')];
 */
@checksArguments
export class FrameMetrics {
  /**
   * The metrics of one engine.
   *
   * @param series the names of its gauges
   */
  public static of(series: FrameSeries): FrameMetrics {
    return new FrameMetrics({ ...series });
  }

  private constructor(private readonly given: FrameSeries) {}

  /** The series and their types, for `metrics` of `ModelServer.custom`. */
  public get series(): Record<string, PrometheusType> {
    const { inferred, dropped, ratio } = this.given;
    const names = ratio === undefined ? [inferred, dropped] : [inferred, dropped, ratio];
    return Object.fromEntries(names.map((name) => [name, PrometheusType.GAUGE]));
  }

  /**
   * The frames that a pod receives per second: those that it processes and those that it drops. A good target is what a
   * replica can process, less a margin.
   */
  public offered(): InferenceMetric {
    const { inferred, dropped } = this.given;
    return InferenceMetric.sum([inferred, dropped], { name: 'frames_offered_per_second' });
  }

  /**
   * The received frames for each processed frame. The target is 1, at which no frame is dropped.
   *
   * Where the engine exposes a ratio, it is that gauge. The ratio of the cloud-native-demos engine falls below 1 while
   * it has spare capacity, so the autoscaler scales down. Otherwise the ratio is computed from the two other gauges,
   * and is never below 1 while frames are received: the autoscaler scales up, and down only once the streams end.
   * `offered` scales in both directions.
   */
  public scaleRatio(): InferenceMetric {
    const { inferred, dropped, ratio } = this.given;
    if (ratio !== undefined) {
      return InferenceMetric.gauge(ratio, { name: ratio, aggregation: SeriesAggregation.AVERAGE });
    }
    const sum = (series: string) => `sum(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`;
    const received = `(${sum(inferred)} + ${sum(dropped)})`;
    const query = `${received} / (${sum(inferred)} > 0) or ${received} == 0`;
    return InferenceMetric.query('frame_scale_ratio', [inferred, dropped], query);
  }
}
