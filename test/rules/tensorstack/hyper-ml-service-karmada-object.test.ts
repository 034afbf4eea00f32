import { config, fleet, text } from './fleet';
import { hyperMlServiceKarmadaObject as rule } from '../../../src/rules/tensorstack/hyper-ml-service-karmada-object';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const FLEET = 'HyperMLService demo/fleet';
const policy = (apiVersion: string, metadata: unknown = { name: 'late', namespace: 'demo' }) => (
  { apiVersion, kind: 'OverridePolicy', metadata });
const POLICY = policy('policy.karmada.io/v1alpha1');

test('the examples of hyper-ml-service-karmada-object', () => {
  expect(codes(rule.failing)).toEqual(['hyper-ml-service-karmada-object']);
  expect(codes(rule.repaired)).toEqual([]);
});

describe('hyper-ml-service-karmada-object fires', () => {
  test('on an object of Karmada, and says where it stands', () => {
    expect(told(rule, text(fleet([{ clusters: ['bj'], manifests: [config('a'), POLICY] }])))).toEqual([[
      FLEET,
      'spec.workloads[0].manifests[1].apiVersion: got "policy.karmada.io/v1alpha1"; '
      + 'OverridePolicy demo/late must not be an object of Karmada — '
      + 'objects of the API groups of Karmada are never sent to a cluster; '
      + `apply it to the hub, beside the HyperMLService (${rule.source})`,
    ]]);
  });

  test.each(['autoscaling.karmada.io/v1alpha1', 'config.karmada.io/v1', 'work.karmada.io/v1alpha2', 'karmada.io/v1'])(
    'on the group of %s',
    (apiVersion) => {
      const workloads = [{ clusters: ['bj'], manifests: [policy(apiVersion)] }];
      expect(fires(rule, text(fleet(workloads)))).toEqual([[FLEET, 'spec.workloads[0].manifests[0].apiVersion']]);
    },
  );

  test('on each place, also in a workload that no cluster gets', () => {
    const workloads = [
      { clusters: ['bj'], manifests: [POLICY] },
      { clusters: [], manifests: [config('a'), POLICY] },
    ];
    expect(fires(rule, text(fleet(workloads)))).toEqual([
      [FLEET, 'spec.workloads[0].manifests[0].apiVersion'],
      [FLEET, 'spec.workloads[1].manifests[1].apiVersion'],
    ]);
  });

  test('once on an object of Karmada without a namespace', () => {
    const manifests = [policy('policy.karmada.io/v1alpha1', { name: 'late' })];
    const found = codes(text(fleet([{ clusters: ['bj', 'sh'], manifests }])));
    expect(found).toEqual(['hyper-ml-service-karmada-object']);
  });
});

describe('hyper-ml-service-karmada-object is silent', () => {
  test.each(['v1', 'apps/v1', 'policy/v1', 'policy.karmada.io.example.com/v1', 'notkarmada.io/v1'])(
    'on an object of %s',
    (apiVersion) => {
      expect(fires(rule, text(fleet([{ clusters: ['bj'], manifests: [policy(apiVersion)] }])))).toEqual([]);
    },
  );

  test('on an object of Karmada beside the HyperMLService', () => {
    expect(codes(text(fleet([{ clusters: ['bj'], manifests: [config('a')] }]), POLICY))).toEqual([]);
  });

  test('inside a HyperMLService of another platform', () => {
    const other = { ...fleet([{ clusters: ['bj'], manifests: [POLICY] }]), apiVersion: 'example.com/v1' };
    expect(codes(text(other))).toEqual([]);
  });
});
