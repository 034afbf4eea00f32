import { withFault } from './by-version';
import { laterFault } from '../../kubernetes/api-version';
import type { Rule } from '../rule';

export const apiVersionDeprecated: Rule = {
  id: 'api-version-deprecated',
  title: 'An object should have an API version that the next Kubernetes serves too',
  severity: 'advice',
  description: [
    'Fires when the `apiVersion` of an object is served by the Kubernetes that is [named](../kubernetes-versions.md),',
    'and removed in a newer one. Likewise on an InferencePool of `inference.networking.x-k8s.io/v1alpha2`, which the',
    'Inference Extension serves up to 1.4, whatever Kubernetes is named.',
    '',
    'The object works until the cluster is upgraded. Afterwards it cannot be applied any more.',
    '',
    'Where no version of Kubernetes is named, every removed version is an error:',
    '[api-version-removed](api-version-removed.md).',
  ].join('\n'),
  fix: 'Write the version of today before the upgrade.',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  kubernetes: '1.24',
  failing: `
apiVersion: autoscaling/v2beta2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
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
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    const faulty = withFault(inventory, laterFault);
    for (const { object, fault } of faulty) {
      const { apiVersion, kind } = object;
      const { until, replacement, changes, product, release } = fault;
      report(object, {
        field: 'apiVersion',
        value: apiVersion,
        rule: release === undefined ? `is removed in Kubernetes 1.${until}` : `is removed in ${release} of ${product}`,
        why: 'the object cannot be applied any more after the upgrade',
        fix: replacement ? `use ${replacement}${changes ? `; ${changes}` : ''}` : `do without ${kind}`,
      });
    }
  },
};
