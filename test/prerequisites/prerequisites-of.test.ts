import * as fs from 'fs';
import fc from 'fast-check';
import { all, autoscaler, CPU, deployment, named, only } from './needs';
import {
  examples,
  prerequisitesOfExample,
  readmeOf,
  withPrerequisites,
} from '../../projenrc/docs/example-prerequisites';
import { Inventory } from '../../src/kubernetes/inventory';
import { prerequisitesOf } from '../../src/prerequisites/prerequisites-of';
import { manifests } from '../rules/manifests';

/** The id and the clusters of what each example needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'chat-at-zero': [
    'keda-http-add-on', 'keda', 'prometheus-operator', 'keda-http-interceptor/keda',
    'nodes/!node-role.kubernetes.io/edge, cloud.google.com/gke-accelerator=nvidia-a100-80gb', 'resource/nvidia.com/gpu',
    'namespace/llm', 'persistentvolumeclaim/llm/hub-cache', 'secret/llm/hugging-face', 'secret/llm/chat-keys',
    'secret/llm/chat-tls', 'ingressclass/nginx',
  ],
  'edge-sites': [
    'edge-metrics',
    'metrics-server',
    'kubeedge',
    'nodes/node-role.kubernetes.io/edge, shop.example.com/name=aachen',
    'nodes/node-role.kubernetes.io/edge, shop.example.com/name=bremen',
    'nodes/node-role.kubernetes.io/edge, shop.example.com/name=chemnitz',
    'namespace/shop-aachen',
    'namespace/shop-bremen',
    'namespace/shop-chemnitz',
  ],
  'elastic-video-inference': [
    'keda', 'prometheus-operator', 'metrics-server', 'custom-metrics',
    'prometheus/http://prometheus-operated.monitoring:9090', 'kube-state-metrics', 'keda-metrics',
    'namespace/monitoring',
  ],
  'existing-workload': [
    'prometheus-operator', 'metrics-server', 'custom-metrics', 'namespace/shop', 'namespace/monitoring',
    'persistentvolumeclaim/shop/models',
  ],
  'hypermlservice': [
    'tensorstack', 'istio', 'prometheus-operator', 'istio-metrics', 'istio-gateway/t9k-system/t9k', 'namespace/demo',
    'tensorstack in spoke1, spoke2, spoke3, spoke4', 'namespace/demo in spoke1, spoke2, spoke3, spoke4',
    'secret/demo/s3-secret in spoke1, spoke2, spoke3, spoke4', 'metrics-server in spoke3, spoke4',
    'persistentvolumeclaim/demo/models in spoke3, spoke4',
  ],
  'karmada-fleet': [
    'karmada', 'karmada-autoscaling', 'istio', 'member-cluster/bj', 'member-cluster/sh', 'metrics-server in bj, sh',
    'karmada-metrics-adapter', 'istio-gateway/istio-ingress/public', 'persistentvolumeclaim/demo/models in bj, sh',
  ],
  'kubeedge-llamaedge': [
    'edge-mesh',
    'edge-metrics',
    'metrics-server',
    'kubeedge',
    'nodes/kubernetes.io/hostname=edgenode',
  ],
  'llm-routing': [
    'inference-extension',
    'prometheus-operator',
    'gateway-api',
    'istio',
    'custom-metrics',
    'resource/nvidia.com/gpu',
    'gateway/istio-ingress/public',
    'namespace/chat',
    'namespace/monitoring',
    'persistentvolumeclaim/chat/models',
  ],
  'quick-start': ['metrics-server', 'namespace/vision', 'persistentvolumeclaim/vision/models'],
  'sedna-helmet-detection': ['sedna', 'sedna-autoscalers', 'edge-mesh', 'edge-metrics', 'metrics-server', 'kubeedge'],
  'tensorflow-serving-resnet': ['load-balancer'],
};

describe('the examples', () => {
  test('are all here', () => {
    expect(examples()).toEqual(Object.keys(NEEDED));
  });

  test.each(Object.keys(NEEDED))('%s', (example) => {
    const found = prerequisitesOfExample(example)
      .map(({ id, clusters }) => (clusters.length === 0 ? id : `${id} in ${clusters.join(', ')}`));
    expect(found).toEqual(NEEDED[example]);
  });

  test.each(Object.keys(NEEDED))('the README of %s has the table: `npx projen docs` writes it', (example) => {
    expect(fs.readFileSync(readmeOf(example), 'utf8')).toBe(withPrerequisites(example));
  });
});

test('an empty set needs nothing', () => {
  expect(prerequisitesOf(new Inventory([]))).toEqual([]);
});

test('the objects are those that were given', () => {
  const given = manifests(deployment("nodeName: a, tolerations: 'text'"));
  expect(prerequisitesOf(new Inventory(given))[0].neededBy[0].object).toBe(given[0]);
});

describe('the clusters', () => {
  const policy = (placement: string) => named('policy.karmada.io/v1alpha1', 'PropagationPolicy', 'p', `spec:
    { resourceSelectors: [{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler }], placement: ${placement} }`);
  const SET = all(deployment(''), autoscaler(CPU));

  test.each([
    ['{ clusterAffinity: { clusterNames: [sh, bj] } }', ['bj', 'sh']],
    ['{}', ['the member clusters of Karmada']],
  ])('to which a policy %s propagates', (placement, clusters) => {
    expect(only(all(SET, policy(placement)), 'metrics-server').clusters).toEqual(clusters);
  });

  test('of a chart', () => {
    const inventory = new Inventory(manifests(SET), { clusters: () => 'edge-1' });
    expect(prerequisitesOf(inventory).map(({ clusters }) => clusters)).toEqual([['edge-1']]);
  });

  test('of a HyperMLService, whose objects are named with it', () => {
    const hyper = named('tensorstack.dev/v1beta1', 'HyperMLService', 'h', `spec: { workloads: [
      { clusters: [b, a], manifests: [
        { apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { nodeName: n } }] }] }`);
    const found = only(hyper, 'node/n');
    expect(found.clusters).toEqual(['a', 'b']);
    expect(found.neededBy).toMatchObject([{
      title: 'Pod p in HyperMLService h',
      field: 'spec.workloads[0].manifests[0].spec.nodeName',
      owner: { kind: 'HyperMLService' },
    }]);
  });
});

describe('whatever is given, nothing is thrown', () => {
  const KINDS = [
    ['apps/v1', 'Deployment'], ['v1', 'Pod'], ['batch/v1', 'CronJob'], ['apps/v1', 'StatefulSet'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['autoscaling.karmada.io/v1alpha1', 'FederatedHPA'],
    ['keda.sh/v1alpha1', 'ScaledObject'], ['keda.sh/v1alpha1', 'ScaledJob'], [
      'keda.sh/v1alpha1',
      'TriggerAuthentication',
    ],
    ['keda.sh/v1alpha1', 'ClusterTriggerAuthentication'], ['sedna.io/v1alpha1', 'JointInferenceService'],
    ['sedna.io/v1alpha1', 'Model'], ['networking.istio.io/v1', 'VirtualService'],
    ['networking.istio.io/v1', 'DestinationRule'], ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
    ['policy.karmada.io/v1alpha1', 'PropagationPolicy'], ['tensorstack.dev/v1beta1', 'HyperMLService'],
    ['tensorstack.dev/v1beta1', 'MLService'], ['v1', 'PersistentVolumeClaim'], ['v1', 'PersistentVolume'],
    ['networking.k8s.io/v1', 'Ingress'], ['v1', 'Service'], ['v1', 'ServiceAccount'], ['v1', 'Secret'],
    ['resource.k8s.io/v1', 'ResourceClaim'], ['resource.k8s.io/v1', 'ResourceClaimTemplate'],
    ['resource.k8s.io/v1', 'DeviceClass'], ['apiregistration.k8s.io/v1', 'APIService'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'], ['cert-manager.io/v1', 'Certificate'],
    [
      'external-secrets.io/v1',
      'ExternalSecret',
    ], ['constructor/v1', 'toString'], ['__proto__/v1', '__proto__'], ['', ''],
  ];
  const FIELDS = [
    'spec', 'template', 'metadata', 'name', 'namespace', 'containers', 'initContainers', 'volumes', 'resources',
    'limits', 'requests', 'nodeSelector', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms', 'matchExpressions', 'matchFields', 'key', 'operator', 'values', 'env', 'valueFrom', 'envFrom',
    'secretRef', 'secretKeyRef', 'configMap', 'secret', 'secretName', 'projected', 'sources', 'ephemeral',
    'volumeClaimTemplate', 'volumeClaimTemplates', 'storageClassName', 'triggers', 'type', 'authenticationRef',
    'serverAddress', 'fallback', 'advanced', 'behavior', 'scaleUp', 'scaleDown', 'tolerance', 'metrics',
    'scaleTargetRef', 'kind', 'gateways', 'parentRefs', 'host', 'placement', 'clusterAffinity', 'clusterNames',
    'workloads', 'manifests', 'clusters', 'edgeWorker', 'cloudWorker', 'hpa', 'model', 'devices', 'exactly',
    'firstAvailable', 'deviceClassName',
    'resourceClaims', 'imagePullSecrets', 'secretTargetRef', 'tls', 'group', 'names', 'target', 'releases', 'predictor',
    'storage', 's3', 'jobTargetRef', 'jobTemplate', 'tolerations', 'lifecycle', 'preStop', 'constructor', '__proto__',
  ];
  const leaf = fc.oneof(
    fc.constantFrom(null, undefined, '', 'a', 'Always', 'prometheus', 'Resource', 'In', 'Exists', true, 0, Number.NaN),
    fc.constantFrom("'; rm -rf /", 'a\nb', '\u0000', 'x'.repeat(5000), '__proto__', 'http://a.b:1/'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 9, depthSize: 'large', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 12, noNullPrototype: true }),
    ),
  }));
  const object = fc.tuple(
    fc.constantFrom(...KINDS),
    value,
    value,
    fc.dictionary(fc.constantFrom(...FIELDS), value),
  ).map(
    ([[apiVersion, kind], metadata, spec, rest]) => ({ ...rest, apiVersion, kind, metadata, spec }));

  test('any objects', () => {
    fc.assert(fc.property(fc.array(fc.oneof(object, value), { maxLength: 8 }), (objects) => {
      for (const { check, title, neededBy } of prerequisitesOf(new Inventory(objects))) {
        expect(check.startsWith('kubectl')).toBe(true);
        expect(`${check}${title}`).not.toMatch(/\n/);
        expect(neededBy.length).toBeGreaterThan(0);
      }
    }), { numRuns: 150 });
  });

  /** Every field of a manifest that uses everything, replaced by what does not belong there. */
  test('each field of real manifests with a wrong value', () => {
    const real = ['sedna-helmet-detection', 'elastic-video-inference', 'karmada-fleet', 'hypermlservice']
      .flatMap((example) => prerequisitesOfExample(example).flatMap(({ neededBy }) => neededBy));
    const ofKind = new Map(real.map((by) => [by.object.kind, by.object]));
    const wrong = [null, 'text', 7, [null], {}, ['text']];
    let looked = 0;
    const visit = (root: any, at: any): void => {
      for (const key of Object.keys(at)) {
        const before = at[key];
        for (const other of wrong) {
          at[key] = other;
          prerequisitesOf(new Inventory([root]));
          looked++;
        }
        at[key] = before;
        if (typeof before === 'object' && before !== null) visit(root, before);
      }
    };
    for (const each of ofKind.values()) {
      const copy = structuredClone(each);
      visit(copy, copy);
    }
    expect(looked).toBeGreaterThan(1000);
  });
});

test('thousands of objects are read at once', () => {
  const set = (count: number) => Array.from({ length: count }, (_, i) => manifests(deployment(`nodeName: n${i}`))[0])
    .map((o, i): any => ({ ...o, metadata: { name: `d${i}`, namespace: `ns${i % 50}` } }));
  const inventory = new Inventory(set(2000));
  const found = prerequisitesOf(inventory);
  expect(found).toHaveLength(2050);
});
