import { RUNTIME, SERVICE } from './examples';
import { workloadsOf } from './nested/hyper-ml-service-workloads';
import { referencesOf } from './nested/ml-service-references';
import { SentObjects } from './nested/sent-objects';
import { ML_SERVICE } from './sources';
import { identity } from '../../kubernetes/identity';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hyperMlServiceReferenceMissing: Rule = {
  id: 'hyper-ml-service-reference-missing',
  title: 'The clusters of an MLService must get its runtimes and Secrets too',
  severity: 'error',
  description: [
    'Looks at the MLServices inside HyperMLServices of TensorStack: at the runtimes of their releases, and at the',
    'Secrets of their S3 storages. Fires when the objects hold such an MLServiceRuntime or Secret, in another workload',
    'of a HyperMLService or beside it, and a cluster that gets the MLService does not get it.',
    '',
    'TensorStack looks for it in the namespace of the MLService. Without it the MLService never becomes ready.',
    '',
    'It is silent when no object of the set is that runtime or Secret: the clusters may have it already. All workloads',
    'of all HyperMLServices count for a cluster.',
  ].join('\n'),
  fix: [
    'Add the runtime or the Secret to the workload of the MLService. With this library: add its construct to the',
    '`resources` of the group.',
    '',
    'Acknowledge it when the clusters have an object of that name which is not sent to them.',
  ].join('\n'),
  source: ML_SERVICE,
  failing: `
apiVersion: tensorstack.dev/v1beta1
kind: HyperMLService
metadata: { name: fleet, namespace: demo }
spec:
  workloads:
    - clusters: [bj]
      manifests:
${RUNTIME}
    - clusters: [bj, sh]
      manifests:
${SERVICE}
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
    - clusters: [bj, sh]
      manifests:
${SERVICE}
`,
  check: (inventory, report) => {
    const workloads = workloadsOf(inventory);
    const sent = new SentObjects(inventory, workloads);
    const reported = new Map<string, Set<number>>();
    for (const [i, { owner, objects }] of workloads.entries()) {
      for (const { manifest, path } of objects) {
        const namespace = manifest.metadata?.namespace;
        if (!namespace) continue;
        for (const { field, kind, name } of referencesOf(manifest)) {
          const wanted = { kind, namespace, name };
          if (!sent.has(wanted)) continue;
          // A cluster that gets the MLService twice lacks the object once.
          const key = `${identity(manifest)} ${kind}/${name}`;
          const before = reported.get(key) ?? new Set();
          const without = sent.clustersWithout(wanted, i).filter((set) => !set.workloads.some((w) => before.has(w)));
          if (without.length === 0) continue;
          reported.set(key, before.add(i));
          report(owner, {
            field: `${path}.${field}`,
            value: name,
            rule: `${kind} ${namespace}/${name} must be sent to ${listed(without.flatMap((set) => set.clusters))} too`,
            why: `TensorStack looks for it in the namespace of ${title(manifest)}, `
              + 'which never becomes ready without it',
            fix: 'add it to the same workload, or acknowledge this where the clusters have it already',
          });
        }
      }
    }
  },
};
