import { withFault } from './by-version';
import { versionFault, type VersionFault } from '../../kubernetes/api-version';
import { groupKind } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Reported, Rule } from '../rule';

export const apiVersionRemoved: Rule = {
  id: 'api-version-removed',
  title: 'An object must have an API version that is served',
  severity: 'error',
  description: [
    'Fires when Kubernetes does not serve the kind of an object in its `apiVersion`: the version was removed',
    '(`autoscaling/v2beta2` in Kubernetes 1.26, `policy/v1beta1` in 1.25), is younger than the cluster, or never',
    'existed (`autoscaling/v3`, `apps/v1 HorizontalPodAutoscaler`). Likewise for the kinds of KEDA, Karmada, Istio,',
    'prometheus-operator, the Gateway API and its Inference Extension, the Vertical Pod Autoscaler and Sedna: no',
    'KEDA 2 serves `keda.k8s.io/v1alpha1`.',
    '',
    'The API server rejects the object (`no matches for kind "HorizontalPodAutoscaler" in version',
    '"autoscaling/v2beta2"`), and the rest of the set is applied without it.',
    '',
    'It judges for the newest Kubernetes that it knows, 1.37, unless [another version is',
    'named](../kubernetes-versions.md). Other rules read the object as if it had the version of today. It is silent on',
    'kinds and groups that it does not know, and on',
    'kinds whose CustomResourceDefinition is among the objects.',
  ].join('\n'),
  fix: [
    'Write the version of today, and what changed with it. `kubectl convert -f FILE --output-version autoscaling/v2`',
    'does both.',
    '',
    'Acknowledge it for a cluster that is old enough to serve the version.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
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
    const defined = definedHere(inventory);
    const faulty = withFault(inventory, (apiVersion, kind, kubernetes) => (
      defined.has(groupKind(apiVersion, kind)) ? undefined : versionFault(apiVersion, kind, kubernetes)));
    for (const { object, fault } of faulty) report(object, problemOf(object, fault));
  },
};

/** The kinds that a CustomResourceDefinition of the set defines. */
function definedHere(inventory: Inventory): Set<string> {
  const definitions = inventory.of('CustomResourceDefinition');
  return new Set(definitions.map(({ spec }) => `${spec?.group}/${spec?.names?.kind}`));
}

function problemOf({ apiVersion, kind }: Manifest, fault: VersionFault): Reported {
  return {
    field: 'apiVersion',
    value: apiVersion,
    rule: ruleOf(kind, fault),
    why: `the API server rejects the object: no matches for kind "${kind}" in version "${apiVersion}"`,
    fix: fixOf(kind, fault),
  };
}

function ruleOf(kind: string, { until, since, product, kind: similar }: VersionFault): string {
  if (similar !== undefined) return `has no kind ${kind}`;
  if (until !== undefined) return `was removed in Kubernetes 1.${until}`;
  if (since !== undefined) return `is served by Kubernetes 1.${since} and newer`;
  return product ? `is no version in which ${product} serves ${kind}` : `is no version in which Kubernetes has ${kind}`;
}

function fixOf(kind: string, { replacement, since, changes, kind: similar }: VersionFault): string {
  if (similar !== undefined) return `write kind: ${similar}, of ${replacement}`;
  if (since !== undefined) return `use a cluster of Kubernetes 1.${since} or newer, or an older version of the API`;
  if (replacement === undefined) return `remove the object: ${kind} has no successor`;
  return `use ${replacement}${changes ? `; ${changes}` : ''}`;
}
