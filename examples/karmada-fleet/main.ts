import { App, Chart, Size } from 'cdk8s';
import { Cpu, Namespace } from 'cdk8s-plus-27';
import {
  AutoscaledInference, FleetCharts, HeadIngress, KarmadaOverrider, KarmadaPropagation, ModelServer, ModelSource,
  ScalingEngine, ScalingMetric, Spoke,
} from 'cdk8s-elastic-inference';

const app = new App();
new Namespace(new Chart(app, 'namespace'), 'Namespace', { metadata: { name: 'demo' } });
const { hub, ingress } = new FleetCharts(app, { namespace: 'demo' });
const spokes = [Spoke.of('bj', { domain: 'bj.example.com' }), Spoke.of('sh', { domain: 'sh.example.com' })];

// Elastic in each cluster: each scales it with its own load.
const mnist = new AutoscaledInference(hub, 'Mnist', {
  server: ModelServer.torchServe(),
  model: ModelSource.volumeClaim('models', '/mnist'),
  resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
  maxReplicas: 4,
  metrics: [ScalingMetric.cpuUtilization(60)],
});
const fleet = new KarmadaPropagation(hub, 'Everywhere', {
  of: [mnist],
  spokes,
  overrides: [
    // Shanghai has more nodes, and a registry of its own.
    { spokes: [spokes[1]], target: mnist.autoscaler, overriders: [KarmadaOverrider.replace('/spec/maxReplicas', 8)] },
    {
      spokes: [spokes[1]],
      target: mnist.deployment,
      overriders: [KarmadaOverrider.imageRegistry('registry.sh.example.com')],
    },
  ],
});

// Elastic over both: one autoscaler on the hub, and Karmada divides the replicas in equal parts.
const embeddings = new AutoscaledInference(hub, 'Embeddings', {
  server: ModelServer.openvino({ modelName: 'embeddings' }),
  model: ModelSource.volumeClaim('models', '/embeddings'),
  resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
  minReplicas: 2,
  maxReplicas: 12,
  metrics: [ScalingMetric.cpuUtilization(60)],
  engine: ScalingEngine.federated(),
});
new KarmadaPropagation(hub, 'EmbeddingsEverywhere', { of: [embeddings], spokes });

new HeadIngress(ingress, 'Head', {
  fleet,
  gateway: 'istio-ingress/public',
  hosts: ['mnist.example.com'],
  weights: { bj: 30, sh: 70 },
});

app.synth();
