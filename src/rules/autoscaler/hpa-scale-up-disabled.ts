import type { Rule } from '../rule';

export const hpaScaleUpDisabled: Rule = {
  id: 'hpa-scale-up-disabled',
  title: 'An autoscaler must be allowed to scale up',
  severity: 'error',
  description: [
    'Fires when `behavior.scaleUp.selectPolicy` of an autoscaler is Disabled, and its maximum is above its minimum.',
    '',
    'Such an autoscaler only scales down, so it ends at its minimum and stays there, whatever the load. `Disabled` is',
    'meant for `scaleDown`. KEDA wakes a workload from zero to one replica nevertheless, and no further.',
  ].join('\n'),
  fix: [
    'Remove `selectPolicy`, or limit the pace with `policies`.',
    '',
    'Acknowledge it when somebody else scales up, by hand or by a schedule.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
  behavior: { scaleUp: { selectPolicy: Disabled } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: engine }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: engine }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
  behavior: { scaleUp: { policies: [{ type: Pods, value: 2, periodSeconds: 15 }] } }
`,
  check: (inventory, report) => {
    for (const { object, minReplicas, maxReplicas } of inventory.autoscalers) {
      const { behavior, advanced } = object.spec ?? {};
      const ofKeda = advanced?.horizontalPodAutoscalerConfig?.behavior;
      const isDisabled = (behavior ?? ofKeda)?.scaleUp?.selectPolicy === 'Disabled';
      if (!isDisabled || maxReplicas <= minReplicas) continue;
      const at = object.kind === 'ScaledObject' ? 'spec.advanced.horizontalPodAutoscalerConfig' : 'spec';
      report(object, {
        field: `${at}.behavior.scaleUp.selectPolicy`,
        value: 'Disabled',
        rule: 'must be Max or Min',
        why: 'the autoscaler only scales down: it ends at its minimum, and stays there',
        fix: 'remove selectPolicy, or limit the pace with policies',
      });
    }
  },
};
