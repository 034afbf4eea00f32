import { fieldsOf, itemsOf, textOf, wholeOf } from './plain-fields';
import { namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import { put } from '../../kubernetes/label-index';
import type { Manifest } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import { KarmadaHub } from '../../rules/karmada/hub/karmada-hub';
import { OverriddenCopies } from '../../rules/karmada/hub/overridden-copies';
import { clustersOf, divides, divisionOf } from '../../rules/karmada/hub/replica-scheduling';
import { isDivisible, RETAIN_REPLICAS, supportsRetainLabel } from '../../rules/karmada/hub/replicated-kinds';
import { title } from '../../rules/rule';
import { isReadable } from '../engines/schedule-times';
import type { DivisionModel, ScheduleModel } from '../model/service-model';

/** What Karmada makes of a workload and its autoscaler. */
export interface ReadHub {
  readonly division?: DivisionModel;
  readonly schedules?: readonly ScheduleModel[];
  readonly notModelled: readonly string[];
}

export function readHub(inventory: Inventory, scaler: Manifest, { object }: Workload): ReadHub {
  const policy = KarmadaHub.of(inventory).policyOf(object);
  const notModelled: string[] = [];
  if (scaler.kind === 'FederatedHPA') {
    const schedules = schedulesOf(inventory, scaler, object, notModelled);
    const division = policy && federatedDivision(policy, object, notModelled);
    if (policy) notModelled.push(...overrides(inventory, [object]));
    if (!policy) notModelled.push('No policy of Karmada propagates it, so it has no cluster: this is one cluster.');
    return { division, schedules: schedules.length > 0 ? schedules : undefined, notModelled };
  }
  if (policy) notModelled.push(...inEachCluster(policy, scaler, object), ...overrides(inventory, [object, scaler]));
  return { notModelled };
}

function federatedDivision(policy: Manifest, object: Manifest, notModelled: string[]): DivisionModel | undefined {
  const all = clustersOf(policy);
  if (all === undefined) {
    notModelled.push('Which clusters its policy selects is not in the manifests, so no replicas by cluster are shown.');
    return undefined;
  }
  if (!divides(policy)) {
    if (all.length > 1) {
      notModelled.push(`Each of its clusters (${all.join(', ')}) has all its replicas: the figures are those of one `
        + 'cluster, so give the load of one, which is the mean of them.');
    }
    return { clusters: all, duplicated: true };
  }
  const division = isDivisible(object) ? divisionOf(policy) : undefined;
  const isSure = division !== undefined && division.clusters.length === all.length;
  if (division && !isSure) {
    notModelled.push('Among which of its clusters Karmada divides the replicas is not known, so none are shown by '
      + 'cluster.');
    return undefined;
  }
  if (!division?.weights) {
    notModelled.push('Karmada divides its replicas by the room in each cluster, which is not modelled.');
    return { clusters: all, duplicated: false };
  }
  return { clusters: division.clusters, weights: division.weights, duplicated: false };
}

/** An autoscaler that Karmada propagates works in each cluster by itself, on the load of that cluster. */
function inEachCluster(policy: Manifest, scaler: Manifest, object: Manifest): string[] {
  const clusters = clustersOf(policy);
  const which = clusters ? ` (${clusters.join(', ')})` : '';
  const notes = [`It is scaled in each cluster by itself${which}: the figures are those of one cluster, for its load.`];
  if (divides(policy)) notes.push('Karmada divides what its autoscaler scales, so each undoes the other: no model.');
  const isRetained = object.metadata?.labels?.[RETAIN_REPLICAS] === 'true';
  if (scaler.kind === 'HorizontalPodAutoscaler' && supportsRetainLabel(object) && !isRetained) {
    notes.push('Without the retain-replicas label Karmada sets its replicas back again and again: not modelled.');
  }
  return notes;
}

/** What override policies change of objects in some clusters. */
function overrides(inventory: Inventory, objects: readonly Manifest[]): string[] {
  const notes: string[] = [];
  for (const object of new Set(objects)) {
    const policy = KarmadaHub.of(inventory).policyOf(object);
    const copies = policy ? OverriddenCopies.of(inventory).copiesOf(object, policy) : [];
    const changed = copies.filter(({ manifest }) => manifest !== object);
    const clusters = [...new Set(changed.flatMap((copy) => copy.clusters))];
    const where = clusters.length > 0 ? ` in ${clusters.join(', ')}` : '';
    // Without a copy, something is overridden that is not known here.
    const isChanged = clusters.length > 0 || (policy !== undefined && copies.length === 0);
    if (isChanged) notes.push(`What override policies change of ${title(object)}${where} is not modelled.`);
  }
  return notes;
}

/** The rules of the CronFederatedHPAs of an autoscaler, and of those of its workload. */
function schedulesOf(
  inventory: Inventory, scaler: Manifest, workload: Manifest, notModelled: string[],
): ScheduleModel[] {
  const found: ScheduleModel[] = [];
  for (const schedule of scheduled(inventory, scaler, workload)) {
    const { spec, metadata } = schedule;
    const isAutoscaler = fieldsOf(fieldsOf(spec).scaleTargetRef).kind === scaler.kind;
    for (const rule of itemsOf(fieldsOf(spec).rules)) {
      if (rule.suspend === true) continue;
      const model = scheduleOf(rule, isAutoscaler);
      if (isReadable(model)) found.push(model);
      else notModelled.push(`Karmada cannot read the times of rule ${model.name} of ${metadata?.name}: it never runs.`);
    }
  }
  return found;
}

const SCHEDULES = new WeakMap<Inventory, ReadonlyMap<string, readonly Manifest[]>>();

/** The CronFederatedHPAs of an autoscaler and of its workload. */
function scheduled(inventory: Inventory, ...targets: readonly Manifest[]): readonly Manifest[] {
  const known = SCHEDULES.get(inventory) ?? byTarget(inventory.of('CronFederatedHPA'));
  SCHEDULES.set(inventory, known);
  return targets.flatMap((target) => known.get(`${namespaceOf(target)}/${target.kind}/${target.metadata?.name}`) ?? []);
}

function byTarget(schedules: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const schedule of schedules) {
    const { kind, name } = fieldsOf(fieldsOf(schedule.spec).scaleTargetRef);
    put(found, `${namespaceOf(schedule)}/${kind}/${name}`, schedule);
  }
  return found;
}

function scheduleOf(rule: any, isAutoscaler: boolean): ScheduleModel {
  const bounds = { minReplicas: wholeOf(rule.targetMinReplicas), maxReplicas: wholeOf(rule.targetMaxReplicas) };
  return {
    name: textOf(rule.name) ?? '',
    schedule: textOf(rule.schedule) ?? '',
    timeZone: textOf(rule.timeZone) ?? '',
    ...(isAutoscaler ? bounds : { replicas: wholeOf(rule.targetReplicas) }),
  };
}
