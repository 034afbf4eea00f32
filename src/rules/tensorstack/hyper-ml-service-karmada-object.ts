import { RUNTIME, SERVICE } from './examples';
import { workloadsOf } from './nested/hyper-ml-service-workloads';
import { KARMADA_GROUPS } from './sources';
import { isOfKarmada } from '../../kubernetes/identity';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hyperMlServiceKarmadaObject: Rule = {
  id: 'hyper-ml-service-karmada-object',
  title: 'A HyperMLService must not contain objects of Karmada',
  severity: 'error',
  description: [
    'Fires when a manifest inside a HyperMLService of TensorStack belongs to an API group of Karmada, such as',
    '`policy.karmada.io`.',
    '',
    'Objects of the API groups of Karmada are never sent to a cluster.',
  ].join('\n'),
  fix: [
    'Apply the object to the hub, beside the HyperMLService. With this library: leave the construct in the chart of',
    'the hub, and out of the `resources` of the groups.',
  ].join('\n'),
  source: KARMADA_GROUPS,
  failing: `
apiVersion: tensorstack.dev/v1beta1
kind: HyperMLService
metadata: { name: fleet, namespace: demo }
spec:
  workloads:
    - clusters: [bj, sh]
      manifests:
${RUNTIME}
${SERVICE}
        - apiVersion: policy.karmada.io/v1alpha1
          kind: OverridePolicy
          metadata: { name: images, namespace: demo }
          spec: { resourceSelectors: [{ apiVersion: apps/v1, kind: Deployment }], overrideRules: [] }
`,
  repaired: `
apiVersion: tensorstack.dev/v1beta1
kind: HyperMLService
metadata: { name: fleet, namespace: demo }
spec:
  workloads:
    - clusters: [bj, sh]
      manifests:
${RUNTIME}
${SERVICE}
---
apiVersion: policy.karmada.io/v1alpha1
kind: OverridePolicy
metadata: { name: images, namespace: demo }
spec: { resourceSelectors: [{ apiVersion: apps/v1, kind: Deployment }], overrideRules: [] }
`,
  check: (inventory, report) => {
    for (const { owner, objects } of workloadsOf(inventory)) {
      for (const { manifest, path } of objects) {
        if (!isOfKarmada(manifest.apiVersion)) continue;
        report(owner, {
          field: `${path}.apiVersion`,
          value: manifest.apiVersion,
          rule: `${title(manifest)} must not be an object of Karmada`,
          why: 'objects of the API groups of Karmada are never sent to a cluster',
          fix: 'apply it to the hub, beside the HyperMLService',
        });
      }
    }
  },
};
