import { Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, KedaTrigger, ModelServer, ScalingEngine, type AutoscaledInferenceProps, type KedaHttpOptions,
  type KedaOptions,
} from '../../../src';
import { autoscaledProps, refused, testChart } from '../../helpers';

const HTTP: KedaHttpOptions = { hosts: ['chat.example.com'], targetConcurrency: 8 };
const RATE: KedaHttpOptions = { hosts: ['chat.example.com'], targetRate: 2 };

const attempt = (
  http: KedaHttpOptions, keda: KedaOptions = {}, changes: Partial<AutoscaledInferenceProps> = {}, chart?: Chart,
) => refused(() => {
  const engine = ScalingEngine.keda({ triggers: [KedaTrigger.http(http)], ...keda });
  const props = autoscaledProps({ metrics: [], engine, minReplicas: 0, ...changes });
  return new AutoscaledInference(chart ?? testChart(), 'M', props);
});

test('one trigger over HTTP is accepted, at any minimum', () => {
  expect(attempt(HTTP)).toEqual([]);
  expect(attempt(HTTP, {}, { minReplicas: 2 })).toEqual([]);
  expect(attempt(HTTP, { idleAtZero: true }, { minReplicas: 2 })).toEqual([]);
});

test('two triggers over HTTP are refused: a workload has one route', () => {
  const triggers = [KedaTrigger.http(HTTP), KedaTrigger.http({ ...HTTP, hosts: ['b.example.com'] })];
  expect(attempt(HTTP, { triggers })).toEqual([['scaling/http-trigger-twice', 'engine.triggers[1]']]);
});

test('a chart without a namespace is refused', () => {
  const bare = new Chart(testChart(), 'bare');
  expect(attempt(HTTP, {}, {}, bare)).toEqual([['scaling/http-namespace-missing', 'engine.triggers[0]']]);
});

test('a Service without a port for HTTP is refused: gRPC is not forwarded', () => {
  const grpc = ModelServer.custom({ image: 'registry.example.com/server:1', grpcPort: 9000 });
  expect(attempt(HTTP, {}, { server: grpc })).toEqual([['scaling/http-port-missing', 'engine.triggers[0]']]);
  const service = { ports: [{ port: 9000, targetPort: 8500 }] };
  expect(attempt(HTTP, {}, { service })).toEqual([['scaling/http-port-missing', 'engine.triggers[0]']]);
});

test('a name of which the Service of the interceptor would be too long is refused', () => {
  expect(attempt(HTTP, {}, { name: 'a'.repeat(51), autoscalerName: 'a' })).toEqual([]);
  const code = [['scaling/http-name-too-long', 'name']];
  expect(attempt(HTTP, {}, { name: 'a'.repeat(52), autoscalerName: 'a' })).toEqual(code);
});

describe('a rate alone, whose window and cooldown are shorter than a request', () => {
  const long = { maxRequestDuration: Duration.seconds(361) };

  test('is refused: the last replica would be removed under it', () => {
    expect(attempt(RATE, {}, long)).toEqual([['scaling/http-rate-ends-requests', 'engine.triggers[0].targetRate']]);
  });

  test.each<[string, KedaHttpOptions, KedaOptions, Partial<AutoscaledInferenceProps>]>([
    ['with a longer cooldown', RATE, { cooldownPeriod: Duration.seconds(301) }, long],
    ['with a longer window', { ...RATE, rateWindow: Duration.seconds(61) }, {}, long],
    ['with requests at once beside it', { ...RATE, targetConcurrency: 8 }, {}, long],
    ['with a replica at least', RATE, {}, { ...long, minReplicas: 1 }],
    ['with shorter requests', RATE, {}, { maxRequestDuration: Duration.seconds(360) }],
  ])('is accepted %s', (_, http, keda, changes) => {
    expect(attempt(http, keda, changes)).toEqual([]);
  });

  test('is refused with idleAtZero', () => {
    expect(attempt(RATE, { idleAtZero: true }, { ...long, minReplicas: 1 })).toHaveLength(1);
  });
});
