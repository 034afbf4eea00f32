import type { ServerRow } from './model-server-row';

/** The path of the Open Inference Protocol (V2) that returns 200 once all models are loaded. */
const READY = '/v2/health/ready';
const LIVE = '/v2/health/live';

/** The folder of the Hugging Face Hub's library, with what it has downloaded. */
const HUB = ['HF_HOME'];

/** The servers of Python models: their images contain a framework, or your own code. */
export const PYTHON_SERVERS = {
  kserve: {
    id: 'kserve',
    ports: { http: 8080, grpc: 8081 },
    metricsPath: '/metrics',
    alwaysShowsMetrics: true,
    // Servers that are written with the package of KServe expect the model there.
    modelDirectory: '/mnt/models',
    modelInImage: 'unknown',
    // The port opens after the load.
    probes: {
      startup: { port: 'http', path: READY },
      readiness: { port: 'http', path: READY },
      liveness: { port: 'http', path: LIVE, timeoutSeconds: 10 },
    },
    startupSeconds: 600,
    requestSeconds: 30,
    onSigterm: 'drains',
    // It cuts what is left after 30 seconds with a 500, and no argument changes that: 5 less, so that none is left.
    drainSeconds: 25,
    user: 1000,
    group: 1000,
    environment: { HOME: '/tmp' },
    cacheVariables: HUB,
    hasSleep: true,
  },
  mlServer: {
    id: 'mlserver',
    image: 'docker.io/seldonio/mlserver:1.7.1',
    ports: { http: 8080, grpc: 8081, metrics: 8082 },
    metricsPath: '/metrics',
    command: ['mlserver', 'start'],
    modelDirectory: '/models',
    modelInImage: 'never',
    // The ports open before the load; the path returns 400 until the models are loaded. Without worker processes, no
    // path responds during a prediction that computes.
    probes: {
      startup: { port: 'http', path: READY },
      readiness: { port: 'http', path: READY },
      liveness: { port: 'http', path: LIVE, timeoutSeconds: 10 },
    },
    startupSeconds: 600,
    requestSeconds: 30,
    onSigterm: 'drains',
    user: 1000,
    group: 1000,
    // The defaults are below its working directory, on the read-only root file system.
    environment: {
      HOME: '/tmp',
      HF_HOME: '/tmp/huggingface',
      NUMBA_CACHE_DIR: '/tmp/numba',
      MLSERVER_HTTP_PORT: '8080',
      MLSERVER_GRPC_PORT: '8081',
      MLSERVER_METRICS_PORT: '8082',
      MLSERVER_METRICS_DIR: '/tmp/metrics',
      MLSERVER_ENVIRONMENTS_DIR: '/tmp/environments',
    },
    cacheVariables: HUB,
    hasSleep: true,
  },
  bentoMl: {
    id: 'bentoml',
    ports: { http: 3000 },
    metricsPath: '/metrics',
    modelDirectory: '/models',
    modelInImage: 'unknown',
    // The port opens early and accepts connections that nobody answers, so a TCP probe is not sufficient.
    probes: {
      startup: { port: 'http', path: '/readyz' },
      readiness: { port: 'http', path: '/readyz' },
      liveness: { port: 'http', path: '/livez', timeoutSeconds: 10 },
    },
    startupSeconds: 600,
    // `traffic.timeout` of a service, unless its code sets another: then it responds with 504.
    requestSeconds: 60,
    onSigterm: 'drains',
    // The user that `bentoml containerize` creates.
    user: 1034,
    group: 1034,
    environment: {
      HOME: '/tmp',
      // It creates folders there when it starts.
      BENTOML_HOME: '/tmp/bentoml',
      BENTOML_HOST: '0.0.0.0',
      BENTOML_PORT: '3000',
      BENTOML_DO_NOT_TRACK: 'True',
    },
    cacheVariables: HUB,
    hasSleep: true,
  },
} satisfies Record<string, ServerRow>;
