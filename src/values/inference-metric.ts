import type { Duration } from 'cdk8s';
import {
  SeriesAggregation, type GaugeMetricOptions, type InferenceMetricOptions, type RatioMetricOptions, type WindowMetricOptions,
} from './inference-metric-options';
import type { NamedSeries } from './named-series';
import { PrometheusType } from './prometheus-type';
import * as check from '../validation/check';
import { METRIC_NAME } from '../validation/names';
import { within, type Problem } from '../validation/problem';

/** What an expression is asked with: the label matchers, and what it is grouped by. */
type Expression = (matchers: string, by: string) => string;

/** The name that Prometheus takes for a series; colons are those of recording rules, and of TensorFlow Serving. */
const SERIES = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
/** Bytes of memory are below it; in thousandths, as the metrics API counts, it is below what 64 bits hold. */
const LARGEST = 1e15;

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
    const { aggregation = SeriesAggregation.SUM, name = plain(series) } = options;
    return new InferenceMetric(name, [{ series, type: PrometheusType.GAUGE }], guarded((m, by) => `${aggregation}(${series}{${m}}) by (${by})`));
  }

  /**
   * Several gauges of each pod added up, such as the requests that run and those that wait.
   *
   * @param series the names of the series, two or more
   * @param options its name
   */
  public static sum(series: string[], options: InferenceMetricOptions = {}): InferenceMetric {
    const given = Array.isArray(series) ? [...series] : [];
    return new InferenceMetric(
      options.name ?? given.map(plain).join('_and_'),
      given.map((s) => ({ series: s, type: PrometheusType.GAUGE })),
      guarded((m, by) => given.map((s) => `sum(${s}{${m}}) by (${by})`).join(' + ')),
      given.length > 1 ? [] : [{ field: 'series', value: series, rule: 'must name at least two series', why: 'there is nothing to add', fix: 'use InferenceMetric.gauge for one' }],
    );
  }

  /**
   * How fast a counter grows in each pod, per second.
   *
   * @param counter the name of the series
   * @param options its name and time span
   */
  public static rate(counter: string, options: WindowMetricOptions = {}): InferenceMetric {
    const window = seconds(options.window);
    const name = options.name ?? `${plain(counter).replace(/_total$/, '')}_per_second`;
    const shown = [{ series: counter, type: PrometheusType.COUNTER }];
    return new InferenceMetric(name, shown, (m, by) => rate(counter, m, by, window), windowProblems(options.window), window);
  }

  /**
   * How fast one counter grows for each unit of another, such as the time in the queue for each request. Zero while the other rests.
   *
   * @param counter the counter above
   * @param per the counter below
   * @param options its name, time span and factor
   */
  public static ratio(counter: string, per: string, options: RatioMetricOptions = {}): InferenceMetric {
    const window = seconds(options.window);
    const { factor = 1, name = `${plain(counter)}_per_${plain(per).replace(/_total$/, '')}` } = options;
    return new InferenceMetric(name, [counter, per].map((series) => ({ series, type: PrometheusType.COUNTER })), guarded((m, by) => {
      const [above, below] = [rate(counter, m, by, window), rate(per, m, by, window)];
      return `${above} / (${below} > 0)${factor === 1 ? '' : ` * ${factor}`} or ${below} == 0`;
    }), [
      ...windowProblems(options.window),
      ...(Number.isFinite(factor) && factor > 0 ? [] : [{ field: 'factor', value: factor, rule: 'must be a number above 0', why: 'the ratio would have no meaning', fix: 'give a factor such as 0.001' }]),
    ], window);
  }

  /**
   * A quantile of a histogram in each pod, such as its latency at 0.9. Its steps are those of the histogram's buckets. Zero while nothing is observed.
   *
   * @param histogram the name of the series without `_bucket`
   * @param quantile from 0 to 1
   * @param options its name and time span
   */
  public static quantile(histogram: string, quantile: number, options: WindowMetricOptions = {}): InferenceMetric {
    const window = seconds(options.window);
    const name = options.name ?? `${plain(histogram)}_p${String(Number((quantile * 100).toFixed(3))).replace('.', '_')}`;
    return new InferenceMetric(name, [{ series: histogram, type: PrometheusType.HISTOGRAM }], guarded((m, by) => {
      const observed = rate(`${histogram}_count`, m, by, window);
      return `histogram_quantile(${quantile}, sum(rate(${histogram}_bucket{${m}}[${window}s])) by (${by}, le)) and ${observed} > 0 or ${observed} == 0`;
    }), [
      ...windowProblems(options.window),
      ...(quantile > 0 && quantile < 1 ? [] : [{ field: 'quantile', value: quantile, rule: 'must be above 0 and below 1', why: 'there is no such quantile', fix: 'give one such as 0.9' }]),
    ], window);
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
    return new InferenceMetric(
      name,
      (Array.isArray(series) ? series : []).map((s) => ({ series: s, type: PrometheusType.GAUGE })),
      guarded((m, by) => text.split('<<.LabelMatchers>>').join(m).split('<<.GroupBy>>').join(by)),
      queryProblems(series, text),
      windowOf(text),
      true,
    );
  }

  private constructor(
    /** The name under which autoscalers ask for it. */
    public readonly name: string,
    /** @internal */
    public readonly _series: readonly NamedSeries[],
    private readonly expression: Expression,
    private readonly problems: readonly Problem[] = [],
    /**
     * The shortest time span that it computes over, in seconds.
     * @internal
     */
    public readonly _window?: number,
    /**
     * Whether the kinds of its series are not known.
     * @internal
     */
    public readonly _untyped: boolean = false,
  ) {}

  /**
   * The value of each group.
   * @internal
   */
  public _promql(matchers: string, by: string): string {
    return this.expression(matchers, by);
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
    return within(at, [
      ...check.name('name', this.name, METRIC_NAME, 'give the name under which autoscalers ask for it'),
      ...this._series.filter(({ series }) => typeof series !== 'string' || !SERIES.test(series)).map(({ series }) => ({
        field: 'series', value: series, rule: 'must be the name of a Prometheus series', why: 'Prometheus would refuse the query, and with it the adapter drops every rule', fix: 'give the name without labels',
      })),
      ...this.problems,
    ]);
  }
}

/** A name without the colons that a metrics API has trouble with in URLs. */
function plain(series: string): string {
  return String(series).replace(/:+/g, '_').replace(/^_+/, '');
}

function seconds(window: Duration | undefined): number {
  return window?.toSeconds({ integral: false }) ?? 60;
}

function windowProblems(window: Duration | undefined): Problem[] {
  return check.seconds('window', window, { min: 1 }, 'Prometheus would refuse the query');
}

function rate(counter: string, matchers: string, by: string, window: number): string {
  return `sum(rate(${counter}{${matchers}}[${window}s])) by (${by})`;
}

/** No value, on which an autoscaler holds, in place of one that is no number. */
function guarded(expression: Expression): Expression {
  return (matchers, by) => `(${expression(matchers, by)}) >= 0 < ${LARGEST}`;
}

function windowOf(query: string): number | undefined {
  const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86400 };
  const found = [...query.matchAll(/\[(\d+)([smhd])(?::[^\]]*)?\]/g)].map(([, n, unit]) => Number(n) * units[unit]);
  return found.length > 0 ? Math.min(...found) : undefined;
}

function queryProblems(series: string[], query: string): Problem[] {
  const missing = ['<<.LabelMatchers>>', '<<.GroupBy>>'].filter((part) => !query.includes(part));
  return [
    ...(Array.isArray(series) && series.length > 0 ? [] : [{
      field: 'series', value: series, rule: 'must name at least one series', why: 'the adapter lists a metric by its series', fix: 'name those that the query reads',
    }]),
    ...missing.map((part) => ({
      field: 'query',
      value: query,
      rule: `must hold ${part}`,
      why: part === '<<.GroupBy>>' ? 'without it a pod gets the value of whichever series comes last, or none' : 'without it every pod of the cluster counts',
      fix: 'write it as max(series{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    })),
    ...(/<<(?!\.LabelMatchers>>|\.GroupBy>>)/.test(query) ? [{
      field: 'query', value: query, rule: 'may hold no other << >>', why: 'the adapter would end, or KEDA send it as it is', fix: 'spell the series out',
    }] : []),
  ];
}
