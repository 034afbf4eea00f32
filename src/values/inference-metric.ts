import {
  SeriesAggregation, type GaugeMetricOptions, type InferenceMetricOptions, type RatioMetricOptions, type WindowMetricOptions,
} from './inference-metric-options';
import {
  factorProblems, quantileProblems, queryProblems, seriesProblems, summandProblems, windowProblems,
} from './inference-metric-problems';
import type { NamedSeries } from './named-series';
import { PrometheusType } from './prometheus-type';
import { secondsOf } from './seconds-of';
import * as check from '../validation/check';
import { METRIC_NAME } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** What an expression is asked with: the label matchers, and what it is grouped by. */
type Expression = (matchers: string, by: string) => string;

/** How a metric is made of series. */
interface Definition {
  /** The name, where its user gave one. */
  readonly name?: string;
  /** The name that it has otherwise. */
  readonly derivedName: string;
  readonly series: readonly NamedSeries[];
  readonly expression: Expression;
  readonly problems?: readonly Problem[];
  readonly untyped?: boolean;
}

/** Bytes of memory are below it; in thousandths, as the metrics API counts, it is below what 64 bits hold. */
const LARGEST = 1e15;

const DEFAULT_WINDOW_SECONDS = 60;

/**
 * Defines one measure of a model server, from the Prometheus series that its pods show to the value that an autoscaler compares: a gauge, the
 * rate of a counter, the ratio of two, a quantile, or a query of your own. One definition serves the adapter's rule
 * (`PrometheusAdapterRules`), KEDA's query and the dashboard.
 *
 * An autoscaler turns what is no number into a fatal one: it takes 0/0 for 0 and infinity for less than nothing, and scales to the minimum.
 * So each query gives one value for a pod, or none, on which the autoscaler holds; an idle ratio is 0.
 *
 * A queue or drop count alone has no resting point: it is 0 as soon as there are enough replicas, so they are taken away again. Scale on what is
 * in flight, or on a rate, and keep queues for alarms.
 *
 * @see https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 *
 * @example
 *
 * const perSecond = InferenceMetric.rate('detector_requests_total', { window: Duration.minutes(2) });
 * const metrics = [ScalingMetric.inference(perSecond, '20')];
 */
export class InferenceMetric {
  /**
   * A gauge of each pod.
   *
   * @param series the name of the series
   * @param options its name, and how several series of a pod become one
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
   * Several gauges of each pod added up, such as the requests that run and those that wait.
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
   * How fast a counter grows in each pod, per second.
   *
   * @param counter the name of the series
   * @param options its name and time span
   */
  public static rate(counter: string, options: WindowMetricOptions = {}): InferenceMetric {
    const window = secondsOf(options.window, DEFAULT_WINDOW_SECONDS);
    return new InferenceMetric({
      name: options.name,
      derivedName: `${plain(counter).replace(/_total$/, '')}_per_second`,
      series: [{ series: counter, type: PrometheusType.COUNTER }],
      expression: (m, by) => rate(counter, m, by, window),
      problems: windowProblems(options.window),
    });
  }

  /**
   * How fast one counter grows for each unit of another, such as the time in the queue for each request. Zero while the other rests.
   *
   * @param counter the counter above
   * @param per the counter below
   * @param options its name, time span and factor
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
   * A quantile of a histogram in each pod, such as its latency at 0.9. Its steps are those of the histogram's buckets. Zero while nothing is observed.
   *
   * @param histogram the name of the series without `_bucket`
   * @param quantile from 0 to 1
   * @param options its name and time span
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
   * A query of your own over series of the pods. `<<.LabelMatchers>>` and `<<.GroupBy>>` stand where the adapter, or KEDA, chooses and groups by
   * pods; it must hold both, or a pod would get the value of whichever series came last.
   *
   * @param name the name under which autoscalers ask for it
   * @param series the series that it reads, the first of which tells the adapter that it exists
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
    });
  }

  /** The name under which autoscalers ask for it. */
  public readonly name: string;

  /** @internal */
  public readonly _series: readonly NamedSeries[];

  /**
   * Whether the kinds of its series are not known.
   * @internal
   */
  public readonly _untyped: boolean;

  private constructor(private readonly definition: Definition) {
    this.name = definition.name ?? definition.derivedName;
    this._series = definition.series;
    this._untyped = definition.untyped ?? false;
  }

  /**
   * The value of each group.
   * @internal
   */
  public _promql(matchers: string, by: string): string {
    return this.definition.expression(matchers, by);
  }

  /**
   * The series by whose presence the adapter lists it.
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
    // A name that comes from wrong series is wrong with them.
    const ofSeries = name === undefined || name === this._series[0]?.series;
    if (ofSeries && !found.isEmpty) return within(at, found.all);
    const ofName = check.name('name', this.name, METRIC_NAME, 'give the name under which autoscalers ask for it');
    return within(at, [...ofName, ...found.all]);
  }
}

/** A name without the colons that a metrics API has trouble with in URLs. */
function plain(series: string): string {
  return String(series).replace(/:+/g, '_').replace(/^_+/, '');
}

function rate(counter: string, matchers: string, by: string, window: number): string {
  return `sum(rate(${counter}{${matchers}}[${window}s])) by (${by})`;
}

/** No value, on which an autoscaler holds, in place of one that is no number. */
function guarded(expression: Expression): Expression {
  return (matchers, by) => `(${expression(matchers, by)}) >= 0 < ${LARGEST}`;
}
