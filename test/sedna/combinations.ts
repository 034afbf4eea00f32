/**
 * Every combination of autoscalers that a joint inference can have (none, on the edge, in the cloud, on both sides), a
 * model from S3, and an edge worker that is reached through a Service: each in a chart of its own, with a namespace of
 * the same name, in one app.
 *
 *   ts-node test/sedna/combinations.ts <folder>
 *
 * With `test/sedna/golden` for the folder it rewrites what combinations.test.ts compares with: read the difference
 * before you commit it.
 */
import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-27';
import {
  HardExampleMining,
  ScalingBehavior,
  ScalingMetric,
  ScalingPolicy,
  SednaJointInference,
  SednaModel,
  type ScalingOptions,
  type SednaCloudWorkerOptions,
  type SednaEdgeWorkerOptions,
} from '../../src';

const ON_EDGE: ScalingOptions = { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] };
const IN_CLOUD: ScalingOptions = {
  maxReplicas: 3,
  metrics: [ScalingMetric.cpuUtilization(60)],
  behavior: ScalingBehavior.of({
    scaleDown: {
      stabilizationWindow: Duration.seconds(10),
      policies: [ScalingPolicy.percent(100, Duration.seconds(15))],
    },
  }),
};

const LITTLE = {
  image: 'registry.example.com/helmet-little:1.0',
  resources: {
    cpu: { request: Cpu.millis(500), limit: Cpu.units(1) },
    memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
  },
  environment: { input_shape: '416,736' },
};
const BIG = {
  image: 'registry.example.com/helmet-big:1.0',
  resources: {
    cpu: { request: Cpu.units(1), limit: Cpu.units(2) },
    memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) },
  },
};

/** A joint inference whose edge worker fetches its work itself, and reports to Sedna on its node. */
function join(
  chart: Chart,
  edge: Partial<SednaEdgeWorkerOptions> = {},
  cloud: Partial<SednaCloudWorkerOptions> = {},
): void {
  new SednaJointInference(chart, 'Helmet', {
    edge: {
      container: LITTLE,
      hostNetwork: true,
      hostFolders: [{ path: '/joint_inference/output', mountPath: '/data/' }],
      hardExampleMining: HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 }),
      ...edge,
      model:
        edge.model ?? new SednaModel(chart, 'Little', { url: '/data/little-model/yolov3_resnet18.pb', format: 'pb' }),
    },
    cloud: {
      container: BIG,
      ...cloud,
      model: cloud.model ?? new SednaModel(chart, 'Big', { url: '/data/big-model/yolov3_darknet.pb', format: 'pb' }),
    },
  });
}

/** All of them, in an app that has not been written yet. */
export function combinations(outdir: string): App {
  const app = new App({ outdir });
  const chart = (name: string) => new Chart(app, name, { namespace: name });

  join(chart('none'));
  join(chart('edge'), { scaling: ON_EDGE });
  join(chart('cloud'), {}, { scaling: IN_CLOUD });
  join(chart('both'), { scaling: ON_EDGE }, { scaling: IN_CLOUD });

  const s3 = chart('s3');
  const credential = new Secret(s3, 'Credential', {
    metadata: { name: 's3-credential', annotations: { 's3-endpoint': 'minio.storage:9000', 's3-usehttps': '0' } },
    stringData: { ACCESS_KEY_ID: 'example', SECRET_ACCESS_KEY: 'example' },
  });
  const model = (id: string, url: string) => new SednaModel(s3, id, { url, format: 'pb', credential });
  join(
    s3,
    { model: model('Little', 's3://models/little/yolov3_resnet18.pb'), scaling: ON_EDGE },
    { model: model('Big', 's3://models/big/yolov3_darknet.pb'), scaling: IN_CLOUD },
  );

  // On the network of its node, which has every port once, a second replica would find the port taken.
  join(chart('requests'), {
    container: { ...LITTLE, ports: [{ number: 8080, name: 'http' }] },
    hostNetwork: false,
    hostFolders: [],
    scaling: ON_EDGE,
  });
  return app;
}

if (require.main === module) combinations(process.argv[2]).synth();
