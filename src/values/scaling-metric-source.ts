import { describedProblems } from './described-object-problems';
import { InferenceMetric } from './inference-metric';
import { wrongMetricProblems } from './inference-metric-problems';
import type { DescribedObject, ScalingMetricOptions } from './scaling-metric-options';
import { DNS_LABEL, METRIC_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** A metric in the form of autoscaling/v2, and its problems. */
export interface MetricSource {
  /** Its type: `Resource`, `ContainerResource`, `Pods`, `Object` or `External`. */
  readonly type: string;
  /** The content of the field of that type. */
  readonly source: MetricContent;
  readonly problems: readonly Problem[];
}

/** What is measured, and the target that it is compared with: the fields of all types. */
export interface MetricContent {
  /** The resource. */
  readonly name?: string;
  readonly container?: string;
  readonly metric?: { readonly name: string; readonly selector?: { readonly matchLabels: Record<string, string> } };
  readonly describedObject?: DescribedObject;
  readonly target: MetricTarget;
}

interface MetricTarget {
  readonly type?: string;
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  readonly value?: string;
}

/** A resource of all containers, or of one, as a percentage of the request. */
export function utilization(resource: string, percent: number, container?: string): MetricSource {
  return ofResource(resource, { type: 'Utilization', averageUtilization: percent }, container, check.integer(
    'averageUtilization',
    percent,
    { min: 1 },
    'the API server would reject the HPA',
    'set a percentage of the request such as 60',
  ));
}

/** A resource of all containers, or of one, as a quantity. */
export function resourceValue(resource: string, quantity: string, container?: string): MetricSource {
  const target = { type: 'AverageValue', averageValue: quantity };
  return ofResource(resource, target, container, check.quantity('averageValue', quantity));
}

function ofResource(
  name: string,
  target: MetricTarget,
  container: string | undefined,
  ofTarget: Problem[],
): MetricSource {
  if (container === undefined) return { type: 'Resource', source: { name, target }, problems: ofTarget };
  const problems = new Problems();
  problems.addAll(check.name('container', container, DNS_LABEL, 'set the name of a container of the pod'));
  problems.addAll(ofTarget);
  return { type: 'ContainerResource', source: { name, container, target }, problems: problems.all };
}

/** A metric by its name in a metrics API. */
export interface NamedMetric {
  readonly metric: string;
  readonly options: ScalingMetricOptions;
  /** Whether the value or the average over the pods is compared. */
  readonly field: 'value' | 'averageValue';
  readonly quantity: string;
}

/** A custom metric of pods, or one from outside the cluster. */
export function ofIdentifier(type: 'Pods' | 'External', named: NamedMetric): MetricSource {
  return { type, source: identifier(named), problems: identifierProblems(named) };
}

/** A custom metric of one object. */
export function ofObject(described: DescribedObject, named: NamedMetric): MetricSource {
  const { apiVersion, kind, name } = described ?? {};
  return {
    type: 'Object',
    source: { describedObject: { apiVersion, kind, name }, ...identifier(named) },
    problems: [...identifierProblems(named), ...describedProblems(described)],
  };
}

function identifier({ metric, options: { matchLabels }, field, quantity }: NamedMetric): MetricContent {
  return {
    metric: matchLabels ? { name: metric, selector: { matchLabels: { ...matchLabels } } } : { name: metric },
    target: field === 'value' ? { type: 'Value', value: quantity } : { type: 'AverageValue', averageValue: quantity },
  };
}

function identifierProblems({ metric, options, field, quantity }: NamedMetric): Problem[] {
  const problems = new Problems();
  problems.addAll(check.name('metric', metric, METRIC_NAME, 'set the name of the metric in the metrics API'));
  problems.addAll(check.quantity(field, quantity));
  problems.addAll(check.labels('matchLabels', options.matchLabels));
  return problems.all;
}

/** A metric of the model server, by the name under which prometheus-adapter serves it. */
export function ofMeasure(metric: InferenceMetric, averageValue: string): MetricSource {
  const problems = new Problems();
  const isMetric = metric instanceof InferenceMetric;
  problems.addAll(isMetric ? metric._problems('metric') : wrongMetricProblems('metric', metric));
  problems.addAll(check.quantity('averageValue', averageValue));
  return {
    type: 'Pods',
    source: { metric: { name: metric?.name }, target: { type: 'AverageValue', averageValue } },
    problems: problems.all,
  };
}
