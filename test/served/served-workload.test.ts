import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { Cpu, Deployment, Pods } from 'cdk8s-plus-27';
import { Dependable } from 'constructs';
import { WORKLOADS } from './workloads';
import {
  EdgePlacement, Forecast, InferenceAutoscaler, InferenceDashboard, InferenceMonitor, KarmadaPropagation, Load,
  LoadProfile, LoadShape, LocustLoadTest, ModelServer, PredictRequest, PrometheusAdapterRules, ScalingEngine,
  ScalingMetric, ServedWorkload, Spoke,
} from '../../src';
import { longestRequest } from '../../src/servers/longest-request';
import { find, refused, stopped, synth, testChart } from '../helpers';

const CPU = [ScalingMetric.cpuUtilization(60)];

describe.each(WORKLOADS)('%s', (_, make) => {
  test('is read by what it prints', () => {
    const chart = testChart();
    const { workload, service, kind } = make(chart);
    const before = JSON.stringify(synth(chart));
    const it = ServedWorkload.of(workload, { service });
    expect(it).toMatchObject({
      name: 'own',
      containerName: 'main',
      ports: [{ number: 8080, name: 'http' }],
      autoscalerName: undefined,
      scalingMetrics: [],
    });
    expect([it.workload.kind, it.node]).toEqual([kind, workload.node]);
    expect(it.exposedBy).toMatchObject({ name: 'own', ports: [{ name: 'web', port: 80, targetPort: 8080 }] });
    expect(it.exposedBy!.object).toBe(ApiObject.of(service));
    expect([it.server.image, it.server.httpPort, it.server.metricsPort])
      .toEqual(['registry.example.com/own:1', 8080, undefined]);
    expect(JSON.stringify(synth(chart))).toBe(before);
  });

  test('has labels that select its pods', () => {
    const chart = testChart();
    const it = ServedWorkload.of(make(chart).workload);
    const { template, selector } = find(chart, it.workload.kind).spec;
    expect(it.selector).toEqual(selector.matchLabels);
    expect(template.metadata.labels).toMatchObject(it.selector);
  });

  test.each<[string, ScalingEngine | undefined, kind: string, autoscaler: string]>([
    ['a HorizontalPodAutoscaler', undefined, 'HorizontalPodAutoscaler', 'own'],
    ['a ScaledObject', ScalingEngine.keda({ prometheus: 'http://prometheus:9090' }), 'ScaledObject', 'keda-hpa-own'],
    ['a FederatedHPA', ScalingEngine.federated(), 'FederatedHPA', 'own'],
  ])('is scaled by %s, scraped, shown and tested', (__, engine, kind, autoscaler) => {
    const chart = testChart();
    const { workload, service } = make(chart);
    const it = ServedWorkload.of(workload, { service, metricsPath: '/metrics' });
    const metrics = [ScalingMetric.pods('queue_length', '4'), ...CPU];
    const scaler = new InferenceAutoscaler(chart, 'Scaler', { target: it, maxReplicas: 4, metrics, engine });
    new InferenceMonitor(chart, 'Monitor', { of: [it] });
    new InferenceDashboard(chart, 'Dashboard', { of: [it] });
    if (kind !== 'ScaledObject') new PrometheusAdapterRules(chart, 'Adapter', { of: [it] });
    const request = PredictRequest.http({ path: '/predict' });
    const shape = LoadShape.steps({ users: 1, every: Duration.minutes(1), count: 2 });
    const load = new LocustLoadTest(chart, 'Load', { target: it, request, shape });

    const ref = { apiVersion: 'apps/v1', kind: it.workload.kind, name: 'own' };
    expect(find(chart, kind)).toMatchObject({ metadata: { name: 'own', namespace: 'vision' } });
    expect(find(chart, kind).spec.scaleTargetRef).toEqual(ref);
    expect([it.autoscalerName, it.scalingMetrics]).toEqual([autoscaler, metrics]);
    expect([scaler.autoscalerName, scaler.minReplicas, scaler.maxReplicas]).toEqual([autoscaler, 1, 4]);
    expect(find(chart, it.workload.kind, 'own').spec).not.toHaveProperty('replicas');
    expect(find(chart, 'PodMonitor').spec).toMatchObject({
      selector: { matchLabels: it.selector },
      podMetricsEndpoints: [{ port: 'http', path: '/metrics', interval: kind === 'ScaledObject' ? '5s' : '15s' }],
    });
    expect(find(chart, 'ConfigMap', 'own-dashboard').data['own.json']).toContain(autoscaler);
    expect(find(chart, 'ConfigMap', 'own-dashboard').data['own.json']).toContain('queue_length');
    expect(load.host).toMatch(/^http:\/\/own\.vision(:80)?$/);
    if (kind !== 'ScaledObject') {
      expect(find(chart, 'ConfigMap', 'adapter-config').data['config.yaml'])
        .toContain('queue_length');
    }
    expect(stopped(chart)).toEqual([]);
  });
});

describe('the server', () => {
  const own = (chart: Chart, ports: object[]) => new Deployment(chart, 'Own', {
    metadata: { name: 'own' },
    containers: [{ name: 'main', image: 'a/b:1', ports: ports as any, resources: { cpu: { request: Cpu.units(4) } } }],
  });

  test('that is known brings its metrics and its signal, on the ports that are given', () => {
    const chart = testChart();
    const server = ModelServer.vllm({});
    const it = ServedWorkload.of(own(chart, [{ number: 9000 }]), { server, httpPort: 9000 });
    expect([it.server.httpPort, it.server.metricsPort, it.server.metricsPath]).toEqual([9000, 9000, '/metrics']);
    expect(it.server.signal).toBe(server.signal);
    expect([server.httpPort, server.metricsPort]).toEqual([8000, 8000]);
    new InferenceMonitor(chart, 'Monitor', { of: [it] });
    expect(find(chart, 'PodMonitor').spec.podMetricsEndpoints[0]).toMatchObject({ targetPort: 9000 });
  });

  test('is checked against the metrics of its autoscaler, with the resources of its container', () => {
    const chart = testChart();
    const server = ModelServer.custom({ image: 'a/b:1', httpPort: 8080, computeThreads: 1 });
    const target = ServedWorkload.of(own(chart, [{ number: 8080 }]), { server });
    expect(refused(() => new InferenceAutoscaler(chart, 'S', { target, maxReplicas: 3, metrics: CPU })))
      .toEqual([['scaling/target-beyond-threads', 'metrics[0]']]);
  });

  test('has requests of the duration that is given', () => {
    const chart = testChart();
    const server = ModelServer.triton();
    const target = ServedWorkload.of(own(chart, [{ number: 8000 }]), {
      server, maxRequestDuration: Duration.minutes(3),
    });
    expect(longestRequest(target)).toBe(180);
    const metrics = [server.scalingMetric('2')];
    expect(refused(() => new InferenceAutoscaler(chart, 'S', { target, maxReplicas: 3, metrics })))
      .toEqual([['scaling/window-below-request', 'metrics[0]']]);
  });
});

test('a workload whose selector has expressions is selected by the labels of its pods', () => {
  const chart = testChart();
  const own = new Deployment(chart, 'Own', {
    podMetadata: { labels: { app: 'own', tier: 'models' } },
    select: false,
    containers: [{ image: 'a/b:1', ports: [{ number: 1 }] }],
  });
  own.select(Pods.select(chart, 'Selected', { labels: { app: 'own' } }).toPodSelectorConfig().labelSelector);
  const expressions = [{ key: 'tier', operator: 'Exists' }];
  ApiObject.of(own).addJsonPatch(JsonPatch.add('/spec/selector/matchExpressions', expressions));
  expect(ServedWorkload.of(own).selector).toMatchObject({ app: 'own', tier: 'models' });
});

test('two descriptions of one workload are of the same autoscaler, and of one monitor', () => {
  const chart = testChart();
  const [, make] = WORKLOADS[0];
  const { workload } = make(chart);
  new InferenceAutoscaler(chart, 'Scaler', { target: workload, maxReplicas: 4, metrics: CPU });
  const [one, two] = [0, 1].map(() => ServedWorkload.of(workload, { metricsPath: '/metrics' }));
  expect([one.autoscalerName, two.autoscalerName]).toEqual(['own', 'own']);
  new InferenceMonitor(chart, 'Monitor', { of: [one] });
  expect(refused(() => new InferenceMonitor(chart, 'Again', { of: [two] }))).toEqual([
    ['metrics/monitored-twice', 'of[0]'],
  ]);
});

test('a description can be placed, propagated, described again and depended on', () => {
  const chart = testChart();
  const [, make] = WORKLOADS[0];
  const { workload } = make(chart);
  const it = ServedWorkload.of(workload);
  new EdgePlacement(chart, 'Edge').placeOn(it);
  expect(find(chart, 'Deployment').spec.template.spec.affinity).toBeDefined();
  new KarmadaPropagation(chart, 'Everywhere', { of: [it], spokes: [Spoke.of('bj')] });
  const { resourceSelectors } = find(chart, 'PropagationPolicy').spec;
  expect(resourceSelectors.map(({ kind, name }: any) => `${kind}/${name}`)).toEqual(['Deployment/own', 'Service/own']);
  expect(ServedWorkload.of(it).workload).toBe(it.workload);
  expect(Dependable.of(it).dependencyRoots).toEqual([workload]);
  expect(it.with()).toBe(it);
  expect(refused(() => it.with({} as any))).toEqual([['served/not-a-mixin', 'mixins[0]']]);
});

test('a forecast replays the autoscaler of a workload out of YAML', () => {
  const chart = testChart();
  const [, make] = WORKLOADS[4];
  const target = ServedWorkload.of(make(chart).workload);
  new InferenceAutoscaler(chart, 'Scaler', { target, maxReplicas: 4, metrics: CPU });
  const load = Load.cores(LoadProfile.constant(1.5));
  expect(Forecast.of(chart).load('own', load).run({ duration: Duration.hours(1) }).peak('own')).toBe(3);
});
