import { Chart, Duration } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, EdgeNodes, EdgePlacement, KedaTrigger, ModelServer, ScalingBehavior, ScalingEngine,
  ScalingMetric, ScalingPolicy, ScalingPolicySelect, type AutoscaledInferenceProps,
} from '../../src';
import { autoscaledProps, find, OWN, pod, refused, RESOURCES, stopped, synth, testChart, warned } from '../helpers';

function scale(changes: Partial<AutoscaledInferenceProps> = {}): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'Classifier', autoscaledProps(changes));
}

/** The objects that a chart prints, as `<kind> <name>`. */
const printed = (d: AutoscaledInference) => synth(Chart.of(d)).map((o) => `${o.kind} ${o.metadata.name}`);

const hpa = (changes: Partial<AutoscaledInferenceProps> = {}) => find(scale(changes), 'HorizontalPodAutoscaler');

describe('what is made', () => {
  test('all of a deployment, and an autoscaler that scales it', () => {
    const d = scale();
    expect(printed(d)).toEqual([
      'ConfigMap classifier-server', 'Deployment classifier', 'Service classifier', 'PodDisruptionBudget classifier',
      'HorizontalPodAutoscaler classifier',
    ]);
    expect(find(d, 'HorizontalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'classifier', namespace: 'vision', labels: { app: 'classifier' } },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'classifier' },
        minReplicas: 1,
        maxReplicas: 4,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    });
  });

  test('the Deployment sets no replicas, which each apply would reset', () => {
    expect('replicas' in find(scale({ minReplicas: 2 }), 'Deployment').spec).toBe(false);
  });

  test('the objects are properties', () => {
    const d = scale({ config: { data: { A: 'b' } }, admit: { callers: [] }, minReplicas: 2 });
    const objects = [d, d.deployment, d.service, d.autoscaler, d.disruptionBudget, d.networkPolicy!];
    expect(new Set(objects.map(({ name }) => name))).toEqual(new Set(['classifier']));
    expect([d.container.name, d.configMap!.name]).toEqual(['tensorflow-serving', 'classifier-config']);
    expect([d.minReplicas, d.maxReplicas, d.inference.deployment]).toEqual([2, 4, d.deployment]);
    expect([scale().configMap, scale().networkPolicy, scale().minReplicas]).toEqual([undefined, undefined, 1]);
  });

  test('what monitors, dashboards and load tests need is a property', () => {
    const metrics = [ScalingMetric.cpuUtilization(60), ScalingMetric.pods('fps', '1')];
    const d = scale({ metrics, autoscalerName: 'scaler' });
    expect([d.name, d.autoscalerName, d.server]).toEqual(['classifier', 'scaler', d.inference.server]);
    expect([d.selector, d.ports.map((p) => p.name)]).toEqual([{ app: 'classifier' }, ['http', 'grpc']]);
    expect(d.scalingMetrics).toEqual(metrics);
    metrics.pop();
    expect(d.scalingMetrics).toHaveLength(2);
  });

  test('with KEDA the objects are the same but for the autoscaler', () => {
    const queue = KedaTrigger.redis({ address: 'a:6379', listName: 'b', listLength: 8 });
    const engine = ScalingEngine.keda({ triggers: [queue] });
    const d = scale({ engine, minReplicas: 0 });
    expect(printed(d)).toEqual([
      'ConfigMap classifier-server', 'Deployment classifier', 'Service classifier', 'PodDisruptionBudget classifier',
      'ScaledObject classifier',
    ]);
    expect([d.minReplicas, d.maxReplicas]).toEqual([0, 4]);
    expect([d.autoscaler.kind, d.autoscalerName]).toEqual(['ScaledObject', 'keda-hpa-classifier']);
    // Where there may be no pod, a budget must still allow the eviction of the only one.
    expect(find(d, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('names, labels and selectors are those of the deployment, the autoscaler\'s name may be another', () => {
    const names = { name: 'detector', autoscalerName: 'hpa.detector' };
    const named = hpa({ ...names, labels: { team: 'vision' }, selector: { app: 'shop' } });
    const labels = { app: 'shop', team: 'vision' };
    expect(named.metadata).toEqual({ name: 'hpa.detector', namespace: 'vision', labels });
    expect(named.spec.scaleTargetRef.name).toBe('detector');
  });
});

test('the federated engine makes one autoscaler for all clusters, and all other objects stay the same', () => {
  const [one, other] = [scale({ engine: ScalingEngine.federated() }), scale()].map((d) => synth(Chart.of(d)));
  expect(one.map((o) => o.kind)).toEqual(['ConfigMap', 'Deployment', 'Service', 'PodDisruptionBudget', 'FederatedHPA']);
  expect(one.slice(0, 4)).toEqual(other.slice(0, 4));
  expect(one[4].spec).toEqual(other[4].spec);
});

const rows: Array<[what: string, changes: object, ...problems: Array<[code: string, field: string]>]> = [
  ['an engine that is no ScalingEngine', { engine: 'karmada' }, ['scaling/not-an-engine', 'engine']],
  ['a wrong name of the autoscaler', { autoscalerName: 'Hpa' }, ['validation/name', 'autoscalerName']],
  ['an empty name of the autoscaler', { autoscalerName: '' }, ['validation/name', 'autoscalerName']],
  ['replicas', { replicas: 3 }, ['scaling/replicas-set', 'replicas']],
  ['no replicas', { replicas: 0 }, ['scaling/replicas-set', 'replicas']],
  [
    'everything at once',
    { name: 'Bad', maxReplicas: 0, autoscalerName: 'Hpa', replicas: 1 },
    ['validation/name', 'name'],
    ['validation/integer', 'maxReplicas'],
    ['validation/name', 'autoscalerName'],
    ['scaling/replicas-set', 'replicas'],
  ],
];

test.each(rows)('refused: %s', (_, changes, ...problems) => {
  expect(refused(() => scale(changes))).toEqual(problems);
});

test('what is wrong with the deployment is refused together with what is wrong with its scaling', () => {
  const fields = refused(() => scale({ name: 'Bad', maxReplicas: 0, resources: {} })).map(([, field]) => field);
  expect(fields).toEqual(['name', 'resources', 'maxReplicas']);
});

describe('KEDA without a namespace', () => {
  const keda = (metric: ScalingMetric) => refused(() => {
    const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });
    const chart = new Chart(testChart().node.root, 'nowhere');
    return new AutoscaledInference(chart, 'M', autoscaledProps({ ...OWN, engine, metrics: [metric] }));
  });

  test('is refused for metrics of pods, which it finds by namespace and name', () => {
    expect(keda(ScalingMetric.pods('fps', '1'))).toEqual([['scaling/keda-namespace-missing', 'engine']]);
    expect(keda(ScalingMetric.cpuUtilization(60))).toEqual([]);
  });
});

describe('every property of a deployment is a property of what scales', () => {
  test('server, model, resources, accelerator and placement reach the pods', () => {
    const chart = testChart();
    const d = new AutoscaledInference(chart, 'M', autoscaledProps({
      server: ModelServer.triton(),
      accelerator: Accelerator.nvidia(),
      placement: new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('edge-1') }),
      containerName: 'main',
      environment: { A: 'b' },
      ports: [{ name: 'debug', number: 6000 }],
      startupBudget: Duration.minutes(20),
      maxRequestDuration: Duration.minutes(2),
      priorityClassName: 'high',
      extraContainers: [{ name: 'side', image: 'a/side:1', resources: RESOURCES }],
    }));
    const spec = pod(d);
    expect(spec.containers[0]).toMatchObject({
      name: 'main',
      env: [{ name: 'A', value: 'b' }],
      resources: { limits: { 'nvidia.com/gpu': '1' } },
      startupProbe: { failureThreshold: 120 },
    });
    expect(spec).toMatchObject({ priorityClassName: 'high', terminationGracePeriodSeconds: 135 });
    expect(spec.tolerations).toContainEqual({ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' });
    expect(find(d, 'Service').spec.ports.map((p: any) => p.name)).toEqual(['http-0', 'grpc-0', 'metrics', 'debug']);
    expect(find(d, 'Deployment').spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });
});

describe('replicas, metrics and behavior', () => {
  test.each([
    [undefined, 4, 1], [2, 4, 2], [4, 4, 4], [1, 1, 1],
  ])('at least %p and at most %p', (minReplicas, maxReplicas, least) => {
    expect(hpa({ minReplicas, maxReplicas }).spec).toMatchObject({ minReplicas: least, maxReplicas });
  });

  test('all five types of metric stand in the order in which they were given', () => {
    const service = { apiVersion: 'v1', kind: 'Service', name: 'front' };
    const [model, topic] = [{ matchLabels: { model: 'a' } }, { matchLabels: { topic: 'frames' } }];
    expect(hpa({
      metrics: [
        ScalingMetric.memoryAverageValue('1500M'),
        ScalingMetric.containerCpuUtilization('tensorflow-serving', 70),
        ScalingMetric.pods('in_flight', '500m', model),
        ScalingMetric.objectValue('latency', service, '2'),
        ScalingMetric.externalAverageValue('queue', '30', topic),
      ],
    }).spec.metrics).toEqual([
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1500M' } } },
      {
        type: 'ContainerResource',
        containerResource: {
          name: 'cpu',
          container: 'tensorflow-serving',
          target: { type: 'Utilization', averageUtilization: 70 },
        },
      },
      {
        type: 'Pods',
        pods: {
          metric: { name: 'in_flight', selector: model },
          target: { type: 'AverageValue', averageValue: '500m' },
        },
      },
      {
        type: 'Object',
        object: { describedObject: service, metric: { name: 'latency' }, target: { type: 'Value', value: '2' } },
      },
      {
        type: 'External',
        external: { metric: { name: 'queue', selector: topic }, target: { type: 'AverageValue', averageValue: '30' } },
      },
    ]);
  });

  test.each([
    undefined, ScalingBehavior.kubernetesDefault(), ScalingBehavior.of({}),
  ])('without a behavior Kubernetes keeps its own pace', (behavior) => {
    expect('behavior' in hpa({ behavior }).spec).toBe(false);
  });

  test('every field of a behavior is printed, and no other', () => {
    const behavior = ScalingBehavior.of({
      scaleUp: {
        stabilizationWindow: Duration.seconds(0),
        selectPolicy: ScalingPolicySelect.MIN,
        policies: [ScalingPolicy.pods(2, Duration.minutes(1)), ScalingPolicy.percent(50, Duration.seconds(15))],
        tolerance: 0.05,
      },
      scaleDown: { selectPolicy: ScalingPolicySelect.DISABLED },
    });
    expect(hpa({ behavior }).spec.behavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Min',
        policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }, { type: 'Percent', value: 50, periodSeconds: 15 }],
        tolerance: '0.05',
      },
      scaleDown: { selectPolicy: 'Disabled' },
    });
  });
});

describe('what could never scale stops the synth', () => {
  const HPA = 'HorizontalPodAutoscaler vision/classifier';
  const DEPLOYMENT = 'Deployment vision/classifier';
  const side = { name: 'side', image: 'a/side:1' };
  const sideOf = (cpu: Cpu) => ({ ...side, resources: { cpu: { request: cpu } } });
  const full = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  const ofContainer = (name: string) => [ScalingMetric.containerCpuUtilization(name, 60)];

  /** Code and object of what stops the synth. */
  const stops = (changes: Partial<AutoscaledInferenceProps>) => (
    stopped(Chart.of(scale(changes))).map(([, code, object]) => [code, object]));

  test.each<[string, Partial<AutoscaledInferenceProps>, code: string, object: string]>([
    ['a container without the request that a metric needs', { extraContainers: [side] }, 'hpa-missing-request', HPA],
    ['a server without that request', { resources: { requests: { memory: '1Gi' } } }, 'hpa-missing-request', HPA],
    ['a metric of a container that is not there', { metrics: ofContainer('other') }, 'hpa-unknown-container', HPA],
    [
      'a target that the limit keeps out of reach',
      { resources: full, metrics: [ScalingMetric.cpuUtilization(95)] },
      'hpa-unreachable-target',
      HPA,
    ],
  ])('%s', (_, changes, code, object) => {
    expect(stops(changes)).toEqual([[code, object]]);
  });

  test.each<[string, Partial<AutoscaledInferenceProps>]>([
    ['a further container with a request', { extraContainers: [sideOf(Cpu.millis(10))] }],
    ['a metric of the server alone', { extraContainers: [side], metrics: ofContainer('tensorflow-serving') }],
    ['a value in place of a share', { extraContainers: [side], metrics: [ScalingMetric.cpuAverageValue('500m')] }],
    ['a limit, which is the request too', { resources: { limits: { cpu: '1' } } }],
    ['a target below the limit', { resources: full, metrics: [ScalingMetric.cpuUtilization(90)] }],
    ['the host network of one replica', { hostNetwork: true, maxReplicas: 1 }],
  ])('but not %s', (_, changes) => {
    expect(stops(changes)).toEqual([]);
  });

  test.each<[string, Partial<AutoscaledInferenceProps>]>([
    ['the host network', { hostNetwork: true }],
    ['a port of the host', { ports: [{ name: 'debug', number: 6000, hostPort: 6000 }] }],
  ])('but %s is a warning: there may be enough nodes', (_, changes) => {
    const chart = Chart.of(scale(changes));
    expect(warned(chart).map(([code, object]) => [code, object])).toEqual([['hpa-host-network', DEPLOYMENT]]);
    expect(stopped(chart)).toEqual([]);
  });

  test('and so is a pinned node, unless there is one replica', () => {
    const pinned = (maxReplicas: number) => {
      const chart = testChart();
      const nodes = EdgeNodes.pinnedPastTheScheduler('edge-1');
      const placement = new EdgePlacement(chart, 'Edge', { nodes });
      new AutoscaledInference(chart, 'M', autoscaledProps({ maxReplicas, placement }));
      return warned(chart).map(([code, object]) => [code, object]);
    };
    expect(pinned(2)).toEqual([['hpa-pinned-node', 'Deployment vision/m']]);
    expect(pinned(1)).toEqual([]);
  });

  test('at the construct that reports it', () => {
    expect(stopped(Chart.of(scale({ extraContainers: [side] }))).map(([path]) => path)).toEqual(['test/Classifier']);
  });
});

test('two servers in one namespace have selectors of their own', () => {
  const chart = testChart();
  ['One', 'Two'].forEach((id) => new AutoscaledInference(chart, id, autoscaledProps()));
  const selectors = synth(chart).filter((o) => o.kind === 'Deployment').map((o) => o.spec.selector.matchLabels);
  expect(selectors).toEqual([{ app: 'one' }, { app: 'two' }]);
});
