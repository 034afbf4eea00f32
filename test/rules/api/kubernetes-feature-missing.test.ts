import { kubernetesFeatureMissing } from '../../../src/rules/api/kubernetes-feature-missing';
import { findings } from '../../../src/rules/catalogue/findings';
import { autoscaler, deployment } from '../../prerequisites/needs';
import { codes } from '../codes';
import { manifests } from '../manifests';

const { failing, repaired } = kubernetesFeatureMissing;
const SERVICE = (value: string) => `
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { trafficDistribution: ${value}, ports: [{ port: 80 }] }
`;
const POD = 'spec.template.spec';

/** Severity and field of what is found for a version. */
function at(text: string, kubernetes?: string): string[][] {
  return findings(manifests(text), [kubernetesFeatureMissing], { kubernetes })
    .map(({ severity, problem }) => [severity, problem.field]);
}

test('the examples of kubernetes-feature-missing', () => {
  expect(codes(failing, '1.34')).toEqual(['kubernetes-feature-missing']);
  expect(codes(repaired, '1.34')).toEqual([]);
});

test.each<[string, string, string, string, string, string]>([
  ['a volume from an image', failing, '1.34', '1.35', 'error', `${POD}.volumes[0].image`],
  ['a sidecar', deployment('initContainers: [{ name: a, restartPolicy: Always }]'), '1.28', '1.29', 'error',
    `${POD}.initContainers[0].restartPolicy`],
  ['a hook that sleeps', deployment('', 'lifecycle: { preStop: { sleep: { seconds: 5 } } }'), '1.29', '1.30', 'error',
    `${POD}.containers[0].lifecycle.preStop.sleep`],
  ['a user namespace', deployment('hostUsers: false'), '1.32', '1.33', 'warning', `${POD}.hostUsers`],
  ['resources of a pod', deployment("resources: { requests: { cpu: '1' } }"), '1.33', '1.34', 'warning',
    `${POD}.resources`],
  ['a claim of a device', deployment('resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]'), '1.33', '1.34',
    'error', `${POD}.resourceClaims`],
  ['a tolerance', autoscaler('{ type: Pods }', 'behavior: { scaleDown: { tolerance: 0 } }'), '1.34', '1.35', 'warning',
    'spec.behavior.scaleDown.tolerance'],
  ['a Service for the same zone', SERVICE('PreferSameZone'), '1.33', '1.34', 'error', 'spec.trafficDistribution'],
  ['a Service for what is close', SERVICE('PreferClose'), '1.30', '1.31', 'warning', 'spec.trafficDistribution'],
])('%s', (_, text, old, enough, severity, field) => {
  expect(at(text, old)).toEqual([[severity, field]]);
  expect(at(text, enough)).toEqual([]);
  expect(at(text)).toEqual([]);
});

test('the message names both versions, and the gate where there is one', () => {
  const [{ problem }] = findings(manifests(failing), [kubernetesFeatureMissing], { kubernetes: '1.34' });
  expect(problem.rule).toBe('needs Kubernetes 1.35 or newer; 1.34 is named');
  expect(problem.fix).toMatch(/feature gate ImageVolume/);
});

test('a gate that is on, and what other rules report, are no findings', () => {
  const gated = { kubernetes: () => ({ minor: 34, gates: ['ImageVolume'] }) };
  expect(findings(manifests(failing), [kubernetesFeatureMissing], gated)).toEqual([]);
  expect(at(autoscaler('{ type: External }', 'minReplicas: 0'), '1.36')).toEqual([]);
});

test('the version of a claim itself is reported as that of an API', () => {
  const claim = 'apiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata: { name: gpu }\n';
  expect(at(claim, '1.29')).toEqual([]);
  expect(codes(claim, '1.29')).toContain('api-version-removed');
});
