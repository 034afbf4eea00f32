/** The objects of an example, to be broken: what is inside a HyperMLService stands in groups of its own. */
export interface World {
  readonly groups: any[][];
}

/** A mistake at one place: where it is, and what makes it. */
export type Change = readonly [where: string, make: () => void];

/** A kind of mistake that people make in manifests. */
export interface Mistake {
  readonly name: string;
  /** The rules of which one must report it, in a finding that was not there before. */
  readonly rules: readonly string[];
  /** The mistake at each place of a world where it can be made. */
  readonly at: (world: World) => Change[];
}

/** An autoscaler and the pod that it scales: of Kubernetes, of Karmada, or a worker of Sedna. */
export interface Scaler {
  readonly where: string;
  readonly object: any;
  readonly group: any[];
  /** What holds minReplicas, maxReplicas and metrics. */
  readonly limits: any;
  readonly pod?: any;
  readonly workload?: any;
}

export function worldOf(objects: any[]): World {
  const groups = [objects];
  for (const object of objects) {
    if (object.kind !== 'HyperMLService') continue;
    for (const workload of object.spec.workloads) groups.push(workload.manifests);
  }
  return { groups };
}

/** All objects of a kind, with the group in which each is. */
export function all({ groups }: World, kind: string): Array<{ object: any; group: any[]; where: string }> {
  return groups.flatMap((group) => group.filter((o) => o.kind === kind).map((object) => ({
    object, group, where: `${kind} ${object.metadata.name}`,
  })));
}

/** A mistake in each object of a kind; none where it returns nothing. */
export function each(kind: string, change: (object: any, group: any[]) => void) {
  return (world: World): Change[] => all(world, kind).map(({ object, group, where }) => (
    [where, () => change(object, group)]));
}

export function sameName(group: any[], kind: string, { name, namespace }: any): any {
  return group.find((o) => o.kind === kind && o.metadata.name === name && o.metadata.namespace === namespace);
}

const AUTOSCALERS = ['HorizontalPodAutoscaler', 'FederatedHPA'];

/** The autoscalers that have the form of autoscaling/v2, those of workers of Sedna among them. */
export function scalers(world: World): Scaler[] {
  const found: Scaler[] = [];
  for (const kind of AUTOSCALERS) {
    for (const { object, group, where } of all(world, kind)) {
      const { scaleTargetRef } = object.spec;
      const target = { name: scaleTargetRef.name, namespace: object.metadata.namespace };
      const workload = sameName(group, scaleTargetRef.kind, target);
      found.push({ where, object, group, limits: object.spec, workload, pod: workload.spec.template.spec });
    }
  }
  for (const { object, group, where } of all(world, 'JointInferenceService')) {
    for (const side of ['edgeWorker', 'cloudWorker']) {
      const { hpa, template } = object.spec[side];
      found.push({ where: `${side} of ${where}`, object, group, limits: hpa, pod: template.spec });
    }
  }
  return found;
}

/** A mistake at each autoscaler for which a condition holds. */
export function scaler(change: (found: Scaler) => void, condition: (found: Scaler) => boolean = () => true) {
  return (world: World): Change[] => scalers(world).filter(condition)
    .map((found) => [found.where, () => change(found)]);
}

/** Whether an autoscaler has a target utilization of a resource. */
export const hasUtilization = ({ limits }: Scaler): boolean => limits.metrics[0].resource !== undefined;
/** Whether an autoscaler is an object of its own. */
export const isOwn = ({ object }: Scaler): boolean => AUTOSCALERS.includes(object.kind);
export const isOfKubernetes = ({ object }: Scaler): boolean => object.kind === 'HorizontalPodAutoscaler';
/** Whether a workload is an object of its own. */
export const hasWorkload = ({ workload }: Scaler): boolean => workload !== undefined;
