import { prometheusAddressProblems } from './keda-connection';
import {
  activationProblems, metadataProblems, queryProblems, resourceTargetProblems, textProblems, thresholdProblems,
} from './keda-trigger-problems';
import { KEDA_VERSION, scalerOf } from '../kubernetes/keda/scalers';
import {
  fieldName, isResource, missingFields, nearestType, placesOf, removedFields, type Trigger,
} from '../kubernetes/keda/triggers';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { isTimeZoneOfGo } from '../validation/time-zone';

const SCALERS = 'https://keda.sh/docs/latest/scalers/';

/** A trigger as its user wrote it. */
export interface RawTrigger extends Trigger {
  readonly type: string;
  readonly metricType?: string;
}

/** What is wrong with the type and the metadata of a trigger that is written as KEDA defines it. */
export function rawTriggerProblems(trigger: RawTrigger): Problem[] {
  const { type, metadata, metricType } = trigger;
  const problems = new Problems();
  problems.addAll(textProblems('type', type));
  if (problems.isEmpty) problems.addAll(typeProblems(type));
  const ofMetadata = metadataProblems('metadata', metadata);
  problems.addAll(ofMetadata);
  if (!problems.isEmpty) return problems.all;
  problems.addAll(removedProblems(trigger));
  if (isResource(type)) {
    problems.addAll(resourceTargetProblems('metadata["value"]', metadata?.value, metricType));
    return problems.all;
  }
  problems.addAll(missingProblems(trigger));
  if (type === 'prometheus') problems.addAll(prometheusProblems(metadata as Record<string, string>));
  if (type === 'cron') problems.addAll(cronProblems(metadata as Record<string, string>));
  return problems.all;
}

function typeProblems(type: string): Problem[] {
  if (scalerOf(type) !== undefined) return [];
  const nearest = nearestType(type);
  return [{
    code: 'scaling/keda-unknown-scaler',
    field: 'type',
    value: type,
    rule: `must be a scaler of KEDA ${KEDA_VERSION}`,
    why: 'KEDA finds no scaler for it, and makes no HorizontalPodAutoscaler at all',
    fix: nearest === undefined ? 'use a type of the list of scalers, or external for one of your own'
      : `write ${nearest}`,
    source: SCALERS,
  }];
}

function removedProblems(trigger: RawTrigger): Problem[] {
  const problems = new Problems();
  for (const { name, since, instead } of removedFields(trigger)) {
    problems.add({
      code: 'scaling/keda-metadata-removed',
      field: `metadata[${JSON.stringify(name)}]`,
      value: trigger.metadata?.[name],
      rule: `must not be set: KEDA ${since} has removed it`,
      why: 'KEDA cannot build the trigger, and makes no HorizontalPodAutoscaler at all',
      fix: `remove it, and use ${instead}`,
      source: SCALERS,
    });
  }
  return problems.all;
}

function missingProblems(trigger: RawTrigger): Problem[] {
  const problems = new Problems();
  for (const field of missingFields(trigger)) {
    problems.add({
      code: 'scaling/keda-metadata-missing',
      field: `metadata[${JSON.stringify(field.names[0])}]`,
      value: undefined,
      rule: `must be set for ${trigger.type}`,
      why: 'KEDA cannot build the trigger, and makes no HorizontalPodAutoscaler at all; its webhook does not read '
        + 'metadata',
      fix: `set ${fieldName(field)} in ${placesOf(field)}`,
      source: SCALERS,
    });
  }
  return problems.all;
}

/** What KEDA finds only when it asks for the time. */
function cronProblems({ timezone }: Readonly<Record<string, string>>): Problem[] {
  if (!timezone?.trim() || isTimeZoneOfGo(timezone)) return [];
  return [{
    code: 'scaling/keda-unknown-time-zone',
    field: 'metadata["timezone"]',
    value: timezone,
    rule: 'must be a time zone of the IANA database',
    why: 'KEDA fails at every poll, though the ScaledObject is Ready, and never scales by the schedule',
    fix: 'write it as Europe/Berlin',
    source: 'https://keda.sh/docs/latest/scalers/cron/',
  }];
}

/** The checks of `KedaTrigger.prometheus`, of what is there. */
function prometheusProblems(metadata: Readonly<Record<string, string>>): Problem[] {
  const { serverAddress, query, threshold, activationThreshold } = metadata;
  const problems = new Problems();
  if (serverAddress) problems.addAll(prometheusAddressProblems('metadata["serverAddress"]', serverAddress));
  if (query) problems.addAll(queryProblems('metadata["query"]', query));
  if (threshold) problems.addAll(thresholdProblems('metadata["threshold"]', numeric(threshold)));
  if (activationThreshold) {
    problems.addAll(activationProblems('metadata["activationThreshold"]', numeric(activationThreshold)));
  }
  return problems.all;
}

/** The number that a text is, or the text itself. */
function numeric(text: string): unknown {
  return Number.isNaN(Number(text)) ? text : Number(text);
}
