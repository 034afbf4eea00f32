import { Chart, type App } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-27';
import { KnativeMetric, LoggerMode, MLService, MLServiceRuntime, MLServiceStorage, type MLServiceProps, type MLServiceRelease } from '../../src';
import { find, refusal, synth, testChart } from '../helpers';

function made(chart: Chart, release: Partial<MLServiceRelease> = {}, props: Partial<MLServiceProps> = {}): MLService {
  const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 't9k-torchserve');
  return new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime, ...release }, ...(props.canary || props.defaultRelease ? [{ name: 'next', runtime }] : [])], ...props });
}

const spec = (release: Partial<MLServiceRelease> = {}, props: Partial<MLServiceProps> = {}) => find(made(testChart(), release, props), 'MLService').spec;

const MODEL = { runtime: 't9k-torchserve' };

describe('MLService emits', () => {
  test('a default release on its runtime, and nothing that was not asked for', () => {
    const chart = testChart();
    const service = made(chart);
    expect(synth(chart)).toEqual([{
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'MLService',
      metadata: { name: 'mnist', namespace: 'vision' },
      spec: { default: 'origin', releases: [{ name: 'origin', predictor: { model: MODEL } }] },
    }]);
    expect([service.name, service.releaseNames, service.node.defaultChild === service.apiObject]).toEqual(['mnist', ['origin'], true]);
  });

  test.each<[string, Partial<MLServiceRelease>, object]>([
    ['parameters', { parameters: { MODEL_PATH: 'all' } }, { model: { ...MODEL, parameters: { MODEL_PATH: 'all' } } }],
    ['where the model is', { storage: MLServiceStorage.pvc('tutorial', { subPath: 'm' }) }, { storage: { pvc: { name: 'tutorial', subPath: 'm' } } }],
    ['that it scales to zero', { minReplicas: 0 }, { minReplicas: 0 }],
    ['the most replicas', { maxReplicas: 3 }, { maxReplicas: 3 }],
    ['that there is no limit', { minReplicas: 2, maxReplicas: 0 }, { minReplicas: 2, maxReplicas: 0 }],
    ['Knative\'s target, of requests in flight', { scaling: { target: 8 } }, {
      template: { metadata: { annotations: { 'autoscaling.knative.dev/metric': 'concurrency', 'autoscaling.knative.dev/target': '8' } } },
    }],
    ['Knative\'s target, of requests per second', { scaling: { metric: KnativeMetric.RPS, target: 0.5 } }, {
      template: { metadata: { annotations: { 'autoscaling.knative.dev/metric': 'rps', 'autoscaling.knative.dev/target': '0.5' } } },
    }],
    ['labels and annotations', { podLabels: { a: 'b' }, podAnnotations: { c: 'd' } }, { template: { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } } }],
    ['a log of everything', { logger: { urls: ['http://log.demo'] } }, { logger: { urls: ['http://log.demo'], mode: 'all' } }],
    ['a log of requests', { logger: { urls: ['http://log.demo', 'https://b'], mode: LoggerMode.REQUEST } }, { logger: { urls: ['http://log.demo', 'https://b'], mode: 'request' } }],
    ['a log of responses', { logger: { urls: ['http://log.demo'], mode: LoggerMode.RESPONSE } }, { logger: { urls: ['http://log.demo'], mode: 'response' } }],
    ['an image in place of the runtime\'s', { image: 'a/b:1' }, { template: { spec: { containers: [{ name: 'user-container', image: 'a/b:1' }] } } }],
    ['arguments in place of the runtime\'s', { args: ['--a'] }, { template: { spec: { containers: [{ name: 'user-container', args: ['--a'] }] } } }],
    ['variables', { environment: { A: 'b' } }, { template: { spec: { containers: [{ name: 'user-container', env: [{ name: 'A', value: 'b' }] }] } } }],
    ['what a replica asks for', { resources: { cpu: { request: Cpu.units(1), limit: Cpu.units(2) } } }, {
      containersResources: [{ name: 'user-container', resources: { requests: { cpu: '1' }, limits: { cpu: '2' } } }],
    }],
  ])('%s', (_, release, predictor) => {
    expect(spec(release).releases).toEqual([{ name: 'origin', predictor: { model: MODEL, ...predictor } }]);
  });

  test.each<[string, Partial<MLServiceProps>, object]>([
    ['the default release that is asked for', { defaultRelease: 'next' }, { default: 'next' }],
    ['a canary with its share', { canary: { release: 'next', trafficPercent: 10 } }, { default: 'origin', canary: 'next', canaryTrafficPercent: 10 }],
    ['a queue', { queue: 'gpu' }, { scheduler: { t9kScheduler: { queue: 'gpu' } } }],
    ['a transformer', { transformer: { image: 'a/t:1', minReplicas: 1, maxReplicas: 2, storage: MLServiceStorage.pvc('m') } }, {
      transformer: { storage: { pvc: { name: 'm' } }, minReplicas: 1, maxReplicas: 2, template: { spec: { containers: [{ name: 'user-container', image: 'a/t:1' }] } } },
    }],
  ])('%s', (_, props, part) => {
    expect(spec({}, props)).toMatchObject(part);
  });

  test('what a transformer asks for in its container: it has no containersResources', () => {
    expect(spec({}, { transformer: { image: 'a/t:1', resources: { requests: { cpu: '1' } } } }).transformer).toEqual({
      template: { spec: { containers: [{ name: 'user-container', image: 'a/t:1', resources: { requests: { cpu: '1' } } }] } },
    });
  });

  test('the name that is asked for', () => {
    expect(find(made(testChart(), {}, { name: 'torch-mnist-s3' }), 'MLService').metadata).toEqual({ name: 'torch-mnist-s3', namespace: 'vision' });
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
    const service = new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime: new MLServiceRuntime(other, 'Runtime', { image: 'a/b:1' }) }] });
    expect(service.node.findAll().flatMap((c) => c.node.dependencies)).toEqual([]);
  });

  test('what it was given, though the caller changes it afterwards', () => {
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
    expect(service.hostIn('demo', 'ksvc.bj.example.com')).toBe('mnist.demo.ksvc.bj.example.com');
    expect(service.hostIn('demo', 'ksvc.bj.example.com', 'origin')).toBe('mnist-predict-origin.demo.ksvc.bj.example.com');
  });

  test('is not told of a release that it has not', () => {
    const service = made(testChart());
    expect(refusal(() => service.hostIn('demo', 'example.com', 'orign'))).toBe(
      'The host cannot be told:\n  [test/Mnist] release: got "orign"; is no release: origin — TensorStack would refuse the MLService, or never make it ready; name one of them',
    );
    expect(find(service, 'MLService').metadata.name).toBe('mnist');
  });
});

test('what an MLService needs beside it is what the program defines, and nothing that it only names', () => {
  const chart = testChart();
  const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
  const [mine, theirs] = [new Secret(chart, 'Mine', { metadata: { name: 'mine' } }), Secret.fromSecretName(chart, 'Theirs', 'theirs')];
  const service = new MLService(chart, 'M', {
    releases: [
      { name: 'a', runtime, storage: MLServiceStorage.s3('s3://a/b', mine) },
      { name: 'b', runtime: MLServiceRuntime.fromRuntimeName(chart, 'There', 'there'), storage: MLServiceStorage.s3('s3://a/b', theirs) },
    ],
    transformer: { image: 'a/t:1', storage: MLServiceStorage.s3('s3://a/b', mine) },
  });
  expect(service._needs.map(({ at, what, object }) => [at, what, object.name])).toEqual([
    ['releases[0].runtime', 'runtime', 'runtime'], ['releases[0].storage', 'Secret', 'mine'], ['transformer.storage', 'Secret', 'mine'],
  ]);
});
