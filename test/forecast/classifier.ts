import { Duration, type Chart } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  AutoscaledInference, Forecast, Load, LoadProfile, type AutoscaledInferenceProps, type ForecastOptions,
} from '../../src';
import { autoscaledProps, testChart } from '../helpers';

/** An autoscaled server at 60 % of one core, from 1 to 10 replicas. It may use two cores. */
export function addClassifier(
  chart: Chart, id = 'Classifier', changes: Partial<AutoscaledInferenceProps> = {},
): AutoscaledInference {
  const resources = { cpu: { request: Cpu.units(1), limit: Cpu.units(2) }, requests: { memory: '1Gi' } };
  return new AutoscaledInference(chart, id, autoscaledProps({ resources, maxReplicas: 10, ...changes }));
}

/** A chart with one such server, whose workload is called `classifier`. */
export function classifierChart(changes: Partial<AutoscaledInferenceProps> = {}): Chart {
  const chart = testChart();
  addClassifier(chart, 'Classifier', changes);
  return chart;
}

/** The forecast of such a chart, whose pods are ready and measured at once unless something else is said. */
export function classifier(options: ForecastOptions = {}, changes: Partial<AutoscaledInferenceProps> = {}): Forecast {
  const startup = { classifier: Duration.seconds(0) };
  return Forecast.of(classifierChart(changes), { startup, metricsLag: Duration.seconds(0), ...options });
}

/** Cores in steps of minutes. */
export function coresAt(...steps: ReadonlyArray<readonly [minutes: number, value: number]>): Load {
  return Load.cores(LoadProfile.steps(steps.map(([minutes, value]) => ({ at: Duration.minutes(minutes), value }))));
}

export const HOUR = { duration: Duration.hours(1) };

/** What a page would run, or load from elsewhere. */
export function reachesOut(page: string): string[] {
  const address = /(?:src|href|action|data)\s*=\s*["']?([^"'\s>]*)|url\(([^)]*)\)|@import\s+(\S+)/gi;
  const addresses = [...page.matchAll(address)].map(([, attribute, url, imported]) => attribute ?? url ?? imported);
  const scripts = [...page.matchAll(/<(?:script|iframe|object|embed)\b|\son\w+\s*=/gi)].map(([text]) => text);
  return [...addresses.filter((one) => !/^(#|data:,$)/.test(one)), ...scripts];
}
