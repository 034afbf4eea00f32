import { Chart, Duration, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { parse } from 'yaml';
import {
  Accelerator, AutoscaledInference, EndpointPicker, InferenceDeployment, InferenceGateway, InferencePool, KedaTrigger,
  ModelServer, ModelSource, PickerEngine, PickerFailureMode, ScalingEngine, type AutoscaledInferenceProps,
  type InferencePoolProps,
} from '../../src';
import { find, refused, stopped, synth, testChart, warned } from '../helpers';

const MODEL = ModelSource.volumeClaim('models', '/qwen');

function served(chart: Chart, props: Partial<AutoscaledInferenceProps> = {}): AutoscaledInference {
  return new AutoscaledInference(chart, 'Chat', {
    server: ModelServer.vllm(),
    model: MODEL,
    accelerator: Accelerator.nvidia(),
    resources: { cpu: { request: Cpu.units(4) }, memory: { request: Size.gibibytes(16) } },
    maxReplicas: 4,
    metrics: [ModelServer.vllm().scalingMetric('16')],
    ...props,
  });
}

function pool(props: Partial<InferencePoolProps> = {}, server?: ModelServer): InferencePool {
  const chart = testChart();
  const inference = server === undefined ? served(chart) : new InferenceDeployment(chart, 'Chat', {
    server,
    model: MODEL,
    resources: { cpu: { request: Cpu.units(4) }, memory: { request: Size.gibibytes(16) } },
  });
  return new InferencePool(chart, 'Pool', { inference, ...props });
}

const ROUTE = { gateway: 'gateways/public' };
const picker = (made: InferencePool) => find(made, 'Deployment', 'chat-picker');
const args = (made: InferencePool) => picker(made).spec.template.spec.containers[0].args;
const config = (made: InferencePool) => parse(find(made, 'ConfigMap').data['picker.yaml']);

describe('InferencePool emits', () => {
  test('a pool that selects the pods of the model, at the port of its HTTP API', () => {
    const made = pool();
    expect(find(made, 'InferencePool')).toEqual({
      apiVersion: 'inference.networking.k8s.io/v1',
      kind: 'InferencePool',
      metadata: { name: 'chat', namespace: 'vision' },
      spec: {
        selector: { matchLabels: { app: 'chat' } },
        targetPorts: [{ number: 8000 }],
        endpointPickerRef: { name: 'chat-picker', port: { number: 9002 }, failureMode: 'FailOpen' },
      },
    });
    expect(made.name).toBe('chat');
    expect(made.node.defaultChild).toBe(made.pool);
    expect([made.pickerDeployment, made.pickerService].map((o) => `${o.kind} ${o.name}`))
      .toEqual(['Deployment chat-picker', 'Service chat-picker']);
  });

  test('nothing that an ordinary rule would stop, and no route unless it is wanted', () => {
    const made = pool();
    expect(stopped(Chart.of(made))).toEqual([]);
    expect(made.route).toBeUndefined();
    expect(made.monitor).toBeUndefined();
  });

  test('a server error while the picker is gone, where that is wanted', () => {
    const made = pool({ failureMode: PickerFailureMode.FAIL_CLOSE });
    expect(find(made, 'InferencePool').spec.endpointPickerRef.failureMode).toBe('FailClose');
  });

  test('names of its own', () => {
    const made = pool({ name: 'llm', route: ROUTE });
    expect(synth(Chart.of(made)).filter(({ metadata }) => /^llm/.test(metadata.name)).map((o) => (
      `${o.kind} ${o.metadata.name}`))).toEqual([
      'InferencePool llm', 'ServiceAccount llm-picker', 'Role llm-picker', 'RoleBinding llm-picker',
      'ConfigMap llm-picker', 'Deployment llm-picker', 'Service llm-picker', 'HTTPRoute llm',
    ]);
    expect(find(made, 'Deployment', 'llm-picker').spec.template.spec.containers[0].args[0]).toBe('--pool-name=llm');
  });

  test('the pool before its picker, which is not live until it has found it', () => {
    const kinds = synth(Chart.of(pool())).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(kinds.indexOf('InferencePool chat')).toBeLessThan(kinds.indexOf('Deployment chat-picker'));
  });
});

describe('the picker', () => {
  test('is the newest release of the llm-d Router that was run', () => {
    const made = pool();
    expect(picker(made).spec.template.spec.containers[0].image)
      .toBe('ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.10.0');
    expect(args(made)).toEqual([
      '--pool-name=chat',
      '--pool-namespace=$(NAMESPACE)',
      '--pool-group=inference.networking.k8s.io',
      '--config-file=/config/picker.yaml',
      '--zap-encoder=json',
      '--v=1',
      '--tracing=false',
      '--metrics-endpoint-auth=false',
    ]);
  });

  test('meets the restricted level of Pod Security', () => {
    const { securityContext, containers: [container] } = picker(pool()).spec.template.spec;
    expect(securityContext).toEqual({
      runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
    });
  });

  test('is replaced, not rolled: only one of its pods is ever Ready', () => {
    const made = pool({ picker: EndpointPicker.llmDRouter({ replicas: 2 }) });
    expect(picker(made).spec.strategy).toEqual({ type: 'Recreate' });
    expect(picker(made).spec.replicas).toBe(2);
    expect(args(made)).toContain('--ha-enable-leader-election');
    expect(find(made, 'Role').rules).toContainEqual({
      apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'],
    });
    // One Ready pod is all that a budget would ever count, so it would block each drain.
    expect(synth(Chart.of(made)).filter(({ kind }) => kind === 'PodDisruptionBudget').map((o) => o.metadata.name))
      .toEqual(['chat']);
  });

  test('of one replica holds no lease', () => {
    const made = pool();
    expect(args(made)).not.toContain('--ha-enable-leader-election');
    expect(JSON.stringify(find(made, 'Role').rules)).not.toContain('leases');
  });

  test('starts anew when its configuration changes', () => {
    const HASH = 'elastic-inference/config-hash';
    const hash = (made: InferencePool) => picker(made).spec.template.metadata.annotations[HASH];
    const other = EndpointPicker.llmDRouter({ config: 'kind: EndpointPickerConfig\n' });
    expect(hash(pool())).not.toBe(hash(pool({ picker: other })));
    expect(hash(pool())).toBe(hash(pool()));
  });

  test('ends after the longest request of the model', () => {
    expect(picker(pool()).spec.template.spec.terminationGracePeriodSeconds).toBe(310);
  });

  test('is scraped where that is wanted', () => {
    const made = pool({ picker: EndpointPicker.llmDRouter({ monitored: true }) });
    expect(find(made, 'PodMonitor').spec).toEqual({
      selector: { matchLabels: { app: 'chat-picker' } },
      podMetricsEndpoints: [{ port: 'metrics', interval: '15s' }],
    });
    expect(made.monitor).toBeDefined();
  });

  test('has a monitor with the labels by which Prometheus selects it', () => {
    const labels = { release: 'prometheus' };
    const made = pool({ picker: EndpointPicker.llmDRouter({ monitored: true, monitorLabels: labels }) });
    expect(find(made, 'PodMonitor').metadata.labels).toEqual({ app: 'chat-picker', ...labels });
    expect(find(made, 'Service', 'chat-picker').metadata.labels).toEqual({ app: 'chat-picker' });
  });

  test('has its resources', () => {
    const { resources } = picker(pool()).spec.template.spec.containers[0];
    expect(resources).toEqual({ requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '8Gi' } });
    const own = EndpointPicker.llmDRouter({ resources: { requests: { cpu: '4', memory: '8Gi' } } });
    expect(picker(pool({ picker: own })).spec.template.spec.containers[0].resources)
      .toEqual({ requests: { cpu: '4', memory: '8Gi' } });
  });
});

describe('the configuration of the picker', () => {
  const WEIGHTS = [
    { pluginRef: 'queue-scorer', weight: 2 },
    { pluginRef: 'kv-cache-utilization-scorer', weight: 2 },
    { pluginRef: 'prefix-cache-scorer', weight: 3 },
  ];

  test('scores by queue, KV cache and prefix cache', () => {
    const written = config(pool());
    expect(written.apiVersion).toBe('llm-d.ai/v1alpha1');
    expect(written.schedulingProfiles).toEqual([{ name: 'default', plugins: WEIGHTS }]);
    expect(written.plugins.at(-1)).toEqual({ type: 'core-metrics-extractor', parameters: { defaultEngine: 'vllm' } });
  });

  test('reads the series of llama.cpp, which shows no KV cache', () => {
    const written = config(pool({}, ModelServer.llamaCpp({ modelFile: 'qwen.gguf' })));
    expect(written.schedulingProfiles[0].plugins).toEqual([WEIGHTS[0], WEIGHTS[2]]);
    expect(written.plugins.at(-1).parameters).toEqual({
      defaultEngine: 'llama-cpp',
      engineConfigs: [{
        name: 'llama-cpp',
        queuedRequestsSpec: 'llamacpp:requests_deferred',
        runningRequestsSpec: 'llamacpp:requests_processing',
        kvUsageSpec: '',
      }],
    });
  });

  test('reads what the user says that runs inside a server', () => {
    const image = 'docker.io/lmsysorg/sglang:v0.5.5';
    const server = ModelServer.custom({ image, httpPort: 30000, metricsPath: '/metrics' });
    const made = pool({ engine: PickerEngine.SGLANG }, server);
    expect(config(made).plugins.at(-1).parameters).toEqual({ defaultEngine: 'sglang' });
    expect(find(made, 'InferencePool').spec.targetPorts).toEqual([{ number: 30000 }]);
  });

  test('is that of the user', () => {
    const text = 'apiVersion: llm-d.ai/v1alpha1\nkind: EndpointPickerConfig\nplugins: []\n';
    const made = pool({ picker: EndpointPicker.llmDRouter({ config: text }) });
    expect(find(made, 'ConfigMap').data).toEqual({ 'picker.yaml': text });
  });
});

describe('the release of the picker decides', () => {
  test('image, configuration and ports of the Gateway API Inference Extension', () => {
    const made = pool({ picker: EndpointPicker.inferenceExtension() });
    expect(picker(made).spec.template.spec.containers[0].image)
      .toBe('registry.k8s.io/gateway-api-inference-extension/epp:v1.5.0');
    expect(config(made).apiVersion).toBe('inference.networking.x-k8s.io/v1alpha1');
    expect(find(made, 'Service', 'chat-picker').spec.ports[0])
      .toEqual({ name: 'grpc-ext-proc', port: 9002, targetPort: 'grpc' });
  });

  test('which plugins are there', () => {
    const made = pool({ picker: EndpointPicker.inferenceExtension({ version: 'v1.3.1' }) });
    expect(picker(made).spec.template.spec.containers[0].image)
      .toBe('registry.k8s.io/gateway-api-inference-extension/epp:v1.3.1');
    expect(config(made).plugins).toEqual([
      { type: 'queue-scorer' }, { type: 'kv-cache-utilization-scorer' }, { type: 'prefix-cache-scorer' },
    ]);
  });
});

describe('the route', () => {
  test('sends the requests of its hosts to the pool', () => {
    const made = pool({
      route: {
        gateway: 'gateways/public',
        listener: 'https',
        hostnames: ['chat.example.com'],
        path: '/v1',
        requestTimeout: Duration.minutes(10),
      },
    });
    expect(find(made, 'HTTPRoute').spec).toEqual({
      parentRefs: [{
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: 'gateways',
        name: 'public',
        sectionName: 'https',
      }],
      hostnames: ['chat.example.com'],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/v1' } }],
        timeouts: { request: '600s' },
        backendRefs: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'chat' }],
      }],
    });
    expect(made.route).toBeDefined();
  });

  test('waits as long as the longest request', () => {
    const chart = testChart();
    const inference = served(chart, { maxRequestDuration: Duration.minutes(20) });
    new InferencePool(chart, 'Pool', { inference, route: ROUTE });
    expect(find(chart, 'HTTPRoute').spec.rules[0].timeouts).toEqual({ request: '1200s' });
  });
});

describe('the gateway', () => {
  const kinds = (props: Partial<InferencePoolProps>) => synth(Chart.of(pool({ route: ROUTE, ...props })))
    .map(({ kind }) => kind).filter((kind) => /Rule$|Policy$/.test(kind));

  test('of Istio reaches the picker by TLS, without verifying its certificate', () => {
    const made = pool({ gatewayType: InferenceGateway.ISTIO });
    expect(find(made, 'DestinationRule')).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'chat-picker', namespace: 'vision' },
      spec: { host: 'chat-picker', trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } } },
    });
  });

  test('of Istio needs nothing more where the picker has no TLS', () => {
    const plain = EndpointPicker.llmDRouter({ secureServing: false });
    expect(kinds({ gatewayType: InferenceGateway.ISTIO, picker: plain })).toEqual([]);
    expect(args(pool({ picker: plain }))).toContain('--secure-serving=false');
  });

  test('of GKE has policies, and no timeout in the route', () => {
    const made = pool({ gatewayType: InferenceGateway.GKE, route: ROUTE });
    expect(find(made, 'HealthCheckPolicy').spec).toEqual({
      targetRef: { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'chat' },
      default: {
        timeoutSec: 2,
        checkIntervalSec: 2,
        config: { type: 'HTTP', httpHealthCheck: { requestPath: '/health', port: 8000 } },
      },
    });
    expect(find(made, 'GCPBackendPolicy').spec.default).toEqual({ timeoutSec: 300 });
    expect(find(made, 'HTTPRoute').spec.rules[0]).not.toHaveProperty('timeouts');
  });

  test('of anybody else needs nothing', () => {
    expect(kinds({})).toEqual([]);
  });
});

describe('InferencePool warns', () => {
  test('of a model that scales to zero: no request waits for the first pod', () => {
    const chart = testChart();
    const engine = ScalingEngine.keda({
      triggers: [KedaTrigger.raw({
        type: 'cron',
        metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '2' },
      })],
      prometheus: 'http://prometheus:9090',
    });
    new InferencePool(chart, 'Pool', { inference: served(chart, { minReplicas: 0, engine }) });
    expect(warned(chart)).toContainEqual([
      'inference-pool-scales-to-zero', 'ScaledObject vision/chat', 'spec.minReplicaCount',
    ]);
  });

  test('of nothing otherwise', () => {
    expect(warned(Chart.of(pool({ route: ROUTE })))).toEqual([]);
  });
});

describe('InferencePool refuses', () => {
  test.each<[what: string, props: any, expected: [code: string, field: string]]>([
    ['no model', { inference: undefined }, ['llm-routing/not-a-served-model', 'inference']],
    ['something else than a model', { inference: { name: 'a' } }, ['llm-routing/not-a-served-model', 'inference']],
    ['a name that leaves no room for the picker', { name: 'a'.repeat(57) }, ['validation/name', 'name']],
    ['an engine that no picker knows', { engine: 'ollama' }, ['llm-routing/unknown-value', 'engine']],
    ['a failure mode of no API', { failureMode: 'Ignore' }, ['llm-routing/unknown-value', 'failureMode']],
    ['a gateway that is not known', { gatewayType: 'traefik' }, ['llm-routing/unknown-value', 'gatewayType']],
    ['a picker that is none', { picker: {} }, ['llm-routing/not-a-picker', 'picker']],
    ['a route that is none', { route: 'public' }, ['llm-routing/not-a-route', 'route']],
    ['a Gateway without a namespace', { route: { gateway: 'public' } },
      ['llm-routing/gateway-invalid', 'route.gateway']],
    ['no Gateway', { route: {} }, ['llm-routing/gateway-invalid', 'route.gateway']],
    ['a listener with a bad name', { route: { ...ROUTE, listener: 'A' } }, ['validation/name', 'route.listener']],
    ['no host', { route: { ...ROUTE, hostnames: [] } }, ['llm-routing/hostnames-count', 'route.hostnames']],
    ['a host that is none', { route: { ...ROUTE, hostnames: ['a_b'] } }, ['validation/name', 'route.hostnames[0]']],
    ['a path with two slashes', { route: { ...ROUTE, path: '//a' } }, ['llm-routing/path-invalid', 'route.path']],
    ['a timeout below a second', { route: { ...ROUTE, requestTimeout: Duration.millis(1) } },
      ['validation/seconds', 'route.requestTimeout']],
    ['a timeout that is a number', { route: { ...ROUTE, requestTimeout: 300 } },
      ['validation/duration', 'route.requestTimeout']],
  ])('%s', (_, props, expected) => {
    expect(refused(() => pool(props))).toEqual([expected]);
  });

  test.each<[what: string, server: ModelServer, props: any, expected: [code: string, field: string]]>([
    ['a server that generates no text', ModelServer.tensorflowServing(), {}, ['llm-routing/engine-unknown', 'engine']],
    ['a server of unknown engine', ModelServer.custom({ image: 'a/b:1', httpPort: 80, metricsPath: '/metrics' }), {},
      ['llm-routing/engine-unknown', 'engine']],
    ['a server without HTTP', ModelServer.custom({ image: 'a/b:1', grpcPort: 80 }), { engine: PickerEngine.VLLM },
      ['llm-routing/server-without-http', 'inference']],
    ['metrics on another port', ModelServer.triton(), { engine: PickerEngine.TRITON_TENSORRT_LLM },
      ['llm-routing/metrics-on-other-port', 'inference']],
    ['metrics that are off', ModelServer.llamaCpp({ modelFile: 'a.gguf', enableMetrics: false }), {},
      ['llm-routing/metrics-off', 'inference']],
    ['an engine that an old picker cannot read', ModelServer.llamaCpp({ modelFile: 'a.gguf' }),
      { picker: EndpointPicker.inferenceExtension({ version: '1.4.0' }) },
      ['llm-routing/engine-needs-newer-picker', 'engine']],
  ])('%s', (_, server, props, expected) => {
    expect(refused(() => pool(props, server))).toEqual([expected]);
  });

  test('nothing at all', () => {
    expect(refused(() => new InferencePool(testChart(), 'Pool', undefined as any)))
      .toEqual([['llm-routing/not-a-served-model', 'inference']]);
  });

  test('a model of another namespace, which a pool cannot select', () => {
    const app = Testing.app();
    const inference = served(new Chart(app, 'models', { namespace: 'models' }));
    const other = new Chart(app, 'routing', { namespace: 'routing' });
    new InferencePool(other, 'Pool', { inference });
    expect(stopped(other)).toEqual([
      ['routing/Pool', 'llm-routing/pool-elsewhere', 'InferencePool routing/chat', 'inference'],
    ]);
  });

  test('but no model of the namespace that is `default` for want of another', () => {
    const app = Testing.app();
    const inference = served(new Chart(app, 'models', { namespace: 'default' }));
    const other = new Chart(app, 'routing');
    new InferencePool(other, 'Pool', { inference });
    expect(stopped(other)).toEqual([]);
  });
});
