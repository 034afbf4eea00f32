import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { podLabelsOf } from '../cdk8s-plus/pod-labels';

/** The objects that have a placement. A second one would be an alternative to the first, not a condition. */
const placed = new WeakSet<ApiObject>();

/** Whether a workload or pod is placed, whichever of the two is given: the construct or its object. */
export function isPlaced(pod: IConstruct): boolean {
  return placed.has(ApiObject.of(pod));
}

export function markPlaced(pod: IConstruct): void {
  placed.add(ApiObject.of(pod));
}

/** By which labels the pods of a workload are counted when they are spread. */
export interface SpreadLabels {
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Whether they have the label `pod-template-hash`, as those of a Deployment do: then each revision counts for
   * itself.
   */
  readonly byRevision: boolean;
}

/** The labels of pods that another controller gives them. */
const described = new WeakMap<ApiObject, SpreadLabels>();

/** Says which labels pods will have that are not printed with them: another controller makes their Deployment. */
export function describeLabels(pod: IConstruct, labels: SpreadLabels): void {
  described.set(ApiObject.of(pod), labels);
}

/** The labels that select the pods of a workload; those of the pods where nothing selects them; undefined for none. */
export function spreadLabelsOf(pod: IConstruct): SpreadLabels | undefined {
  const object = ApiObject.of(pod);
  const known = described.get(object);
  if (known) return known;
  const labels = podLabelsOf(pod);
  return labels && { labels, byRevision: object.kind === 'Deployment' };
}
