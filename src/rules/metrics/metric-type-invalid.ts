import { METRIC_FIELDS } from '../../kubernetes/autoscaler';
import { nearest } from '../../validation/nearest';
import { isPlaceholder } from '../placeholder';
import type { Reported, Rule } from '../rule';

const TYPES = Object.keys(METRIC_FIELDS);
const SOURCES = Object.values(METRIC_FIELDS);
const WHY = 'the API server rejects the autoscaler';

export const metricTypeInvalid: Rule = {
  id: 'metric-type-invalid',
  title: 'A metric must have a known type, and the field of that type',
  severity: 'error',
  description: [
    'Looks at the metrics of HorizontalPodAutoscalers of `autoscaling/v2`. Fires on a `type` that is none of',
    '`Resource`, `ContainerResource`, `Pods`, `Object` and `External` (upper and lower case count), where the field of',
    'the type is not given (`resource` for `Resource`), and where the field of another type is given.',
    '',
    'The API server rejects the autoscaler.',
  ].join('\n'),
  fix: [
    'Write the type as Kubernetes does, and its field below: `type: Resource` with `resource`.',
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
    - { type: resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
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
    for (const { autoscaler: { object, metricPath }, metric, index } of inventory.metrics) {
      if (isSound(metric) || !/^autoscaling\/v2(beta\d)?$/.test(object.apiVersion)) continue;
      const found = problemOf(metric, metricPath(index));
      if (found) report(object, found);
    }
  },
};

/** Whether a metric has the field of its type and no other, as nearly every metric does. */
function isSound(metric: Readonly<Record<string, unknown>>): boolean {
  const { type } = metric;
  if (typeof type !== 'string' || !Object.hasOwn(METRIC_FIELDS, type)) return false;
  return SOURCES.every((name) => (metric[name] !== undefined) === (name === METRIC_FIELDS[type]));
}

function problemOf(metric: Readonly<Record<string, unknown>>, at: string): Reported | undefined {
  const { type } = metric;
  // Another rule says that it is missing, or of another type.
  if (typeof type !== 'string') return undefined;
  if (!Object.hasOwn(METRIC_FIELDS, type)) {
    if (isPlaceholder(type)) return undefined;
    const similar = nearest(type, TYPES) ?? TYPES.find((known) => known.toLowerCase() === type.toLowerCase());
    const fix = `write ${similar ?? 'the type of the field that is given'}`;
    return { field: `${at}.type`, value: type, rule: `must be ${TYPES.join(', ')}`, why: WHY, fix };
  }
  const field = METRIC_FIELDS[type];
  const other = SOURCES.find((name) => name !== field && metric[name] !== undefined);
  if (metric[field] === undefined) {
    const rule = `must have the field ${field} beside it`;
    const instead = `write ${other && typeOf(other)} as type, or ${field} in place of ${other}`;
    return { field: `${at}.type`, value: type, rule, why: WHY, fix: other === undefined ? `add ${field}` : instead };
  }
  if (other === undefined) return undefined;
  return {
    field: `${at}.${other}`,
    rule: `must not be given beside the type ${type}`,
    why: WHY,
    fix: 'remove it, or make it a metric of its own',
  };
}

function typeOf(field: string): string {
  return TYPES.find((type) => METRIC_FIELDS[type] === field)!;
}
