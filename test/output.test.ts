import { Duration } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, EdgeMeshLoadBalancing, EdgeMeshTraffic, EdgeNodes, EdgePlacement, EndpointPicker,
  FederatedAutoscaler, HardExampleMining, HeadIngress, HeadIngressMode, HyperMLService, InferenceAlerts,
  InferenceDashboard,
  InferenceDeployment, InferenceGateway, InferenceMonitor, InferencePool, KarmadaOverrider, KarmadaPropagation,
  KarmadaReplicaRetention, MLService, MLServiceRuntime, MLServiceStorage, MetricsServer, ModelServer, ModelSource,
  NodeGroup, PrometheusAdapterRules, ReplicaDivision, ScalingBehavior, ScalingMetric, ScalingPolicy,
  SednaJointInference, SednaModel, Spoke, WasmRuntime, WasmShim,
} from '../src';
import { autoscaledProps, deploymentProps, jointProps, RESOURCES, synth, testChart } from './helpers';

/** The whole output of each construct, pinned. What must be true of it is asserted beside the construct's own tests. */
describe('the output of', () => {
  const servers: Array<[string, ModelServer]> = [
    ['TensorFlow Serving', ModelServer.tensorflowServing({ modelName: 'resnet' })],
    ['Triton', ModelServer.triton()],
    ['OpenVINO Model Server', ModelServer.openvino({ modelName: 'face' })],
    ['vLLM', ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' })],
    ['TorchServe', ModelServer.torchServe({ models: ['mnist=mnist.mar'] })],
    ['llama.cpp', ModelServer.llamaCpp({ modelFile: 'qwen.gguf', computeThreads: 4 })],
    ['LlamaEdge', ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen-2-0.5b-allminilm-2:latest' })],
    ['a custom server',
      ModelServer.custom({ image: 'registry.example.com/detector:1.4', httpPort: 8080, metricsPort: 9100 })],
  ];
  test.each(servers)('InferenceDeployment with %s', (_, server) => {
    const chart = testChart();
    const own = server._row.modelInImage === 'always' ? { model: undefined } : {};
    new InferenceDeployment(chart, 'Server', deploymentProps({ server, ...own }));
    expect(synth(chart)).toMatchSnapshot();
  });

  const sources: Array<[string, ModelSource]> = [
    ['a host path', ModelSource.hostPath('/srv/models/resnet')],
    ['a volume claim', ModelSource.volumeClaim('models', '/resnet')],
    ['S3', ModelSource.s3('s3://models/resnet', { endpoint: 'http://minio.storage:9000', anonymous: true })],
    ['HTTPS', ModelSource.https('https://models.example.com/resnet.tar.gz')],
    ['an image', ModelSource.image('registry.example.com/models/resnet:7')],
  ];
  test.each(sources)('a model from %s', (_, model) => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps({ model }));
    expect(synth(chart)[1].spec.template.spec).toMatchSnapshot();
  });

  test('AutoscaledInference with all five types of metrics and a pace', () => {
    const chart = testChart();
    const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };
    new AutoscaledInference(chart, 'Server', autoscaledProps({
      minReplicas: 2,
      metrics: [
        ScalingMetric.cpuUtilization(60),
        ScalingMetric.containerMemoryAverageValue('tensorflow-serving', '3Gi'),
        ScalingMetric.pods('requests_in_flight', '4', { matchLabels: { model: 'resnet' } }),
        ScalingMetric.objectAverageValue('requests_per_second', ingress, '100'),
        ScalingMetric.externalAverageValue('queue_depth', '30'),
      ],
      behavior: ScalingBehavior.of({
        scaleDown: {
          stabilizationWindow: Duration.minutes(15),
          policies: [ScalingPolicy.percent(50, Duration.minutes(5))],
        },
      }),
    }));
    expect(synth(chart).pop()).toMatchSnapshot();
  });

  test('the edge: a node group, a placement in it, EdgeMesh and WebAssembly', () => {
    const chart = testChart();
    const group = new NodeGroup(chart, 'Beijing', { nodes: ['edge-1', 'edge-2'] });
    const edge = new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.group(group) });
    const wasmRuntime = new WasmRuntime(chart, 'Wasm', { shim: WasmShim.CRUN });
    const server = new InferenceDeployment(chart, 'Server', deploymentProps({ placement: edge, wasmRuntime }));
    new EdgeMeshTraffic(chart, 'Traffic', {
      service: server.service,
      loadBalancing: EdgeMeshLoadBalancing.random(),
    });
    expect(synth(chart)).toMatchSnapshot();
  });

  test('SednaJointInference with both autoscalers, a Service on the edge and a model from S3', () => {
    const chart = testChart();
    new SednaJointInference(chart, 'Helmet', jointProps(chart, {
      edge: {
        container: {
          image: 'registry.example.com/little:1',
          resources: RESOURCES,
          ports: [{ number: 8080, name: 'http' }],
          environment: { input_shape: '416,736' },
        },
        hostFolders: [{ path: '/joint_inference/output', mountPath: '/data/' }],
        hardExampleMining: HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 }),
        scaling: { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] },
      },
      cloud: {
        model: new SednaModel(chart, 'Big', {
          url: 's3://models/big.pb',
          format: 'pb',
          credential: Secret.fromSecretName(chart, 'Credential', 's3-credential'),
        }),
        accelerator: Accelerator.nvidia(),
        scaling: { maxReplicas: 5, metrics: [ScalingMetric.cpuUtilization(20)] },
      },
    }));
    expect(synth(chart)).toMatchSnapshot();
  });

  test('InferencePool with a picker of two replicas, a route and a rule of Istio', () => {
    const chart = testChart();
    const inference = new InferenceDeployment(chart, 'Chat', deploymentProps({ server: ModelServer.vllm() }));
    new InferencePool(chart, 'Pool', {
      inference,
      picker: EndpointPicker.llmDRouter({ replicas: 2, monitored: true }),
      gatewayType: InferenceGateway.ISTIO,
      route: { gateway: 'gateways/public', hostnames: ['chat.example.com'], path: '/v1' },
    });
    expect(synth(chart).filter(({ metadata }) => metadata.name !== 'chat' || metadata.labels === undefined))
      .toMatchSnapshot();
  });

  test('MetricsServer with two replicas on the network of the control plane', () => {
    const chart = testChart();
    new MetricsServer(chart, 'MetricsServer', {
      highAvailability: true,
      hostNetwork: true,
      onControlPlane: true,
      kubeletInsecureTls: true,
    });
    expect(synth(chart)).toMatchSnapshot();
  });

  test('the path from a metric to a replica: monitor, adapter rules and dashboard', () => {
    const chart = testChart();
    const server = ModelServer.tensorflowServing({ modelName: 'resnet' });
    const metrics = [ScalingMetric.cpuUtilization(60), server.scalingMetric('7')];
    const of = [new AutoscaledInference(chart, 'Server', autoscaledProps({ server, metrics }))];
    const before = synth(chart).length;
    new InferenceMonitor(chart, 'Monitor', { of, labels: { release: 'prometheus' } });
    new PrometheusAdapterRules(chart, 'Adapter', { of });
    new InferenceDashboard(chart, 'Dashboard', { of, folder: 'Inference' });
    expect(synth(chart).slice(before)).toMatchSnapshot();
  });

  test('the alerts of a model on CPU and on its signal', () => {
    const chart = testChart();
    const server = ModelServer.tensorflowServing({ modelName: 'resnet' });
    const metrics = [ScalingMetric.cpuUtilization(60), server.scalingMetric('7')];
    const of = [new AutoscaledInference(chart, 'Server', autoscaledProps({ server, metrics }))];
    const before = synth(chart).length;
    new InferenceAlerts(chart, 'Alerts', { of, labels: { release: 'prometheus' } });
    expect(synth(chart).slice(before)).toMatchSnapshot();
  });

  test('TensorStack: a runtime, an MLService with all that it can have, and a HyperMLService of both', () => {
    const chart = testChart();
    const runtime = new MLServiceRuntime(chart, 'Torchserve', {
      image: 'docker.io/pytorch/torchserve:0.12.0-cpu',
      command: ['torchserve', '--start', '--foreground'],
      args: ['--model-store=/var/lib/t9k/model', '--models', '{{.MODEL_PATH}}'],
      port: 8080,
      environment: { TS_LOG: 'info' },
      accelerator: Accelerator.nvidia(),
    });
    const release = {
      runtime,
      parameters: { MODEL_PATH: 'all' },
      storage: MLServiceStorage.pvc('models', { subPath: 'mnist' }),
    };
    const mnist = new MLService(chart, 'Mnist', {
      releases: [
        { name: 'origin', ...release, maxReplicas: 4, scaling: { target: 8 } },
        { name: 'next', ...release, minReplicas: 0, resources: { requests: { cpu: '2' } } },
      ],
      canary: { release: 'next', trafficPercent: 10 },
      transformer: {
        image: 'registry.example.com/transformer:1',
        logger: { urls: ['http://log.example.com'] },
        resources: { requests: { cpu: '1' } },
      },
      queue: 'gpu',
    });
    new HyperMLService(chart, 'Fleet', {
      groups: [
        { spokes: [Spoke.of('bj')], resources: [runtime, mnist] },
        { spokes: [Spoke.of('sh')], resources: [runtime, mnist] },
      ],
    });
    expect(synth(chart)).toMatchSnapshot();
  });

  const heads = Object.values(HeadIngressMode).flatMap((mode) => [[mode, false], [mode, true]] as const);
  test.each(heads)('HeadIngress in mode %s, with failover: %s', (mode, failover) => {
    const chart = testChart();
    const spoke = (name: string) => Spoke.of(name, { domain: `${name}.example.com`, locality: `cn/${name}` });
    const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
    const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime }] });
    const fleet = new HyperMLService(chart, 'Fleet', {
      groups: [{ spokes: ['bj', 'sh'].map(spoke), resources: [mnist] }],
    });
    new HeadIngress(chart, 'Head', {
      fleet,
      gateway: 'istio-ingress/public',
      hosts: ['mnist.example.com'],
      path: '/mnist',
      mode,
      ...(failover ? { failover, failoverHost: 'mnist.internal.example.com' } : { weights: { bj: 30, sh: 70 } }),
    });
    expect(synth(chart).slice(1)).toMatchSnapshot();
  });

  test('Karmada: a server that each cluster scales, one that the hub scales by the clock, '
    + 'and a kind whose replicas Karmada leaves alone', () => {
    const chart = testChart();
    const spokes = [Spoke.of('bj'), Spoke.of('sh')];
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    new KarmadaPropagation(chart, 'Everywhere', {
      of: [server],
      spokes,
      spread: [{ by: 'cluster', minGroups: 2 }, { by: 'region' }],
      failover: { toleration: Duration.minutes(10) },
      overrides: [{
        spokes: [spokes[1]],
        target: server.autoscaler,
        overriders: [KarmadaOverrider.replace('/spec/maxReplicas', 8)],
      }],
    });
    const own = new Deployment(chart, 'Own', {
      metadata: { name: 'own' },
      containers: [{ image: 'a/own:1', ports: [{ number: 8080 }], resources: RESOURCES }],
    });
    new FederatedAutoscaler(chart, 'Autoscaler', {
      target: own,
      minReplicas: 4,
      maxReplicas: 20,
      metrics: [ScalingMetric.cpuUtilization(60)],
      schedule: [{ name: 'morning', schedule: '0 7 * * 1-5', minReplicas: 8, timeZone: 'Asia/Shanghai' }],
    });
    const replicas = ReplicaDivision.weighted({ bj: 3, sh: 7 });
    new KarmadaPropagation(chart, 'Shared', { of: [own], spokes, replicas });
    new KarmadaReplicaRetention(chart, 'Sets');
    // The server itself is pinned above.
    const pinned = (o: any) => /karmada/.test(o.apiVersion) || (o.kind === 'Deployment' && o.metadata.name === 'own');
    expect(synth(chart).filter(pinned)).toMatchSnapshot();
  });
});
