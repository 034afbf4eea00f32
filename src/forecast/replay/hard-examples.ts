import type { ServiceReplay } from './service-replay';
import type { Course, Demand } from '../demand/demand';

/**
 * The load of the cloud side of a joint inference: its own, and the hard examples among the requests that the edge
 * completes. What one takes in the cloud is as its own load says, else as long as at the edge.
 */
export function fedDemand(own: Demand, source: ServiceReplay, ofSource: Demand | undefined): Demand {
  const { requests, hardExamples } = ofSource ?? {};
  if (!requests || hardExamples === undefined) return own;
  const { load, pods } = source;
  const given = own.requests;
  const hardAt = (seconds: number) => hardExamples * load.servedAt(seconds, pods.ready(1000 * seconds));
  const rate: Course = {
    valueAt: (seconds) => (given?.rate.valueAt(seconds) ?? 0) + hardAt(seconds),
    jumpAfter: (seconds) => Math.min(given?.rate.jumpAfter?.(seconds) ?? Infinity, load.jumpAfter(seconds)),
  };
  return { ...own, requests: { ...(given ?? { ...requests, parallel: undefined }), rate } };
}
