import type { Rule } from '../rule';
import { writtenAutoscaler } from './written-autoscaler';

export const hpaMinEqualsMax: Rule = {
  id: 'hpa-min-equals-max',
  title: 'The minimum of an autoscaler should be below its maximum',
  severity: 'advice',
  description: [
    'Fires when the minimum of an autoscaler is its maximum.',
    '',
    'It keeps that many replicas and never scales, whatever its metrics show. This may be intended for a while, to',
    'hold the replicas or to switch scaling off.',
  ].join('\n'),
  fix: [
    'Raise the maximum, or remove the autoscaler and set `spec.replicas` of the workload.',
    '',
    'Acknowledge it when the replicas are held on purpose.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 3
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
  maxReplicas: 6
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const scaler of inventory.autoscalers) {
      const { path, minField, maxField, maxReplicas } = writtenAutoscaler(scaler);
      if (maxReplicas === undefined || maxReplicas < 1 || scaler.minReplicas !== maxReplicas) continue;
      report(scaler.object, {
        field: `${path}.${maxField}`,
        value: maxReplicas,
        rule: `should be above ${minField} (${scaler.minReplicas})`,
        why: 'the autoscaler keeps that many replicas and never scales',
        fix: `raise ${maxField}, or remove the autoscaler`,
      });
    }
  },
};
