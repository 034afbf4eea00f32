import { isDeepStrictEqual } from 'util';
import { UNREADABLE_METRIC, type HpaSettings, type MetricSettings, type ScalingRules } from '../model/hpa-settings';

/** Settings to try: the autoscaler with them, and the same in words. */
export interface Candidate {
  readonly hpa: HpaSettings;
  readonly settings: string;
}

/** Targets, in proportion to the present one. */
const FACTORS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5];
/** Seconds that scaling down waits. */
const DOWN_WINDOWS = [60, 120, 300, 600];
/** Replicas always there, as a share of the present peak. */
const MINIMUM_SHARES = [0.1, 0.25, 0.5, 0.75, 1];

/**
 * All settings that a search tries for one service: targets, minimums and scale-down windows, each with each; and the
 * scale-up of Kubernetes where `behavior` has another.
 */
export function candidates(present: HpaSettings, peak: number): Candidate[] {
  const targets = new Map(FACTORS.map((factor) => {
    const metrics = scaled(present.metrics, factor);
    return [JSON.stringify(metrics), metrics];
  }));
  const minimums = minimumsFor(present, peak);
  const windows = unique([downWindow(present), ...DOWN_WINDOWS]);
  return withPaces(present).flatMap(({ hpa, words }) => [...targets.values()].flatMap((metrics) => (
    minimums.flatMap((minReplicas) => windows.map((window) => (
      candidate({ ...withWindow(hpa, window), metrics, minReplicas }, words)))))));
}

/** Settings in words, the same for those that are there and for those that are tried. */
export function candidate(hpa: HpaSettings, pace: readonly string[] = []): Candidate {
  const readable = hpa.metrics.filter((metric) => metric !== UNREADABLE_METRIC);
  const targets = readable.map(({ target, value }) => (target === 'utilization' ? `${value} %` : `${value / 1000}`));
  const words = [`minimum ${hpa.minReplicas}`, `scale-down window ${downWindow(hpa)} s`, ...pace];
  if (targets.length > 0) words.unshift(`target ${targets.join(' and ')}`);
  return { hpa, settings: words.join(', ') };
}

/** The pace of scaling up that is there, and that of Kubernetes where `behavior` has another. */
function withPaces(hpa: HpaSettings): Array<{ readonly hpa: HpaSettings; readonly words: readonly string[] }> {
  const own = { hpa, words: [] };
  if (hpa.behavior === undefined || isDeepStrictEqual(hpa.behavior.scaleUp, UP)) return [own];
  return [own, { hpa: { ...hpa, behavior: { ...hpa.behavior, scaleUp: UP } }, words: ["Kubernetes' own scale-up"] }];
}

function minimumsFor({ minReplicas, maxReplicas }: HpaSettings, peak: number): number[] {
  const shares = MINIMUM_SHARES.map((share) => Math.min(maxReplicas, Math.max(1, Math.round(share * peak))));
  return unique([minReplicas, ...shares]).sort((a, b) => a - b);
}

/** Whole percentages, and values of three digits: what a person would write. */
function scaled(metrics: readonly MetricSettings[], factor: number): MetricSettings[] {
  return metrics.map((metric) => {
    // What can never be read stays the one that it is known by.
    if (metric === UNREADABLE_METRIC) return metric;
    return { ...metric, value: rounded(factor * metric.value, unitOf(metric)) };
  });
}

/** Whole percentages; a whole value stays whole, because some triggers of KEDA take no other. */
function unitOf({ target, value }: MetricSettings): number {
  return target !== 'utilization' && value % 1000 === 0 ? 1000 : 1;
}

function rounded(value: number, unit: number): number {
  return Math.max(unit, unit * Math.round(Number((value / unit).toPrecision(3))));
}

export function downWindow({ behavior, downscaleStabilizationSeconds }: HpaSettings): number {
  return behavior?.scaleDown.stabilizationSeconds ?? downscaleStabilizationSeconds;
}

/** What Kubernetes fills in where `behavior` says nothing of a direction. */
const UP: ScalingRules = {
  stabilizationSeconds: 0,
  select: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
};
const DOWN_POLICIES: ScalingRules['policies'] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

/** A window of its own makes `behavior` necessary, whose pace is another one than the controller's own. */
function withWindow(hpa: HpaSettings, window: number): HpaSettings {
  if (window === downWindow(hpa)) return hpa;
  const { scaleUp = UP, scaleDown } = hpa.behavior ?? {};
  const down: ScalingRules = { select: 'Max', policies: DOWN_POLICIES, ...scaleDown, stabilizationSeconds: window };
  return { ...hpa, behavior: { scaleUp, scaleDown: down } };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
