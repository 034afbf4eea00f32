import { App, Chart } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, EdgeNodes, EdgePlacement, ModelServer, ScalingMetric,
} from 'cdk8s-elastic-inference';

const app = new App();
const chart = new Chart(app, 'llamaedge', { namespace: 'default' });

const edge = new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('edgenode') });

const qwen = new AutoscaledInference(chart, 'Qwen', {
  name: 'wasmedge-qwen-2-0-5b-allminilm-2',
  containerName: 'qwen-2-0-5b-container',
  server: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen-2-0.5b-allminilm-2:latest' }),
  resources: { cpu: { request: Cpu.millis(3000), limit: Cpu.millis(3000) } },
  placement: edge,
  schedulerName: 'default-scheduler',
  autoscalerName: 'hpa',
  maxReplicas: 10,
  metrics: [ScalingMetric.cpuUtilization(50)],
});

// A file of its own: EdgeMesh ignores a policy that is applied before it knows the Service.
const traffic = new Chart(app, 'traffic', { namespace: 'default' });

new EdgeMeshTraffic(traffic, 'Qwen', { service: qwen.service, loadBalancing: EdgeMeshLoadBalancing.random() });

app.synth();
