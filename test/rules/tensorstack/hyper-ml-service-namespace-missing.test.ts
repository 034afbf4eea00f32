import { config, fleet, runtime, secret, service, text } from './fleet';
import {
  hyperMlServiceNamespaceMissing as rule,
} from '../../../src/rules/tensorstack/hyper-ml-service-namespace-missing';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const FLEET = 'HyperMLService demo/fleet';
const sent = (...manifests: unknown[]) => text(fleet([{ clusters: ['bj', 'sh'], manifests }]));

test('the examples of hyper-ml-service-namespace-missing', () => {
  expect(codes(rule.failing)).toEqual(['hyper-ml-service-namespace-missing']);
  expect(codes(rule.repaired)).toEqual([]);
});

describe('hyper-ml-service-namespace-missing fires', () => {
  test('on an object of a namespaced kind, and says where it stands', () => {
    expect(told(rule, sent(config('a'), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } }))).toEqual([[
      FLEET,
      'spec.workloads[0].manifests[1].metadata.namespace: ConfigMap b must have a namespace — '
      + 'nothing adds a namespace to a manifest inside a HyperMLService, '
      + 'and the API server rejects an object of this kind without one; '
      + `set it, or give the chart of the construct a namespace (${rule.source})`,
    ]]);
  });

  test.each<[string, unknown]>([
    ['null', { name: 'a', namespace: null }],
    ['empty', { name: 'a', namespace: '' }],
    ['a list', { name: 'a', namespace: ['demo'] }],
  ])('on a namespace that is %s', (_, metadata) => {
    const found = codes(sent({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    expect(found.filter((code) => code !== 'field-type-wrong')).toEqual([rule.id]);
  });

  test.each([null, undefined, 'demo', ['demo']])('on metadata that is %j', (metadata) => {
    const found = codes(sent({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    expect(found.filter((code) => code !== 'field-type-wrong')).toEqual([rule.id]);
  });

  test.each([
    ['apps/v1', 'Deployment'], ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['keda.sh/v1alpha1', 'ScaledObject'],
    ['tensorstack.dev/v1beta1', 'MLService'], ['sedna.io/v1alpha1', 'JointInferenceService'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor'], ['networking.istio.io/v1', 'VirtualService'],
  ])('on the kind of %s %s', (apiVersion, kind) => {
    expect(fires(rule, sent({ apiVersion, kind, metadata: { name: 'a' } }))).toEqual([
      [FLEET, 'spec.workloads[0].manifests[0].metadata.namespace'],
    ]);
  });

  test('on each place', () => {
    const bare = config('a', null);
    const workloads = [{ clusters: ['bj'], manifests: [bare] }, { clusters: ['sh'], manifests: [config('b'), bare] }];
    expect(fires(rule, text(fleet(workloads)))).toEqual([
      [FLEET, 'spec.workloads[0].manifests[0].metadata.namespace'],
      [FLEET, 'spec.workloads[1].manifests[1].metadata.namespace'],
    ]);
  });

  test('as the one finding, where an MLService names what has no namespace', () => {
    const workloads = [
      { clusters: ['bj', 'sh'], manifests: [runtime('torch', null), service('mnist', 'torch')] },
      { clusters: ['gz'], manifests: [runtime('torch')] },
    ];
    expect(codes(text(fleet(workloads), secret('s3')))).toEqual([rule.id]);
  });

  test('as the one finding, where the MLService has none', () => {
    const mnist = { ...service('mnist', 'torch'), metadata: { name: 'mnist' } };
    expect(codes(text(fleet([{ clusters: ['bj'], manifests: [mnist] }]), runtime('torch')))).toEqual([rule.id]);
  });
});

describe('hyper-ml-service-namespace-missing is silent', () => {
  test.each([
    ['v1', 'Namespace'], ['rbac.authorization.k8s.io/v1', 'ClusterRole'], ['apps.kubeedge.io/v1alpha1', 'NodeGroup'],
    ['node.k8s.io/v1', 'RuntimeClass'],
  ])('on the cluster-wide kind of %s %s', (apiVersion, kind) => {
    expect(codes(sent({ apiVersion, kind, metadata: { name: 'a' } }))).toEqual([]);
  });

  test.each([
    ['cert-manager.io/v1', 'ClusterIssuer'], ['example.com/v1', 'Model'], ['example.com/v1', 'Deployment'],
  ])('on the custom kind of %s %s, whose scope is unknown', (apiVersion, kind) => {
    expect(codes(sent({ apiVersion, kind, metadata: { name: 'a' } }))).toEqual([]);
  });

  test('on an object beside the HyperMLService', () => {
    expect(codes(text(fleet([{ clusters: ['bj'], manifests: [config('a')] }]), config('b', null)))).toEqual([]);
  });
});
