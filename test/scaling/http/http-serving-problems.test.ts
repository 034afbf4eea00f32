import { ApiObject, Chart, Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceAutoscaler, KedaTrigger, ModelServer, ScalingEngine, ServedWorkload,
  type AutoscaledInferenceProps, type InferenceAutoscalerProps, type KedaHttpOptions, type KedaOptions,
} from '../../../src';
import { autoscaledProps, find, refusal, refused, testChart } from '../../helpers';

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

describe('an existing workload', () => {
  const container = { name: 'main', image: 'a/b:1', ports: [{ containerPort: 8080 }, { containerPort: 9000 }] };
  const served = (chart: Chart, name: string, options: object = { httpPort: 8080 }, kind = 'Deployment') => {
    const labels = { app: kind };
    const template = { metadata: { labels }, spec: { containers: [container] } };
    const spec = { selector: { matchLabels: labels }, template };
    const own = new ApiObject(chart, kind, { apiVersion: 'apps/v1', kind, metadata: { name }, spec });
    const service = new ApiObject(chart, `${kind}Front`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `front-${kind.toLowerCase()}` },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    });
    return { own, described: ServedWorkload.of(own, { service, ...options }) };
  };
  const scale = (chart: Chart, target: InferenceAutoscalerProps['target'], name?: string) => {
    const http = KedaTrigger.http({ ...HTTP, hosts: [`${name}.example.com`] });
    return new InferenceAutoscaler(chart, `Of${name}`, {
      target, name, engine: ScalingEngine.keda({ triggers: [http] }), metrics: [], minReplicas: 0, maxReplicas: 3,
    });
  };

  test.each<[string, string, string]>([
    ['a digit at its beginning', '7b-chat', 'm-7b-chat'],
    ['a dot', 'chat.eu', 'chat-eu'],
  ])('has a name that no Service has, %s: the refusal names one that helps', (_, name, helps) => {
    const chart = testChart();
    const { described } = served(chart, name);
    expect(refused(() => scale(chart, described))).toEqual([['scaling/http-name-no-label', 'name']]);
    expect(refusal(() => scale(chart, described))).toContain(`fix: set name: "${helps}"`);
    expect(scale(chart, described, helps).wakeUrl).toBe(`http://${helps}-interceptor.vision:8080`);
  });

  test('has a name that is too long: another name of the autoscaler helps', () => {
    const chart = testChart();
    const { described } = served(chart, 'a'.repeat(52));
    expect(refused(() => scale(chart, described))).toEqual([['scaling/http-name-too-long', 'name']]);
    expect(refused(() => scale(chart, described, 'a'.repeat(51)))).toEqual([]);
  });

  test('has the name of another one: each is woken, under names of their autoscalers', () => {
    const chart = testChart();
    scale(chart, served(chart, 'm').described, 'm');
    scale(chart, served(chart, 'm', undefined, 'StatefulSet').described, 'm-set');
    for (const name of ['m', 'm-set']) {
      expect(find(chart, 'InterceptorRoute', name).spec.rules[0].hosts).toContain(`${name}-interceptor.vision`);
      expect(find(chart, 'Service', `${name}-interceptor`).spec.type).toBe('ExternalName');
    }
  });

  test('needs a description with its Service and its port, as the refusal says', () => {
    const chart = testChart();
    const { own, described } = served(chart, 'm', {});
    for (const [target, fix] of [
      [own, 'write target: ServedWorkload.of(deployment, { service })'],
      [ServedWorkload.of(own), 'write target: ServedWorkload.of(deployment, { service })'],
      [described, 'set httpPort of ServedWorkload.of, or'],
      [ServedWorkload.of(own, { service: described.exposedBy!.object, httpPort: 9000 }), 'add the HTTP port'],
    ] as const) {
      expect(refused(() => scale(chart, target))).toEqual([['scaling/http-port-missing', 'engine.triggers[0]']]);
      expect(refusal(() => scale(chart, target))).toContain(`fix: ${fix}`);
    }
  });
});
