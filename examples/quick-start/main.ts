import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { AutoscaledInference, ModelServer, ModelSource, ScalingMetric } from 'cdk8s-elastic-inference';

const app = new App();
const chart = new Chart(app, 'vision', { namespace: 'vision' });

new AutoscaledInference(chart, 'Classifier', {
  server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
  model: ModelSource.volumeClaim('models', '/resnet'),
  resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
  maxReplicas: 4,
  metrics: [ScalingMetric.cpuUtilization(60)],
});

app.synth();
