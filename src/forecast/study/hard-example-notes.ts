import type { Demand } from '../demand/demand';
import type { ServiceModel } from '../model/service-model';

/** What to know of the load of a joint inference's cloud, which its edge sends. */
export function hardExampleNotes(
  { hardExamplesFrom: edge, id }: ServiceModel, demands: ReadonlyMap<string, Demand>,
): string[] {
  const ofEdge = edge === undefined ? undefined : demands.get(edge);
  if (ofEdge === undefined) return [];
  const { requests, hardExamples } = ofEdge;
  if (hardExamples === undefined) return ['The load of its edge has no share of hard examples: none comes from there.'];
  if (!requests) return ['The load of its edge is not in requests, so no hard example comes from there.'];
  if (demands.get(id)?.requests) return [];
  return ['A hard example takes as long here as at the edge: for another time give a load of its own, which may be 0.'];
}
