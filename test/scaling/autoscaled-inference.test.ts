import { Chart, Duration } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, EdgeNodes, EdgePlacement, KedaTrigger, ModelServer, ScalingBehavior, ScalingEngine, ScalingMetric,
  ScalingPolicy, ScalingPolicySelect,
  type AutoscaledInferenceProps,
} from '../../src';
import { autoscaledProps, find, pod, refusal, RESOURCES, synth, testChart } from '../helpers';

function scale(changes: Partial<AutoscaledInferenceProps> = {}): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'Classifier', autoscaledProps(changes));
}

const hpa = (changes: Partial<AutoscaledInferenceProps> = {}) => find(scale(changes), 'HorizontalPodAutoscaler');

describe('what is made', () => {
  test('all of a deployment, and an autoscaler that scales it', () => {
    const d = scale();
    expect(synth(Chart.of(d)).map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([
      'ConfigMap classifier-server', 'Deployment classifier', 'Service classifier', 'PodDisruptionBudget classifier', 'HorizontalPodAutoscaler classifier',
    ]);
    expect(find(d, 'HorizontalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'classifier', namespace: 'vision', labels: { app: 'classifier' } },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'classifier' },
        minReplicas: 1,
        maxReplicas: 4,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
      },
    });
  });

  test('the Deployment says nothing of replicas, which every apply would reset', () => {
    expect('replicas' in find(scale({ minReplicas: 2 }), 'Deployment').spec).toBe(false);
  });

  test('the objects are at hand', () => {
    const d = scale({ config: { data: { A: 'b' } }, admit: { callers: [] }, minReplicas: 2 });
    const names = [d, d.deployment, d.service, d.container, d.autoscaler, d.disruptionBudget, d.configMap!, d.networkPolicy!].map(({ name }) => name);
    expect(names).toEqual(['classifier', 'classifier', 'classifier', 'tensorflow-serving', 'classifier', 'classifier', 'classifier-config', 'classifier']);
    expect([d.minReplicas, d.maxReplicas, d.inference.deployment]).toEqual([2, 4, d.deployment]);
    expect([scale().configMap, scale().networkPolicy, scale().minReplicas]).toEqual([undefined, undefined, 1]);
  });

  test('what monitors, dashboards and load tests ask for is at hand', () => {
    const metrics = [ScalingMetric.cpuUtilization(60), ScalingMetric.pods('fps', '1')];
    const d = scale({ metrics, autoscalerName: 'scaler' });
    expect([d.name, d.autoscalerName, d.server, d.selector, d.ports.map((p) => p.name)]).toEqual(['classifier', 'scaler', d.inference.server, { app: 'classifier' }, ['http', 'grpc']]);
    expect(d.scalingMetrics).toEqual(metrics);
    metrics.pop();
    expect(d.scalingMetrics).toHaveLength(2);
  });

  test('with KEDA the objects are the same but for the autoscaler', () => {
    const d = scale({ engine: ScalingEngine.keda({ triggers: [KedaTrigger.raw({ type: 'cron', metadata: {} })] }), minReplicas: 0 });
    expect(synth(Chart.of(d)).map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([
      'ConfigMap classifier-server', 'Deployment classifier', 'Service classifier', 'PodDisruptionBudget classifier', 'ScaledObject classifier',
    ]);
    expect([d.minReplicas, d.maxReplicas, d.autoscaler.kind, d.autoscalerName]).toEqual([0, 4, 'ScaledObject', 'keda-hpa-classifier']);
    // Where there may be no pod, a budget must still allow the eviction of the only one.
    expect(find(d, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('names, labels and selectors are those of the deployment, the autoscaler\'s name may be another', () => {
    const named = hpa({ name: 'detector', autoscalerName: 'hpa.detector', labels: { team: 'vision' }, selector: { app: 'shop' } });
    expect(named.metadata).toEqual({ name: 'hpa.detector', namespace: 'vision', labels: { app: 'shop', team: 'vision' } });
    expect(named.spec.scaleTargetRef.name).toBe('detector');
  });
});

test('an engine of Karmada makes one autoscaler for all clusters, and all else stays as it is', () => {
  const [one, other] = [scale({ engine: ScalingEngine.federated() }), scale()].map((d) => synth(Chart.of(d)));
  expect(one.map((o) => o.kind)).toEqual(['ConfigMap', 'Deployment', 'Service', 'PodDisruptionBudget', 'FederatedHPA']);
  expect(one.slice(0, 4)).toEqual(other.slice(0, 4));
  expect(one[4].spec).toEqual(other[4].spec);
});

test('an engine is a ScalingEngine', () => {
  expect(refusal(() => scale({ engine: 'karmada' as any }))).toBe(
    'AutoscaledInference cannot be defined:\n  [test/Classifier] engine: got "karmada"; must be a ScalingEngine — nothing else scales; use ScalingEngine.keda, or leave it out');
});

describe('every property of a deployment is a property of what scales', () => {
  test('server, model, resources, accelerator and placement reach the pods', () => {
    const chart = testChart();
    const d = new AutoscaledInference(chart, 'M', autoscaledProps({
      server: ModelServer.triton(),
      accelerator: Accelerator.amd(),
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
    expect(spec.containers[0]).toMatchObject({ name: 'main', env: [{ name: 'A', value: 'b' }], resources: { limits: { 'amd.com/gpu': '1' } }, startupProbe: { failureThreshold: 120 } });
    expect(spec).toMatchObject({ priorityClassName: 'high', terminationGracePeriodSeconds: 135, tolerations: expect.arrayContaining([{ key: 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]) });
    expect(find(d, 'Service').spec.ports.map((p: any) => p.name)).toEqual(['http-0', 'grpc-0', 'metrics', 'debug']);
    expect(find(d, 'Deployment').spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });
});

describe('replicas, metrics and behavior', () => {
  test.each([[undefined, 4, 1], [2, 4, 2], [4, 4, 4], [1, 1, 1]])('at least %p and at most %p', (minReplicas, maxReplicas, least) => {
    expect(hpa({ minReplicas, maxReplicas }).spec).toMatchObject({ minReplicas: least, maxReplicas });
  });

  test('all five types of metric stand in the order in which they were given', () => {
    const service = { apiVersion: 'v1', kind: 'Service', name: 'front' };
    expect(hpa({
      metrics: [
        ScalingMetric.memoryAverageValue('1500M'), ScalingMetric.containerCpuUtilization('tensorflow-serving', 70), ScalingMetric.pods('in_flight', '500m', { matchLabels: { model: 'a' } }),
        ScalingMetric.objectValue('latency', service, '2'), ScalingMetric.externalAverageValue('queue', '30', { matchLabels: { topic: 'frames' } }),
      ],
    }).spec.metrics).toEqual([
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1500M' } } },
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'tensorflow-serving', target: { type: 'Utilization', averageUtilization: 70 } } },
      { type: 'Pods', pods: { metric: { name: 'in_flight', selector: { matchLabels: { model: 'a' } } }, target: { type: 'AverageValue', averageValue: '500m' } } },
      { type: 'Object', object: { describedObject: service, metric: { name: 'latency' }, target: { type: 'Value', value: '2' } } },
      { type: 'External', external: { metric: { name: 'queue', selector: { matchLabels: { topic: 'frames' } } }, target: { type: 'AverageValue', averageValue: '30' } } },
    ]);
  });

  test.each([undefined, ScalingBehavior.kubernetesDefault(), ScalingBehavior.of({})])('without a behavior Kubernetes keeps its own pace', (behavior) => {
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
  const stopped = (changes: Partial<AutoscaledInferenceProps>) => refusal(() => hpa(changes))?.split('\n').slice(1);
  const side = { name: 'side', image: 'a/side:1' };

  test('a container without the request that a metric needs', () => {
    expect(stopped({ extraContainers: [side] })).toEqual([expect.stringMatching(
      /^ {2}\[test\/Classifier.*\] HorizontalPodAutoscaler classifier spec.metrics\[0\]: container "side" of Deployment vision\/classifier requests no cpu — .* \[hpa-missing-request\]$/)]);
    expect(stopped({ extraContainers: [{ ...side, resources: { cpu: { request: Cpu.millis(10) } } }] })).toBeUndefined();
    expect(stopped({ extraContainers: [side], metrics: [ScalingMetric.containerCpuUtilization('tensorflow-serving', 60)] })).toBeUndefined();
    expect(stopped({ extraContainers: [side], metrics: [ScalingMetric.cpuAverageValue('500m')] })).toBeUndefined();
  });

  test('a server without a request for that resource', () => {
    expect(stopped({ resources: { requests: { memory: '1Gi' } } })![0]).toContain('container "tensorflow-serving" of Deployment vision/classifier requests no cpu');
    expect(stopped({ resources: { limits: { cpu: '1' } } })).toBeUndefined();
  });

  test('a metric of a container that is not there', () => {
    expect(stopped({ metrics: [ScalingMetric.containerCpuUtilization('other', 60)] })![0]).toContain('Deployment vision/classifier has no container of that name');
  });

  test('a target that the limit keeps out of reach', () => {
    const resources = { requests: { cpu: '1' }, limits: { cpu: '1' } };
    expect(stopped({ resources, metrics: [ScalingMetric.cpuUtilization(95)] })![0]).toContain('end at 100 % of its requests for cpu');
    expect(stopped({ resources, metrics: [ScalingMetric.cpuUtilization(90)] })).toBeUndefined();
  });

  test('the host network, and ports of the host', () => {
    expect(stopped({ hostNetwork: true })![0]).toContain('must not bind ports of the node (8501, 8500) on what HorizontalPodAutoscaler vision/classifier scales to 4');
    expect(stopped({ ports: [{ name: 'debug', number: 6000, hostPort: 6000 }] })![0]).toContain('must not bind ports of the node (6000)');
    expect(stopped({ hostNetwork: true, maxReplicas: 1 })).toBeUndefined();
  });

  test('a pinned node, unless there is one replica', () => {
    const pinned = (maxReplicas: number) => refusal(() => {
      const chart = testChart();
      new AutoscaledInference(chart, 'M', autoscaledProps({ maxReplicas, placement: new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') }) }));
      synth(chart);
    });
    expect(pinned(2)).toContain('must not pin what HorizontalPodAutoscaler vision/m scales to 2');
    expect(pinned(1)).toBeUndefined();
  });
});

test('two servers in one namespace keep out of each other\'s way', () => {
  const chart = testChart();
  ['One', 'Two'].forEach((id) => new AutoscaledInference(chart, id, autoscaledProps()));
  const selectors = synth(chart).filter((o) => o.kind === 'Deployment').map((o) => o.spec.selector.matchLabels);
  expect(selectors).toEqual([{ app: 'one' }, { app: 'two' }]);
});
