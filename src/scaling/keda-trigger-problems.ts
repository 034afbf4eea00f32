import { isOneValue } from '../rules/metrics/adapter/single-value-query';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';
import * as check from '../validation/value-checks';

/** KEDA rounds the target of a HorizontalPodAutoscaler to thousandths, and the API server rejects a target of zero. */
const LEAST_TARGET = 0.001;

/** A string that is not empty and not only spaces. */
export function textProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'string' && value.trim() !== '') return [];
  return [{
    code: 'scaling/keda-text-missing',
    field,
    value,
    rule: 'must be a non-empty string',
    why: 'KEDA would reject the trigger',
    fix: `set ${field}`,
  }];
}

/** A whole number, which may be above the largest integer of the API because it is printed as a string. */
export function countProblems(field: string, value: unknown, least: number): Problem[] {
  if (Number.isSafeInteger(value) && (value as number) >= least) return [];
  return [{
    code: 'scaling/keda-not-a-count',
    field,
    value,
    rule: `must be a whole number of at least ${least}`,
    why: 'KEDA would reject the trigger',
    fix: `give a whole number, ${least} or more`,
  }];
}

export function hostAndPortProblems(field: string, value: unknown): Problem[] {
  const port = typeof value === 'string' ? Number(/^[^\s:/]+:(\d+)$/.exec(value)?.[1]) : NaN;
  if (port >= 1 && port <= 65535) return [];
  return [{
    code: 'scaling/keda-not-a-host-and-port',
    field,
    value,
    rule: 'must be <host>:<port>',
    why: 'KEDA could not connect to any other address',
    fix: 'write it as redis.vision:6379',
  }];
}

/** A PromQL query that returns one value. */
export function queryProblems(field: string, query: unknown): Problem[] {
  if (isOneValue(query)) return [];
  return [{
    code: 'scaling/keda-query-not-one-value',
    field,
    value: query,
    rule: 'must return one value',
    why: 'KEDA fails with "returned multiple elements" when the query returns several, '
      + 'at the latest with the second replica',
    fix: 'aggregate it with sum(…) or max(…), without by',
  }];
}

/** The target of a query. */
export function thresholdProblems(field: string, value: unknown): Problem[] {
  if (Number.isFinite(value) && (value as number) >= LEAST_TARGET) return [];
  return [{
    code: 'scaling/keda-threshold-too-small',
    field,
    value,
    rule: `must be a number of at least ${LEAST_TARGET}`,
    why: 'KEDA rounds targets to thousandths, and would reject any other value',
    fix: 'give the value that one replica can handle',
  }];
}

/** The value of a query above which its trigger is active. */
export function activationProblems(field: string, value: unknown): Problem[] {
  if (Number.isFinite(value) && (value as number) >= 0) return [];
  return [{
    code: 'scaling/keda-activation-below-zero',
    field,
    value,
    rule: 'must be a number of at least 0',
    why: 'KEDA would reject the trigger, or it would always be active',
    fix: 'remove it for the default of 0',
  }];
}

/** The metadata of a trigger: strings only. */
export function metadataProblems(field: string, metadata: unknown): Problem[] {
  if (metadata !== undefined && !check.isObject(metadata)) {
    return [{
      code: 'scaling/keda-metadata-not-an-object',
      field,
      value: metadata,
      rule: 'must be an object of strings',
      why: 'the API server would reject the ScaledObject',
      fix: 'write it as { key: "value" }',
    }];
  }
  const problems = new Problems();
  for (const [key, value] of Object.entries(metadata ?? {})) {
    if (typeof value === 'string') continue;
    problems.add({
      code: 'scaling/keda-metadata-not-text',
      field: `${field}[${JSON.stringify(key)}]`,
      value,
      rule: 'must be a string',
      why: 'the API server would reject the ScaledObject',
      fix: 'write the value as a string',
    });
  }
  return problems.all;
}

/** How the value of a trigger is compared. The triggers `cpu` and `memory` require it, and have types of their own. */
export function metricTypeProblems(
  field: string, metricType: unknown, type: string, isResource: boolean, isInMetadata: boolean = false,
): Problem[] {
  if (metricType === undefined && !isResource) return [];
  const types: unknown[] = isResource ? ['Utilization', 'AverageValue'] : ['AverageValue', 'Value'];
  if (types.includes(metricType)) return [];
  return [{
    code: 'scaling/keda-unknown-metric-type',
    field,
    value: metricType,
    rule: `must be ${types.join(' or ')}`,
    why: `KEDA would reject any other for ${type}`,
    fix: isInMetadata ? `move ${field} out of metadata` : `set ${field} to ${types[0]}`,
  }];
}

/** The target of the triggers `cpu` and `memory`. */
export function resourceTargetProblems(field: string, value: unknown, metricType: unknown): Problem[] {
  if (metricType !== 'Utilization') {
    if ((parseQuantity(value) ?? 0) > 0) return [];
    return [{
      code: 'scaling/keda-resource-not-a-quantity',
      field,
      value,
      rule: 'must be a quantity above zero',
      why: 'KEDA would reject the trigger',
      fix: 'use ScalingMetric.cpuAverageValue or memoryAverageValue, or give a quantity such as 500m',
    }];
  }
  if (typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value)) return [];
  return [{
    code: 'scaling/keda-resource-not-a-percentage',
    field,
    value,
    rule: 'must be a whole number of at least 1',
    why: 'KEDA would reject the trigger',
    fix: 'use ScalingMetric.cpuUtilization or memoryUtilization, or give a percentage such as 60',
  }];
}
