import { structureFaults, type StructureFault } from '../../kubernetes/api-fields';
import { identity, type Inventory } from '../../kubernetes/inventory';
import type { Manifest, Metadata, PodSpec } from '../../kubernetes/manifest';
import { shapeOf } from '../../kubernetes/schema/manifest-schema';
import { conform } from '../../kubernetes/schema/manifest-shape';
import type { Rule } from '../rule';

/** How many fields of one object are worth a finding. */
const MOST = 10;

/** Of an autoscaler other rules know more: hpa-limits-rejected, scale-target-unscalable, metric-target-invalid. */
const OTHERS = /^spec(\.maxReplicas|\.scaleTargetRef.*|\.metrics\[\d+\]\.\w+\.target.*|\.triggers)?$/;

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
    'Silent for what looks like a patch of kustomize: an autoscaler without a target, and a workload without a',
    'selector whose pods lack labels or images too, or that is among the objects once more, with its selector.',
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
    const whole = withSelector(inventory);
    for (const object of inventory.objects) {
      const given = inventory.original(object);
      if (isPatch(given, whole)) continue;
      const faults = structureFaults(given).filter((f) => f.fault === 'missing' && !isOfAnother(given, f));
      const paths = [...faults.map(({ path }) => path), ...missingInPods(given)];
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

function isOfAnother({ kind }: Manifest, { path }: StructureFault): boolean {
  // Owners are written by a controller, which knows their uid.
  return path.startsWith('metadata.ownerReferences') || (AUTOSCALERS.test(kind) && OTHERS.test(path));
}

const AUTOSCALERS = /Autoscaler$|^ScaledObject$/;
const CONTROLLERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** The workloads with a selector, by what the API server takes for the same object. */
function withSelector(inventory: Inventory): ReadonlySet<string> {
  const controllers = CONTROLLERS.flatMap((kind) => inventory.of(kind));
  return new Set(controllers.filter(({ spec }) => spec?.selector !== undefined).map(identity));
}

/** Whether an object looks like a part of another one, which a tool merges into it. */
function isPatch(given: Manifest, whole: ReadonlySet<string>): boolean {
  const { selector, scaleTargetRef } = (given.spec ?? {}) as Record<string, unknown>;
  if (AUTOSCALERS.test(given.kind)) return (scaleTargetRef ?? undefined) === undefined;
  if (!CONTROLLERS.includes(given.kind) || (selector ?? undefined) !== undefined) return false;
  const read: Manifest = conform(given, shapeOf(given.kind));
  const { labels = {} }: Metadata = read.spec?.template?.metadata ?? {};
  const { containers = [] }: PodSpec = read.spec?.template?.spec ?? {};
  const isComplete = Object.keys(labels).length > 0 && containers.length > 0
    && containers.every(({ image }) => image !== undefined);
  return !isComplete || whole.has(identity(read));
}

function containersOf(spec: unknown): readonly unknown[] {
  const containers: unknown = Object(Object(Object(spec).template).spec).containers;
  return Array.isArray(containers) ? containers : [];
}

/** What the API server requires of the pods of a controller beyond the definitions of its API. */
function missingInPods({ kind, spec }: Manifest): string[] {
  if (!CONTROLLERS.includes(kind)) return [];
  const at = 'spec.template.spec.containers';
  const given: unknown = Object(Object(Object(spec).template).spec).containers;
  if (Array.isArray(given) && given.length === 0) return [`${at}[0]`];
  return containersOf(spec).flatMap((container, i) => {
    const image: unknown = Object(container).image;
    return image === undefined || image === null || image === '' ? [`${at}[${i}].image`] : [];
  });
}
