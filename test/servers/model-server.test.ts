import { Duration } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceDeployment, ModelServer, ModelSource, PrometheusType, type InferenceDeploymentProps,
  type ScalingMetric,
} from '../../src';
import { SERVER_METRICS } from '../../src/servers/server-metrics';
import { autoscaledProps, deploymentProps, find, pod, synth, testChart } from '../helpers';

const MODELS = ModelSource.volumeClaim('models');

/** The model server as it is deployed: with a model, but for LlamaEdge, whose image holds one. */
function deploy(server: ModelServer, changes: Partial<InferenceDeploymentProps> = {}): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'It', deploymentProps({
    server,
    model: server._row.id === 'llama-edge' ? undefined : MODELS,
    ...changes,
  }));
}

/** What is printed of a server: its container, and the parts of the pod that the server decides. */
function emitted(server: ModelServer): any {
  const it = deploy(server);
  const spec = pod(it);
  const [container] = spec.containers;
  const { name, image, command, args, ports, env, securityContext } = container;
  return {
    name,
    image,
    command,
    args,
    ports: Object.fromEntries(ports.map((p: any) => [p.name, p.containerPort])),
    service: Object.fromEntries(find(it, 'Service').spec.ports.map((p: any) => [p.name, p.targetPort])),
    env: env && Object.fromEntries(env.map((e: any) => [e.name, e.value])),
    preStop: container.lifecycle?.preStop.exec.command,
    startup: container.startupProbe,
    readiness: container.readinessProbe,
    liveness: container.livenessProbe,
    user: securityContext.runAsUser ?? spec.securityContext.runAsUser,
    group: securityContext.runAsGroup ?? spec.securityContext.runAsGroup,
    nonRoot: securityContext.runAsNonRoot,
    grace: spec.terminationGracePeriodSeconds,
    mounts: container.volumeMounts.map((m: any) => m.mountPath),
    sharedMemory: spec.volumes.find((v: any) => v.emptyDir?.medium === 'Memory')?.emptyDir.sizeLimit,
    files: synth(it.node.scope as any).find((o) => o.kind === 'ConfigMap')?.data,
  };
}

/** The probe of a path or, without one, of an open port. */
function probe(port: number, path?: string): object {
  return path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port, scheme: 'HTTP' } };
}

/** The timeouts of probes that are not the default. */
interface Timeouts {
  readonly startup?: number;
  readonly liveness?: number;
}

/** The three probes. Only the time to load and some timeouts differ between servers. */
function probes(
  startup: object, attempts: number, readiness: object, liveness: object, timeouts: Timeouts = {},
): object {
  return {
    startup: { ...startup, periodSeconds: 10, failureThreshold: attempts, timeoutSeconds: timeouts.startup ?? 5 },
    readiness: { ...readiness, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 5 },
    liveness: { ...liveness, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: timeouts.liveness ?? 5 },
  };
}

const VLLM_FOLDERS = {
  HOME: '/tmp',
  USER: 'vllm',
  LOGNAME: 'vllm',
  XDG_CACHE_HOME: '/tmp/.cache',
  HF_HOME: '/tmp/huggingface',
  VLLM_CACHE_ROOT: '/tmp/.cache/vllm',
  VLLM_CONFIG_ROOT: '/tmp/.config/vllm',
  TRITON_CACHE_DIR: '/tmp/.triton',
  TORCHINDUCTOR_CACHE_DIR: '/tmp/.inductor',
  VLLM_NO_USAGE_STATS: '1',
};

const MONITORING = {
  'monitoring.config': 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n',
};

function torchServeProperties(metrics: boolean, workers = 1): object {
  return {
    'config.properties': [
      'inference_address=http://0.0.0.0:8080',
      'management_address=http://127.0.0.1:8081',
      'metrics_address=http://0.0.0.0:8082',
      'grpc_inference_address=0.0.0.0',
      `enable_metrics_api=${metrics}`, ...(metrics ? [
        'metrics_mode=prometheus',
      ] : []), 'disable_token_authorization=true', `default_workers_per_model=${workers}`, '',
    ].join('\n'),
  };
}

const V2 = ['/v2/health/ready', '/v2/health/live'];

/** Each factory with the least that it needs: what it knows, and what is printed. */
const SERVERS: Array<[string, ModelServer, object, any]> = [
  ['TensorFlow Serving', ModelServer.tensorflowServing(), {
    modelName: 'model',
    httpPort: 8501,
    grpcPort: 8500,
    metricsPort: 8501,
    metricsPath: '/monitoring/prometheus/metrics',
    computeThreads: undefined,
  }, {
    name: 'tensorflow-serving',
    image: 'docker.io/tensorflow/serving:2.19.1',
    command: ['/usr/bin/tensorflow_model_server'],
    args: [
      '--port=8500', '--rest_api_port=8501', '--model_name=model', '--model_base_path=/models/model',
      '--monitoring_config_file=/etc/model-server/monitoring.config',
    ],
    ports: { http: 8501, grpc: 8500 },
    ...probes(probe(8501), 60, probe(8501), probe(8500)),
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 40,
    mounts: ['/models/model', '/etc/model-server', '/tmp'],
    files: MONITORING,
  }],
  ['Triton', ModelServer.triton(), {
    httpPort: 8000,
    grpcPort: 8001,
    metricsPort: 8002,
    metricsPath: '/metrics',
    modelName: undefined,
  }, {
    name: 'triton',
    image: 'nvcr.io/nvidia/tritonserver:26.07-py3',
    command: ['tritonserver'],
    args: [
      '--model-repository=/models', '--http-port=8000', '--grpc-port=8001', '--metrics-port=8002',
      '--exit-timeout-secs=30',
    ],
    ports: { http: 8000, grpc: 8001, metrics: 8002 },
    ...probes(probe(8000, V2[0]), 90, probe(8000, V2[0]), probe(8000, V2[1])),
    preStop: ['sleep', '10'],
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 45,
    mounts: ['/models', '/tmp', '/dev/shm'],
    sharedMemory: '1024Mi',
  }],
  ['OpenVINO Model Server', ModelServer.openvino(), {
    modelName: 'model',
    httpPort: 8000,
    grpcPort: 9000,
    metricsPort: 8000,
    metricsPath: '/metrics',
  }, {
    name: 'openvino-model-server',
    image: 'docker.io/openvino/model_server:2026.2',
    command: ['/ovms/bin/ovms'],
    args: ['--model_name=model', '--model_path=/models/model', '--port=9000', '--rest_port=8000', '--metrics_enable'],
    ports: { http: 8000, grpc: 9000 },
    ...probes(probe(8000, V2[0]), 60, probe(8000, V2[0]), probe(8000, V2[1])),
    preStop: ['sleep', '40'],
    user: 5000,
    group: 5000,
    nonRoot: true,
    grace: 45,
    mounts: ['/models/model', '/tmp'],
  }],
  ['vLLM', ModelServer.vllm(), {
    modelName: 'model',
    httpPort: 8000,
    grpcPort: undefined,
    metricsPort: 8000,
    metricsPath: '/metrics',
  }, {
    name: 'vllm',
    image: 'docker.io/vllm/vllm-openai:v0.27.1',
    command: ['vllm', 'serve'],
    args: ['/models', '--served-model-name', 'model', '--host=0.0.0.0', '--port=8000', '--shutdown-timeout=300'],
    ports: { http: 8000 },
    env: VLLM_FOLDERS,
    ...probes(probe(8000, '/health'), 180, probe(8000, '/health'), probe(8000, '/health'), { liveness: 10 }),
    preStop: ['sleep', '10'],
    user: 2000,
    group: 0,
    nonRoot: true,
    grace: 370,
    mounts: ['/models', '/tmp', '/dev/shm'],
    sharedMemory: '2048Mi',
  }],
  ['TorchServe', ModelServer.torchServe(), {
    httpPort: 8080,
    grpcPort: 7070,
    metricsPort: 8082,
    metricsPath: '/metrics',
  }, {
    name: 'torchserve',
    image: 'docker.io/pytorch/torchserve:0.12.0-cpu',
    command: [
      'torchserve', '--start', '--foreground', '--ncs', '--disable-token-auth', '--ts-config',
      '/etc/model-server/config.properties',
    ],
    args: ['--model-store', '/models', '--models', 'all'],
    ports: { http: 8080, grpc: 7070, metrics: 8082 },
    env: { HOME: '/tmp', TEMP: '/tmp', TMPDIR: '/tmp', LOG_LOCATION: '/tmp/logs', METRICS_LOCATION: '/tmp/logs' },
    ...probes({ exec: { command: ['python', '-c', expect.stringContaining('http://127.0.0.1:8081/models')] } }, 60,
      probe(8080, '/ping'), probe(8080, '/ping'), { startup: 10, liveness: 10 }),
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 70,
    mounts: ['/models', '/etc/model-server', '/tmp'],
    files: torchServeProperties(true),
  }],
  ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'qwen/q4.gguf' }), {
    httpPort: 8080,
    metricsPort: 8080,
    metricsPath: '/metrics',
  }, {
    name: 'llama-cpp',
    image: 'ghcr.io/ggml-org/llama.cpp:server-b10920',
    command: ['/app/llama-server'],
    args: [
      '--model', '/models/qwen/q4.gguf', '--host', '0.0.0.0', '--port', '8080', '--metrics',
      '--parallel', '4', '--kv-unified',
    ],
    ports: { http: 8080 },
    env: { HOME: '/tmp' },
    ...probes(probe(8080, '/health'), 90, probe(8080, '/health'), probe(8080, '/health'), { liveness: 10 }),
    preStop: ['sleep', '310'],
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 315,
    mounts: ['/models', '/tmp'],
  }],
  ['LlamaEdge', ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' }), {
    httpPort: 8080,
    metricsPort: undefined,
    metricsPath: undefined,
    computeThreads: 2,
  }, {
    name: 'llama-edge',
    image: 'docker.io/secondstate/qwen:1',
    ports: { http: 8080 },
    ...probes(probe(8080), 60, probe(8080), probe(8080), { liveness: 10 }),
    user: 0,
    group: 0,
    nonRoot: false,
    grace: 310,
    mounts: ['/tmp', '/archives'],
  }],
  ['KServe', ModelServer.kserve({ image: 'docker.io/kserve/sklearnserver:v0.21.0' }), {
    modelName: 'model',
    httpPort: 8080,
    grpcPort: 8081,
    metricsPort: 8080,
    metricsPath: '/metrics',
  }, {
    name: 'kserve',
    image: 'docker.io/kserve/sklearnserver:v0.21.0',
    args: [
      '--model_name=model', '--model_dir=/mnt/models', '--http_port=8080', '--grpc_port=8081', '--enable_grpc=true',
    ],
    ports: { http: 8080, grpc: 8081 },
    env: { HOME: '/tmp' },
    ...probes(probe(8080, V2[0]), 60, probe(8080, V2[0]), probe(8080, V2[1]), { liveness: 10 }),
    preStop: ['sleep', '15'],
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 45,
    mounts: ['/mnt/models', '/tmp'],
  }],
  ['MLServer', ModelServer.mlServer(), {
    modelName: undefined,
    httpPort: 8080,
    grpcPort: 8081,
    metricsPort: 8082,
    metricsPath: '/metrics',
  }, {
    name: 'mlserver',
    image: 'docker.io/seldonio/mlserver:1.7.1',
    command: ['mlserver', 'start'],
    args: ['/models'],
    ports: { http: 8080, grpc: 8081, metrics: 8082 },
    env: {
      HOME: '/tmp',
      HF_HOME: '/tmp/huggingface',
      NUMBA_CACHE_DIR: '/tmp/numba',
      MLSERVER_HTTP_PORT: '8080',
      MLSERVER_GRPC_PORT: '8081',
      MLSERVER_METRICS_PORT: '8082',
      MLSERVER_METRICS_DIR: '/tmp/metrics',
      MLSERVER_ENVIRONMENTS_DIR: '/tmp/environments',
      MLSERVER_PARALLEL_WORKERS: '0',
    },
    ...probes(probe(8080, V2[0]), 60, probe(8080, V2[0]), probe(8080, V2[1]), { liveness: 10 }),
    preStop: ['sleep', '10'],
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 45,
    mounts: ['/models', '/tmp'],
  }],
  ['BentoML', ModelServer.bentoMl({ image: 'registry.example.com/summarizer:1' }), {
    modelName: undefined,
    httpPort: 3000,
    grpcPort: undefined,
    metricsPort: 3000,
    metricsPath: '/metrics',
  }, {
    name: 'bentoml',
    image: 'registry.example.com/summarizer:1',
    ports: { http: 3000 },
    env: {
      HOME: '/tmp',
      BENTOML_HOME: '/tmp/bentoml',
      BENTOML_HOST: '0.0.0.0',
      BENTOML_PORT: '3000',
      BENTOML_DO_NOT_TRACK: 'True',
    },
    ...probes(probe(3000, '/readyz'), 60, probe(3000, '/readyz'), probe(3000, '/livez'), { liveness: 10 }),
    preStop: ['sleep', '10'],
    user: 1034,
    group: 1034,
    nonRoot: true,
    grace: 75,
    mounts: ['/models', '/tmp'],
  }],
  ['a server of its own', ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 8088 }), {
    httpPort: 8088,
    metricsPort: undefined,
    computeThreads: undefined,
  }, {
    name: 'server',
    image: 'registry.example.com/detector:1.4',
    ports: { http: 8088 },
    ...probes(probe(8088), 60, probe(8088), probe(8088)),
    preStop: ['sleep', '40'],
    user: 1000,
    group: 1000,
    nonRoot: true,
    grace: 45,
    mounts: ['/models', '/tmp'],
  }],
];

describe.each(SERVERS)('%s', (_, server, known, expected) => {
  test('exposes its ports, its metrics and its threads', () => {
    expect(server).toMatchObject({ ...known, image: expected.image });
  });

  test('is printed with all that is known of it', () => {
    const { command, args, env, preStop, sharedMemory, files } = expected;
    expect(emitted(server)).toEqual({
      command,
      args,
      env,
      preStop,
      sharedMemory,
      files,
      ...expected,
      service: expected.ports,
    });
  });

  test('may serve in several deployments', () => {
    expect(emitted(server)).toEqual(emitted(server));
  });
});

describe('a server without metrics', () => {
  test.each<[string, ModelServer, (is: any) => unknown, unknown]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing({ enableMetrics: false }), (is) => [is.files, is.args.length],
      [undefined, 4]],
    ['Triton', ModelServer.triton({ enableMetrics: false }), (is) => [is.ports.metrics, is.service.metrics, is.args[3]],
      [undefined, undefined, '--allow-metrics=false']],
    ['OpenVINO Model Server', ModelServer.openvino({ enableMetrics: false }),
      (is) => is.args.includes('--metrics_enable'), false],
    ['TorchServe', ModelServer.torchServe({ enableMetrics: false }), (is) => [is.ports.metrics, is.files],
      [undefined, torchServeProperties(false)]],
    ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', enableMetrics: false }), (is) => is.args.includes('--metrics'),
      false],
    ['LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', enableMetrics: false }), (is) => is.ports, { http: 8080 }],
    ['MLServer', ModelServer.mlServer({ enableMetrics: false }),
      (is) => [is.ports.metrics, is.env.MLSERVER_METRICS_ENDPOINT], [undefined, '']],
    ['BentoML', ModelServer.bentoMl({ image: 'a/b:1', enableMetrics: false }), (is) => is.ports, { http: 3000 }],
  ])('%s shows none, and starts without them', (_, server, look, expected) => {
    expect([server.metricsPort, server.metricsPath]).toEqual([undefined, undefined]);
    expect([server.metrics, server.signal]).toEqual([{}, undefined]);
    expect(look(emitted(server))).toEqual(expected);
  });
});

test('a folder of its own for the model moves the path in the arguments', () => {
  const model = ModelSource.volumeClaim('models', undefined, { mountPath: '/data/m' });
  const args = (server: ModelServer) => pod(deploy(server, { model })).containers[0].args.join(' ');
  expect(args(ModelServer.tensorflowServing())).toContain('--model_base_path=/data/m ');
  expect(args(ModelServer.triton())).toContain('--model-repository=/data/m ');
  expect(args(ModelServer.openvino())).toContain('--model_path=/data/m ');
  expect(args(ModelServer.vllm())).toMatch(/^\/data\/m /);
  expect(args(ModelServer.torchServe())).toContain('--model-store /data/m ');
  expect(args(ModelServer.llamaCpp({ modelFile: 'q.gguf' }))).toContain('--model /data/m/q.gguf ');
});

test('how long a request may take reaches the servers that drain by themselves, in whole seconds', () => {
  const args = (server: ModelServer) => (
    pod(deploy(server, { maxRequestDuration: Duration.seconds(90) })).containers[0].args);
  expect(args(ModelServer.triton())).toContain('--exit-timeout-secs=90');
  expect(args(ModelServer.vllm())).toContain('--shutdown-timeout=90');
});

test('probes of a server of its own replace those of its port', () => {
  const server = ModelServer.custom({
    image: 'a/b:1',
    httpPort: 80,
    readiness: Probe.fromHttpGet('/ready', { port: 80 }),
    liveness: Probe.fromCommand(['alive']),
  });
  const is = emitted(server);
  expect(is.readiness.httpGet.path).toBe('/ready');
  expect(is.liveness.exec.command).toEqual(['alive']);
  expect(is.startup).toMatchObject({ tcpSocket: { port: 80 } });
});

describe('what a server shows to Prometheus', () => {
  const CUSTOM = { image: 'registry.example.com/detector:1.4', httpPort: 8088 };
  const SHOWN = { frames_per_second: PrometheusType.GAUGE, frames_total: PrometheusType.COUNTER };

  test.each(
    SERVERS.filter(([, server]) => server.metricsPath !== undefined),
  )('%s: the series and the signal of its row', (_, server) => {
    const { series, signal } = SERVER_METRICS[server._row.id];
    expect(server.metrics).toEqual(series);
    expect(server.signal).toBe(signal);
  });

  test('is nothing where it has no port for it', () => {
    const { metrics, signal } = ModelServer.custom(CUSTOM);
    expect([metrics, signal]).toEqual([{}, undefined]);
  });

  test('is not known of a server of its own that shows metrics, unless it is said', () => {
    expect(ModelServer.custom({ ...CUSTOM, metricsPort: 9100 }).metrics).toBeUndefined();
    expect(ModelServer.custom({ ...CUSTOM, metricsPort: 9100, metrics: SHOWN }).metrics).toEqual(SHOWN);
    expect(ModelServer.custom({ ...CUSTOM, metricsPath: '/stats', metrics: SHOWN })).toMatchObject({
      metrics: SHOWN,
      metricsPort: 8088,
      metricsPath: '/stats',
    });
  });

  test('is up to arguments of one\'s own, until enableMetrics says that they switch it on', () => {
    const args = ['--model_name=m', '--monitoring_config_file=/etc/mine'];
    expect(ModelServer.tensorflowServing({ args })).toMatchObject({
      metrics: {},
      signal: undefined,
      metricsPort: undefined,
    });
    expect(ModelServer.tensorflowServing({ args, enableMetrics: true })).toMatchObject({
      metricsPort: 8501,
      metrics: SERVER_METRICS['tensorflow-serving'].series,
    });
  });

  test('belongs to each server alone: a change of one changes no other, nor what it was made of', () => {
    const metrics: Record<string, PrometheusType> = { ...SHOWN };
    const own = ModelServer.custom({ ...CUSTOM, metricsPort: 9100, metrics });
    metrics.more = PrometheusType.GAUGE;
    ModelServer.triton().metrics!.more = PrometheusType.GAUGE;
    expect(own.metrics).toEqual(SHOWN);
    expect(ModelServer.triton().metrics).not.toHaveProperty('more');
  });
});

describe('the metric that an autoscaler should follow', () => {
  const followed = (metric: ScalingMetric): any => (
    find(new AutoscaledInference(testChart(), 'It', autoscaledProps({ metrics: [metric] })),
      'HorizontalPodAutoscaler').spec.metrics);

  test.each<[string, ModelServer, string, string | undefined, string]>([
    ['of TensorFlow Serving at what was measured', ModelServer.tensorflowServing(), 'tfserving_requests_per_second',
      '7', '7'],
    ['of Triton at 70 % of one instance', ModelServer.triton(), 'triton_requests_in_flight', undefined, '700m'],
    ['of Triton at 70 % of its instances', ModelServer.triton({ instances: 20 }),
      'triton_requests_in_flight', undefined, '14'],
    ['of Triton with arguments of one\'s own', ModelServer.triton({ args: ['--x'], enableMetrics: true, instances: 2 }),
      'triton_requests_in_flight', undefined, '1400m'],
    ['of Triton at a target of one\'s own', ModelServer.triton(), 'triton_requests_in_flight', '3', '3'],
    ['of OpenVINO Model Server at what was measured', ModelServer.openvino(), 'ovms_current_requests', '4', '4'],
    ['of KServe at what was measured', ModelServer.kserve({ image: 'a/b:1' }), 'kserve_requests_in_flight', '4', '4'],
    ['of MLServer at 70 % of one prediction', ModelServer.mlServer(), 'mlserver_requests_in_flight', undefined, '700m'],
    ['of MLServer at 70 % of its workers', ModelServer.mlServer({ parallelWorkers: 10 }),
      'mlserver_requests_in_flight', undefined, '7'],
    ['of BentoML at what was measured', ModelServer.bentoMl({ image: 'a/b:1' }),
      'bentoml_requests_in_flight', '4', '4'],
    ['of vLLM at what was measured', ModelServer.vllm(), 'vllm_requests_in_flight', '16', '16'],
    ['of TorchServe at 70 % of one worker', ModelServer.torchServe(),
      'torchserve_requests_in_flight', undefined, '700m'],
    ['of TorchServe at 70 % of the workers of its models',
      ModelServer.torchServe({ models: ['a=a.mar', 'b=b.mar'], workersPerModel: 3 }),
      'torchserve_requests_in_flight', undefined, '4200m'],
    ['of TorchServe at a target of one\'s own', ModelServer.torchServe(), 'torchserve_requests_in_flight', '2', '2'],
    ['of llama.cpp at 70 % of the slots that it has by default', ModelServer.llamaCpp({ modelFile: 'q.gguf' }),
      'llamacpp_requests_in_flight', undefined, '2800m'],
    ['of llama.cpp at 70 % of its slots', ModelServer.llamaCpp({ modelFile: 'q.gguf', parallelRequests: 10 }),
      'llamacpp_requests_in_flight', undefined, '7'],
    ['of llama.cpp at a target of one\'s own', ModelServer.llamaCpp({ modelFile: 'q.gguf', parallelRequests: 4 }),
      'llamacpp_requests_in_flight', '3', '3'],
  ])('%s', (_, server, name, given, averageValue) => {
    expect(followed(server.scalingMetric(given))).toEqual([
      { type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue } } },
    ]);
    expect(server.scalingMetric(given)._inference).toBe(server.signal);
  });
});
