import { ApiObject, App, Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, EdgeNodes, EdgePlacement, HardExampleMining,
  InferenceDeployment, MLService, MLServiceRuntime, MLServiceStorage, ModelServer, ModelSource, NodeGroup,
  ScalingMetric, SednaJointInference, SednaModel,
} from 'cdk8s-elastic-inference';

/**
 * Hands over everything that is taken from a user, of one cdk8s-plus: `run.ts` compiles and runs it once for each, with
 * the name of the package in its place. What the library prints is in the charts `serving`, `edge` and `sedna`, what
 * the user prints in `own`.
 */
const app = new App({ outdir: process.argv[2] ?? 'dist' });
const own = new Chart(app, 'own', { namespace: 'models' });
const serving = new Chart(app, 'serving', { namespace: 'models' });
const traffic = new Chart(app, 'traffic', { namespace: 'models' });
const sedna = new Chart(app, 'sedna', { namespace: 'models' });

const secret = new kplus.Secret(own, 'Secret', { metadata: { name: 'keys' }, stringData: { token: 'replaced' } });
const pull = kplus.Secret.fromSecretName(own, 'Pull', 'registry');
const account = new kplus.ServiceAccount(own, 'Account', { metadata: { name: 'server' } });
const config = new kplus.ConfigMap(own, 'Config', { metadata: { name: 'settings' }, data: { LEVEL: 'info' } });
const claim = kplus.PersistentVolumeClaim.fromClaimName(own, 'Claim', 'models');

const cpu = { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) };
const memory = { request: Size.gibibytes(1), limit: Size.gibibytes(2) };
const small = { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(64) } };
const ephemeralStorage = { request: Size.gibibytes(1) };

const volumes = {
  empty: kplus.Volume.fromEmptyDir(own, 'Empty', 'scratch', {
    medium: kplus.EmptyDirMedium.MEMORY,
    sizeLimit: Size.mebibytes(64),
  }),
  config: kplus.Volume.fromConfigMap(own, 'ConfigVolume', config, { name: 'settings', defaultMode: 0o440 }),
  secret: kplus.Volume.fromSecret(own, 'SecretVolume', secret, { name: 'keys' }),
  claim: kplus.Volume.fromPersistentVolumeClaim(own, 'ClaimVolume', claim, { name: 'labels', readOnly: true }),
  host: kplus.Volume.fromHostPath(own, 'HostVolume', 'devices', {
    path: '/dev/video0',
    type: kplus.HostPathVolumeType.CHAR_DEVICE,
  }),
  nfs: kplus.Volume.fromNfs(own, 'NfsVolume', 'share', { server: 'nfs.example.com', path: '/models' }),
  csi: kplus.Volume.fromCsi(own, 'CsiVolume', 'driver.example.com', { name: 'csi', fsType: 'ext4' }),
};

const times = { initialDelaySeconds: Duration.seconds(5), periodSeconds: Duration.seconds(7), failureThreshold: 4 };
const http = kplus.Probe.fromHttpGet('/ready', { port: 9000, scheme: kplus.ConnectionScheme.HTTPS, ...times });
const tcp = kplus.Probe.fromTcpSocket({ port: 9000, timeoutSeconds: Duration.seconds(2) });
const command = kplus.Probe.fromCommand(['test', '-f', '/tmp/ready'], { successThreshold: 1 });

const sidecar = {
  name: 'exporter',
  image: 'registry.example.com/exporter:1.0',
  portNumber: 9000,
  ports: [{ number: 9001, name: 'metrics-2', protocol: kplus.Protocol.TCP }],
  command: ['/exporter'],
  args: ['--level', '$(LEVEL)'],
  workingDir: '/scratch',
  imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
  envVariables: {
    PLAIN: kplus.EnvValue.fromValue('text'),
    TOKEN: kplus.EnvValue.fromSecretValue({ secret, key: 'token' }),
    LEVEL: kplus.EnvValue.fromConfigMap(config, 'LEVEL', { optional: true }),
    POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
    MEMORY: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_LIMIT, { divisor: '1Mi' }),
  },
  envFrom: [kplus.Env.fromConfigMap(config, 'CONFIG_'), kplus.Env.fromSecret(secret)],
  volumeMounts: [
    { volume: volumes.empty, path: '/scratch', propagation: kplus.MountPropagation.HOST_TO_CONTAINER },
    { volume: volumes.config, path: '/settings', readOnly: true, subPath: 'LEVEL' },
  ],
  startup: tcp,
  readiness: http,
  liveness: command,
  lifecycle: {
    postStart: kplus.Handler.fromHttpGet('/started', { port: 9000 }),
    preStop: kplus.Handler.fromCommand(['sleep', '5']),
  },
  resources: { ...small, ephemeralStorage },
  securityContext: { user: 2000, group: 2000, capabilities: { drop: ['ALL' as kplus.Capability] } },
};
const init = {
  name: 'prepare',
  image: 'registry.example.com/prepare:1.0',
  resources: small,
  volumeMounts: [{ volume: volumes.nfs, path: '/share' }, { volume: volumes.csi, path: '/csi', readOnly: true }],
};

const resnet = new InferenceDeployment(serving, 'Resnet', {
  server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
  model: ModelSource.hostPath('/models/resnet', { type: kplus.HostPathVolumeType.DIRECTORY }),
  resources: { cpu, memory, ephemeralStorage },
  replicas: 2,
  placement: new EdgePlacement(serving, 'Cloud', { nodes: EdgeNodes.cloud() }),
  imagePullPolicy: kplus.ImagePullPolicy.NEVER,
  imagePullSecret: pull,
  serviceAccount: account,
  envVariables: { TOKEN: kplus.EnvValue.fromSecretValue({ secret, key: 'token' }) },
  envFrom: [kplus.Env.fromConfigMap(config)],
  extraContainers: [sidecar],
  initContainers: [init],
  volumeMounts: [{ volume: volumes.claim, path: '/labels', readOnly: true }],
  volumes: [volumes.secret, volumes.host],
  ports: [{ number: 9100, name: 'admin', protocol: kplus.Protocol.TCP }],
  service: {
    type: kplus.ServiceType.LOAD_BALANCER,
    ports: [{ port: 80, targetPort: 8501, name: 'http', protocol: kplus.Protocol.TCP }],
    loadBalancerSourceRanges: ['10.0.0.0/8'],
  },
  startup: kplus.Probe.fromTcpSocket({ port: 8501, failureThreshold: 60 }),
  readiness: kplus.Probe.fromHttpGet('/v1/models/resnet', { port: 8501 }),
  liveness: kplus.Probe.fromCommand(['true']),
  rollout: kplus.DeploymentStrategy.rollingUpdate({
    maxSurge: kplus.PercentOrAbsolute.absolute(1),
    maxUnavailable: kplus.PercentOrAbsolute.percent(10),
  }),
  disruptionBudget: { maxUnavailable: kplus.PercentOrAbsolute.percent(50) },
  admit: {
    callers: [
      kplus.Pods.select(own, 'Callers', { labels: { app: 'web' } }),
      kplus.Namespaces.select(own, 'Tenants', { labels: { tenant: 'a' } }),
      new kplus.Namespace(own, 'Team', { metadata: { name: 'team' } }),
      kplus.NetworkPolicyIpBlock.ipv4(own, 'Office', '192.168.0.0/16', ['192.168.1.0/24']),
    ],
    metricsScraper: kplus.Namespaces.select(own, 'Monitoring', { names: ['monitoring'] }),
  },
});

new InferenceDeployment(serving, 'Recreated', {
  server: ModelServer.custom({ image: 'registry.example.com/one:1.0', httpPort: 8080, readiness: http, liveness: tcp }),
  model: ModelSource.s3('s3://models/one', { credentials: secret }),
  resources: { cpu, memory },
  rollout: kplus.DeploymentStrategy.recreate(),
});
new InferenceDeployment(serving, 'Downloaded', {
  server: ModelServer.openvino(),
  model: ModelSource.https('https://models.example.com/one.tar', { authorization: { secret, key: 'token' } }),
  resources: { cpu, memory },
});
new AutoscaledInference(serving, 'Chat', {
  server: ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct', huggingFaceToken: { secret, key: 'token' } }),
  resources: { cpu, memory: { request: Size.gibibytes(8), limit: Size.gibibytes(16) } },
  accelerator: Accelerator.nvidia(1),
  startup: command,
  maxReplicas: 4,
  metrics: [ScalingMetric.cpuUtilization(60)],
});

// Workloads of the user.
const containers = [{ image: 'registry.example.com/camera:1.0', ports: [{ number: 8080 }], resources: small }];
const edge = new EdgePlacement(own, 'Edge', { nodes: EdgeNodes.named('edge-1') });
const cameras = new kplus.Deployment(own, 'Cameras', { containers });
edge.placeOn(cameras);
edge.placeOn(new kplus.StatefulSet(own, 'Recorders', { containers }));
edge.placeOn(new kplus.DaemonSet(own, 'Agents', { containers }));
edge.placeOn(new kplus.Job(own, 'Import', { containers }));
edge.placeOn(new kplus.CronJob(own, 'Report', { containers, schedule: Cron.daily() }));
const group = new NodeGroup(own, 'Group', { name: 'site', nodes: ['edge-1'] });
new EdgePlacement(own, 'Site', { nodes: EdgeNodes.group(group) }).placeOn(new kplus.Pod(own, 'Probe', { containers }));
new EdgePlacement(own, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-2') })
  .placeOn(ApiObject.of(new kplus.Deployment(own, 'Pinner', { containers, replicas: 1 })));

const service = cameras.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
new EdgeMeshTraffic(traffic, 'Cameras', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
EdgeMeshTraffic.exclude(new kplus.Service(own, 'Inside', { ports: [{ port: 80 }], selector: cameras }));

// What the library prints has the members that cdk8s-plus reads, but its class is that of cdk8s-plus-27.
new kplus.Ingress(own, 'Ingress', {
  rules: [{ path: '/resnet', backend: kplus.IngressBackend.fromService(resnet.service as unknown as kplus.Service) }],
});

// Sedna.
const worker = new kplus.Pod(own, 'Worker', {
  containers: [{
    name: 'big-model',
    image: 'registry.example.com/big:1.0',
    envVariables: { THREADS: kplus.EnvValue.fromValue('2') },
    readiness: kplus.Probe.fromHttpGet('/sedna', { port: 5000 }),
    volumeMounts: [{ volume: volumes.host, path: '/dev/video0' }],
    resources: small,
  }],
  serviceAccount: account,
});
new SednaJointInference(sedna, 'Helmet', {
  edge: {
    model: new SednaModel(sedna, 'Little', { url: 's3://models/little.pb', format: 'pb', credential: secret }),
    hardExampleMining: HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 }),
    container: {
      image: 'registry.example.com/little:1.0',
      resources: { cpu, memory },
      imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
      envVariables: { LEVEL: kplus.EnvValue.fromConfigMap(config, 'LEVEL') },
      envFrom: [kplus.Env.fromSecret(secret)],
      ports: [{ number: 8000, name: 'http', protocol: kplus.Protocol.TCP }],
      volumeMounts: [{ volume: volumes.secret, path: '/keys', readOnly: true }],
      startup: command,
      readiness: http,
      liveness: tcp,
      lifecycle: { preStop: kplus.Handler.fromTcpSocket({ port: 8000 }) },
      securityContext: { privileged: false, capabilities: { drop: ['NET_RAW' as kplus.Capability] } },
    },
    extraContainers: [{ ...sidecar, volumeMounts: [] }],
    initContainers: [{ ...init, volumeMounts: [] }],
    volumes: [volumes.claim],
    serviceAccount: account,
    imagePullSecret: pull,
    service: { ports: [{ port: 8000, name: 'http-0', protocol: kplus.Protocol.TCP }] },
  },
  cloud: { model: new SednaModel(sedna, 'Big', { url: '/models/big.pb', format: 'pb' }), pod: worker },
});

// TensorStack.
new MLService(serving, 'Mnist', {
  releases: [{
    name: 'origin',
    runtime: MLServiceRuntime.fromRuntimeName(serving, 'Runtime', 't9k-torchserve'),
    storage: MLServiceStorage.s3('s3://models/mnist/', secret),
    maxReplicas: 4,
  }],
});

app.synth();
