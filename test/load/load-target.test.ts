import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, KedaTrigger, ModelServer, ScalingEngine, type InferenceDeploymentProps,
  type LocustLoadTestProps,
} from '../../src';
import { loadTarget, readableUrl, targetUrl } from '../../src/load/load-target';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const grpcOnly = { server: ModelServer.custom({ image: 'a/b:1', grpcPort: 9000 }) };
const grpcPort = { service: { ports: [{ port: 8500 }] } };

describe('the URL of the target', () => {
  const url = (changes: Partial<InferenceDeploymentProps> = {}, chart: Chart = testChart()) => (
    targetUrl(new InferenceDeployment(chart, 'M', deploymentProps(changes))));

  test('is the Service, and its port for the HTTP API of the server', () => {
    expect(url()).toBe('http://m.vision:8501');
    expect(url({ server: ModelServer.triton() })).toBe('http://m.vision:8000');
    const ports = [{ name: 'grpc', port: 80, targetPort: 8500 }, { name: 'http', port: 81, targetPort: 8501 }];
    expect(url({ service: { name: 'front', ports } })).toBe('http://front.vision:81');
  });

  test('has no namespace where the chart has none', () => {
    expect(url({}, new Chart(testChart().node.root, 'nowhere'))).toBe('http://m:8501');
  });

  test('is undefined where the server has no HTTP API, or the Service no port for it', () => {
    expect(url(grpcOnly)).toBeUndefined();
    expect(url(grpcPort)).toBeUndefined();
  });

  test('does not depend on what scales the target', () => {
    const chart = testChart();
    const scaled = (id: string, engine?: ScalingEngine) => (
      targetUrl(new AutoscaledInference(chart, id, autoscaledProps({ engine }))));
    const urls = [scaled('One'), scaled('Two', ScalingEngine.keda())];
    expect(urls).toEqual(['http://one.vision:8501', 'http://two.vision:8501']);
  });
});

describe('the target of a load test', () => {
  const to = (props: Partial<LocustLoadTestProps>) => loadTarget(props as LocustLoadTestProps);
  const target = () => new InferenceDeployment(testChart(), 'M', deploymentProps());

  test('is the Service of the model, with twice its longest request', () => {
    expect(to({ target: target() })).toEqual({ host: 'http://m.vision:8501', prefix: '', timeoutSeconds: 60 });
  });

  test('is the address that starts the first replica, with the time of its start', () => {
    const trigger = KedaTrigger.http({ hosts: ['m.example.com'], targetConcurrency: 8 });
    const engine = ScalingEngine.keda({ triggers: [trigger] });
    const props = autoscaledProps({ engine, metrics: [], startupBudget: Duration.minutes(5) });
    const woken = new AutoscaledInference(testChart(), 'M', props);
    expect(to({ target: woken }))
      .toEqual({ host: 'http://m-interceptor.vision:8080', prefix: '', timeoutSeconds: 360 });
    expect(to({ target: woken, url: 'http://m.example.com' }).timeoutSeconds).toBe(360);
  });

  test.each([
    ['https://chat.example.com', 'https://chat.example.com', ''],
    ['https://chat.example.com/', 'https://chat.example.com', ''],
    ['http://10.0.0.1:8080/models/qwen/', 'http://10.0.0.1:8080', '/models/qwen'],
  ])('is the URL %s, whose path stands before that of the request', (url, host, prefix) => {
    expect(to({ target: target(), url })).toEqual({ host, prefix, timeoutSeconds: 60 });
    expect(to({ url })).toEqual({ host, prefix, timeoutSeconds: 300 });
  });

  test('has the limit that is set', () => {
    expect(to({ target: target(), timeout: Duration.minutes(20) }).timeoutSeconds).toBe(1200);
  });
});

test.each([
  undefined, null, 7, '', 'chat.example.com', 'ftp://a', 'http://', 'http://a b', 'http://a/?b=1', 'http://a/#b',
])(
  '%p is no URL of a load test',
  (url) => {
    expect(readableUrl(url)).toBeUndefined();
  },
);
