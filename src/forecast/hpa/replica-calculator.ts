/**
 * How many replicas one metric asks for.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/podautoscaler/replica_calculator.go
 */
import type { ObservedPods } from './observed-pods';
import type { Tolerance } from '../model/hpa-settings';

/** Where a metric cannot be read, or says nothing: a number that is none, which needs no memory of its own. */
export const UNREADABLE = Number.NaN;

/** The bounds of the controller's numbers. */
const MOST = 2 ** 31 - 1;
const LEAST = -(2 ** 31);

export function isWithin(ratio: number, { up, down }: Tolerance): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/**
 * Whole replicas as Go's `int32(math.Ceil(…))` has them on amd64: what does not fit becomes the lowest number there is,
 * so such a metric scales in.
 */
function whole(replicas: number): number {
  const up = Math.ceil(replicas);
  return up > MOST ? LEAST : up;
}

/** Whole replicas where the controller cuts them at the largest number. */
function atMost(replicas: number): number {
  return Math.min(Math.ceil(replicas), MOST);
}

/** Usage in percent of requests, as a whole number. */
function percentOf(usage: number, requests: number): number {
  const hundredfold = usage * 100;
  if (hundredfold <= Number.MAX_SAFE_INTEGER) return Math.floor(hundredfold / requests);
  return Number((BigInt(Math.trunc(usage)) * 100n) / BigInt(Math.trunc(requests)));
}

/** What is known of a metric that pods have. */
export interface PodMetric {
  /** Of each measured pod. */
  readonly value: number;
  readonly target: number;
  /** The request of a pod, for a utilization; undefined for an average. */
  readonly request?: number;
  /** Of CPU, the samples of young pods do not count. */
  readonly isCpu: boolean;
}

/** The replicas for a metric of pods: a utilization, or an average. */
export function podMetricReplicas(
  current: number, metric: PodMetric, pods: ObservedPods, tolerance: Tolerance,
): number {
  const { value, target, request, isCpu } = metric;
  const counted = isCpu ? pods.mature : pods.mature + pods.young;
  const unready = isCpu ? pods.pending + pods.early + pods.young : pods.pending;
  const missing = pods.starting + pods.unmeasured + (isCpu ? 0 : pods.early);
  // A value that is unreadable, or a request that is missing, is not a number.
  if (counted === 0 || Number.isNaN(value) || request === 0 || Number.isNaN(request)) return UNREADABLE;
  const ratio = usageRatio(value * counted, counted, target, request);
  const scalesUpWithUnready = unready > 0 && ratio > 1;
  if (!scalesUpWithUnready && missing === 0) {
    return isWithin(ratio, tolerance) ? current : whole(ratio * counted);
  }
  let usage = value * counted;
  let considered = counted;
  if (missing > 0 && ratio !== 1) {
    considered += missing;
    // Scaling down, a pod without a sample counts as one that uses what it may; scaling up, as one that uses nothing.
    if (ratio < 1) usage += missing * assumedUsage(target, request);
  }
  if (scalesUpWithUnready) considered += unready;
  const corrected = usageRatio(usage, considered, target, request);
  const turns = (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1);
  if (isWithin(corrected, tolerance) || turns) return current;
  const replicas = whole(corrected * considered);
  const turnsBack = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current);
  return turnsBack ? current : replicas;
}

function usageRatio(usage: number, pods: number, target: number, request: number | undefined): number {
  if (request === undefined) return Math.trunc(usage / pods) / target;
  return percentOf(usage, request * pods) / target;
}

function assumedUsage(target: number, request: number | undefined): number {
  return request === undefined ? target : Math.trunc((request * Math.max(100, target)) / 100);
}

/** The replicas for a metric of another object that is compared with a value as it is. */
export function valueReplicas(
  current: number, value: number, target: number, pods: ObservedPods, tolerance: Tolerance,
): number {
  if (Number.isNaN(value)) return UNREADABLE;
  const ratio = value / target;
  // From zero, neither pods nor the tolerance count.
  if (current === 0) return whole(ratio);
  if (isWithin(ratio, tolerance)) return current;
  return pods.total === 0 ? UNREADABLE : atMost(ratio * (pods.ready - pods.justReady));
}

/** The replicas for a metric of another object, so much for each replica: `existing` counts pods that are not ready. */
export function averageReplicas(
  existing: number, { value, target, isExternal }: TotalMetric, tolerance: Tolerance,
): number {
  if (Number.isNaN(value)) return UNREADABLE;
  if (isWithin(value / (target * existing), tolerance)) return existing;
  return isExternal ? atMost(value / target) : whole(value / target);
}

/** What is known of a metric that another object has, or something outside of the cluster. */
export interface TotalMetric {
  readonly value: number;
  readonly target: number;
  readonly isExternal: boolean;
}
