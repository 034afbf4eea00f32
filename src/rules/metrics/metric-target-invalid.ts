import { hasKnownFields } from '../../kubernetes/api-fields';
import type { Fault } from '../../kubernetes/api-types';
import type { Autoscaler } from '../../kubernetes/autoscaler';
import type { Manifest } from '../../kubernetes/manifest';
import { amountOf } from '../../kubernetes/quantities';
import { isPlaceholder } from '../placeholder';
import type { Reported, Rule } from '../rule';

const REJECTED = 'the API server rejects the autoscaler';
const VALUES = ['averageUtilization', 'averageValue', 'value'];
const TYPES = ['Utilization', 'Value', 'AverageValue'];

/** What a source of metrics needs of its target. */
interface Needs {
  /** The fields of which one must be set. */
  readonly fields: readonly string[];
  /** Whether a second one is rejected. */
  readonly isOne: boolean;
}

const NEEDS: Readonly<Record<string, Needs>> = {
  resource: { fields: ['averageUtilization', 'averageValue'], isOne: true },
  containerResource: { fields: ['averageUtilization', 'averageValue'], isOne: true },
  pods: { fields: ['averageValue'], isOne: false },
  object: { fields: ['value', 'averageValue'], isOne: false },
  external: { fields: ['value', 'averageValue'], isOne: true },
};
const SOURCES = Object.keys(NEEDS);

export const metricTargetInvalid: Rule = {
  id: 'metric-target-invalid',
  title: 'The target of a metric must hold what its source is compared with',
  severity: 'error',
  description: [
    'Looks at the metrics of HorizontalPodAutoscalers of `autoscaling/v2`, of FederatedHPAs and of workers of Sedna.',
    'Fires on a `type` that no metric has, or whose field is not there (`type: Pods` beside `resource`), and',
    'on a `target`',
    '',
    '- without a `type`, or with one that is not `Utilization`, `Value` or `AverageValue`;',
    '- without a field that its source is compared with, or with two of them: `averageUtilization` or `averageValue`',
    '  for `Resource` and `ContainerResource`, `averageValue` for `Pods`, `value` or `averageValue` for `Object` and',
    '  `External`. So a utilization of anything but a resource is rejected;',
    '- with a value that is not above 0, or that is no quantity;',
    '- of an `Object` metric whose `type` is not that of the field: it is accepted, and then has no value (`neither a',
    '  value target nor an average value target was set`).',
    '',
    'A type that is not that of the field is no fault of the other sources: their fields decide.',
  ].join('\n'),
  fix: [
    'Set the field that belongs to the source.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageValue: '1', averageUtilization: 60 } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const { autoscaler, metric, index } of inventory.metrics) {
      const source = SOURCES.find((name) => metric[name] !== undefined);
      const found = source === undefined ? undefined : problem(source, metric[source].target);
      if (source === undefined || found === undefined || !hasTargets(autoscaler)) continue;
      const { object, metricPath } = autoscaler;
      const given = inventory.original(object);
      if (isOfAnother(given, index, source)) continue;
      if (isOfWrongType(inventory.faultsOf(object), `${metricPath(index)}.${source}.target`)) continue;
      report(object, { ...found, field: `${metricPath(index)}.${source}.${found.field}` });
    }
  },
};

/** Whether the metrics are written as autoscaling/v2 writes them. */
function hasTargets({ object: { apiVersion, kind } }: Autoscaler): boolean {
  if (kind === 'ScaledObject') return false;
  return kind !== 'HorizontalPodAutoscaler' || /^autoscaling\/v2(?:beta2)?$/.test(apiVersion);
}

/**
 * Whether something else is reported of a metric: field-type-wrong a value of another type, field-unknown the fields of
 * autoscaling/v2beta1. `{{ … }}` without quotes, which a tool has yet to replace, is a map for a parser of YAML.
 */
function isOfAnother(original: Manifest, index: number, source: string): boolean {
  const given: any = Object(original.spec?.metrics?.[index]?.[source]);
  const isOfBeta = ['targetAverageUtilization', 'targetAverageValue', 'targetValue'].some((name) => name in given);
  if (isOfBeta && hasKnownFields(original)) return true;
  const target = Object(given.target);
  if (Object.values(target).some((value) => typeof value === 'object' && value !== null)) return true;
  const percent: unknown = target.averageUtilization;
  return original.kind === 'HorizontalPodAutoscaler' && typeof percent === 'string';
}

/** Whether a field of a target has another type, which field-type-wrong reports. */
function isOfWrongType(faults: readonly Fault[], path: string): boolean {
  return faults.some((found) => found.fault === 'type' && found.path.startsWith(path));
}

/** The first fault of a target. */
function problem(source: string, target: any): Reported | undefined {
  const { fields, isOne } = NEEDS[source];
  const needed = () => fields.join(' or ');
  if (target === undefined) {
    return { field: 'target', rule: `must hold ${needed()}`, why: REJECTED, fix: 'add the target' };
  }
  const { type } = target;
  if (!TYPES.includes(type)) {
    const rule = `must be ${TYPES.join(', ')}`;
    return { field: 'target.type', value: type, rule, why: REJECTED, fix: `write ${typeOf(target, fields)}` };
  }
  const wrong = VALUES.find((name) => target[name] !== undefined && !isAmount(name, target[name]));
  if (wrong !== undefined) {
    const rule = wrong === 'averageUtilization' ? 'must be a whole number above 0' : 'must be a quantity above 0';
    const fix = 'set what one replica can handle';
    return { field: `target.${wrong}`, value: target[wrong], rule, why: REJECTED, fix };
  }
  const held = fields.filter((name) => target[name] !== undefined);
  if (held.length === 0) {
    return { field: 'target', value: type, rule: `must hold ${needed()}`, why: REJECTED, fix: `set ${fields.at(-1)}` };
  }
  if (isOne && held.length > 1) {
    const rule = `must hold ${needed()}, and not both`;
    return { field: 'target', rule, why: REJECTED, fix: 'remove one of them' };
  }
  if (source !== 'object' || held.some((name) => typeOfField(name) === type)) return undefined;
  return {
    field: 'target.type',
    value: type,
    rule: `must be ${typeOfField(held[0])}, as ${held[0]} is set`,
    why: 'it is accepted, and the metric then has no value: "neither a value target nor an average value target was '
      + 'set"',
    fix: `write ${typeOfField(held[0])}`,
  };
}

/** The type for what a target holds. */
function typeOf(target: any, fields: readonly string[]): string {
  return typeOfField(fields.find((name) => target[name] !== undefined) ?? fields[0]);
}

function typeOfField(field: string): string {
  return field === 'averageUtilization' ? 'Utilization' : `${field[0].toUpperCase()}${field.slice(1)}`;
}

/** Whether a value is above 0; what a tool replaces before it is applied may be. */
function isAmount(field: string, value: unknown): boolean {
  if (field === 'averageUtilization') return Number.isInteger(value) && Number(value) > 0;
  const amount = typeof value === 'number' ? value : amountOf(value);
  return amount === undefined ? isPlaceholder(value) : amount > 0;
}
