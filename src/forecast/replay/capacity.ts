import type { RequestDemand } from '../demand/demand';
import type { ContainerModel, PodModel } from '../model/service-model';

/** What one container can use of the load's CPU: its limit, and what its threads are good for; in milli. */
export function usableMilli({ limitMilli, threadsMilli }: ContainerModel): number {
  return Math.min(limitMilli ?? Infinity, threadsMilli ?? Infinity);
}

/** The cores that one pod can use for the load; Infinity where nothing limits them. */
export function coresOfPod({ containers }: PodModel): number {
  const loaded = containers.filter(({ share }) => share > 0);
  return loaded.reduce((sum, one) => sum + usableMilli(one), 0) / 1000;
}

/** The requests per second that one pod can complete; Infinity where nothing limits them. */
export function requestsOfPod(pod: PodModel, demand: RequestDemand): number {
  const { serviceSeconds, cpuSeconds, parallel = pod.parallelRequests } = demand;
  const byParallel = parallel === undefined ? Infinity : parallel / serviceSeconds;
  if (cpuSeconds === 0) return byParallel;
  const bySpan = pod.containers.filter(({ share }) => share > 0);
  const byCores = bySpan.map((one) => usableMilli(one) / 1000 / (cpuSeconds * one.share));
  return Math.min(byParallel, ...byCores);
}
