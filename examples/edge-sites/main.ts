import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  AutoscaledInference, EdgeNodes, EdgePlacement, InferenceApp, ModelServer, ModelSource, ScalingMetric,
} from 'cdk8s-elastic-inference';

/** One cluster, many shops with edge nodes of their own. A real list has thousands, and comes from an inventory. */
const SHOPS = [
  { name: 'aachen', cameras: 12 },
  { name: 'bremen', cameras: 30 },
  { name: 'chemnitz', cameras: 48 },
];

/** What one replica counts, in cameras. */
const CAMERAS = 8;

// As App, but its time grows with the number of charts, and not with its square.
const app = new InferenceApp();

for (const { name, cameras } of SHOPS) {
  // A file for each shop: only what changed is applied again.
  const chart = new Chart(app, name, { namespace: `shop-${name}` });

  new AutoscaledInference(chart, 'PeopleCounter', {
    name: 'people-counter',
    server: ModelServer.openvino({ modelName: 'people' }),
    model: ModelSource.image('registry.example.com/models/people:3'),
    resources: {
      cpu: { request: Cpu.units(1), limit: Cpu.units(2) },
      memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
    },
    placement: new EdgePlacement(chart, 'Shop', { nodes: EdgeNodes.labelled({ 'shop.example.com/name': name }) }),
    maxReplicas: Math.ceil(cameras / CAMERAS),
    metrics: [ScalingMetric.cpuUtilization(70)],
  });
}

app.synth();
