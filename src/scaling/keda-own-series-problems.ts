import type { KedaTrigger } from './keda-trigger';
import { podNames } from '../kubernetes/keda/pod-names';
import { counterIn } from '../rules/metrics/adapter/counter-in-query';
import { matchersOf, type LabelMatcher } from '../rules/metrics/adapter/label-matchers';
import { hasValueWithoutSeries, seriesOf } from '../rules/metrics/adapter/series-in-query';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { PrometheusType } from '../values/prometheus-type';

/** The types of the series of a server, by name. */
type Shown = Readonly<Record<string, PrometheusType>>;

/** Parts of a histogram or a summary, which have the name of the series with an ending. */
const PART = /_(?:bucket|sum|count)$/;

/** The pods of a server, and what they show. */
export interface OwnSeries {
  /** The name of the Deployment or StatefulSet. */
  readonly name: string;
  /** Its kind: a Deployment unless it is given. */
  readonly kind?: string;
  readonly namespace?: string;
  /** The types of its series; undefined where they are unknown. */
  readonly shown?: Shown;
}

/**
 * Triggers that shall start the first pod, and read only what the pods of the server itself show. A query that selects
 * by another namespace, by other pods or by other labels, such as `job`, may read the same series of another workload.
 */
export function ownSeriesProblems(
  triggers: readonly KedaTrigger[], own: OwnSeries, reachesZero: boolean,
): Problem[] {
  if (!reachesZero) return [];
  const waking = [...triggers.entries()].filter(([, trigger]) => trigger._isReadAtZero);
  const isOfOwn = ({ _query }: KedaTrigger) => typeof _query === 'string' && isOwn(_query, own);
  if (waking.length === 0 || !waking.every(([, trigger]) => isOfOwn(trigger))) return [];
  const [i, { _query }] = waking[0];
  return [{
    code: 'scaling/keda-own-series-at-zero',
    field: `engine.triggers[${i}]`,
    value: _query,
    rule: 'must read something besides the series of the server itself',
    why: 'without a pod these series do not exist, so nothing would scale up from zero',
    fix: 'follow the queue or the requests at the gateway; or select the workload that shows the series by a label '
      + 'such as job or service',
  }];
}

/** Triggers that follow the value of a counter of the server, which only increases. */
export function ownCounterProblems(triggers: readonly KedaTrigger[], shown: Shown = {}): Problem[] {
  const problems = new Problems();
  for (const [i, { _query }] of triggers.entries()) {
    const counter = typeof _query === 'string' ? counterIn(_query, (name) => isCounter(name, shown)) : undefined;
    if (counter === undefined) continue;
    problems.add({
      code: 'scaling/keda-counter-without-rate',
      field: `engine.triggers[${i}]`,
      value: _query,
      rule: `must read ${counter} within rate or increase`,
      why: 'the server exposes it as a counter, which only increases, so the autoscaler would only scale up',
      fix: `use sum(rate(${counter}[1m]))`,
    });
  }
  return problems.all;
}

function isCounter(name: string, shown: Shown): boolean {
  if (has(shown, name)) return shown[name] === PrometheusType.COUNTER;
  const histogram = name.replace(PART, '');
  return has(shown, histogram) && shown[histogram] === PrometheusType.HISTOGRAM;
}

/** Whether a query reads series, and only such as the server shows, of no other pods than its own. */
export function isOwn(query: string, { name, kind, namespace, shown = {} }: OwnSeries): boolean {
  if (hasValueWithoutSeries(query)) return false;
  const isOfOwn = ({ label, operator, value }: LabelMatcher) => (
    (label === 'namespace' && !operator.startsWith('!') && value === namespace)
    || (label === 'pod' && operator === '=~' && value === podNames(name, kind)));
  if (matchersOf(query)?.every((list) => list.every(isOfOwn)) !== true) return false;
  const series = seriesOf(query);
  return series.length > 0 && series.every((one) => has(shown, one) || has(shown, one.replace(PART, '')));
}

function has(shown: Shown, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(shown, name);
}
