import type { Duration } from 'cdk8s';
import {
  LatencyUnit, SeriesAggregation, type GaugeMetricOptions, type InferenceMetricOptions, type InFlightMetricOptions,
  type RatioMetricOptions, type WindowMetricOptions,
} from './inference-metric-options';
import {
  factorProblems, latencyUnitProblems, quantileProblems, queryProblems, seriesProblems, summandProblems, windowProblems,
} from './inference-metric-problems';
import {
  guarded, hasRange, LATENCY_SUFFIX, PER_SECOND, plain, rate, type Expression, type NamedSeries,
} from './metric-query';
import { PrometheusType } from './prometheus-type';
import { secondsOf } from './seconds-of';
import { checksArguments } from '../validation/checks-arguments';
import { METRIC_NAME } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** How a metric is computed from series. */
interface Definition {
  /** The name that its user set, and the name otherwise. */
  readonly name?: string;
  readonly derivedName: string;
  readonly series: readonly NamedSeries[];
  readonly expression: Expression;
  readonly problems?: readonly Problem[];
  /** Whether the types of its series are unknown. */
  readonly untyped?: boolean;
  /** Whether it is a rate, so that the sum over pods is what all of them did in the window. */
  readonly isRate?: boolean;
  /** The time window in seconds, where a request is counted when it ends. */
  readonly countedWithin?: number;
  /** The same metric over another time window. */
  readonly over?: (window: Duration) => InferenceMetric;
}

const DEFAULT_WINDOW_SECONDS = 60;

/**
 * Defines one metric of a model server, from the Prometheus series that its pods expose to the value that an autoscaler
 * compares with its target: a gauge, the rate of a counter, the requests in flight, the ratio of two counters, a
 * quantile, or a query of your own. The rule of prometheus-adapter (`PrometheusAdapterRules`), the query of KEDA and
 * the dashboard use the same definition.
 *
 * Each query returns one value for a pod, or none; without a value the autoscaler keeps the current replicas. The ratio
 * of an idle pod is 0. Other values would be harmful: the HPA takes 0/0 for 0 and infinity for a negative number, and
 * scales to the minimum.
 *
 * The length of a queue or a count of drops alone is not a metric to scale on: it is 0 once there are enough replicas,
 * so the autoscaler scales down again. Scale on the requests in flight or on a rate, and use queues for alerts.
 *
 * @see https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 *
 * @example
 *
 * const perSecond = InferenceMetric.rate('detector_requests_total', { window: Duration.minutes(2) });
 * const metrics = [ScalingMetric.inference(perSecond, '20')];
 */
@checksArguments
export class InferenceMetric {
  /**
   * A gauge of each pod.
   *
   * @param series the name of the series
   * @param options its name, and how several series of a pod are combined
   */
  public static gauge(series: string, options: GaugeMetricOptions = {}): InferenceMetric {
    const { aggregation = SeriesAggregation.SUM, name } = options;
    return new InferenceMetric({
      name,
      derivedName: plain(series),
      series: [{ series, type: PrometheusType.GAUGE }],
      expression: guarded((m, by) => `${aggregation}(${series}{${m}}) by (${by})`),
    });
  }

  /**
   * The sum of several gauges of each pod, such as running and waiting requests.
   *
   * @param series the names of the series, two or more
   * @param options its name
   */
  public static sum(series: string[], options: InferenceMetricOptions = {}): InferenceMetric {
    const given = Array.isArray(series) ? [...series] : [];
    return new InferenceMetric({
      name: options.name,
      derivedName: given.map(plain).join('_and_'),
      series: given.map((s) => ({ series: s, type: PrometheusType.GAUGE })),
      expression: guarded((m, by) => given.map((s) => `sum(${s}{${m}}) by (${by})`).join(' + ')),
      problems: summandProblems(series),
    });
  }

  /**
   * The rate of a counter of each pod, per second.
   *
   * @param counter the name of the series
   * @param options its name and time window
   */
  public static rate(counter: string, options: WindowMetricOptions = {}): InferenceMetric {
    const window = secondsOf(options.window, DEFAULT_WINDOW_SECONDS);
    return new InferenceMetric({
      name: options.name,
      derivedName: `${plain(counter).replace(/_total$/, '')}_per_second`,
      series: [{ series: counter, type: PrometheusType.COUNTER }],
      expression: (m, by) => rate(counter, m, by, window),
      problems: windowProblems(options.window),
      isRate: true,
      over: (other) => InferenceMetric.rate(counter, { ...options, window: other }),
    });
  }

  /**
   * The mean number of requests in flight in each pod, those that wait included, from a counter that adds up how long
   * requests took: the time that all requests took per second is the number of them in flight (Little's law).
   *
   * The series must include the time in the queue. It increases when a request ends, so the window must be longer than
   * the longest request: otherwise the metric is 0 at times while requests wait.
   *
   * @param latency the counter, or the `_sum` of a histogram, such as `request_duration_seconds_sum`
   * @param options its unit, name and time window
   * @see https://en.wikipedia.org/wiki/Little%27s_law
   */
  public static inFlight(latency: string, options: InFlightMetricOptions = {}): InferenceMetric {
    const { unit = LatencyUnit.SECONDS } = options;
    const window = secondsOf(options.window, DEFAULT_WINDOW_SECONDS);
    const perSecond = PER_SECOND[unit];
    return new InferenceMetric({
      name: options.name,
      derivedName: `${plain(latency).replace(LATENCY_SUFFIX, '')}_in_flight`,
      series: [{ series: latency, type: PrometheusType.COUNTER }],
      expression: (m, by) => `${rate(latency, m, by, window)}${perSecond === 1 ? '' : ` / ${perSecond}`}`,
      problems: [...windowProblems(options.window), ...latencyUnitProblems(latency, unit)],
      isRate: true,
      countedWithin: window,
      over: (other) => InferenceMetric.inFlight(latency, { ...options, window: other }),
    });
  }

  /**
   * The ratio of the rates of two counters of each pod, such as the time in the queue for each request. It is 0 while
   * the second counter does not increase.
   *
   * @param counter the numerator
   * @param per the denominator
   * @param options its name, time window and factor
   */
  public static ratio(counter: string, per: string, options: RatioMetricOptions = {}): InferenceMetric {
    const { factor = 1, name } = options;
    const window = secondsOf(options.window, DEFAULT_WINDOW_SECONDS);
    return new InferenceMetric({
      name,
      derivedName: `${plain(counter)}_per_${plain(per).replace(/_total$/, '')}`,
      series: [counter, per].map((series) => ({ series, type: PrometheusType.COUNTER })),
      expression: guarded((m, by) => {
        const [above, below] = [rate(counter, m, by, window), rate(per, m, by, window)];
        return `${above} / (${below} > 0)${factor === 1 ? '' : ` * ${factor}`} or ${below} == 0`;
      }),
      problems: [...windowProblems(options.window), ...factorProblems(factor)],
    });
  }

  /**
   * A quantile of a histogram of each pod, as precise as its buckets. It is 0 while nothing is observed.
   *
   * @param histogram the name of the series without `_bucket`
   * @param quantile above 0 and below 1
   * @param options its name and time window
   */
  public static quantile(histogram: string, quantile: number, options: WindowMetricOptions = {}): InferenceMetric {
    const window = secondsOf(options.window, DEFAULT_WINDOW_SECONDS);
    const percent = String(Number((quantile * 100).toFixed(3))).replace('.', '_');
    return new InferenceMetric({
      name: options.name,
      derivedName: `${plain(histogram)}_p${percent}`,
      series: [{ series: histogram, type: PrometheusType.HISTOGRAM }],
      expression: guarded((m, by) => {
        const observed = rate(`${histogram}_count`, m, by, window);
        const buckets = `sum(rate(${histogram}_bucket{${m}}[${window}s])) by (${by}, le)`;
        return `histogram_quantile(${quantile}, ${buckets}) and ${observed} > 0 or ${observed} == 0`;
      }),
      problems: [...windowProblems(options.window), ...quantileProblems(quantile)],
    });
  }

  /**
   * A query of your own over series of the pods.
   *
   * It must contain `<<.LabelMatchers>>` and `<<.GroupBy>>`, which prometheus-adapter or KEDA replace by the pods that
   * they select and group by. Without them a pod would get the value of the last series.
   *
   * @param name the name of the metric, by which autoscalers refer to it
   * @param series the series that it reads; prometheus-adapter discovers the metric by the first
   * @param query the query in PromQL, such as `max(frames{<<.LabelMatchers>>}) by (<<.GroupBy>>)`
   */
  public static query(name: string, series: string[], query: string): InferenceMetric {
    const text = String(query);
    return new InferenceMetric({
      name: name ?? '',
      derivedName: '',
      series: (Array.isArray(series) ? series : []).map((s) => ({ series: s, type: PrometheusType.GAUGE })),
      expression: guarded((m, by) => text.split('<<.LabelMatchers>>').join(m).split('<<.GroupBy>>').join(by)),
      problems: queryProblems(series, query),
      untyped: true,
      isRate: hasRange(text),
    });
  }

  /** The name of the metric, by which autoscalers refer to it. */
  public readonly name: string;

  /** @internal */
  public readonly _series: readonly NamedSeries[];

  /**
   * Whether the types of its series are unknown.
   * @internal
   */
  public readonly _untyped: boolean;

  /**
   * Whether it is a rate, so that the sum over pods is what all of them did in the window, also those that are gone.
   * @internal
   */
  public readonly _isRate: boolean;

  /**
   * The time window in seconds, for a metric that counts a request when it ends: with a longer request it is 0 at times
   * while requests wait.
   * @internal
   */
  public readonly _countedWithin?: number;

  private constructor(private readonly definition: Definition) {
    this.name = definition.name ?? definition.derivedName;
    this._series = definition.series;
    this._untyped = definition.untyped ?? false;
    this._isRate = definition.isRate ?? false;
    this._countedWithin = definition.countedWithin;
  }

  /**
   * The same metric over another time window; undefined where it has none.
   * @internal
   */
  public _over(window: Duration): InferenceMetric | undefined {
    return this.definition.over?.(window);
  }

  /** The value of each group. @internal */
  public _promql(matchers: string, by: string): string {
    return this.definition.expression(matchers, by);
  }

  /**
   * The series by which prometheus-adapter discovers it.
   * @internal
   */
  public get _discovered(): string {
    const { series, type } = this._series[0];
    return type === PrometheusType.HISTOGRAM ? `${series}_bucket` : series;
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const { name, problems = [] } = this.definition;
    const found = new Problems();
    for (const { series } of this._series) found.addAll(seriesProblems(series));
    found.addAll(problems);
    // A name that is derived from an invalid series is reported with it.
    const ofSeries = name === undefined || name === this._series[0]?.series;
    if (ofSeries && !found.isEmpty) return within(at, found.all);
    const ofName = check.name('name', this.name, METRIC_NAME, 'set a name by which autoscalers refer to it');
    return within(at, [...ofName, ...found.all]);
  }
}
