import { Chart, type App } from 'cdk8s';
import { MLService, MLServiceRuntime, MLServiceStorage, type MLServiceProps, type MLServiceRelease } from '../../src';
import { find, refused, synth, testChart } from '../helpers';

function made(chart: Chart, release: Partial<MLServiceRelease> = {}, props: Partial<MLServiceProps> = {}): MLService {
  const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 't9k-torchserve');
  const releases: MLServiceRelease[] = [{ name: 'origin', runtime, ...release }];
  if (props.canary || props.defaultRelease) releases.push({ name: 'next', runtime });
  return new MLService(chart, 'Mnist', { releases, ...props });
}

function spec(release: Partial<MLServiceRelease> = {}, props: Partial<MLServiceProps> = {}): any {
  return find(made(testChart(), release, props), 'MLService').spec;
}

const MODEL = { runtime: 't9k-torchserve' };

describe('MLService emits', () => {
  test('a default release on its runtime, and nothing that is not set', () => {
    const chart = testChart();
    const service = made(chart);
    expect(synth(chart)).toEqual([{
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'MLService',
      metadata: { name: 'mnist', namespace: 'vision' },
      spec: { default: 'origin', releases: [{ name: 'origin', predictor: { model: MODEL } }] },
    }]);
    expect([service.name, service.releaseNames]).toEqual(['mnist', ['origin']]);
    expect(service.node.defaultChild).toBe(service.apiObject);
  });

  test('the parameters of a release, and what is changed of its runtime', () => {
    const { releases } = spec({ parameters: { MODEL_PATH: 'all' }, maxReplicas: 3, args: ['--a'] });
    expect(releases).toEqual([{
      name: 'origin',
      predictor: {
        model: { ...MODEL, parameters: { MODEL_PATH: 'all' } },
        maxReplicas: 3,
        template: { spec: { containers: [{ name: 'user-container', args: ['--a'] }] } },
      },
    }]);
  });

  test.each<[string, Partial<MLServiceProps>, object]>([
    ['the default release that is set', { defaultRelease: 'next' }, { default: 'next' }],
    ['a canary with its percentage',
      { canary: { release: 'next', trafficPercent: 10 } },
      { default: 'origin', canary: 'next', canaryTrafficPercent: 10 }],
    ['a queue', { queue: 'gpu' }, { scheduler: { t9kScheduler: { queue: 'gpu' } } }],
    ['a transformer', {
      transformer: { image: 'a/t:1', minReplicas: 1, maxReplicas: 2, storage: MLServiceStorage.pvc('m') },
    }, {
      transformer: {
        storage: { pvc: { name: 'm' } },
        minReplicas: 1,
        maxReplicas: 2,
        template: { spec: { containers: [{ name: 'user-container', image: 'a/t:1' }] } },
      },
    }],
  ])('%s', (_, props, part) => {
    expect(spec({}, props)).toMatchObject(part);
  });

  test('the name that is set', () => {
    const service = made(testChart(), {}, { name: 'torch-mnist-s3' });
    expect(find(service, 'MLService').metadata).toEqual({ name: 'torch-mnist-s3', namespace: 'vision' });
  });

  test('its runtime before it, in one chart', () => {
    const chart = testChart();
    const later = (id: string) => new MLServiceRuntime(chart, id, { image: 'a/b:1' });
    new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime: later('Runtime') }] });
    expect(synth(chart).map((o) => o.kind)).toEqual(['MLServiceRuntime', 'MLService']);
  });

  test('no order between charts, which would number all files', () => {
    const chart = testChart();
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'vision' });
    const runtime = new MLServiceRuntime(other, 'Runtime', { image: 'a/b:1' });
    const service = new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime }] });
    expect(service.node.findAll().flatMap((c) => c.node.dependencies)).toEqual([]);
  });

  test('what it was given, also when the caller changes it later', () => {
    const chart = testChart();
    const [args, parameters] = [['--a'], { A: 'b' } as Record<string, string>];
    made(chart, { args, parameters });
    args.push('--b');
    parameters.C = 'd';
    const { model, template } = find(chart, 'MLService').spec.releases[0].predictor;
    expect([model.parameters, template.spec.containers[0].args]).toEqual([{ A: 'b' }, ['--a']]);
  });
});

describe('the host of an MLService', () => {
  test('is computed from its name, its namespace and the domain of the cluster', () => {
    const service = made(testChart());
    const domain = 'ksvc.bj.example.com';
    expect(service.hostIn('demo', domain)).toBe('mnist.demo.ksvc.bj.example.com');
    expect(service.hostIn('demo', domain, 'origin')).toBe('mnist-predict-origin.demo.ksvc.bj.example.com');
  });

  test('is refused for an unknown release, and the MLService stays', () => {
    const service = made(testChart());
    expect(refused(() => service.hostIn('demo', 'example.com', 'orign'))).toEqual([
      ['tensorstack/unknown-release', 'release'],
    ]);
    expect(find(service, 'MLService').metadata.name).toBe('mnist');
  });
});

test.each<[string, Partial<MLServiceProps>, boolean]>([
  ['a canary', { canary: { release: 'next', trafficPercent: 10 } }, true],
  ['a transformer', { transformer: { image: 'a/t:1' } }, true],
  ['neither', {}, false],
])('the endpoint of an MLService tells whether requests are split or transformed: %s', (_, props, split) => {
  expect(made(testChart(), {}, props)._servingEndpoint).toEqual({ name: 'mnist', namespace: 'vision', split });
});
