import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  FederatedAutoscaler, InferenceAutoscaler, InferenceDashboard, InferenceMetric, InferenceMonitor, KarmadaPropagation,
  LoadShape, LocustLoadTest, ModelServer, PredictRequest, PrometheusAdapterRules, ScalingEngine,
  ScalingMetric, ServedWorkload, Spoke,
} from 'cdk8s-elastic-inference';

/** Has workloads of one cdk8s-plus scaled, measured, loaded and propagated; `run.ts` runs it as `program.ts`. */
const app = new App({ outdir: process.argv[2] ?? 'dist' });
const own = new Chart(app, 'own', { namespace: 'search' });
const chart = new Chart(app, 'existing', { namespace: 'search' });

const pod = {
  containers: [{
    image: 'registry.example.com/search:4',
    ports: [{ number: 8080, name: 'http' }],
    resources: {
      cpu: { request: kplus.Cpu.units(1), limit: kplus.Cpu.units(2) },
      memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
    },
    readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080 }),
  }],
};
const search = new kplus.Deployment(own, 'Search', pod);
const service = search.exposeViaService();
const server = ModelServer.custom({ image: 'registry.example.com/search:4', httpPort: 8080, metricsPath: '/metrics' });
const served = ServedWorkload.of(search, { server, service });

const depth = ScalingMetric.inference(InferenceMetric.gauge('search_queue_length'), '5');
new InferenceAutoscaler(chart, 'SearchScaler', { target: served, maxReplicas: 8, metrics: [depth] });
new InferenceMonitor(chart, 'Monitor', { of: [served] });
new PrometheusAdapterRules(chart, 'Adapter', { of: [served] });
new InferenceDashboard(chart, 'Dashboard', { of: [served] });
new LocustLoadTest(chart, 'Load', {
  target: served,
  request: PredictRequest.http({ path: '/search', body: '{"query": "cat"}' }),
  shape: LoadShape.steps({ users: 2, every: Duration.minutes(1), count: 3 }),
});

const ranker = new kplus.StatefulSet(own, 'Ranker', {
  ...pod,
  service: new kplus.Service(own, 'RankerService', { ports: [{ port: 8080 }] }),
});
new InferenceAutoscaler(chart, 'RankerScaler', {
  target: ranker,
  maxReplicas: 4,
  engine: ScalingEngine.keda({ prometheus: 'http://prometheus-operated.monitoring:9090' }),
  metrics: [ScalingMetric.cpuUtilization(70)],
});

const everywhere = new kplus.Deployment(own, 'Everywhere', pod);
new FederatedAutoscaler(chart, 'FederatedScaler', {
  target: everywhere,
  minReplicas: 2,
  maxReplicas: 6,
  metrics: [ScalingMetric.cpuUtilization(60)],
});
new KarmadaPropagation(chart, 'Propagation', { of: [everywhere], spokes: [Spoke.of('bj'), Spoke.of('sh')] });

app.synth();
