import { checkHttpScaledObjects } from './http-scaled-object';
import type { Autoscaler } from '../../kubernetes/autoscaler';
import { scaleTargetRef } from '../../kubernetes/autoscaler';
import { identity, namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import { got } from '../../kubernetes/label-index';
import type { Manifest } from '../../kubernetes/manifest';
import type { Report, Rule } from '../rule';
import { title } from '../rule';

/** The annotation by which KEDA takes an autoscaler over that exists. */
const TRANSFER = 'scaledobject.keda.sh/transfer-hpa-ownership';

export const twoAutoscalers: Rule = {
  id: 'two-autoscalers',
  title: 'A workload must have one autoscaler',
  severity: 'error',
  description: [
    'Fires when two of these scale the same workload: HorizontalPodAutoscalers, ScaledObjects of KEDA, FederatedHPAs',
    'of Karmada. The `hpa` of a worker of a `JointInferenceService` is an autoscaler too. The autoscaler that KEDA',
    'made of a ScaledObject is no second one, and neither is one that a ScaledObject of the same workload takes over',
    'by its name and the annotation `scaledobject.keda.sh/transfer-hpa-ownership`.',
    '',
    'Each would undo what the other did. Kubernetes (since about 1.27) stops both with `AmbiguousSelector`, and KEDA',
    'rejects the ScaledObject. With a FederatedHPA, both autoscalers and Karmada set the replicas in turn.',
    '',
    'It happens easily when a manifest and `kubectl autoscale` are both used. A HorizontalPodAutoscaler that is',
    'applied after a ScaledObject of the same workload is rejected by nothing in the cluster. Of a ScaledObject and a',
    'HorizontalPodAutoscaler it is a warning: where the webhook of KEDA rejects the ScaledObject, the other one',
    'scales.',
    '',
    'It also fires when a ScaledObject takes over a HorizontalPodAutoscaler of the set, which it names in',
    '`advanced.horizontalPodAutoscalerConfig.name` or which is called `keda-hpa-<name>`: KEDA rewrites it, and deletes',
    'it with the ScaledObject. Where it scales another workload, that one loses its autoscaler. And when two',
    'ScaledObjects name one HorizontalPodAutoscaler.',
    '',
    "An `HTTPScaledObject` of KEDA's HTTP add-on counts as an autoscaler, because the add-on makes a ScaledObject of",
    'its name itself, unless the annotation `httpscaledobject.keda.sh/skip-scaledobject-creation` is `true`. An',
    '`InterceptorRoute` is none: its ScaledObject is another manifest.',
  ].join('\n'),
  fix: [
    'Keep one autoscaler, with all metrics: the metric that needs most replicas decides. Remove the manifest of a',
    'HorizontalPodAutoscaler that KEDA takes over.',
    '',
    'Acknowledge it when the two are applied to two clusters.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/concepts/admission-webhooks/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: by-cpu }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: by-queue }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - type: External
      external: { metric: { name: queued }, target: { type: AverageValue, averageValue: '5' } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    - type: External
      external: { metric: { name: queued }, target: { type: AverageValue, averageValue: '5' } }
`,
  check: (inventory, report) => {
    const first = new Map<string, Autoscaler>();
    const seen = new Map<string, Set<string>>();
    for (const scaler of inventory.autoscalers) {
      const { object, target, targetRef, namespace } = scaler;
      if (targetRef === undefined) continue;
      const scaled = `${namespace}/${targetRef}`;
      const other = first.get(scaled);
      if (!other) {
        first.set(scaled, scaler);
        continue;
      }
      // A manifest that is there twice is no second autoscaler: duplicate-object reports it.
      const known = got(seen, scaled, () => new Set([identity(other.object)]));
      if (known.has(identity(object))) continue;
      known.add(identity(object));
      if (isTransferred(object, other.object)) continue;
      report(object, {
        field: target?.object === object ? `spec.${target.worker}Worker.hpa` : 'spec.scaleTargetRef',
        value: targetRef,
        rule: `must have one autoscaler; ${title(other.object)} scales it too`,
        why: whyNotBoth(object, other.object),
        fix: 'put all metrics into one autoscaler',
        severity: isOfKedaAndPlain(object, other.object) ? 'warning' : 'error',
      });
    }
    checkTakenOver(inventory, report);
    checkHttpScaledObjects(inventory, report);
  },
};

/** Whether a ScaledObject takes an autoscaler of its workload over, and says so: KEDA accepts that. */
function isTransferred(one: Manifest, other: Manifest): boolean {
  return one.metadata?.annotations?.[TRANSFER] === 'true' && other.kind === 'HorizontalPodAutoscaler'
    && one.kind === 'ScaledObject' && hpaNameOf(one) === other.metadata?.name;
}

/** Whether one of the two is a ScaledObject and the other a plain autoscaler, of which KEDA's webhook lets one in. */
function isOfKedaAndPlain(one: Manifest, other: Manifest): boolean {
  const kinds = [one.kind, other.kind];
  return kinds.includes('ScaledObject') && kinds.includes('HorizontalPodAutoscaler');
}

function whyNotBoth(one: Manifest, other: Manifest): string {
  const kinds = [one.kind, other.kind];
  if (kinds.includes('FederatedHPA')) return 'both autoscalers and Karmada set its replicas in turn, indefinitely';
  const scaled = [one, other].find(({ kind }) => kind === 'ScaledObject');
  const plain = [one, other].find(({ kind }) => kind === 'HorizontalPodAutoscaler');
  if (scaled && plain && plain.metadata?.name === hpaNameOf(scaled)) {
    return 'KEDA takes the HorizontalPodAutoscaler over, rewrites it, and deletes it with the ScaledObject, '
      + 'and each apply of the manifest undoes what KEDA wrote';
  }
  const neither = 'both select the same pods, so neither scales (AmbiguousSelector)';
  if (!scaled || !plain) return neither;
  return `the webhook of KEDA rejects the ScaledObject while the other exists; where it does not, ${neither}`;
}

/** The name of the HorizontalPodAutoscaler that KEDA makes of a ScaledObject, or takes over. */
function hpaNameOf({ metadata, spec }: Manifest): string {
  return spec?.advanced?.horizontalPodAutoscalerConfig?.name ?? `keda-hpa-${metadata?.name}`;
}

/** HorizontalPodAutoscalers that KEDA takes away from another workload, or that two ScaledObjects name. */
function checkTakenOver(inventory: Inventory, report: Report): void {
  const owners = new Map<string, Manifest>();
  for (const object of inventory.of('ScaledObject')) {
    if (!object.apiVersion.startsWith('keda.sh/') || object.metadata?.name === undefined) continue;
    const [namespace, name] = [namespaceOf(object), hpaNameOf(object)];
    const field = 'spec.advanced.horizontalPodAutoscalerConfig.name';
    const owner = owners.get(`${namespace}/${name}`);
    if (owner !== undefined && identity(owner) !== identity(object)) {
      report(object, {
        field,
        value: name,
        rule: `must be the HorizontalPodAutoscaler of one ScaledObject; ${title(owner)} has it too`,
        why: 'each of the two rewrites it, so one of the two workloads does not scale',
        fix: 'remove the name, or give each a name of its own',
      });
    }
    owners.set(`${namespace}/${name}`, owner ?? object);
    const taken = inventory.find('HorizontalPodAutoscaler', namespace, name);
    const scaled = taken && scaleTargetRef(taken);
    if (!taken || scaled === undefined || scaled === scaleTargetRef(object) || isOfKeda(taken)) continue;
    report(object, {
      field,
      value: name,
      rule: `must not be the HorizontalPodAutoscaler of another workload, ${scaled}`,
      why: 'KEDA takes it over, so that workload loses its autoscaler',
      fix: 'remove the name, or give another one',
    });
  }
}

/** Whether KEDA made an autoscaler: the set was read from a cluster. */
function isOfKeda({ metadata }: Manifest): boolean {
  return (metadata?.ownerReferences ?? []).some(({ kind }) => kind === 'ScaledObject');
}
