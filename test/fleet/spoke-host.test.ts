import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { Deployment, Service, ServiceType } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import { AutoscaledInference, InferenceDeployment, MLService, MLServiceRuntime, Spoke } from '../../src';
import { servingEndpoints, spokeHost } from '../../src/fleet/spoke-host';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const bj = Spoke.of('bj', { domain: 'ksvc.bj.example.com' });

function mnist(scope: Construct): MLService {
  const runtime = MLServiceRuntime.fromRuntimeName(scope, 'Runtime', 'torch');
  return new MLService(scope, 'Mnist', { releases: [{ name: 'origin', runtime }] });
}

function plainService(scope: Construct, name: string, spec: object): ApiObject {
  return new ApiObject(scope, name, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec } as ApiObjectProps);
}

describe('the host of a spoke', () => {
  test.each<[string, (chart: Construct) => IConstruct[], string | undefined]>([
    ['of an MLService', (chart) => [mnist(chart)], 'mnist.vision.ksvc.bj.example.com'],
    ['of an InferenceDeployment, by its Service', (chart) => [
      new InferenceDeployment(chart, 'Resnet', deploymentProps({ service: { name: 'front' } })),
    ], 'front.vision.ksvc.bj.example.com'],
    ['of an AutoscaledInference', (chart) => [
      new AutoscaledInference(chart, 'Resnet', autoscaledProps()),
    ], 'resnet.vision.ksvc.bj.example.com'],
    ['of a construct inside another construct', (chart) => {
      const around = new Construct(chart, 'Around');
      mnist(around);
      return [around];
    }, 'around-mnist.vision.ksvc.bj.example.com'],
    ['of the first of several', (chart) => [
      new AutoscaledInference(chart, 'Resnet', autoscaledProps()),
      mnist(chart),
    ], 'resnet.vision.ksvc.bj.example.com'],
    ['of a plain Service, when there is no model server and no MLService', (chart) => [
      new MLServiceRuntime(chart, 'R', { image: 'a/b:1' }),
      new Service(chart, 'S', { ports: [{ port: 80 }], metadata: { name: 'front', namespace: 'models' } }),
    ], 'front.models.ksvc.bj.example.com'],
    ['of a Service that a Deployment is exposed by', (chart) => {
      const deployment = new Deployment(chart, 'D', { containers: [{ image: 'a/b:1', portNumber: 8080 }] });
      const service = deployment.exposeViaService({ name: 'front' });
      return [deployment, service];
    }, 'front.vision.ksvc.bj.example.com'],
    ['of the Service of a deployment that is sent in parts', (chart) => {
      const { deployment, service } = new InferenceDeployment(chart, 'Resnet', deploymentProps());
      return [deployment, service];
    }, 'resnet.vision.ksvc.bj.example.com'],
    ['of the model server beside a plain Service', (chart) => [
      new Service(chart, 'S', { ports: [{ port: 80 }] }),
      new AutoscaledInference(chart, 'Resnet', autoscaledProps()),
    ], 'resnet.vision.ksvc.bj.example.com'],
    ['of the Service beside a headless one and an external name', (chart) => [
      new Service(chart, 'H', { ports: [{ port: 80 }], clusterIP: 'None' }),
      new Service(chart, 'E', { type: ServiceType.EXTERNAL_NAME, externalName: 'a.b', ports: [{ port: 80 }] }),
      new Service(chart, 'S', { ports: [{ port: 80 }], metadata: { name: 'front' } }),
    ], 'front.vision.ksvc.bj.example.com'],
    ['of a Service that is a plain object', (chart) => [
      plainService(chart, 'H', { clusterIP: 'None' }),
      plainService(chart, 'E', { type: 'ExternalName', externalName: 'a.b' }),
      plainService(chart, 'front', { ports: [{ port: 80 }] }),
    ], 'front.vision.ksvc.bj.example.com'],
    ['of a plain Service that is given twice', (chart) => {
      const around = new Construct(chart, 'Around');
      return [around, plainService(around, 'front', { ports: [{ port: 80 }] })];
    }, 'front.vision.ksvc.bj.example.com'],
    ['of a Service of Knative, which is none', (chart) => [
      new ApiObject(chart, 'K', { apiVersion: 'serving.knative.dev/v1', kind: 'Service' }),
    ], undefined],
    ['of a plain Service beside one of cdk8s-plus', (chart) => [
      plainService(chart, 'front', { ports: [{ port: 80 }] }),
      new Service(chart, 'B', { ports: [{ port: 80 }] }),
    ], undefined],
    ['of two plain Services, of which either could be meant', (chart) => [
      new Service(chart, 'A', { ports: [{ port: 80 }] }),
      new Service(chart, 'B', { ports: [{ port: 80 }] }),
    ], undefined],
    ['without anything that serves', (chart) => [new MLServiceRuntime(chart, 'R', { image: 'a/b:1' })], undefined],
  ])('%s', (_, make, host) => {
    expect(spokeHost(make(testChart()), bj)).toBe(host);
  });

  test('is unknown without a domain', () => {
    expect(spokeHost([mnist(testChart())], Spoke.of('bj'))).toBeUndefined();
  });

  test('is in the namespace default when the chart has none', () => {
    const chart = testChart('bare', null as never);
    expect(spokeHost([mnist(chart)], bj)).toBe('mnist.default.ksvc.bj.example.com');
  });
});

describe('the endpoints of constructs', () => {
  test('contain the Service of an autoscaled server once', () => {
    const server = new AutoscaledInference(testChart(), 'Resnet', autoscaledProps());
    expect(servingEndpoints([server])).toEqual([{ name: 'resnet', namespace: 'vision', split: false }]);
  });

  test.each<[string, object, boolean]>([
    ['a canary', { canary: { release: 'b', trafficPercent: 10 } }, true],
    ['a transformer', { transformer: { image: 'a/t:1' } }, true],
    ['neither', {}, false],
  ])('say whether something stands between the Service and a release: %s', (_, more, split) => {
    const chart = testChart();
    const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
    const service = new MLService(chart, 'M', { releases: [{ name: 'a', runtime }, { name: 'b', runtime }], ...more });
    expect(servingEndpoints([service])).toEqual([{ name: 'm', namespace: 'vision', split }]);
  });
});
