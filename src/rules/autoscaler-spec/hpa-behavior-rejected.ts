import type { Reported, Rule } from '../rule';
import { writtenAutoscaler } from './written-autoscaler';

/** The largest values that the API server takes, in seconds. */
const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

export const hpaBehaviorRejected: Rule = {
  id: 'hpa-behavior-rejected',
  title: 'The behavior of an autoscaler must be accepted by the API server',
  severity: 'error',
  description: [
    'Fires when the `behavior` of an autoscaler holds a value that the API server rejects, in `scaleUp` or',
    '`scaleDown`:',
    '',
    '- `policies` is an empty list (leave the field out for those of Kubernetes),',
    '- a policy has a `value` below 1, a `periodSeconds` that is missing, below 1 or above 1800, or a type other than',
    '  `Pods` and `Percent`,',
    '- `stabilizationWindowSeconds` is below 0 or above 3600,',
    '- `selectPolicy` is not `Max`, `Min` or `Disabled`.',
    '',
    'The object is rejected, so nothing scales the workload. KEDA passes the `behavior` of a ScaledObject on to the',
    'autoscaler that it makes, and cannot make it then.',
  ].join('\n'),
  fix: [
    'Correct the value. To forbid one direction, set `selectPolicy: Disabled` and leave `policies` out.',
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
  maxReplicas: 4
  behavior: { scaleDown: { policies: [] } }
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  behavior: { scaleDown: { policies: [{ type: Pods, value: 1, periodSeconds: 60 }] } }
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const scaler of inventory.autoscalers) {
      const { behavior, behaviorPath } = writtenAutoscaler(scaler);
      for (const direction of ['scaleUp', 'scaleDown'] as const) {
        const rules = behavior?.[direction];
        if (rules === undefined) continue;
        for (const fault of faults(rules)) {
          report(scaler.object, { ...fault, why: WHY, field: `${behaviorPath}.${direction}.${fault.field}` });
        }
      }
    }
  },
};

const WHY = 'the API server rejects the autoscaler, so nothing scales the workload';

type Fault = Pick<Reported, 'field' | 'value' | 'rule' | 'fix'>;

function faults({ selectPolicy, stabilizationWindowSeconds: window, policies }: any): Fault[] {
  const found: Fault[] = [];
  if (window !== undefined && !isBetween(window, 0, LONGEST_WINDOW)) {
    const fix = `set a window of 0 to ${LONGEST_WINDOW} seconds`;
    found.push({ field: 'stabilizationWindowSeconds', value: window, rule: `must be 0 to ${LONGEST_WINDOW}`, fix });
  }
  if (selectPolicy !== undefined && !['Max', 'Min', 'Disabled'].includes(selectPolicy)) {
    const rule = 'must be Max, Min or Disabled';
    found.push({ field: 'selectPolicy', value: selectPolicy, rule, fix: 'remove it for Max, or correct it' });
  }
  if (policies?.length === 0) {
    const fix = 'remove the empty list, or add a policy';
    found.push({ field: 'policies', value: [], rule: 'must hold a policy', fix });
  }
  for (const [i, policy] of (policies ?? []).entries()) found.push(...policyFaults(policy, `policies[${i}]`));
  return found;
}

function policyFaults({ type, value, periodSeconds }: any, path: string): Fault[] {
  const found: Fault[] = [];
  if (type !== 'Pods' && type !== 'Percent') {
    found.push({ field: `${path}.type`, value: type, rule: 'must be Pods or Percent', fix: 'correct the type' });
  }
  if (value === undefined || value < 1) {
    const fix = 'give a number above 0, or forbid the direction by selectPolicy: Disabled';
    found.push({ field: `${path}.value`, value, rule: 'must be 1 or more', fix });
  }
  if (periodSeconds === undefined || !isBetween(periodSeconds, 1, LONGEST_PERIOD)) {
    const fix = `set a period of 1 to ${LONGEST_PERIOD} seconds`;
    found.push({ field: `${path}.periodSeconds`, value: periodSeconds, rule: `must be 1 to ${LONGEST_PERIOD}`, fix });
  }
  return found;
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
