import { App, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-27';
import {
  AutoscaledInference, FleetCharts, HeadIngress, HeadIngressAlerts, HyperMLService, MLService, MLServiceRuntime,
  MLServiceStorage, ModelServer, ModelSource, ScalingMetric, Spoke,
} from 'cdk8s-elastic-inference';

const app = new App();
const { hub, ingress } = new FleetCharts(app, { namespace: 'demo' });

// The four clusters; the last two are prepared and get no requests yet.
const spoke = (name: string, drained: boolean) => Spoke.of(name, { domain: `ksvc.${name}.t9kcloud.cn`, drained });
const serving = [spoke('spoke1', false), spoke('spoke2', false)];
const prepared = [spoke('spoke3', true), spoke('spoke4', true)];

const torchserve = new MLServiceRuntime(hub, 'Runtime', {
  name: 't9k-torchserve',
  image: 'docker.io/pytorch/torchserve:0.12.0-cpu',
  command: ['torchserve', '--start', '--foreground', '--disable-token-auth'],
  args: ['--model-store=/var/lib/t9k/model', '--models', '{{.MODEL_PATH}}'],
  port: 8080,
  resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
});

// Each spoke has the Secret; it is referred to, not written.
const credential = Secret.fromSecretName(hub, 'Credential', 's3-secret');

const mnist = new MLService(hub, 'Mnist', {
  name: 'torch-mnist-s3',
  releases: [{
    name: 'origin',
    runtime: torchserve,
    parameters: { MODEL_PATH: 'all' },
    storage: MLServiceStorage.s3('s3://models/mnist/', credential),
    maxReplicas: 4,
    scaling: { target: 8 },
  }],
});

const mnistOfOthers = new MLService(hub, 'MnistOfOthers', {
  name: 't9k-torchserve',
  releases: [{
    name: 'origin',
    runtime: torchserve,
    parameters: { MODEL_PATH: 'all' },
    storage: MLServiceStorage.s3('s3://models/mnist/', credential),
    maxReplicas: 4,
  }],
});

// What a spoke gets need not be of TensorStack: a Deployment with its own autoscaler beside it.
const embeddings = new AutoscaledInference(hub, 'Embeddings', {
  server: ModelServer.openvino({ modelName: 'embeddings' }),
  model: ModelSource.volumeClaim('models', '/embeddings'),
  resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
  maxReplicas: 4,
  metrics: [ScalingMetric.cpuUtilization(60)],
});

const fleet = new HyperMLService(hub, 'Fleet', {
  name: 'hmls-sample',
  groups: [
    { spokes: serving, resources: [torchserve, mnist] },
    { spokes: prepared, resources: [torchserve, mnistOfOthers, embeddings] },
  ],
});

const head = new HeadIngress(ingress, 'Head', {
  name: 'lb',
  fleet,
  gateway: 't9k-system/t9k',
  anyHost: true,
  path: '/t9k/hypermlservices/namespaces/demo/hmls-sample/',
  weights: { spoke1: 30, spoke2: 70 },
  timeout: Duration.minutes(2),
});
new HeadIngressAlerts(ingress, 'Alerts', { of: [head], labels: { release: 'prometheus' } });

app.synth();
