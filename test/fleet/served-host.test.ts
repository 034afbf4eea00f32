import { Service } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import { AutoscaledInference, InferenceDeployment, MLService, MLServiceRuntime, Spoke } from '../../src';
import { servedHost, servingOf } from '../../src/fleet/served-host';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const bj = Spoke.of('bj', { domain: 'ksvc.bj.example.com' });

function mnist(scope: Construct): MLService {
  return new MLService(scope, 'Mnist', { releases: [{ name: 'origin', runtime: MLServiceRuntime.fromRuntimeName(scope, 'Runtime', 'torch') }] });
}

describe('the host at which a spoke serves', () => {
  test.each<[string, (chart: Construct) => IConstruct[], string | undefined]>([
    ['an MLService', (chart) => [mnist(chart)], 'mnist.vision.ksvc.bj.example.com'],
    ['an InferenceDeployment, by its Service', (chart) => [new InferenceDeployment(chart, 'Resnet', deploymentProps({ service: { name: 'front' } }))], 'front.vision.ksvc.bj.example.com'],
    ['an AutoscaledInference', (chart) => [new AutoscaledInference(chart, 'Resnet', autoscaledProps())], 'resnet.vision.ksvc.bj.example.com'],
    ['what stands below a construct', (chart) => {
      const around = new Construct(chart, 'Around');
      mnist(around);
      return [around];
    }, 'around-mnist.vision.ksvc.bj.example.com'],
    ['the first of several', (chart) => [new AutoscaledInference(chart, 'Resnet', autoscaledProps()), mnist(chart)], 'resnet.vision.ksvc.bj.example.com'],
    ['nothing that serves', (chart) => [new MLServiceRuntime(chart, 'R', { image: 'a/b:1' }), new Service(chart, 'S', { ports: [{ port: 80 }] })], undefined],
  ])('%s', (_, make, host) => {
    expect(servedHost(make(testChart()), bj)).toBe(host);
  });

  test('is not known without a domain', () => {
    expect(servedHost([mnist(testChart())], Spoke.of('bj'))).toBeUndefined();
  });

  test('is in the namespace default where the chart has none', () => {
    const chart = testChart('bare', null as never);
    expect(servedHost([mnist(chart)], bj)).toBe('mnist.default.ksvc.bj.example.com');
  });
});

test('a served model and the deployment inside it serve once', () => {
  const server = new AutoscaledInference(testChart(), 'Resnet', autoscaledProps());
  expect(servingOf([server])).toEqual([{ name: 'resnet', namespace: 'vision', split: false }]);
});

test.each<[string, object, boolean]>([
  ['a canary', { canary: { release: 'b', trafficPercent: 10 } }, true],
  ['a transformer', { transformer: { image: 'a/t:1' } }, true],
  ['neither', {}, false],
])('an MLService with %s: requests are split or transformed before a release', (_, more, split) => {
  const chart = testChart();
  const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
  const service = new MLService(chart, 'M', { releases: [{ name: 'a', runtime }, { name: 'b', runtime }], ...more });
  expect(servingOf([service])).toEqual([{ name: 'm', namespace: 'vision', split }]);
});
