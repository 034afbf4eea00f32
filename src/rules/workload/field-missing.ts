import type { Fault } from '../../kubernetes/api-types';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';

/** How many fields of one object are worth a finding. */
const MOST = 10;

/** Of an autoscaler other rules know more: hpa-limits-rejected, scale-target-unscalable, metric-target-invalid. */
const OTHERS = /^spec(\.maxReplicas|\.scaleTargetRef.*|\.metrics\[\d+\]\.\w+\.target.*|\.triggers)?$/;
/** What field-unknown says of a metric of autoscaling/v2beta1. */
const METRIC = /^spec\.metrics\[(\d+)\]\.(\w+)\.metric$/;

export const fieldMissing: Rule = {
  id: 'field-missing',
  title: 'A field that the API requires must be given',
  severity: 'error',
  description: [
    'Fires when an object lacks a field that its API requires: the type of a metric, the name of a container, the port',
    'of a probe.',
    '',
    'The API server rejects the object.',
    '',
    'It is silent on patches of kustomize: a workload without a selector that lacks labels or images, an autoscaler',
    'without a target that has no metrics or no limits either, and either of them beside the whole object.',
  ].join('\n'),
  fix: 'Add the field. `kubectl explain` says what it means.',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
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
    for (const object of inventory.objects) {
      const faults = inventory.faultsOf(object);
      if (faults.length === 0 && !CONTROLLERS.has(object.kind)) continue;
      const given = inventory.original(object);
      const missing = faults.filter((f) => f.fault === 'missing' && !isOfAnother(given, f)).map(({ path }) => path);
      const paths = [...missing, ...missingInPods(given)];
      if (paths.length === 0 || inventory.isPatch(object)) continue;
      for (const path of paths.slice(0, MOST)) {
        report(object, {
          field: path,
          rule: 'must be given',
          why: 'the API server rejects the object without it',
          fix: `add ${path}`,
        });
      }
    }
  },
};

function isOfAnother({ kind, spec }: Manifest, { path }: Fault): boolean {
  const [, index, source] = METRIC.exec(path) ?? [];
  if (source !== undefined && 'metricName' in Object(spec?.metrics?.[Number(index)]?.[source])) return true;
  // Owners are written by a controller, which knows their uid.
  return path.startsWith('metadata.ownerReferences') || (AUTOSCALERS.test(kind) && OTHERS.test(path));
}

const AUTOSCALERS = /Autoscaler$|^ScaledObject$/;
const CONTROLLERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** What the API server requires of the pods of a controller beyond the definitions of its API. */
function missingInPods({ kind, spec }: Manifest): string[] {
  const given: unknown = CONTROLLERS.has(kind) ? spec?.template?.spec?.containers : undefined;
  if (!Array.isArray(given)) return [];
  const at = 'spec.template.spec.containers';
  if (given.length === 0) return [`${at}[0]`];
  if (given.every(hasImage)) return [];
  return given.flatMap((container, i) => (hasImage(container) ? [] : [`${at}[${i}].image`]));
}

function hasImage(container: any): boolean {
  const image: unknown = container?.image;
  return image !== undefined && image !== null && image !== '';
}
