import * as path from 'path';
import { App, Chart, Duration, Include, Size } from 'cdk8s';
import { Cpu, Probe, Service, StatefulSet } from 'cdk8s-plus-27';
import {
  InferenceAutoscaler, InferenceDashboard, InferenceMonitor, LoadShape, LocustLoadTest, ModelServer, PredictRequest,
  PrometheusAdapterRules, ScalingMetric, ServedWorkload,
} from 'cdk8s-elastic-inference';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });

// What is there: a Deployment and its Service in a file, and a StatefulSet of cdk8s-plus.
const yaml = new Include(chart, 'Recommender', { url: path.join(__dirname, 'recommender.yaml') });
const deployment = yaml.apiObjects.find(({ kind }) => kind === 'Deployment')!;
const service = yaml.apiObjects.find(({ kind }) => kind === 'Service')!;

const search = new StatefulSet(chart, 'Search', {
  metadata: { name: 'search' },
  service: new Service(chart, 'SearchService', {
    metadata: { name: 'search' },
    ports: [{ name: 'http', port: 8080, targetPort: 8080 }],
  }),
  containers: [
    {
      name: 'search',
      image: 'registry.example.com/vector-search:4.2',
      ports: [{ number: 8080, name: 'http' }],
      readiness: Probe.fromHttpGet('/ready', { port: 8080 }),
      securityContext: { user: 1000 },
      resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) } },
    },
    { name: 'envoy', image: 'registry.example.com/envoy:1.36.2', securityContext: { user: 1000 }, resources: {} },
  ],
});

// What it serves.
const triton = ModelServer.triton({ instances: 2 });
const recommender = ServedWorkload.of(deployment, { server: triton, service });
const index = ServedWorkload.of(search, { container: 'search', metricsPath: '/metrics' });

// What is new: the autoscalers first, because the others show their names and metrics.
new InferenceAutoscaler(chart, 'RecommenderAutoscaler', {
  target: recommender,
  maxReplicas: 6,
  metrics: [triton.scalingMetric()],
});
new InferenceAutoscaler(chart, 'SearchAutoscaler', {
  target: index,
  minReplicas: 2,
  maxReplicas: 8,
  metrics: [ScalingMetric.containerCpuUtilization('search', 70)],
});
new InferenceMonitor(chart, 'Monitor', { of: [recommender, index], labels: { release: 'prometheus' } });
new InferenceDashboard(chart, 'Dashboard', { of: [recommender, index], folder: 'Inference' });

const monitoring = new Chart(app, 'monitoring');
new PrometheusAdapterRules(monitoring, 'Adapter', { of: [recommender] });

new LocustLoadTest(new Chart(app, 'load-test', { namespace: 'shop' }), 'Load', {
  name: 'locust',
  target: recommender,
  request: PredictRequest.json({
    inputs: [{ name: 'basket', shape: [1, 4], datatype: 'INT64', data: [3, 17, 42, 8] }],
  }, { modelName: 'recommender' }),
  shape: LoadShape.steps({ users: 4, every: Duration.minutes(1), count: 6 }),
});

app.synth();
