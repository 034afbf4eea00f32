import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, EndpointPicker, InferenceGateway, InferenceMonitor, InferencePool, ModelServer,
  ModelSource, PrometheusAdapterRules,
} from 'cdk8s-elastic-inference';

const app = new App();
const chart = new Chart(app, 'chat', { namespace: 'chat' });

const server = ModelServer.vllm({ servedModelName: 'qwen' });
const chat = new AutoscaledInference(chart, 'Chat', {
  server,
  model: ModelSource.volumeClaim('models', '/qwen'),
  accelerator: Accelerator.nvidia(),
  resources: {
    cpu: { request: Cpu.units(4) },
    memory: { request: Size.gibibytes(24), limit: Size.gibibytes(24) },
  },
  maxReplicas: 4,
  metrics: [server.scalingMetric('16')],
});

new InferencePool(chart, 'Pool', {
  inference: chat,
  picker: EndpointPicker.llmDRouter({ monitored: true }),
  gatewayType: InferenceGateway.ISTIO,
  route: {
    gateway: 'istio-ingress/public',
    hostnames: ['chat.example.com'],
    requestTimeout: Duration.minutes(5),
  },
});

new InferenceMonitor(chart, 'Monitor', { of: [chat] });
new PrometheusAdapterRules(chart, 'Adapter', { of: [chat], rbac: false });

app.synth();
