import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { HardExampleMining, ScalingMetric, SednaJointInference, SednaModel } from 'cdk8s-elastic-inference';

const app = new App();
const chart = new Chart(app, 'helmet', { namespace: 'default' });

new SednaJointInference(chart, 'Helmet', {
  name: 'helmet-detection-inference-example',
  edge: {
    model: new SednaModel(chart, 'LittleModel', {
      name: 'helmet-detection-inference-little-model', url: '/data/little-model/yolov3_resnet18.pb', format: 'pb',
    }),
    container: {
      image: 'kubeedge/sedna-example-joint-inference-helmet-detection-little:v0.5.0',
      environment: {
        input_shape: '416,736',
        video_url: 'rtsp://localhost/video',
        all_examples_inference_output: '/data/output',
        hard_example_cloud_inference_output: '/data/hard_example_cloud_inference_output',
        hard_example_edge_inference_output: '/data/hard_example_edge_inference_output',
      },
      resources: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
        memory: { limit: Size.gibibytes(2) },
        requests: { memory: '64M' },
      },
    },
    hostNetwork: true,
    hostFolders: [{ name: 'outputdir', path: '/joint_inference/output', mountPath: '/data/' }],
    hardExampleMining: HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 }),
    scaling: { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] },
  },
  cloud: {
    model: new SednaModel(chart, 'BigModel', {
      name: 'helmet-detection-inference-big-model', url: '/data/big-model/yolov3_darknet.pb', format: 'pb',
    }),
    container: {
      image: 'kubeedge/sedna-example-joint-inference-helmet-detection-big:v0.5.0',
      environment: { input_shape: '544,544' },
      resources: {
        cpu: { request: Cpu.millis(1024), limit: Cpu.millis(1024) },
        memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) },
      },
    },
    scaling: { maxReplicas: 5, metrics: [ScalingMetric.cpuUtilization(20)] },
  },
});

app.synth();
