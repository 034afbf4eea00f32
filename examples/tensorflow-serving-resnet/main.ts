import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Namespace, Probe, ServiceType } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceRules, LoadShape, LocustLoadTest, MetricsServer, ModelServer, ModelSource,
  PredictRequest, ScalingMetric,
} from 'cdk8s-elastic-inference';

const app = new App();
new Namespace(new Chart(app, 'namespace'), 'Namespace', { metadata: { name: 'tf-serving' } });

const chart = new Chart(app, 'serving', { namespace: 'tf-serving' });
const resnet = new AutoscaledInference(chart, 'Resnet101', {
  name: 'image-classifier-resnet101',
  selector: { app: 'image-classifier', version: 'resnet101' },
  containerName: 'tf-serving',
  server: ModelServer.tensorflowServing({
    image: 'tensorflow/serving:2.5.1',
    args: ['--model_name=$(MODEL_NAME)', '--model_base_path=$(MODEL_PATH)'],
  }),
  config: { name: 'resnet101-configs', data: { MODEL_NAME: 'image_classifier', MODEL_PATH: '/models/resnet101' } },
  model: ModelSource.hostPath('/home/hoang/Downloads/resnet101', { mountPath: '/models/resnet101' }),
  resources: { cpu: { request: Cpu.units(0.5) }, memory: { request: Size.gibibytes(1) } },
  readiness: Probe.fromTcpSocket({
    port: 8500,
    initialDelaySeconds: Duration.seconds(10),
    periodSeconds: Duration.seconds(5),
    failureThreshold: 10,
  }),
  service: {
    name: 'image-classifier',
    type: ServiceType.LOAD_BALANCER,
    labels: { app: 'image-classifier' },
    selector: { app: 'image-classifier' },
    ports: [{ name: 'tf-serving-grpc', port: 8500 }, { name: 'tf-serving-http', port: 8501 }],
  },
  maxReplicas: 4,
  metrics: [ScalingMetric.cpuUtilization(60)],
});
InferenceRules.acknowledge(resnet, 'host-path-roams', 'minikube has one node');

// minikube's kubelets have certificates that nobody signed.
const metricsServer = new MetricsServer(new Chart(app, 'metrics-server'), 'MetricsServer', {
  kubeletInsecureTls: true,
});
InferenceRules.acknowledge(metricsServer, 'metrics-server-insecure-tls', 'a cluster on the laptop of its user');

// One pixel: what your model takes stands in its signature.
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
new LocustLoadTest(chart, 'Load', {
  name: 'locust',
  target: resnet,
  request: PredictRequest.json({ instances: [{ b64: PIXEL }] }, { modelName: 'image_classifier', modelVersion: '1' }),
  shape: LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 11 }),
  workers: 2,
});

app.synth();
