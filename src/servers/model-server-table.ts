import type { ServerRow } from './model-server-row';
import { PYTHON_SERVERS } from './python-server-rows';

/** The folder of the Hugging Face Hub's library, with what it has downloaded. */
const HUB = ['HF_HOME'];

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;

/** The maximum duration of a short request, such as the classification of an image, in seconds. */
const SHORT = 30;

/** The maximum duration of a request that generates text, in seconds. */
const GENERATION = 300;

/**
 * The model servers, one row each, from runs of their packages, their images, sources and documentation.
 * `docs/model-servers.md` is the same table for readers, and tells what was observed and what was only read.
 */
export const MODEL_SERVERS = {
  tensorflowServing: {
    id: 'tensorflow-serving',
    image: 'docker.io/tensorflow/serving:2.19.1',
    acceleratorImages: { nvidia: 'docker.io/tensorflow/serving:2.19.1-gpu' },
    ports: { http: 8501, grpc: 8500 },
    metricsPath: '/monitoring/prometheus/metrics',
    command: ['/usr/bin/tensorflow_model_server'],
    modelDirectory: '/models',
    modelInImage: 'never',
    // Both ports open only after the initial load, REST after gRPC. The status path returns 200 in every state of the
    // model.
    probes: {
      startup: { port: 'http' },
      readiness: { port: 'http' },
      liveness: { port: 'grpc' },
    },
    startupSeconds: 600,
    requestSeconds: SHORT,
    onSigterm: 'ignores',
    user: 1000,
    group: 1000,
    hasSleep: true,
  },
  triton: {
    id: 'triton',
    image: 'nvcr.io/nvidia/tritonserver:26.07-py3',
    ports: { http: 8000, grpc: 8001, metrics: 8002 },
    metricsPath: '/metrics',
    command: ['tritonserver'],
    modelDirectory: '/models',
    modelInImage: 'never',
    probes: {
      startup: { port: 'http', path: '/v2/health/ready' },
      readiness: { port: 'http', path: '/v2/health/ready' },
      liveness: { port: 'http', path: '/v2/health/live' },
    },
    startupSeconds: 900,
    requestSeconds: SHORT,
    // With an idle kept-alive connection it waits for the whole --exit-timeout-secs; it exits 3 seconds after the last
    // answer otherwise.
    onSigterm: 'drains',
    user: 1000,
    group: 1000,
    sharedMemory: '1Gi',
    cacheVariables: HUB,
    hasSleep: true,
  },
  openvino: {
    id: 'openvino-model-server',
    image: 'docker.io/openvino/model_server:2026.2',
    acceleratorImages: { intel: 'docker.io/openvino/model_server:2026.2-gpu' },
    ports: { http: 8000, grpc: 9000 },
    metricsPath: '/metrics',
    command: ['/ovms/bin/ovms'],
    modelDirectory: '/models',
    modelInImage: 'never',
    // Its ports open before the models are loaded, so a TCP probe is not sufficient.
    probes: {
      startup: { port: 'http', path: '/v2/health/ready' },
      readiness: { port: 'http', path: '/v2/health/ready' },
      liveness: { port: 'http', path: '/v2/health/live' },
    },
    startupSeconds: 600,
    requestSeconds: SHORT,
    onSigterm: 'cuts',
    user: 5000,
    group: 5000,
    hasSleep: true,
  },
  vllm: {
    id: 'vllm',
    image: 'docker.io/vllm/vllm-openai:v0.27.1',
    acceleratorImages: { amd: 'docker.io/vllm/vllm-openai-rocm:v0.27.1' },
    ports: { http: 8000 },
    metricsPath: '/metrics',
    alwaysShowsMetrics: true,
    command: ['vllm', 'serve'],
    modelDirectory: '/models',
    modelInImage: 'never',
    probes: {
      startup: { port: 'http', path: '/health' },
      readiness: { port: 'http', path: '/health' },
      liveness: { port: 'http', path: '/health', timeoutSeconds: 10 },
    },
    startupSeconds: 1800,
    requestSeconds: GENERATION,
    onSigterm: 'drains',
    // The process ended 50 seconds after the last stream, once its workers were killed.
    exitSeconds: 60,
    // The image prepares user id 2000 of group 0. The caches are in /tmp, because the root file system is read-only.
    user: 2000,
    group: 0,
    environment: {
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
    },
    sharedMemory: '2Gi',
    minimumMemory: 4 * GIBIBYTE,
    cacheVariables: HUB,
    hasSleep: true,
  },
  torchServe: {
    id: 'torchserve',
    image: 'docker.io/pytorch/torchserve:0.12.0-cpu',
    acceleratorImages: { nvidia: 'docker.io/pytorch/torchserve:0.12.0-gpu' },
    ports: { http: 8080, grpc: 7070, metrics: 8082 },
    metricsPath: '/metrics',
    command: [
      'torchserve', '--start', '--foreground', '--ncs', '--disable-token-auth',
      '--ts-config', '/etc/model-server/config.properties',
    ],
    modelDirectory: '/models',
    modelInImage: 'never',
    // /ping is healthy while the workers still load, so the startup probe reads the status of each worker.
    probes: {
      startup: {
        port: 'http',
        timeoutSeconds: 10,
        command: ['python', '-c', [
          'import json, sys, urllib.request as web',
          'ask = lambda path: json.load(web.urlopen("http://127.0.0.1:8081/models" + path, timeout=5))',
          'workers = [w["status"] for m in ask("")["models"] for v in ask("/" + m["modelName"]) for w in v["workers"]]',
          'sys.exit(0 if workers and all(s == "READY" for s in workers) else 1)',
        ].join('\n')],
      },
      readiness: { port: 'http', path: '/ping' },
      liveness: { port: 'http', path: '/ping', timeoutSeconds: 10 },
    },
    startupSeconds: 600,
    requestSeconds: 60,
    // Only as PID 1, as in a pod without a shared process namespace: otherwise its launcher exits and leaves Java.
    onSigterm: 'ignores',
    user: 1000,
    group: 1000,
    environment: {
      HOME: '/tmp',
      TEMP: '/tmp',
      TMPDIR: '/tmp',
      LOG_LOCATION: '/tmp/logs',
      METRICS_LOCATION: '/tmp/logs',
    },
    cacheVariables: HUB,
    hasSleep: true,
  },
  llamaCpp: {
    id: 'llama-cpp',
    image: 'ghcr.io/ggml-org/llama.cpp:server-b10920',
    acceleratorImages: {
      nvidia: 'ghcr.io/ggml-org/llama.cpp:server-cuda-b10920',
      amd: 'ghcr.io/ggml-org/llama.cpp:server-rocm-b10920',
      intel: 'ghcr.io/ggml-org/llama.cpp:server-intel-b10920',
    },
    ports: { http: 8080 },
    metricsPath: '/metrics',
    command: ['/app/llama-server'],
    modelDirectory: '/models',
    modelInImage: 'never',
    // The port opens before the load; /health returns 503 until the model is loaded.
    probes: {
      startup: { port: 'http', path: '/health' },
      readiness: { port: 'http', path: '/health' },
      liveness: { port: 'http', path: '/health', timeoutSeconds: 10 },
    },
    startupSeconds: 900,
    requestSeconds: GENERATION,
    // The port closes at once. Streams end after 30 seconds, incomplete but as if they were complete.
    onSigterm: 'cuts',
    user: 1000,
    group: 1000,
    environment: { HOME: '/tmp' },
    minimumMemory: 64 * MEBIBYTE,
    // The variable of its own downloads (-hf), and that of builds which use the Hub's cache.
    cacheVariables: ['LLAMA_CACHE', ...HUB],
    hasSleep: true,
  },
  llamaEdge: {
    id: 'llama-edge',
    ports: { http: 8080 },
    takesNoFlags: true,
    modelDirectory: '/models',
    modelInImage: 'always',
    // The port opens after the load. A generation blocks all HTTP responses, so the probes use TCP.
    probes: {
      startup: { port: 'http' },
      readiness: { port: 'http' },
      liveness: { port: 'http', timeoutSeconds: 10 },
    },
    startupSeconds: 600,
    requestSeconds: GENERATION,
    onSigterm: 'ignores',
    // In the published images, WasmEdge is in /root/.wasmedge, which only root may read.
    user: 0,
    group: 0,
    writable: ['/archives'],
    computeThreads: 2,
    minimumMemory: GIBIBYTE,
    hasSleep: true,
  },
  ...PYTHON_SERVERS,
} satisfies Record<string, ServerRow>;
