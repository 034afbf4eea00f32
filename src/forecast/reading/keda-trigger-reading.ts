import { metricSettings } from './hpa-settings-of';
import { defaultActivation, defaultTarget } from './keda-targets';
import { fieldsOf, numberOf, textOf } from './plain-fields';
import { scalerOf, type NumberField } from '../../kubernetes/keda/scalers';
import { fieldName, isResource, missingFields, removedFields, wrongNumbers } from '../../kubernetes/keda/triggers';
import { seriesOf } from '../../rules/metrics/adapter/series-in-query';
import { isReadable } from '../engines/schedule-times';
import type { CronModel, KedaTriggerModel } from '../model/service-model';

/** One trigger: the metric of the autoscaler that KEDA makes, and what its operator reads. */
export interface ReadTrigger {
  /** In the form of autoscaling/v2. */
  readonly metric: any;
  readonly model: KedaTriggerModel;
  readonly notes: readonly string[];
}

interface Unbuilt {
  readonly because: string;
}

/**
 * The metric of a trigger has the name of the trigger; without one, that of the only series that its query reads; else
 * `s<index>-<type>`, which is how the name begins that KEDA gives it.
 *
 * @param taken the names of the triggers before
 * @param resource the metric of cpu and memory, as `Autoscaler` has it
 */
export function readTrigger(
  trigger: any, index: number, taken: ReadonlySet<string>, resource: unknown,
): ReadTrigger | Unbuilt {
  const type = textOf(trigger.type) ?? '';
  if (isResource(type)) {
    // KEDA 2.18 and newer do not take the type from the metadata any more.
    const isBuilt = textOf(trigger.metricType) !== undefined && metricSettings(resource) !== undefined;
    if (!isBuilt) return { because: 'it needs a metricType of Utilization or AverageValue, and a value' };
    return { metric: resource, model: { metric: type, type, activationMilli: 0 }, notes: [] };
  }
  const metadata = fieldsOf(trigger.metadata);
  const fault = buildFault(type, trigger, metadata);
  if (fault !== undefined) return { because: fault };
  const metric = unusedName(trigger, metadata, index, taken);
  const notes: string[] = [];
  const cron = type === 'cron' ? cronOf(metadata) : undefined;
  if (cron && 'because' in cron) return cron;
  if (cron && !isReadable({ schedule: cron.start, timeZone: cron.timeZone })) {
    notes.push(`KEDA does not know the time zone ${cron.timeZone} of ${metric}, so it counts as a metric that cannot `
      + 'be read.');
  }
  if (trigger.useCachedMetrics === true) {
    notes.push(`KEDA caches ${metric} between two polls, which is not modelled: it is always current here.`);
  }
  const target = cron ? 1 : targetOf(type, metadata);
  const held = { type: trigger.metricType ?? 'AverageValue', [heldIn(trigger)]: quantity(target) };
  if (target === undefined) notes.push(`The target of trigger ${metric} is not in the manifests.`);
  const activationMilli = activationOf(type, metadata) * 1000;
  return {
    metric: { type: 'External', external: { metric: { name: metric }, target: held } },
    model: { metric, type, activationMilli, ...(cron && { cron }) },
    notes,
  };
}

/** Why KEDA makes no autoscaler at all, as far as the metadata tell. */
function buildFault(type: string, trigger: any, metadata: any): string | undefined {
  if (!scalerOf(type)) return `KEDA has no type ${type}`;
  const given = { type, metadata, authenticationRef: trigger.authenticationRef };
  const [missing] = missingFields(given);
  if (missing) return `it lacks ${fieldName(missing)}`;
  const [removed] = removedFields(given);
  if (removed) return `KEDA ${removed.since} removed ${removed.name}`;
  const [wrong] = wrongNumbers(given);
  if (wrong) return `${wrong.name} is no number that it can use`;
  const isKnown = ['AverageValue', 'Value', '', undefined].includes(trigger.metricType);
  return isKnown ? undefined : `it cannot have the metricType ${String(trigger.metricType)}`;
}

function cronOf(metadata: any): CronModel | Unbuilt {
  const [start, end, timeZone] = [metadata.start, metadata.end, metadata.timezone].map(String);
  if (start === end) return { because: 'start and end are the same' };
  // Of an expression that can be read in one zone, nothing but the zone can be wrong in another.
  const wrong = [start, end].find((schedule) => schedule.startsWith('@') || !isReadable({ schedule, timeZone: 'UTC' }));
  if (wrong !== undefined) return { because: `it cannot read the time ${wrong}` };
  const replicas = numberOf(metadata.desiredReplicas) ?? 0;
  return replicas === 0 ? { because: 'desiredReplicas is 0' } : { start, end, timeZone, replicas };
}

function unusedName(trigger: any, metadata: any, index: number, taken: ReadonlySet<string>): string {
  const series = typeof metadata.query === 'string' ? [...new Set(seriesOf(metadata.query))] : [];
  const query = trigger.type === 'prometheus' && series.length === 1 ? series[0] : undefined;
  let name = `s${index}-${trigger.type}`;
  for (const wanted of [textOf(trigger.name), query]) {
    if (wanted !== undefined && !taken.has(wanted)) return wanted;
  }
  while (taken.has(name)) name += '-';
  return name;
}

/** The target in the field that the scaler reads it from; the first one that is set. */
function targetOf(type: string, metadata: any): number | undefined {
  const targets = (scalerOf(type)?.numbers ?? []).filter(({ isTarget }) => isTarget);
  const [set] = targets.filter(({ name }) => metadata[name] !== undefined);
  if (set) return numberOf(metadata[set.name]);
  // A variable of the container may hold it.
  const inVariable = targets.some(({ name }) => metadata[`${name}FromEnv`] !== undefined);
  return inVariable ? undefined : targets.map(({ name }) => defaultTarget(type, name)).find((one) => one !== undefined);
}

function activationOf(type: string, metadata: any): number {
  const isActivation = ({ name }: NumberField) => name.startsWith('activation');
  const values = (scalerOf(type)?.numbers ?? []).filter(isActivation).map(({ name }) => numberOf(metadata[name]));
  return values.find((value) => value !== undefined) ?? defaultActivation(type);
}

function heldIn(trigger: any): string {
  return trigger.metricType === 'Value' ? 'value' : 'averageValue';
}

/** KEDA writes a target with three digits. */
function quantity(target: number | undefined): string | undefined {
  return target === undefined ? undefined : target.toFixed(3);
}
