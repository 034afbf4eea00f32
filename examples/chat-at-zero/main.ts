import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, Ingress, IngressBackend, Secret } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, CloudNodes, CloudPlacement, GpuModelLabel, InferenceDashboard, InferenceMonitor,
  KedaTrigger, LoadShape, LocustLoadTest, ModelCache, ModelServer, PredictRequest, ScalingBehavior, ScalingEngine,
  ScalingPolicy,
} from 'cdk8s-elastic-inference';

const HOST = 'chat.example.com';

const app = new App();
const chart = new Chart(app, 'chat', { namespace: 'llm' });

// The key that the server asks for, and that clients send.
const keys = Secret.fromSecretName(chart, 'Keys', 'chat-keys');

// A chat server that holds no GPU while nobody uses it: the first request starts it, and waits until it is loaded.
const server = ModelServer.vllm({
  model: 'Qwen/Qwen2.5-32B-Instruct',
  tensorParallelSize: 2,
  huggingFaceToken: { secret: Secret.fromSecretName(chart, 'HuggingFace', 'hugging-face'), key: 'token' },
});
const chat = new AutoscaledInference(chart, 'Chat', {
  server,
  resources: { cpu: { request: Cpu.units(8) }, memory: { request: Size.gibibytes(64), limit: Size.gibibytes(64) } },
  accelerator: Accelerator.nvidia(2),
  placement: new CloudPlacement(chart, 'Gpus', { nodes: CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-a100-80gb') }),
  // 65 GB of weights: the first start downloads them, every other one finds them.
  modelCache: ModelCache.volumeClaim('hub-cache'),
  envVariables: { VLLM_API_KEY: EnvValue.fromSecretValue({ secret: keys, key: 'api-key' }) },
  startupBudget: Duration.minutes(20),
  minReplicas: 0,
  maxReplicas: 4,
  metrics: [],
  engine: ScalingEngine.keda({
    triggers: [KedaTrigger.http({ hosts: [HOST], targetConcurrency: 32 })],
    cooldownPeriod: Duration.minutes(20),
  }),
  behavior: ScalingBehavior.of({ scaleUp: { policies: [ScalingPolicy.pods(1, Duration.minutes(2))] } }),
});

// What clients call: everything goes through the interceptor of KEDA's HTTP add-on. A gateway must wait for the first
// response as long as the model takes to load; that of the Ingress NGINX controller waits for a minute otherwise.
new Ingress(chart, 'Ingress', {
  metadata: {
    name: 'chat',
    annotations: {
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '1800',
      'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
    },
  },
  className: 'nginx',
  tls: [{ hosts: [HOST], secret: Secret.fromSecretName(chart, 'Certificate', 'chat-tls') }],
  rules: [{ host: HOST, path: '/', backend: IngressBackend.fromService(chat.interceptor!) }],
});

new InferenceMonitor(chart, 'Monitor', { of: [chat], labels: { release: 'prometheus' } });
new InferenceDashboard(chart, 'Dashboard', { of: [chat] });

// The test calls what clients call, with the key.
const load = new Chart(app, 'load', { namespace: 'llm' });
new LocustLoadTest(load, 'Load', {
  target: chat,
  url: `https://${HOST}`,
  secretHeaders: { Authorization: { secret: keys, key: 'api-key', prefix: 'Bearer ' } },
  request: PredictRequest.chat({ prompt: 'Tell me about tides.', maxTokens: 128 }),
  shape: LoadShape.steps({ users: 16, every: Duration.minutes(5), count: 8 }),
});

app.synth();
