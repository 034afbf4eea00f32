import { all, autoscaler, deployment, ids, named, needs, only } from '../needs';

const POD = 'Deployment web spec.template.spec';
const versions = (yaml: string) => needs(yaml).filter(([id]) => id.startsWith('kubernetes/'));

test.each([
  [
    'native-sidecars',
    deployment('initContainers: [{ name: a }, { name: b, restartPolicy: Always }]'),
    `${POD}.initContainers[1].restartPolicy`,
  ],
  [
    'pre-stop-sleep',
    deployment('', 'lifecycle: { preStop: { sleep: { seconds: 5 } } }'),
    `${POD}.containers[0].lifecycle.preStop.sleep`,
  ],
  ['user-namespaces', deployment('hostUsers: false'), `${POD}.hostUsers`],
  ['pod-level-resources', deployment("resources: { requests: { cpu: '1' } }"), `${POD}.resources`],
  ['image-volumes', deployment('volumes: [{ name: a, image: { reference: m } }]'), `${POD}.volumes[0].image`],
  [
    'autoscaler-tolerance',
    autoscaler('{ type: Pods }', 'behavior: { scaleUp: { tolerance: 0.05 } }'),
    'HorizontalPodAutoscaler web spec.behavior.scaleUp.tolerance',
  ],
  [
    'autoscaler-tolerance',
    autoscaler('{ type: Pods }', 'behavior: { scaleDown: { tolerance: 0 } }'),
    'HorizontalPodAutoscaler web spec.behavior.scaleDown.tolerance',
  ],
  [
    'autoscaler-to-zero',
    autoscaler('{ type: External }', 'minReplicas: 0'),
    'HorizontalPodAutoscaler web spec.minReplicas',
  ],
  ['device-claims', named('resource.k8s.io/v1', 'ResourceClaim', 'a'), 'ResourceClaim a apiVersion'],
  [
    'device-claims',
    deployment('resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]'),
    'Deployment web spec.template.spec.resourceClaims',
  ],
])('%s', (id, yaml, use) => {
  expect(versions(yaml)).toEqual([[`kubernetes/${id}`, use]]);
});

test.each([
  ['an init container that ends', deployment('initContainers: [{ name: a }]')],
  ['a hook that runs a command', deployment('', 'lifecycle: { preStop: { exec: { command: [a] } } }')],
  ['the user namespace of the node', deployment('hostUsers: true')],
  ['resources of containers', deployment('', "resources: { requests: { cpu: '1' } }")],
  ['a pod that claims a device and requests nothing', deployment('resources: {}')],
  ['another volume', deployment('volumes: [{ name: a, emptyDir: {} }]')],
  ['a window', autoscaler('{ type: Pods }', 'behavior: { scaleUp: { stabilizationWindowSeconds: 5 } }')],
  ['one replica', autoscaler('{ type: Pods }', 'minReplicas: 1')],
  [
    'a claim beside a template of an older API',
    [
      deployment('resourceClaims: [{ name: gpu, resourceClaimTemplateName: a }]'),
      named('resource.k8s.io/v1beta1', 'ResourceClaimTemplate', 'a'),
    ].join('\n---\n'),
  ],
  ['an older API', named('resource.k8s.io/v1beta1', 'ResourceClaim', 'a')],
])('%s needs no newer version', (_, yaml) => {
  expect(versions(yaml)).toEqual([]);
});

test('the version, in the heading and for itself', () => {
  expect(only(deployment('hostUsers: false'), 'kubernetes/user-namespaces')).toMatchObject({
    title: 'Kubernetes 1.33 or newer: pods in a user namespace of their own',
    version: '1.33',
    check: 'kubectl version',
    expected: 'Server Version: v1.33 or newer; the nodes too, in kubectl get nodes',
  });
});

test('the jobs of KEDA count too', () => {
  const job = (apiVersion: string) => named(
    apiVersion,
    'ScaledJob',
    'a',
    'spec: { jobTargetRef: { template: { spec: { hostUsers: false } } } }',
  );
  expect(ids(job('keda.sh/v1alpha1'))).toEqual(['kubernetes/user-namespaces', 'keda']);
  expect(versions(all(job('other.example.com/v1')))).toEqual([]);
});
