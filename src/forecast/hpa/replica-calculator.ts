/**
 * How many replicas one metric asks for.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/podautoscaler/replica_calculator.go
 */
import type { ObservedPods } from './observed-pods';
import type { Tolerance } from '../model/hpa-settings';

/** Where a metric cannot be read, or says nothing: a number that is none, which needs no memory of its own. */
export const UNREADABLE = Number.NaN;

/** The largest number of the controller's replicas. */
const MOST = 2 ** 31 - 1;
const LEAST = -(2 ** 31);

export function isWithin(ratio: number, { up, down }: Tolerance): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/**
 * Whole replicas: Go's `int32(math.Ceil(…))`, which on amd64 gives the least number where the value is none of 32 bits.
 * So a target in a wrong unit (memory of `500m`) asks for nothing. On arm64 it would ask for all.
 */
export function whole(replicas: number): number {
  const up = Math.ceil(replicas);
  return up <= MOST ? up : LEAST;
}

/** The same where the controller looks for what is too much. */
function capped(replicas: number): number {
  return Math.min(Math.ceil(replicas), MOST);
}

/** A whole number cut off to 32 bits. */
export function wrapped(value: number): number {
  return value >= LEAST && value <= MOST ? value : Number(BigInt.asIntN(32, BigInt(value)));
}

/** Usage in percent of requests, as a whole number of 32 bits: more of them are cut off, as in the controller. */
function percentOf(usage: number, requests: number): number {
  const hundredfold = usage * 100;
  if (hundredfold <= Number.MAX_SAFE_INTEGER) return wrapped(Math.floor(hundredfold / requests));
  const exact = BigInt.asIntN(64, BigInt(Math.trunc(usage)) * 100n);
  return Number(BigInt.asIntN(32, exact / BigInt(Math.trunc(requests))));
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
  return pods.total === 0 ? UNREADABLE : capped(ratio * (pods.ready - pods.justReady));
}

/** The replicas for a metric of another object, so much for each replica: `existing` counts pods that are not ready. */
export function averageReplicas(
  existing: number, value: number, target: number, tolerance: Tolerance, isExternal: boolean,
): number {
  if (Number.isNaN(value)) return UNREADABLE;
  if (isWithin(value / (target * existing), tolerance)) return existing;
  return isExternal ? capped(value / target) : whole(value / target);
}
