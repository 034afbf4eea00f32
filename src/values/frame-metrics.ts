import { InferenceMetric } from './inference-metric';
import { SeriesAggregation } from './inference-metric-options';
import { PrometheusType } from './prometheus-type';

/** The gauges of an engine that infers frames of video streams. */
export interface FrameSeries {
  /** Frames that a pod infers in a second. */
  readonly inferred: string;

  /** Frames that a pod drops in a second, because more came than it could infer. */
  readonly dropped: string;

  /**
   * The ratio of the frames that come to those that are inferred, as the pod computes it.
   *
   * @default - none; `scaleRatio` computes it
   */
  readonly ratio?: string;
}

/**
 * Defines how an engine for video streams shows its load: frames inferred, frames dropped, and their ratio. Dropped frames alone are no signal to
 * scale on: they are gone as soon as there are enough engines, which are then taken away again. What comes, inferred and dropped together, is.
 *
 * @see https://github.com/clearlinux/cloud-native-demos
 *
 * @example
 *
 * const frames = FrameMetrics.of({ inferred: 'ei_infer_fps', dropped: 'ei_drop_fps', ratio: 'ei_scale_ratio' });
 * const engine = ModelServer.custom({ image: 'registry.example.com/engine:1.0', metricsPort: 8000, metrics: frames.series });
 * const metrics = [ScalingMetric.inference(frames.offered(), '10')];
 */
export class FrameMetrics {
  /**
   * The contract of one engine.
   *
   * @param series the names of its gauges
   */
  public static of(series: FrameSeries): FrameMetrics {
    return new FrameMetrics({ ...series });
  }

  private constructor(private readonly given: FrameSeries) {}

  /** The series and their kinds, for `ModelServer.custom`. */
  public get series(): Record<string, PrometheusType> {
    const { inferred, dropped, ratio } = this.given;
    return Object.fromEntries([inferred, dropped, ...(ratio === undefined ? [] : [ratio])].map((name) => [name, PrometheusType.GAUGE]));
  }

  /**
   * Frames that come to a pod in a second: those that it infers and those that it drops. The target is what a replica can infer, less a margin.
   */
  public offered(): InferenceMetric {
    const { inferred, dropped } = this.given;
    return InferenceMetric.sum([inferred, dropped], { name: 'frames_offered_per_second' });
  }

  /**
   * Frames that come for each frame that is inferred; the target is 1, at which none is dropped. It is the engine's own where it shows
   * one, such as that of seed 004, which falls below 1 while there is room, so that engines are taken away. Computed of the two others it is
   * never below 1 while frames come: it scales out, and in only when the streams end. `offered` does both.
   */
  public scaleRatio(): InferenceMetric {
    const { inferred, dropped, ratio } = this.given;
    if (ratio !== undefined) return InferenceMetric.gauge(ratio, { name: ratio, aggregation: SeriesAggregation.AVERAGE });
    const sum = (series: string) => `sum(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`;
    const comes = `(${sum(inferred)} + ${sum(dropped)})`;
    return InferenceMetric.query('frame_scale_ratio', [inferred, dropped], `${comes} / (${sum(inferred)} > 0) or ${comes} == 0`);
  }

}
