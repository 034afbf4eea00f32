import { config, fleet, runtime, secret, service, text } from './fleet';
import {
  hyperMlServiceReferenceMissing as rule,
} from '../../../src/rules/tensorstack/hyper-ml-service-reference-missing';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const FLEET = 'HyperMLService demo/fleet';
const [TORCH, MNIST] = [runtime('torch'), service('mnist', 'torch')];
const ofRelease = (workload: number, manifest: number, release: number = 0) => [
  FLEET, `spec.workloads[${workload}].manifests[${manifest}].spec.releases[${release}].predictor.model.runtime`,
];

/** An MLService with S3 storage: of a release, or of the transformer. */
function stored(where: 'release' | 'transformer', name: unknown = 's3'): unknown {
  const storage = { s3: { uri: 's3://a/b/', secretRef: { name } } };
  const metadata = { name: 'mnist', namespace: 'demo' };
  const release = { name: 'r0', predictor: { model: { runtime: 'there' }, ...(where === 'release' && { storage }) } };
  const spec = { default: 'r0', releases: [release], ...(where === 'transformer' && { transformer: { storage } }) };
  return { apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLService', metadata, spec };
}

test('the examples of hyper-ml-service-reference-missing', () => {
  expect(codes(rule.failing)).toEqual(['hyper-ml-service-reference-missing']);
  expect(codes(rule.repaired)).toEqual([]);
});

describe('hyper-ml-service-reference-missing fires', () => {
  test('on a runtime that other clusters get, and names the clusters without it', () => {
    const workloads = [
      { clusters: ['bj'], manifests: [TORCH] },
      { clusters: ['bj', 'sh', 'gz'], manifests: [config('a'), MNIST] },
    ];
    expect(told(rule, text(fleet(workloads)))).toEqual([[
      FLEET,
      'spec.workloads[1].manifests[1].spec.releases[0].predictor.model.runtime: got "torch"; '
      + 'MLServiceRuntime demo/torch must be sent to sh, gz too — '
      + 'TensorStack looks for it in the namespace of MLService demo/mnist, which never becomes ready without it; '
      + `add it to the same workload, or acknowledge this where the clusters have it already (${rule.source})`,
    ]]);
    expect(codes(text(fleet(workloads)))).toEqual([rule.id]);
  });

  test.each(['release', 'transformer'] as const)('on the Secret of the storage of a %s', (where) => {
    const field = where === 'release' ? 'releases[0].predictor' : 'transformer';
    const workloads = [
      { clusters: ['bj'], manifests: [secret('s3')] },
      { clusters: ['sh'], manifests: [stored(where)] },
    ];
    expect(fires(rule, text(fleet(workloads)))).toEqual([
      [FLEET, `spec.workloads[1].manifests[0].spec.${field}.storage.s3.secretRef.name`],
    ]);
    expect(codes(text(fleet(workloads)))).toEqual([rule.id]);
  });

  test.each<[string, unknown, unknown]>([
    ['runtime', TORCH, MNIST],
    ['Secret', secret('s3'), stored('release')],
  ])('on a %s that stands on the hub only', (_, object, user) => {
    expect(codes(text(object, fleet([{ clusters: ['bj'], manifests: [user] }])))).toEqual([rule.id]);
  });

  test('on a runtime that another HyperMLService sends to other clusters', () => {
    const other = fleet([{ clusters: ['sh'], manifests: [TORCH] }], 'other');
    expect(codes(text(fleet([{ clusters: ['bj'], manifests: [MNIST] }]), other))).toEqual([rule.id]);
  });

  test('on each runtime once, however many releases name it', () => {
    const manifests = [service('mnist', 'torch', 'torch', 'triton', 'there')];
    const objects = [fleet([{ clusters: ['bj'], manifests }]), TORCH, runtime('triton')];
    expect(fires(rule, text(...objects))).toEqual([ofRelease(0, 0), ofRelease(0, 0, 2)]);
  });

  test('on each MLService', () => {
    const manifests = [MNIST, service('other', 'torch')];
    const objects = [TORCH, fleet([{ clusters: ['bj'], manifests }])];
    expect(fires(rule, text(...objects))).toEqual([ofRelease(0, 0), ofRelease(0, 1)]);
  });

  test('on an MLService that two workloads send to different clusters, for each', () => {
    const workloads = [
      { clusters: ['bj'], manifests: [MNIST] },
      { clusters: ['sh'], manifests: [MNIST] },
      { clusters: ['gz'], manifests: [TORCH, MNIST] },
    ];
    expect(fires(rule, text(fleet(workloads)))).toEqual([ofRelease(0, 0), ofRelease(1, 0)]);
  });

  test('once for a cluster that gets the MLService twice, beside the duplicate', () => {
    const workloads = [{ clusters: ['bj'], manifests: [MNIST] }, { clusters: ['bj'], manifests: [MNIST] }];
    expect(codes(text(TORCH, fleet(workloads)))).toEqual([rule.id, 'duplicate-object']);
  });

  test('with five names at most', () => {
    const clusters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const [[, message]] = told(rule, text(TORCH, fleet([{ clusters, manifests: [MNIST] }])));
    expect(message).toContain('must be sent to a, b, c, d, e and 2 more too');
  });
});

describe('hyper-ml-service-reference-missing is silent', () => {
  test.each<[string, unknown[]]>([
    ['when the same workload has the runtime', [fleet([{ clusters: ['bj', 'sh'], manifests: [MNIST, TORCH] }]), TORCH]],
    ['when another workload sends the runtime to the same clusters', [fleet([
      { clusters: ['bj', 'sh', 'gz'], manifests: [TORCH] },
      { clusters: ['sh', 'gz'], manifests: [MNIST] },
    ])]],
    ['when several workloads together do', [fleet([
      { clusters: ['bj'], manifests: [TORCH] },
      { clusters: ['sh'], manifests: [TORCH] },
      { clusters: ['bj', 'sh'], manifests: [MNIST] },
    ])]],
    ['when another HyperMLService does', [
      fleet([{ clusters: ['bj'], manifests: [MNIST] }]),
      fleet([{ clusters: ['bj'], manifests: [TORCH] }], 'other'),
    ]],
    ['when no object is that runtime', [fleet([{ clusters: ['bj'], manifests: [MNIST] }]), runtime('triton')]],
    ['when no object is that Secret', [fleet([{ clusters: ['bj'], manifests: [stored('release')] }]), secret('s4')]],
    ['when the runtime elsewhere is in another namespace', [
      fleet([{ clusters: ['bj'], manifests: [MNIST] }]), runtime('torch', 'other'),
    ]],
    ['when the runtime on the hub has no namespace', [
      fleet([{ clusters: ['bj'], manifests: [MNIST] }]), runtime('torch', null),
    ]],
    ['when a kind of that name is of another platform', [
      fleet([{ clusters: ['bj'], manifests: [MNIST] }]), { ...TORCH, apiVersion: 'example.com/v1' },
    ]],
    ['when the MLService is of another platform', [
      fleet([{ clusters: ['bj'], manifests: [{ ...MNIST, apiVersion: 'example.com/v1' }] }]), TORCH,
    ]],
    ['when no cluster gets the MLService', [fleet([{ clusters: [], manifests: [MNIST] }]), TORCH]],
    ['on an MLService beside the HyperMLService', [
      MNIST, fleet([{ clusters: ['bj'], manifests: [TORCH] }]),
    ]],
    ['on a model on a claim', [fleet([{
      clusters: ['bj'],
      manifests: [{
        ...MNIST, spec: { releases: [{ predictor: { storage: { pvc: { name: 's3' } } } }] },
      }],
    }]), secret('s3')]],
  ])('%s', (_, objects) => {
    expect(codes(text(...objects))).toEqual([]);
  });

  test.each([null, 1, '', ['s3'], { a: 's3' }])('on a name that is %j', (name) => {
    expect(codes(text(fleet([{ clusters: ['bj'], manifests: [stored('release', name)] }]), secret('s3')))).toEqual([]);
  });

  test.each([null, 'x', [], { releases: null }, { releases: [null, 'x', {}] }, { releases: [{ predictor: 'x' }] }])(
    'on an MLService with the spec %j',
    (spec) => {
      expect(codes(text(fleet([{ clusters: ['bj'], manifests: [{ ...MNIST, spec }] }]), TORCH))).toEqual([]);
    },
  );
});

test.each<[string, object]>([
  ['an object of a group that a cluster is in', config('a')],
  ['an MLService', MNIST],
  ['a runtime', TORCH],
])('%s that a cluster gets twice is a duplicate alone', (_, object) => {
  const workloads = [
    { clusters: ['bj', 'sh'], manifests: [TORCH, MNIST, config('a')] },
    { clusters: ['sh', 'bj', 'gz'], manifests: [object] },
    { clusters: ['gz'], manifests: [TORCH].filter((o) => o !== object) },
  ];
  expect(codes(text(fleet(workloads)))).toEqual(['duplicate-object']);
});
