import type { MetricSettings } from '../model/hpa-settings';
import type { MetricData } from '../report/forecast-data';

const RESOURCES: ReadonlyMap<string, string> = new Map([['cpu', 'CPU'], ['memory', 'memory']]);

/** A metric and its target in words: `CPU utilization`, `60 %`. */
export function metricWords(metric: MetricSettings): MetricData {
  return { name: nameOf(metric), target: targetOf(metric) };
}

function nameOf({ type, name, container, target }: MetricSettings): string {
  if (name === '') return 'a metric that can never be read';
  const resource = type === 'Resource' || type === 'ContainerResource' ? RESOURCES.get(name) : undefined;
  const of = container === undefined ? '' : ` of container ${container}`;
  if (target === 'utilization') return `${resource ?? name} utilization${of}`;
  return target === 'averageValue' ? `${resource ?? name}${of}, average per pod` : name;
}

function targetOf({ type, name, target, value }: MetricSettings): string {
  if (target === 'utilization') return `${value} %`;
  const amount = value / 1000;
  const isOfPod = type === 'Resource' || type === 'ContainerResource';
  if (!isOfPod) return number(amount);
  return name === 'memory' ? `${number(amount / 2 ** 20)}Mi` : `${number(amount)} cores`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(6)));
}
