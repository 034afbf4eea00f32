import { RUNTIME, SERVICE } from './examples';
import { workloadsOf } from './nested/hyper-ml-service-workloads';
import { isNamespaced } from './nested/namespaced-kinds';
import { HYPER_ML_SERVICE } from './sources';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hyperMlServiceNamespaceMissing: Rule = {
  id: 'hyper-ml-service-namespace-missing',
  title: 'A manifest inside a HyperMLService must state its namespace',
  severity: 'error',
  description: [
    'Fires when a manifest inside a HyperMLService of TensorStack has no `metadata.namespace`, and its kind is',
    'namespaced.',
    '',
    'Nothing adds a namespace to a manifest inside a HyperMLService: neither that of the HyperMLService nor that of a',
    '`kubectl` context. The API server rejects an object of a namespaced kind without a namespace.',
    '',
    'It knows the kinds of Kubernetes and of the platforms of this library. It is silent on any other custom kind,',
    'which may be cluster-wide.',
  ].join('\n'),
  fix: 'Set `metadata.namespace` in the manifest. With this library: give the chart of the construct a namespace.',
  source: HYPER_ML_SERVICE,
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
        - apiVersion: v1
          kind: ConfigMap
          metadata: { name: labels }
          data: { classes: '10' }
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
        - apiVersion: v1
          kind: ConfigMap
          metadata: { name: labels, namespace: demo }
          data: { classes: '10' }
`,
  check: (inventory, report) => {
    for (const { owner, objects } of workloadsOf(inventory)) {
      for (const { manifest, path } of objects) {
        if (manifest.metadata?.namespace || !isNamespaced(manifest.apiVersion, manifest.kind)) continue;
        report(owner, {
          field: `${path}.metadata.namespace`,
          rule: `${title(manifest)} must have a namespace`,
          why: 'nothing adds a namespace to a manifest inside a HyperMLService, '
            + 'and the API server rejects an object of this kind without one',
          fix: 'set it, or give the chart of the construct a namespace',
        });
      }
    }
  },
};
