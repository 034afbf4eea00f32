import type { Course, Demand } from '../demand/demand';
import type { ServiceModel } from '../model/service-model';

/**
 * In how many clusters a service has all its replicas. A FederatedHPA counts the pods of all of them and divides by the
 * clusters, so what one of them gets decides.
 */
export function copiesOf({ division, autoscaler }: ServiceModel): number {
  const isDuplicated = division?.duplicated === true && autoscaler.startsWith('FederatedHPA/');
  return isDuplicated ? Math.max(1, division.clusters.length) : 1;
}

/** The demand of one of several clusters, which share the load evenly. */
export function clusterShare(demand: Demand, clusters: number): Demand {
  if (clusters === 1) return demand;
  const { cores, requests, metrics } = demand;
  const part = (course: Course): Course => ({ valueAt: (seconds) => course.valueAt(seconds) / clusters });
  return {
    ...demand,
    cores: cores && part(cores),
    requests: requests && { ...requests, rate: part(requests.rate) },
    metrics: new Map([...metrics].map(([name, course]) => [name, part(course)])),
  };
}
