import { writtenAutoscaler, type WrittenAutoscaler } from './written-autoscaler';
import type { Autoscaler, Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { FEATURES } from '../../kubernetes/versions/features';
import type { ObjectVersions } from '../../kubernetes/versions/object-versions';
import type { Reported, Rule } from '../rule';

export const hpaLimitsRejected: Rule = {
  id: 'hpa-limits-rejected',
  title: 'The limits of an autoscaler must be accepted by the API server',
  severity: 'error',
  description: [
    'Fires when the limits of an autoscaler are rejected:',
    '',
    '- `maxReplicas` is missing or below 1,',
    '- the minimum is above the maximum, or below 0,',
    '- `minReplicas` is 0 and no metric is of type Object or External: without a pod there is no other value;',
    '- `minReplicas` is 0, and the [named Kubernetes](../kubernetes-versions.md) is older than 1.37, without the',
    '  feature gate HPAScaleToZero. Where no version is named, this is not reported;',
    '- `minReplicas` of a FederatedHPA is 0.',
    '',
    'The API server (of a FederatedHPA: the webhook of Karmada) rejects the object, so nothing scales the workload.',
    'Of a worker of a `JointInferenceService`, Sedna cannot make the autoscaler. For a ScaledObject see',
    '[keda-scaled-object-refused](keda-scaled-object-refused.md).',
  ].join('\n'),
  fix: [
    'Set both limits: `maxReplicas` of 1 or more, and a `minReplicas` between 1 and it.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/autoscaling/horizontal-pod-autoscaler-v2/',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 5
  maxReplicas: 3
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 3
  maxReplicas: 5
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const scaler of inventory.autoscalers) {
      // Without a spec there is one thing to say, and scale-target-unscalable says it.
      if (scaler.object.spec === undefined || scaler.object.kind === 'ScaledObject') continue;
      if (isOfWrongType(inventory, scaler) || inventory.isPatch(scaler.object)) continue;
      const problem = problemOf(scaler, writtenAutoscaler(scaler), inventory.versions);
      if (problem) report(scaler.object, problem);
    }
  },
};

/** Whether the maximum is given as another type, which field-type-wrong reports. */
function isOfWrongType(inventory: Inventory, { object }: Autoscaler): boolean {
  if (object.kind !== 'HorizontalPodAutoscaler' || object.spec.maxReplicas !== undefined) return false;
  const given: unknown = inventory.original(object).spec?.maxReplicas;
  return given !== undefined && given !== null;
}

type Versions = ObjectVersions<Manifest>;

function problemOf(scaler: Autoscaler, written: WrittenAutoscaler, versions: Versions): Reported | undefined {
  const { path, minField, maxField, minReplicas, maxReplicas } = written;
  const { kind } = scaler.object;
  const why = WHY[kind] ?? 'the API server rejects the object, so nothing scales the workload';
  if (maxReplicas === undefined || maxReplicas < 1) {
    return {
      field: `${path}.${maxField}`,
      value: maxReplicas,
      rule: 'must be a whole number of 1 or more',
      why,
      fix: `set ${maxField} to the most replicas that there may be`,
    };
  }
  if (minReplicas === undefined) return undefined;
  const at = { field: `${path}.${minField}`, value: minReplicas, why };
  if (minReplicas > maxReplicas) {
    const fix = `lower ${minField}, or raise ${maxField}`;
    return { ...at, rule: `must not be above ${maxField} (${maxReplicas})`, fix };
  }
  if (minReplicas < 0) return { ...at, rule: 'must not be below 0', fix: `set ${minField} to 1` };
  if (minReplicas > 0) return undefined;
  const zero = zeroFault(scaler, versions);
  if (zero === undefined) return undefined;
  return { ...at, rule: zero, fix: `set ${minField} to 1, or scale to zero with a ScaledObject of KEDA` };
}

/** Why a minimum of 0 is rejected. */
function zeroFault({ object, metrics }: Autoscaler, versions: Versions): string | undefined {
  if (object.kind === 'FederatedHPA') return 'must be 1 or more';
  if (!metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    return 'must be 1 or more: no metric is of type Object or External';
  }
  if (versions.has('autoscaler-to-zero', object) !== false) return undefined;
  return `must be 1 or more before Kubernetes 1.${FEATURES['autoscaler-to-zero'].since}; `
    + `1.${versions.minorOf(object)} is named`;
}

const WHY: Readonly<Record<string, string>> = {
  FederatedHPA: 'the webhook of Karmada rejects the object, so nothing scales the workload',
  JointInferenceService: 'the API server rejects the autoscaler that Sedna makes of it',
};
