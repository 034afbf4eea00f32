import type { Manifest } from '../../kubernetes/manifest';
import { hasFeature, featureOf, type TargetVersion } from '../../kubernetes/versions/target-version';
import { NEWER_FIELDS, type NewerField } from '../newer-fields';
import type { Reported, Rule } from '../rule';

/** What `hpa-limits-rejected` reports: a minimum of zero. */
const ELSEWHERE = new Set(['autoscaler-to-zero']);

export const kubernetesFeatureMissing: Rule = {
  id: 'kubernetes-feature-missing',
  title: 'A field must exist in the Kubernetes that is named',
  severity: 'error',
  description: [
    'Fires when an object uses a field that the [named Kubernetes](../kubernetes-versions.md) does not have by',
    'default.',
    '',
    'Errors: a volume from an image before 1.35, an init container with `restartPolicy: Always` before 1.29, a preStop',
    'hook with `sleep` before 1.30, `resourceClaims` of a pod before 1.34, `trafficDistribution: PreferSameZone` or',
    '`PreferSameNode` before 1.34. The API server rejects the object, or drops the field, and what is left cannot',
    'work.',
    '',
    'Warnings: the `tolerance` of an autoscaler before 1.35, `hostUsers: false` before 1.33, `resources` of a pod',
    'before 1.34, `trafficDistribution: PreferClose` before 1.31. The API server silently drops the field, and the',
    'rest works without it. `kubectl apply` rejects the object where the API server does not know the field at all.',
    '',
    'It is silent where no version is named, and where a program says that the feature gate is on. A minimum of 0',
    'replicas is reported by [hpa-limits-rejected](hpa-limits-rejected.md), an API version by',
    '[api-version-removed](api-version-removed.md).',
  ].join('\n'),
  fix: [
    'Upgrade the cluster, or leave the field out.',
    '',
    'Acknowledge it where the feature gate of the field is switched on in the cluster.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  kubernetes: '1.34',
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
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' } }
          volumeMounts: [{ name: model, mountPath: /model }]
      volumes: [{ name: model, image: { reference: 'registry.example.com/model:1.0' } }]
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
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' } }
          volumeMounts: [{ name: model, mountPath: /model }]
      volumes: [{ name: model, persistentVolumeClaim: { claimName: model } }]
`,
  check: (inventory, report) => {
    if (!inventory.versions.areAnyNamed) return;
    for (const { feature, find } of NEWER_FIELDS) {
      if (ELSEWHERE.has(feature)) continue;
      find(inventory, (object, field) => {
        // The rule api-version-removed reports the version of an API.
        if (field === 'apiVersion') return;
        const problem = problemOf(feature, { object, field, version: inventory.versions.of(object) });
        if (problem) report(object, problem);
      });
    }
  },
};

interface Use {
  readonly object: Manifest;
  readonly field: string;
  readonly version?: TargetVersion;
}

function problemOf(id: NewerField['feature'], { field, version }: Use): Reported | undefined {
  const feature = featureOf(id);
  const { since, gate, gateSince, without, before, source } = feature;
  if (version === undefined || hasFeature(feature, version)) return undefined;
  const isGated = gate !== undefined && gateSince !== undefined && version.minor >= gateSince;
  return {
    field,
    rule: `needs Kubernetes 1.${since} or newer; 1.${version.minor} is named`,
    why: before,
    fix: `upgrade to 1.${since}, or leave it out${isGated ? `; or switch the feature gate ${gate} on` : ''}`,
    source,
    ...(without === 'dropped' && { severity: 'warning' }),
  };
}
