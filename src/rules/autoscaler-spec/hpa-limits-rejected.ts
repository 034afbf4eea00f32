import type { Autoscaler } from '../../kubernetes/inventory';
import type { Reported, Rule } from '../rule';
import { writtenAutoscaler, type WrittenAutoscaler } from './written-autoscaler';

/** The first Kubernetes whose autoscaler may go to zero without a gate. */
const SCALES_TO_ZERO = 37;

export const hpaLimitsRejected: Rule = {
  id: 'hpa-limits-rejected',
  title: 'The limits of an autoscaler must be accepted by the API server',
  severity: 'error',
  description: [
    'Fires when the limits of an autoscaler are rejected:',
    '',
    '- `maxReplicas` is missing or below 1 (a ScaledObject without `maxReplicaCount` has 100),',
    '- the minimum is above the maximum, or below 0,',
    '- `minReplicas` is 0 and no metric is of type Object or External: without a pod there is no other value. A',
    '  FederatedHPA takes no 0, and Kubernetes before 1.37 takes it only with the feature gate HPAScaleToZero.',
    '',
    'The API server (of a FederatedHPA: the webhook of Karmada) rejects the object, so nothing scales the workload.',
    'KEDA stores a ScaledObject whose minimum is above its maximum, and makes no autoscaler of it',
    '(`ScaledObjectCheckFailed`). Of a worker of a `JointInferenceService`, Sedna cannot make the autoscaler.',
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
      if (scaler.object.spec === undefined) continue;
      const problem = problemOf(scaler, writtenAutoscaler(scaler), inventory.kubernetes);
      if (problem) report(scaler.object, problem);
    }
  },
};

function problemOf(scaler: Autoscaler, written: WrittenAutoscaler, kubernetes: number): Reported | undefined {
  const { path, minField, maxField, minReplicas, maxReplicas } = written;
  const { kind } = scaler.object;
  const why = WHY[kind] ?? 'the API server rejects the object, so nothing scales the workload';
  if (kind !== 'ScaledObject' && (maxReplicas === undefined || maxReplicas < 1)) {
    return {
      field: `${path}.${maxField}`,
      value: maxReplicas,
      rule: 'must be a whole number of 1 or more',
      why,
      fix: `set ${maxField} to the most replicas that there may be`,
    };
  }
  if (minReplicas === undefined) return undefined;
  const max = maxReplicas ?? scaler.maxReplicas;
  const at = { field: `${path}.${minField}`, value: minReplicas, why };
  if (minReplicas > max) {
    return { ...at, rule: `must not be above ${maxField} (${max})`, fix: `lower ${minField}, or raise ${maxField}` };
  }
  if (minReplicas < 0) return { ...at, rule: 'must not be below 0', fix: `set ${minField} to 1` };
  if (minReplicas > 0 || kind === 'ScaledObject') return undefined;
  const zero = zeroFault(scaler, kubernetes);
  if (zero === undefined) return undefined;
  return { ...at, rule: zero, fix: `set ${minField} to 1, or scale to zero with a ScaledObject of KEDA` };
}

/** Why a minimum of 0 is rejected. */
function zeroFault({ object, metrics }: Autoscaler, kubernetes: number): string | undefined {
  if (object.kind === 'FederatedHPA') return 'must be 1 or more';
  if (!metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    return 'must be 1 or more: no metric is of type Object or External';
  }
  return kubernetes < SCALES_TO_ZERO ? `must be 1 or more before Kubernetes 1.${SCALES_TO_ZERO}` : undefined;
}

const WHY: Readonly<Record<string, string>> = {
  FederatedHPA: 'the webhook of Karmada rejects the object, so nothing scales the workload',
  ScaledObject: 'KEDA makes no autoscaler of it (ScaledObjectCheckFailed)',
  JointInferenceService: 'the API server rejects the autoscaler that Sedna makes of it',
};
