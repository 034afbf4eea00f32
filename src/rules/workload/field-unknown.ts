import { FIELDS_OF } from '../../kubernetes/api-fields';
import type { Fault, UnknownField } from '../../kubernetes/api-types';
import type { Rule } from '../rule';

/** How many fields of one object are worth a finding: whoever has more has one mistake. */
const MOST = 10;

export const fieldUnknown: Rule = {
  id: 'field-unknown',
  title: 'A field must be one of its kind',
  severity: 'error',
  description: [
    'Fires when an object has a field that its API does not define: a misspelt one, or one that stands at another',
    'level.',
    '',
    'kubectl refuses the object (`strict decoding error: unknown field`), and Helm refuses the release. What does not',
    'validate applies it without the field: a `maxReplica` or `resource` is silently ignored.',
    '',
    `The fields are those of Kubernetes ${FIELDS_OF}, which has those of the older versions too.`,
  ].join('\n'),
  fix: 'Correct the name, or move the field to where it belongs. `kubectl explain` shows the fields of a kind.',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplica: 2
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 2
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const object of inventory.faulty) {
      const faults = inventory.faultsOf(object).filter(isUnknown);
      for (const fault of faults.slice(0, MOST)) {
        report(object, {
          field: fault.path,
          rule: 'is no field of its kind',
          why: 'kubectl and Helm refuse the object; what does not validate drops the field silently',
          fix: fixOf(fault),
        });
      }
    }
  },
};

/** Whether a field is none of its kind; `$patch` and its like are directives of kustomize. */
function isUnknown(fault: Fault): fault is UnknownField {
  return fault.fault === 'unknown' && !/(^|\.)\$\w+$/.test(fault.path);
}

/** The fields of a metric in autoscaling/v2beta1, by what autoscaling/v2 has instead. */
const OF_BETA: Readonly<Record<string, string>> = {
  targetAverageUtilization: 'target: { type: Utilization, averageUtilization: … }',
  targetAverageValue: 'target: { type: AverageValue, averageValue: … }',
  targetValue: 'target: { type: Value, value: … }',
  metricName: 'metric: { name: … }',
  metricSelector: 'metric: { selector: … }',
};

/** The fields of a spec that the other autoscaler, or autoscaling/v1, calls so. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  targetCPUUtilizationPercentage: 'metrics: [{ type: Resource, resource: { name: cpu, target: '
    + '{ type: Utilization, averageUtilization: … } } }], as autoscaling/v2 has it',
  minReplicas: 'minReplicaCount',
  maxReplicas: 'maxReplicaCount',
  minReplicaCount: 'minReplicas',
  maxReplicaCount: 'maxReplicas',
};

function fixOf({ path, similar, outer }: UnknownField): string {
  const [, ofMetric = ''] = /^spec\.metrics\[\d+\]\.\w+\.(\w+)$/.exec(path) ?? [];
  if (Object.hasOwn(OF_BETA, ofMetric)) return `write ${OF_BETA[ofMetric]}, as autoscaling/v2 has it`;
  const [, ofSpec = ''] = /^spec\.(\w+)$/.exec(path) ?? [];
  if (Object.hasOwn(OF_OTHERS, ofSpec)) return `write ${OF_OTHERS[ofSpec]}`;
  if (outer !== undefined) return `move it one level out, beside ${outer}`;
  return similar === undefined ? 'remove it, or move it to where it belongs' : `write ${similar}`;
}
