import { apiVersionRemoved } from '../../../src/rules/api/api-version-removed';
import { findings } from '../../../src/rules/catalogue/findings';
import { codes } from '../codes';
import { fires, manifests, told } from '../manifests';

const { failing, repaired, source } = apiVersionRemoved;

const object = (apiVersion: string, kind: string) => (
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`);

/** What the rule says of an object of a version: the rule, and what to do. */
function said(apiVersion: string, kind: string, kubernetes?: string): string[] {
  const found = findings(manifests(object(apiVersion, kind)), [apiVersionRemoved], { kubernetes });
  return found.map(({ problem }) => `${problem.rule}: ${problem.fix}`);
}

test('the examples of api-version-removed', () => {
  expect(codes(failing)).toEqual(['api-version-removed']);
  expect(codes(repaired)).toEqual([]);
});

describe('api-version-removed fires', () => {
  test('with what the API server answers, and the version of today', () => {
    expect(told(apiVersionRemoved, failing)).toEqual([[
      'HorizontalPodAutoscaler classifier',
      'apiVersion: got "autoscaling/v2beta2"; was removed in Kubernetes 1.26 — the API server rejects the object: '
      + 'no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2beta2"; '
      + `use autoscaling/v2 (${source})`,
    ]]);
  });

  test.each<[string, string, string, string]>([
    ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', '1.25', 'autoscaling/v2; the target of a metric stands in'],
    ['policy/v1beta1', 'PodDisruptionBudget', '1.25', 'policy/v1; an empty selector'],
    ['batch/v1beta1', 'CronJob', '1.25', 'batch/v1'],
    ['batch/v2alpha1', 'CronJob', '1.21', 'batch/v1'],
    ['extensions/v1beta1', 'Deployment', '1.16', 'apps/v1; spec.selector is required'],
    ['extensions/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1; backends'],
    ['apps/v1beta1', 'Deployment', '1.16', 'apps/v1; spec.selector is required'],
    ['apps/v1beta2', 'StatefulSet', '1.16', 'apps/v1; spec.selector is required'],
    ['networking.k8s.io/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1; backends'],
    ['rbac.authorization.k8s.io/v1beta1', 'RoleBinding', '1.22', 'rbac.authorization.k8s.io/v1'],
    ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', '1.22', 'apiextensions.k8s.io/v1; each entry'],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', '1.32', 'flowcontrol.apiserver.k8s.io/v1'],
    ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.27', 'storage.k8s.io/v1'],
  ])('on a removed version: %s %s', (apiVersion, kind, kubernetes, replacement) => {
    const [text, ...more] = said(apiVersion, kind);
    expect(more).toEqual([]);
    expect(text.startsWith(`was removed in Kubernetes ${kubernetes}: use ${replacement}`)).toBe(true);
  });

  test('on a kind that is gone', () => {
    expect(said('policy/v1beta1', 'PodSecurityPolicy'))
      .toEqual(['was removed in Kubernetes 1.25: remove the object: PodSecurityPolicy has no successor']);
  });

  test.each<[string, string, string]>([
    ['autoscaling/v3', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
    ['apps/v2', 'Deployment', 'apps/v1'],
    ['apps/v1', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
    ['v1', 'Deployment', 'apps/v1'],
    ['apps/v1', 'Service', 'v1'],
    ['v1', 'ScaledObject', 'keda.sh/v1alpha1'],
    ['keda.k8s.io/v1alpha1', 'ScaledObject', 'keda.sh/v1alpha1'],
    ['keda.sh/v1beta1', 'ScaledObject', 'keda.sh/v1alpha1'],
    ['monitoring.coreos.com/v1beta1', 'ServiceMonitor', 'monitoring.coreos.com/v1'],
    ['policy.karmada.io/v1', 'PropagationPolicy', 'policy.karmada.io/v1alpha1'],
    ['networking.istio.io/v1alpha1', 'VirtualService', 'networking.istio.io/v1'],
    ['gateway.networking.k8s.io/v1alpha1', 'HTTPRoute', 'gateway.networking.k8s.io/v1'],
    ['autoscaling.k8s.io/v2', 'VerticalPodAutoscaler', 'autoscaling.k8s.io/v1'],
  ])('on a version or a group that never served the kind: %s %s', (apiVersion, kind, replacement) => {
    expect(said(apiVersion, kind).map((text) => text.slice(text.indexOf(': ')))).toEqual([`: use ${replacement}`]);
  });

  test('on a version that is younger than the cluster', () => {
    expect(said('autoscaling/v2', 'HorizontalPodAutoscaler', '1.22'))
      .toEqual(['is served by Kubernetes 1.23 and newer: '
        + 'use a cluster of Kubernetes 1.23 or newer, or an older version of the API']);
  });

  test('beside what is wrong in the object whatever its version', () => {
    const text = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
---
apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, targetAverageUtilization: 60 } }]
`;
    expect(codes(text)).toEqual(['api-version-removed', 'hpa-missing-request']);
    const byValue = text.replace('targetAverageUtilization: 60', 'targetAverageValue: 500m');
    expect(codes(byValue)).toEqual(['api-version-removed']);
  });
});

describe('api-version-removed is silent', () => {
  test.each<[string, string, string | undefined]>([
    ['autoscaling/v1', 'HorizontalPodAutoscaler', undefined],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.25'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'v1.25.4'],
    ['autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', undefined],
    ['autoscaling.k8s.io/v1beta2', 'VerticalPodAutoscaler', undefined],
    ['networking.istio.io/v1alpha3', 'DestinationRule', undefined],
    ['gateway.networking.k8s.io/v1beta1', 'Gateway', undefined],
    ['networking.istio.io/v1alpha3', 'EnvoyFilter', undefined],
    ['monitoring.coreos.com/v1alpha1', 'ScrapeConfig', undefined],
    ['resource.k8s.io/v1beta1', 'ResourceClaim', undefined],
    ['coordination.k8s.io/v1beta1', 'LeaseCandidate', undefined],
    ['certificates.k8s.io/v1', 'ClusterTrustBundle', undefined],
    ['apps.kubeedge.io/v1alpha1', 'NodeGroup', undefined],
    ['apps/v1', 'Rollout', undefined],
    ['kustomize.config.k8s.io/v1beta1', 'Kustomization', undefined],
    ['example.com/v1', 'Deployment', undefined],
    ['constructor/v1', 'toString', undefined],
    ['__proto__', '__proto__', undefined],
  ])('on %s %s', (apiVersion, kind, kubernetes) => {
    expect(said(apiVersion, kind, kubernetes)).toEqual([]);
  });

  test('on a kind that a CustomResourceDefinition of the set defines', () => {
    const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: scaledobjects.keda.sh }
spec: { group: keda.sh, names: { kind: ScaledObject } }
---
`;
    expect(fires(apiVersionRemoved, `${definition}${object('keda.sh/v2', 'ScaledObject')}`)).toEqual([]);
    expect(fires(apiVersionRemoved, `${definition}${object('keda.sh/v2', 'ScaledJob')}`)).toHaveLength(1);
  });
});
