import { KEDA_VERSION, scalerOf } from '../../kubernetes/keda/scalers';
import {
  fieldName, isResource, missingFields, nearestType, placesOf, removedFields, type Trigger,
} from '../../kubernetes/keda/triggers';
import type { Manifest } from '../../kubernetes/manifest';
import { isTimeZoneOfGo } from '../../validation/time-zone';
import type { Report, Rule } from '../rule';

const NO_HPA = 'KEDA cannot build the trigger, so it makes no HorizontalPodAutoscaler: no other trigger scales either';
const TYPES = 'https://keda.sh/docs/latest/scalers/';

/** A trigger as a ScaledObject holds it. */
interface Written extends Trigger {
  readonly metricType?: string;
}

export const kedaTriggerInvalid: Rule = {
  id: 'keda-trigger-invalid',
  title: 'KEDA must be able to build every trigger',
  severity: 'error',
  description: [
    'Fires when a trigger of a ScaledObject',
    '',
    '- lacks a field that its type requires, or sets one that KEDA has removed (`type` in the metadata of `cpu` and',
    '  `memory`, since 2.18);',
    '- is of type `cpu` or `memory` without the `metricType` Utilization or AverageValue, or of another type with',
    '  Utilization;',
    '- has a value in its metadata that is no string;',
    '- is of type `cron` with a `timezone` that is not in the IANA database: KEDA fails at every poll then, though the',
    '  ScaledObject is Ready;',
    `- is of a type that KEDA ${KEDA_VERSION} does not have, and that is written almost like one that it has.`,
    '',
    'It is silent on other unknown types, which a newer KEDA may have, and on a ScaledObject with `scalingModifiers`',
    'where a target is missing. A field that the type may read from a TriggerAuthentication counts as given when the',
    'trigger has an `authenticationRef`.',
    '',
    "Neither the API server nor KEDA's webhook reads the metadata of a trigger. The ScaledObject is accepted, is not",
    'Ready, and there is no HorizontalPodAutoscaler at all.',
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
    for (const object of inventory.of('ScaledObject')) {
      if (!object.apiVersion.startsWith('keda.sh/')) continue;
      const isComposed = object.spec?.advanced?.scalingModifiers !== undefined;
      for (const [i, trigger] of (object.spec?.triggers ?? []).entries()) {
        checkTrigger(object, `spec.triggers[${i}]`, trigger, isComposed, report);
      }
    }
  },
};

function checkTrigger(object: Manifest, at: string, trigger: Written, isComposed: boolean, report: Report): void {
  const { type } = trigger;
  if (type === undefined) return;
  if (scalerOf(type) === undefined) {
    checkType(object, at, type, report);
    return;
  }
  const removed = removedFields(trigger);
  for (const { name, since, instead } of removed) {
    report(object, {
      field: `${at}.metadata.${name}`,
      value: trigger.metadata?.[name],
      rule: `must not be set: KEDA ${since} has removed it`,
      why: NO_HPA,
      fix: `remove it, and use ${instead}`,
    });
  }
  if (!isComposed) checkMissing(object, at, trigger, report);
  checkTexts(object, at, trigger, report);
  checkZone(object, at, trigger, report);
  if (removed.length === 0) checkMetricType(object, at, trigger, report);
}

function checkType(object: Manifest, at: string, type: string, report: Report): void {
  const nearest = nearestType(type);
  if (nearest === undefined) return;
  report(object, {
    field: `${at}.type`,
    value: type,
    rule: `must be a type of KEDA ${KEDA_VERSION}`,
    why: NO_HPA,
    fix: `write ${nearest}`,
  });
}

function checkMissing(object: Manifest, at: string, trigger: Written, report: Report): void {
  for (const field of missingFields(trigger)) {
    report(object, {
      field: `${at}.metadata`,
      rule: `must hold ${fieldName(field)} for ${trigger.type}`,
      why: NO_HPA,
      fix: `set ${fieldName(field)} in ${placesOf(field)}`,
    });
  }
}

function checkTexts(object: Manifest, at: string, { metadata = {} }: Written, report: Report): void {
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value === 'string' || value === null) continue;
    report(object, {
      field: `${at}.metadata.${key}`,
      value,
      rule: 'must be a string',
      why: 'the API server rejects the ScaledObject',
      fix: 'write the value in quotes',
    });
  }
}

function checkZone(object: Manifest, at: string, { type, metadata = {} }: Written, report: Report): void {
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

function checkMetricType(object: Manifest, at: string, trigger: Written, report: Report): void {
  const { type, metricType, metadata } = trigger;
  const allowed = isResource(type) ? ['Utilization', 'AverageValue'] : ['AverageValue', 'Value', undefined];
  if (allowed.includes(metricType)) return;
  const named = allowed.filter((name) => name !== undefined).join(' or ');
  report(object, {
    field: `${at}.metricType`,
    value: metricType,
    rule: `must be ${named} for ${type}`,
    why: NO_HPA,
    fix: metricType === undefined && typeof metadata?.metricType === 'string'
      ? 'move metricType out of metadata: it is a field of the trigger'
      : `set metricType to ${named}`,
  });
}
