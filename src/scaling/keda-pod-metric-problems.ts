import { measureProblems } from '../metrics/measure-problems';
import type { ModelServer } from '../servers/model-server';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';
import { measureOf } from '../values/measure-of';
import type { ScalingMetric } from '../values/scaling-metric';

/**
 * Metrics of pods for which KEDA cannot query Prometheus, though a metrics API may serve them, and whatever
 * `PrometheusAdapterRules` refuses of the same metrics. A missing address is one fault, however many metrics need it.
 */
export function podMetricProblems(
  metrics: readonly ScalingMetric[], prometheus: string | undefined, server: ModelServer | undefined,
): Problem[] {
  const problems = new Problems();
  const ofPods = [...metrics.entries()].filter(([, metric]) => metric._ofPods !== undefined);
  for (const [i, metric] of ofPods) problems.addAll(queryProblems(`metrics[${i}]`, metric, server));
  if (prometheus === undefined && ofPods.length > 0) {
    const [i, metric] = ofPods[0];
    problems.add({
      code: 'scaling/keda-prometheus-missing',
      field: `metrics[${i}]`,
      value: metric._ofPods!.name,
      rule: 'needs engine.prometheus',
      why: 'KEDA queries Prometheus for metrics of pods',
      fix: 'set prometheus in ScalingEngine.keda',
    });
  }
  return problems.all;
}

function queryProblems(field: string, metric: ScalingMetric, server: ModelServer | undefined): Problem[] {
  const { name, averageValue, labels } = metric._ofPods!;
  const measure = measureOf(metric)!;
  const problems = new Problems();
  if (measure._problems('').length === 0) {
    if (server) problems.addAll(measureProblems('', measure, server));
  } else if (!metric._inference) {
    problems.add({
      code: 'scaling/keda-not-a-series',
      field: 'metric',
      value: name,
      rule: 'must be the name of a Prometheus series with KEDA',
      why: 'KEDA queries Prometheus by this name, and Prometheus would reject the query',
      fix: 'give the name of the series that the pods expose, or use ScalingMetric.inference',
    });
  }
  for (const label of Object.keys(labels ?? {})) {
    if (/^[a-zA-Z_]\w*$/.test(label)) continue;
    problems.add({
      code: 'scaling/keda-not-a-label',
      field: `matchLabels[${JSON.stringify(label)}]`,
      rule: 'the key must be the name of a Prometheus label with KEDA',
      why: 'KEDA queries Prometheus by this label, and Prometheus would reject the query',
      fix: 'give the name of the label in Prometheus',
    });
  }
  if (parseQuantity(averageValue)! < 0.001) {
    problems.add({
      code: 'scaling/keda-target-too-small',
      field: 'averageValue',
      value: averageValue,
      rule: 'must be at least 1m with KEDA',
      why: 'KEDA rounds targets to thousandths, and the API server rejects a target of zero',
      fix: 'use a metric in a smaller unit',
    });
  }
  return within(field, problems.all);
}
