import { fieldsOf } from './plain-fields';
import { groupKind, namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { listed } from '../../rules/listed';
import { title } from '../../rules/rule';

/** What changes replicas in another way than the controllers that are replayed, by group and kind. */
const OTHERS: ReadonlyArray<readonly [kind: string, why: string]> = [
  ['tensorstack.dev/MLService', 'Knative scales its pods by their requests'],
  ['tensorstack.dev/HyperMLService', 'its services are made in other clusters'],
  ['serving.knative.dev/Service', 'Knative scales its pods by their requests'],
  ['serving.kserve.io/InferenceService', 'the autoscaler of its pods is made by KServe'],
  ['keda.sh/ScaledJob', 'KEDA makes Jobs of it'],
];

/** The objects of a set that scale in a way that is not modelled. */
export function unforecastNotes(inventory: Inventory): string[] {
  const notes: string[] = [];
  for (const [name, why] of OTHERS) {
    const kind = name.slice(name.indexOf('/') + 1);
    const found = inventory.of(kind).filter((object: Manifest) => groupKind(object.apiVersion, kind) === name);
    if (found.length > 0) notes.push(`Not modelled: ${listed(found.map(title))}, as ${why}.`);
  }
  const idle = scheduledWithoutService(inventory);
  const names = listed(idle.map(title));
  if (idle.length > 0) notes.push(`Not modelled: ${names}, as no FederatedHPA of the set scales the same.`);
  return notes;
}

/** The schedules of Karmada that are those of no FederatedHPA, and of no workload of one. */
function scheduledWithoutService(inventory: Inventory): Manifest[] {
  const known = new Set<string>();
  for (const { object, namespace, target, targetRef } of inventory.autoscalers) {
    if (object.kind !== 'FederatedHPA' || !target) continue;
    known.add(`${namespace}/FederatedHPA/${object.metadata?.name}`).add(`${namespace}/${targetRef}`);
  }
  return inventory.of('CronFederatedHPA').filter((object) => {
    const { kind, name } = fieldsOf(fieldsOf(object.spec).scaleTargetRef);
    const isKnown = known.has(`${namespaceOf(object)}/${kind}/${name}`);
    return object.apiVersion.startsWith('autoscaling.karmada.io/') && !isKnown;
  });
}
