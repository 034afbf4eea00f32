import { namespaceOf, type Inventory } from '../kubernetes/inventory';
import type { Trigger } from '../kubernetes/keda/triggers';
import type { Manifest } from '../kubernetes/manifest';

/** A trigger as a ScaledObject or a ScaledJob holds it. */
export interface WrittenTrigger extends Trigger {
  readonly name?: string;
  readonly metricType?: string;
  readonly useCachedMetrics?: boolean;
}

/** A trigger, and where it is. */
export interface TriggerPlace {
  readonly object: Manifest;
  readonly at: string;
  readonly trigger: WrittenTrigger;
}

/** The objects of KEDA that have triggers. */
export function kedaObjects(inventory: Inventory): Manifest[] {
  const objects = [...inventory.of('ScaledObject'), ...inventory.of('ScaledJob')];
  return objects.filter((object) => object.apiVersion.startsWith('keda.sh/') && !inventory.isPatch(object));
}

/** The triggers of all of them. */
export function kedaTriggers(inventory: Inventory): TriggerPlace[] {
  const places: TriggerPlace[] = [];
  for (const object of kedaObjects(inventory)) {
    const triggers: readonly WrittenTrigger[] = object.spec?.triggers ?? [];
    for (const [i, trigger] of triggers.entries()) places.push({ object, at: `spec.triggers[${i}]`, trigger });
  }
  return places;
}

/** What of a TriggerAuthentication lists all that it gives. */
const LISTS = ['secretTargetRef', 'configMapTargetRef', 'env'];

/** The parameters that the authentication of a trigger gives; undefined where it is not known to give no others. */
export function authenticationParameters(
  inventory: Inventory, { object, trigger }: TriggerPlace,
): ReadonlySet<string> | undefined {
  const { kind = 'TriggerAuthentication', name } = Object(trigger.authenticationRef);
  if (typeof kind !== 'string' || typeof name !== 'string') return undefined;
  const namespace = kind === 'TriggerAuthentication' ? namespaceOf(object) : '';
  const spec = inventory.find(kind, namespace, name)?.spec;
  if (spec === undefined || !Object.keys(spec).every((key) => LISTS.includes(key))) return undefined;
  const parameters: Array<{ parameter?: string }> = LISTS.flatMap((list) => spec[list] ?? []);
  return new Set(parameters.map(({ parameter = '' }) => parameter));
}
