import { ApiObject, Chart, Duration } from 'cdk8s';
import { IngressBackend, Namespaces } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceAutoscaler, InferenceRules, KedaTrigger, ScalingEngine, ServedWorkload,
  type AutoscaledInferenceProps, type InferenceAutoscalerProps, type KedaHttpOptions,
} from '../../../src';
import { autoscaledProps, find, synth, testChart } from '../../helpers';

const HTTP: KedaHttpOptions = { hosts: ['chat.example.com'], targetConcurrency: 8 };

function woken(http: Partial<KedaHttpOptions> = {}, changes: Partial<AutoscaledInferenceProps> = {}) {
  const engine = ScalingEngine.keda({ triggers: [KedaTrigger.http({ ...HTTP, ...http })] });
  return new AutoscaledInference(testChart(), 'Chat', autoscaledProps({
    name: 'chat', metrics: [], engine, minReplicas: 0, ...changes,
  }));
}

test('the ScaledObject follows the route of its name, which is printed before it', () => {
  const chat = woken();
  expect(find(chat, 'ScaledObject').spec.triggers).toEqual([{
    type: 'external-push',
    metadata: {
      scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090',
      interceptorRoute: 'chat',
      targetConcurrency: '8',
    },
  }]);
  const kinds = synth(chat.node.scope as any).map(({ kind }) => kind);
  expect(kinds.indexOf('InterceptorRoute')).toBeLessThan(kinds.indexOf('ScaledObject'));
  expect(InferenceRules.check(chat)).toEqual([]);
});

test('the route has the hosts of clients outside and in the cluster, and no limit for the first request', () => {
  expect(find(woken(), 'InterceptorRoute')).toEqual({
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name: 'chat', namespace: 'vision', labels: { app: 'chat' } },
    spec: {
      target: { service: 'chat', port: 8501 },
      rules: [{
        hosts: [
          'chat.example.com', 'chat-interceptor.vision', 'chat-interceptor.vision.svc',
          'chat-interceptor.vision.svc.cluster.local',
        ],
      }],
      scalingMetric: { concurrency: { targetValue: 8 } },
      timeouts: { request: '0s', readiness: '0s', responseHeader: '300s' },
    },
  });
});

test('all options', () => {
  const chat = woken({
    pathPrefixes: ['/v1', '/v2'],
    targetRate: 3,
    rateWindow: Duration.minutes(2),
    readinessTimeout: Duration.minutes(20),
    responseTimeout: Duration.seconds(30),
    name: 'requests',
    addOnNamespace: 'scaling',
  }, { autoscalerName: 'on-demand', service: { name: 'talk', ports: [{ port: 80, targetPort: 8501 }] } });
  const { metadata, spec } = find(chat, 'InterceptorRoute');
  expect(metadata.name).toBe('on-demand');
  expect(spec).toMatchObject({
    target: { service: 'talk', port: 80 },
    rules: [{ paths: [{ value: '/v1' }, { value: '/v2' }] }],
    scalingMetric: { concurrency: { targetValue: 8 }, requestRate: { targetValue: 3, window: '120s' } },
    timeouts: { request: '0s', readiness: '1200s', responseHeader: '30s' },
  });
  expect(find(chat, 'ScaledObject').spec.triggers).toEqual([{
    type: 'external-push',
    name: 'requests',
    metadata: {
      scalerAddress: 'keda-add-ons-http-external-scaler.scaling:9090',
      interceptorRoute: 'on-demand',
      targetConcurrency: '8',
      targetRate: '3',
    },
  }]);
  const { externalName } = find(chat, 'Service', 'chat-interceptor').spec;
  expect(externalName).toBe('keda-add-ons-http-interceptor-proxy.scaling.svc.cluster.local');
});

test('a response may take twice the longest request', () => {
  const chat = woken({}, { maxRequestDuration: Duration.minutes(10) });
  expect(find(chat, 'InterceptorRoute').spec.timeouts.responseHeader).toBe('1200s');
});

test('clients reach the interceptor by a Service in the namespace of the workload', () => {
  const chat = woken();
  expect(chat.wakeUrl).toBe('http://chat-interceptor.vision:8080');
  expect(find(chat, 'Service', 'chat-interceptor').spec).toEqual({
    type: 'ExternalName',
    externalName: 'keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  });
  expect(() => IngressBackend.fromService(chat.interceptor!)).not.toThrow();
});

test('`admit` lets the namespace of the interceptor in', () => {
  const chart = testChart();
  const callers = [Namespaces.select(chart, 'Callers', { labels: { team: 'a' } })];
  const engine = ScalingEngine.keda({ triggers: [KedaTrigger.http({ ...HTTP, addOnNamespace: 'scaling' })] });
  const props = autoscaledProps({ name: 'chat', metrics: [], engine, admit: { callers } });
  const { ingress } = find(new AutoscaledInference(chart, 'Chat', props), 'NetworkPolicy').spec;
  expect(ingress[1]).toEqual({
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'scaling' } }, podSelector: {} }],
    ports: [{ port: 8501, protocol: 'TCP' }],
  });
});

test('without the trigger there is no route', () => {
  const chat = new AutoscaledInference(testChart(), 'Chat', autoscaledProps());
  expect([chat.interceptorRoute, chat.interceptor, chat.wakeUrl]).toEqual([undefined, undefined, undefined]);
});

describe('an existing workload', () => {
  const manifest = (kind: string, spec: object, metadata: object = {}) => (
    { apiVersion: kind === 'Service' ? 'v1' : 'apps/v1', kind, metadata: { name: 'search', ...metadata }, spec });
  const SERVER = {
    selector: { matchLabels: { app: 'search' } },
    template: {
      metadata: { labels: { app: 'search' } },
      spec: { containers: [{ name: 'main', image: 'a/b:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
    },
  };
  const FRONT = { selector: { app: 'search' }, ports: [{ port: 80, targetPort: 'http' }] };

  /** An existing workload as YAML has it, and what an autoscaler of it makes. */
  function existing(chart: Chart, metadata: object, changes: Partial<InferenceAutoscalerProps> = {}) {
    const own = new ApiObject(chart, 'Own', manifest('Deployment', SERVER, metadata));
    const service = new ApiObject(chart, 'Front', manifest('Service', FRONT, metadata));
    const engine = ScalingEngine.keda({ triggers: [KedaTrigger.http(HTTP)] });
    return new InferenceAutoscaler(chart, 'Scaler', {
      target: ServedWorkload.of(own, { service }), engine, metrics: [], minReplicas: 0, maxReplicas: 3, ...changes,
    });
  }

  test.each<[string, string | undefined, object, string]>([
    ['its own', undefined, { namespace: 'far' }, 'far'],
    ['its own, in a chart of another one', 'vision', { namespace: 'far' }, 'far'],
    ['that of its chart', 'vision', {}, 'vision'],
  ])('is woken in one namespace: %s', (_, ofChart, metadata, namespace) => {
    const chart = new Chart(testChart().node.root, 'own', { namespace: ofChart });
    const scaler = existing(chart, metadata);
    expect(scaler.wakeUrl).toBe(`http://search-interceptor.${namespace}:8080`);
    const objects = ['ScaledObject', 'InterceptorRoute'].map((kind) => find(chart, kind));
    objects.push(find(chart, 'Service', 'search-interceptor'));
    expect(objects.map((o) => o.metadata.namespace)).toEqual([namespace, namespace, namespace]);
    expect(find(chart, 'InterceptorRoute').spec.rules[0].hosts).toContain(`search-interceptor.${namespace}.svc`);
  });

  test('has its labels on the route under those that are given, and only these on the interceptor', () => {
    const chart = testChart();
    existing(chart, {}, { labels: { app: 'scaling', team: 'a' } });
    expect(find(chart, 'InterceptorRoute').metadata.labels).toEqual({ app: 'scaling', team: 'a' });
    expect(find(chart, 'Service', 'search-interceptor').metadata.labels).toEqual({ app: 'scaling', team: 'a' });
    const bare = testChart();
    existing(bare, {});
    expect(find(bare, 'InterceptorRoute').metadata.labels).toEqual({ app: 'search' });
    const { metadata } = find(bare, 'Service', 'search-interceptor');
    expect(metadata).toEqual({ name: 'search-interceptor', namespace: 'vision' });
  });

  test('is reached on the port of its pods where its Service has no address', () => {
    const chart = testChart();
    const own = new ApiObject(chart, 'Own', manifest('Deployment', SERVER));
    const service = new ApiObject(chart, 'Front', manifest('Service', { ...FRONT, clusterIP: 'None' }));
    const engine = ScalingEngine.keda({ triggers: [KedaTrigger.http(HTTP)] });
    const target = ServedWorkload.of(own, { service });
    new InferenceAutoscaler(chart, 'Scaler', { target, engine, metrics: [], minReplicas: 0, maxReplicas: 3 });
    expect(find(chart, 'InterceptorRoute').spec.target).toEqual({ service: 'search', port: 8080 });
  });
});
