import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Cpu, Deployment, EnvValue, ImagePullPolicy, Namespace, Service, Volume } from 'cdk8s-plus-27';
import {
  AutoscaledInference, FrameMetrics, InferenceAlerts, InferenceDashboard, InferenceDeployment, InferenceMonitor,
  InferenceRules, KedaTrigger, ModelServer, PrometheusAdapterRules, ScalingBehavior, ScalingEngine, ScalingMetric,
  type IInference,
} from 'cdk8s-elastic-inference';

// The source publishes no images: build them from it.
const REGISTRY = 'registry.example.com/elastic-inference';
const QUEUE = 'ei-redis-svc';
/** What each engine shows on port 8000. */
const FRAMES = FrameMetrics.of({ inferred: 'ei_infer_fps', dropped: 'ei_drop_fps', ratio: 'ei_scale_ratio' });

const app = new App();
new Namespace(new Chart(app, 'namespace'), 'Namespace', { metadata: { name: 'video' } });
const chart = new Chart(app, 'video', { namespace: 'video' });

// The queue: a list in Redis for each type of inference; streams put frames into it, and engines take them from it.
const conf = new ConfigMap(chart, 'QueueConfig', {
  metadata: { name: 'ei-redis-config' },
  data: { 'redis.conf': 'notify-keyspace-events "Es"\nprotected-mode no\nsave ""\nappendonly no\n' },
});
const redis = new Deployment(chart, 'Queue', {
  metadata: { name: 'ei-redis-deployment' },
  replicas: 1,
  securityContext: { user: 1000, group: 1000, fsGroup: 1000 },
  containers: [{
    name: 'redis',
    image: 'docker.io/library/redis:7.4',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['redis-server', '/etc/redis/redis.conf'],
    ports: [{ name: 'redis', number: 6379 }],
    resources: {
      cpu: { request: Cpu.millis(200) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
    },
    volumeMounts: [{ path: '/etc/redis', volume: Volume.fromConfigMap(chart, 'QueueConfigVolume', conf) }],
    securityContext: { user: 1000, group: 1000, readOnlyRootFilesystem: true },
  }],
});
const queue: Service = redis.exposeViaService({
  name: QUEUE,
  ports: [{ name: 'redis', port: 6379, targetPort: 6379 }],
});

// One engine for each type of inference: the same program with another model.
const ENGINES = ['face-int8', 'face-fp32', 'car-int8', 'car-fp32', 'people'] as const;
const MODELS = {
  'face-int8': 'face-detection-retail-0005_INT8',
  'face-fp32': 'face-detection-retail-0005_FP32',
  'car-int8': 'person-vehicle-bike-detection-crossroad-0078_INT8',
  'car-fp32': 'person-vehicle-bike-detection-crossroad-0078_FP32',
  'people': 'SqueezeNetSSD-5Class',
};
const VIDEOS = {
  face: 'head-pose-face-detection-female-and-male.mp4',
  car: 'person-bicycle-car-detection.mp4',
  people: 'face-demographics-walking-and-pause.mp4',
};

function engine(type: typeof ENGINES[number]) {
  return {
    name: `ei-infer-${type}-app`,
    server: ModelServer.custom({
      image: `${REGISTRY}/ei-inference-service:latest`,
      metricsPort: 8000,
      metrics: FRAMES.series,
      startupBudget: Duration.minutes(5),
      hasSleep: false,
    }),
    environment: {
      INFER_MODEL_NAME: MODELS[type],
      INFER_TYPE: type,
      INPUT_QUEUE_HOST: queue.name,
      OUTPUT_BROKER_HOST: queue.name,
    },
    resources: {
      cpu: { request: Cpu.millis(200), limit: Cpu.millis(500) },
      memory: { request: Size.mebibytes(256), limit: Size.gibibytes(1) },
    },
  };
}

const FACES = ['face-int8', 'face-fp32'] as const;
const faces: IInference[] = FACES.map((type) => new InferenceDeployment(chart, `Engine-${type}`, engine(type)));

// On CPU, as the source document begins.
const carFp32 = new AutoscaledInference(chart, 'CarFp32', {
  ...engine('car-fp32'),
  maxReplicas: 4,
  metrics: [ScalingMetric.cpuUtilization(80)],
});

// On what the streams need: at a ratio of 1 no frame is dropped.
const people = new AutoscaledInference(chart, 'People', {
  ...engine('people'),
  maxReplicas: 4,
  metrics: [ScalingMetric.pods('ei_scale_ratio', '1')],
  behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(2) } }),
});

// The same with KEDA, which can go to zero, for the queue shows the work while there is no engine.
const carInt8 = new AutoscaledInference(chart, 'CarInt8', {
  ...engine('car-int8'),
  minReplicas: 0,
  maxReplicas: 4,
  metrics: [ScalingMetric.pods('ei_scale_ratio', '1')],
  engine: ScalingEngine.keda({
    prometheus: 'http://prometheus-operated.monitoring:9090',
    triggers: [KedaTrigger.redis({
      name: 'queue',
      address: `${queue.name}.video:6379`,
      listName: 'queue_car-int8',
      listLength: 8,
    })],
  }),
});

InferenceRules.acknowledge(carInt8, 'keda-connecting-trigger', 'without this Redis there are no frames to infer');

const engines = [...faces, carFp32, people, carInt8];
new InferenceMonitor(chart, 'Monitor', { of: engines, labels: { release: 'prometheus' } });
new PrometheusAdapterRules(chart, 'Adapter', { of: [people] });
new InferenceDashboard(chart, 'Dashboard', { of: engines, folder: 'Inference' });
new InferenceAlerts(chart, 'Alerts', { of: engines, labels: { release: 'prometheus' } });

// One stream for each type of inference, from a file in the image.
for (const type of ENGINES) {
  new Deployment(chart, `Stream-${type}`, {
    metadata: { name: `ei-sample-${type}-deployment` },
    replicas: 1,
    securityContext: { user: 1000, group: 1000 },
    containers: [{
      name: 'stream',
      image: `${REGISTRY}/ei-file-stream-service:latest`,
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      envVariables: {
        INFER_TYPE: EnvValue.fromValue(type),
        QUEUE_HOST: EnvValue.fromValue(queue.name),
        VIDEO_FILE: EnvValue.fromValue(VIDEOS[type.split('-')[0] as keyof typeof VIDEOS]),
      },
      resources: {
        cpu: { request: Cpu.millis(100) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
      },
      securityContext: { user: 1000, group: 1000, readOnlyRootFilesystem: true },
    }],
  });
}

app.synth();
