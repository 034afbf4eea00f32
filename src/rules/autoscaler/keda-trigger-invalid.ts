import { KEDA_VERSION, scalerOf } from '../../kubernetes/keda/scalers';
import {
  fieldName, isResource, missingFields, nearestType, placesOf, removedFields, wrongNumbers,
} from '../../kubernetes/keda/triggers';
import type { Manifest } from '../../kubernetes/manifest';
import { isTimeZoneOfGo } from '../../validation/time-zone';
import {
  authenticationParameters, kedaObjects, kedaTriggers, type TriggerPlace, type WrittenTrigger,
} from '../keda-triggers';
import { isRange, resultOf } from '../metrics/adapter/single-value-query';
import type { Report, Rule } from '../rule';

const NO_HPA = 'KEDA cannot build the trigger, so it makes no HorizontalPodAutoscaler: no other trigger scales either';
const NO_JOBS = 'KEDA cannot build the trigger, so it starts no Jobs, for no other trigger either';
const TYPES = 'https://keda.sh/docs/latest/scalers/';

export const kedaTriggerInvalid: Rule = {
  id: 'keda-trigger-invalid',
  title: 'KEDA must be able to build every trigger',
  severity: 'error',
  description: [
    'Fires when a trigger of a ScaledObject or a ScaledJob',
    '',
    '- lacks a field that its type requires, or sets one that KEDA has removed (`type` in the metadata of `cpu` and',
    '  `memory`, since 2.18);',
    '- is of type `cpu` or `memory` without the `metricType` Utilization or AverageValue, or of another type with',
    '  Utilization;',
    '- has a value in its metadata that is no string, a threshold that is no number (`60%`), or a target that is not',
    '  above 0;',
    '- is of type `prometheus`, and its query returns a number (`scalar(…)`, `time()`) or a range (`requests[5m]`);',
    '- is of type `cron` with a `timezone` that is not in the IANA database: KEDA fails at every poll then, though the',
    '  ScaledObject is Ready;',
    `- is of a type that KEDA ${KEDA_VERSION} does not have, and that is written almost like one that it has.`,
    '',
    'It also fires on a ScaledJob with triggers of type `cpu` and `memory` alone, which KEDA skips for Jobs.',
    '',
    'It is silent on other unknown types, which a newer KEDA may have, and on a ScaledObject with `scalingModifiers`',
    'where a target is missing. A field that the type may read from a TriggerAuthentication counts as given when the',
    'trigger has an `authenticationRef`; where that TriggerAuthentication is among the objects, its parameters count.',
    '',
    "Neither the API server nor KEDA's webhook reads the metadata of a trigger, besides that they are strings. The",
    'ScaledObject is accepted, is not Ready, and there is no HorizontalPodAutoscaler at all.',
  ].join('\n'),
  fix: [
    'Set the field, or remove the one that KEDA no longer has.',
    '',
    `Acknowledge it when the cluster runs another version of KEDA than ${KEDA_VERSION}, and that version accepts the`,
    'trigger.',
  ].join('\n'),
  source: TYPES,
  failing: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metadata: { type: Utilization, value: '60' } }
`,
  repaired: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }
`,
  check: (inventory, report) => {
    for (const place of kedaTriggers(inventory)) {
      checkTrigger(place, authenticationParameters(inventory, place), report);
    }
    for (const object of kedaObjects(inventory)) if (object.kind === 'ScaledJob') checkJob(object, report);
  },
};

function checkTrigger(
  { object, at, trigger }: TriggerPlace, parameters: ReadonlySet<string> | undefined, report: Report,
): void {
  const { type } = trigger;
  if (type === undefined) return;
  if (scalerOf(type) === undefined) {
    checkType(object, at, type, report);
    return;
  }
  const isComposed = object.spec?.advanced?.scalingModifiers !== undefined;
  const removed = removedFields(trigger);
  for (const { name, since, instead } of removed) {
    report(object, {
      field: `${at}.metadata.${name}`,
      value: trigger.metadata?.[name],
      rule: `must not be set: KEDA ${since} has removed it`,
      why: noneOf(object),
      fix: `remove it, and use ${instead}`,
    });
  }
  if (!isComposed) checkMissing(object, at, trigger, parameters, report);
  checkTexts(object, at, trigger, report);
  checkNumbers(object, at, trigger, isComposed, report);
  checkQuery(object, at, trigger, report);
  checkZone(object, at, trigger, report);
  if (removed.length === 0) checkMetricType(object, at, trigger, report);
}

/** What follows from a trigger that KEDA cannot build. */
function noneOf({ kind }: Manifest): string {
  return kind === 'ScaledJob' ? NO_JOBS : NO_HPA;
}

/** The autoscaler that reads CPU and memory for KEDA is of pods that stay, and there is none for Jobs. */
function checkJob(object: Manifest, report: Report): void {
  const triggers: readonly WrittenTrigger[] = object.spec?.triggers ?? [];
  if (triggers.length === 0 || !triggers.every(({ type }) => isResource(type))) return;
  report(object, {
    field: 'spec.triggers',
    value: [...new Set(triggers.map(({ type }) => type))].join(' and '),
    rule: 'needs a trigger of another type',
    why: 'KEDA skips cpu and memory in a ScaledJob, so it never starts a Job',
    fix: 'follow the queue that the Jobs take their work from',
  });
}

function checkType(object: Manifest, at: string, type: string, report: Report): void {
  const nearest = nearestType(type);
  if (nearest === undefined) return;
  report(object, {
    field: `${at}.type`,
    value: type,
    rule: `must be a type of KEDA ${KEDA_VERSION}`,
    why: noneOf(object),
    fix: `write ${nearest}`,
  });
}

function checkMissing(
  object: Manifest, at: string, trigger: WrittenTrigger, parameters: ReadonlySet<string> | undefined, report: Report,
): void {
  for (const field of missingFields(trigger, parameters)) {
    report(object, {
      field: `${at}.metadata`,
      rule: `must hold ${fieldName(field)} for ${trigger.type}`,
      why: noneOf(object),
      fix: `set ${fieldName(field)} in ${placesOf(field)}`,
    });
  }
}

function checkTexts(object: Manifest, at: string, { metadata = {} }: WrittenTrigger, report: Report): void {
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value === 'string' || value === null) continue;
    report(object, {
      field: `${at}.metadata.${key}`,
      value,
      rule: 'must be a string',
      why: `the API server rejects the ${object.kind}`,
      fix: 'write the value in quotes',
    });
  }
}

function checkNumbers(
  object: Manifest, at: string, trigger: WrittenTrigger, isComposed: boolean, report: Report,
): void {
  for (const { name, value, isText, isWhole } of wrongNumbers(trigger)) {
    if (!isText && (isComposed || object.kind === 'ScaledJob')) continue;
    report(object, {
      field: `${at}.metadata.${name}`,
      value,
      rule: isText ? `must be a ${isWhole ? 'whole number' : 'number'}` : 'must be above 0',
      why: isText ? noneOf(object) : 'the API server rejects the HorizontalPodAutoscaler that KEDA makes',
      fix: isText ? 'write the number alone, without a unit' : 'set what one replica can handle',
    });
  }
  const { type, metricType, metadata } = trigger;
  const value = metadata?.value;
  if (!isResource(type) || metricType !== 'Utilization' || typeof value !== 'string') return;
  if (value.trim() === '' || /^\s*[+]?0*[1-9]\d*\s*$|\$|\{\{|<|__/.test(value)) return;
  report(object, {
    field: `${at}.metadata.value`,
    value,
    rule: 'must be a whole number of percent above 0',
    why: noneOf(object),
    fix: 'write it as 60, without a unit',
  });
}

function checkQuery(object: Manifest, at: string, { type, metadata = {} }: WrittenTrigger, report: Report): void {
  const { query } = metadata;
  if (type !== 'prometheus' || typeof query !== 'string') return;
  const isNumber = resultOf(query) === 'number';
  if (!isNumber && !isRange(query)) return;
  report(object, {
    field: `${at}.metadata.query`,
    value: query,
    rule: `must return a value of series; this is a ${isNumber ? 'number' : 'range'}`,
    why: isNumber ? 'KEDA cannot read the answer of Prometheus, and fails at every poll'
      : 'KEDA finds no value in the answer of Prometheus, and takes it for 0',
    fix: isNumber
      ? 'write it without scalar, or as vector(…)'
      : 'use sum(rate(…)) for a counter, and sum(avg_over_time(…)) for a gauge',
  });
}

function checkZone(object: Manifest, at: string, { type, metadata = {} }: WrittenTrigger, report: Report): void {
  const { timezone } = metadata ?? {};
  if (type !== 'cron' || typeof timezone !== 'string' || !timezone.trim() || isTimeZoneOfGo(timezone)) return;
  report(object, {
    field: `${at}.metadata.timezone`,
    value: timezone,
    rule: 'must be a time zone of the IANA database',
    why: 'KEDA fails at every poll, though the ScaledObject is Ready, and never scales by the schedule',
    fix: 'write it as Europe/Berlin',
  });
}

function checkMetricType(object: Manifest, at: string, trigger: WrittenTrigger, report: Report): void {
  const { type, metricType, metadata } = trigger;
  const allowed = isResource(type) ? ['Utilization', 'AverageValue'] : ['AverageValue', 'Value', undefined];
  if (allowed.includes(metricType)) return;
  const named = allowed.filter((name) => name !== undefined).join(' or ');
  report(object, {
    field: `${at}.metricType`,
    value: metricType,
    rule: `must be ${named} for ${type}`,
    why: noneOf(object),
    fix: metricType === undefined && typeof metadata?.metricType === 'string'
      ? 'move metricType out of metadata: it is a field of the trigger'
      : `set metricType to ${named}`,
  });
}
