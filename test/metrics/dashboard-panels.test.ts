import * as units from '@grafana/grafana-foundation-sdk/units';
import { Chart, Duration } from 'cdk8s';
import { compared } from './grafana';
import {
  AutoscaledInference, FrameMetrics, InferenceDeployment, InferenceMetric, KedaTrigger, ModelServer, PrometheusType,
  ScalingEngine, ScalingMetric,
  type AutoscaledInferenceProps, type IInference, type InferenceDeploymentProps,
} from '../../src';
import { dashboard } from '../../src/metrics/dashboard-panels';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const { GAUGE, COUNTER, HISTOGRAM } = PrometheusType;
const FRAMES = FrameMetrics.of({ inferred: 'ei_infer_fps', dropped: 'ei_drop_fps', ratio: 'ei_scale_ratio' });
const custom = (metrics?: Record<string, PrometheusType>) => ModelServer.custom({
  image: 'a/engine:1',
  metricsPort: 8000,
  metrics,
});

function scaled(changes: Partial<AutoscaledInferenceProps> = {}, chart: Chart = testChart()): IInference {
  return new AutoscaledInference(chart, 'Resnet', autoscaledProps(changes));
}
/** A chart without a namespace. */
const bare = () => new Chart(testChart().node.root, 'bare');
function fixed(changes: Partial<InferenceDeploymentProps> = {}): IInference {
  return new InferenceDeployment(testChart(), 'Resnet', deploymentProps(changes));
}
const signal = (server: ModelServer, target?: string): IInference => scaled({
  server,
  metrics: [server.scalingMetric(target)],
});

/** Served models of every kind, by what is particular to each. */
const SERVED: Array<[string, () => IInference]> = [
  ['TensorFlow Serving on CPU', () => scaled()],
  ['TensorFlow Serving on its signal', () => signal(ModelServer.tensorflowServing(), '7')],
  ['Triton', () => signal(ModelServer.triton())],
  ['OpenVINO Model Server', () => signal(ModelServer.openvino(), '4')],
  ['vLLM', () => signal(ModelServer.vllm(), '16')],
  ['TorchServe', () => signal(ModelServer.torchServe(), '100')],
  ['llama.cpp', () => signal(ModelServer.llamaCpp({ modelFile: 'q.gguf', parallelRequests: 4 }))],
  ['KServe', () => signal(ModelServer.kserve({ image: 'a/iris:1' }), '4')],
  ['MLServer', () => signal(ModelServer.mlServer(), '4')],
  ['BentoML', () => signal(ModelServer.bentoMl({ image: 'a/bento:1' }), '4')],
  ['LlamaEdge',
    () => scaled({
      server: ModelServer.llamaEdge({ image: 'a/b:1' }),
      model: undefined,
      metrics: [ScalingMetric.cpuUtilization(50)],
    })],
  ['an engine for video streams',
    () => scaled({
      server: custom(FRAMES.series),
      metrics: [ScalingMetric.inference(FRAMES.scaleRatio(), '1'), ScalingMetric.inference(FRAMES.offered(), '10')],
    })],
  ['KEDA',
    () => scaled({
      server: custom(FRAMES.series),
      metrics: [ScalingMetric.pods('ei_scale_ratio', '1')],
      engine: ScalingEngine.keda({ prometheus: 'http://prometheus:9090' }),
    })],
  ['KEDA without metrics', () => scaled({
    minReplicas: 0,
    metrics: [],
    engine: ScalingEngine.keda({
      triggers: [KedaTrigger.redis({ address: 'redis:6379', listName: 'queue', listLength: 8 })],
    }),
  })],
  ['metrics from outside',
    () => scaled({
      metrics: [ScalingMetric.externalAverageValue('depth', '30'), ScalingMetric.memoryUtilization(80)],
    })],
  ['a fixed number', () => fixed({ replicas: 2 })],
  ['no namespace', () => scaled({}, bare())],
];

interface Panel { readonly title: string; readonly unit: string; readonly lines: Array<[string, string]> }

/** The panels of a dashboard, each with its lines. */
function panels(of: IInference): Panel[] {
  return (dashboard(of) as any).panels.map(({ title, fieldConfig, targets }: any) => (
    { title, unit: fieldConfig.defaults.unit, lines: targets.map((t: any) => [t.legendFormat, t.expr]) }));
}
const titles = (of: IInference): string[] => panels(of).map((p) => p.title);
const lines = (of: IInference, title: string): Array<[string, string]> => (
  panels(of).find((p) => p.title === title)!.lines);

const GENERATED = '[b-df-hj-np-tv-xz24-9]';
const PODS = `namespace="vision",pod=~"resnet-${GENERATED}{6,10}-${GENERATED}{5}"`;

/** The labels that select the pods, the Deployment or the autoscaler of the model. */
const OF_MODEL = new RegExp('namespace="(vision|default)",'
  + '(pod=~"resnet-|deployment="resnet"|horizontalpodautoscaler="(keda-hpa-)?resnet")');

describe('in the types of Grafana', () => {
  const made = SERVED.map(([, of]) => dashboard(of()));
  const said = compared(made);

  test.each(SERVED.map(([name], i): [string, number] => [name, i]))('the dashboard fits: %s', (_, i) => {
    expect(said[i]).toEqual([]);
  });

  test('a dashboard that does not fit is reported', () => {
    const [good] = made as any[];
    const withPanel = (panel: object) => ({
      ...good,
      panels: [{ ...good.panels[0], ...panel }, ...good.panels.slice(1)],
    });
    const { schemaVersion: _, ...unversioned } = good;
    const bad: object[] = [
      { ...good, owner: 'me' },
      { ...good, graphTooltip: 7 },
      unversioned,
      { ...good, templating: { list: [{ ...good.templating.list[0], current: {} }] } },
      withPanel({ type: 'graph' }),
      withPanel({ gridPos: { x: 0, y: 0, w: 12 } }),
      withPanel({ targets: [{ ...good.panels[0].targets[0], query: 'up' }] }),
      withPanel({
        fieldConfig: {
          ...good.panels[0].fieldConfig,
          defaults: { ...good.panels[0].fieldConfig.defaults, unit: 'parsecs' },
        },
      }),
      withPanel({
        fieldConfig: {
          ...good.panels[0].fieldConfig,
          defaults: { ...good.panels[0].fieldConfig.defaults, custom: { drawStyle: 'crayon' } },
        },
      }),
      withPanel({ options: { ...good.panels[0].options, tooltip: { mode: 'multi' } } }),
    ];
    expect(compared(bad).map((told) => told.length)).toEqual(bad.map(() => 1));
  });
});

describe.each(SERVED)('the dashboard of a model, %s,', (_, of) => {
  const made: any = dashboard(of());

  test('lets its user choose the Prometheus, and queries no other', () => {
    expect(made.templating.list).toEqual([
      { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', hide: 0 },
    ]);
    const sources = made.panels.flatMap((p: any) => [p.datasource, ...p.targets.map((t: any) => t.datasource)]);
    expect(new Set(sources.map((s: any) => JSON.stringify(s)))).toEqual(new Set([
      '{"type":"prometheus","uid":"${datasource}"}',
    ]));
  });

  test('has panels that do not overlap, with ids and queries of their own', () => {
    const places = made.panels.map((p: any) => `${p.gridPos.x},${p.gridPos.y}`);
    expect(new Set(places).size).toBe(made.panels.length);
    for (const { gridPos } of made.panels) {
      expect([
        gridPos.x % 12,
        gridPos.y % 8,
        gridPos.w,
        gridPos.h,
        gridPos.x < 24,
      ]).toEqual([0, 0, 12, 8, true]);
    }
    expect(made.panels.map((p: any) => p.id)).toEqual(made.panels.map((_p: any, i: number) => i + 1));
    for (const { targets } of made.panels) {
      expect(targets.map((t: any) => t.refId).join('')).toBe('ABCDEFGH'.slice(0,
        targets.length));
    }
    for (const { targets } of made.panels) expect(targets.length).toBeGreaterThan(0);
  });

  test('begins with the replicas and ends with CPU and memory', () => {
    const all = made.panels.map((p: any) => p.title);
    expect([all[0], ...all.slice(-2)]).toEqual(['Replicas', 'CPU', 'Memory']);
  });

  test('has units that Grafana knows', () => {
    expect(Object.values(units)).toEqual(expect.arrayContaining(made.panels.map((p: any) => (
      p.fieldConfig.defaults.unit))));
  });

  test('reads the pods of this model only', () => {
    for (const { targets } of made.panels) {
      for (const { expr } of targets) {
        // Without the numbers of the names of pods, which are in braces too.
        const selectors: string[] = expr.replace(/\{[\d,]+\}/g, '').match(/\{[^}]*\}/g) ?? [];
        for (const selector of selectors) {
          expect(selector).toMatch(OF_MODEL);
        }
        expect(selectors.length > 0 || expr.startsWith('vector(')).toBe(true);
      }
    }
  });
});

describe('the dashboard', () => {
  test('is called after the model and keeps its id, by which Grafana links to it', () => {
    const head = (of: IInference) => {
      const { uid, title, tags } = dashboard(of) as any;
      return { uid, title, tags };
    };
    const one = head(scaled());
    expect(one).toMatchObject({ title: 'Inference: vision/resnet', tags: ['inference', 'tensorflow-serving'] });
    expect(one.uid).toMatch(/^[0-9a-f]{20}$/);
    expect(head(scaled({ maxReplicas: 9, metrics: [ScalingMetric.cpuUtilization(10)] })).uid).toBe(one.uid);
    const others = [
      head(scaled({}, testChart('test', 'audio'))),
      head(scaled({ name: 'bert' })),
      head(scaled({}, bare())),
    ];
    expect(new Set([one, ...others].map((h) => h.uid)).size).toBe(4);
    expect(others.map((h) => h.title)).toEqual([
      'Inference: audio/resnet',
      'Inference: vision/bert',
      'Inference: default/resnet',
    ]);
  });

  test('opens on the last hour, anew every half minute, with axes from 0, and may be changed', () => {
    const made: any = dashboard(scaled());
    expect(made).toMatchObject({
      time: { from: 'now-1h', to: 'now' },
      refresh: '30s',
      editable: true,
      schemaVersion: 39,
      version: 1,
    });
    expect(made.panels.map((p: any) => p.fieldConfig.defaults.min)).toEqual(made.panels.map(() => 0));
  });

  test('shows replicas between the limits of their autoscaler', () => {
    const hpa = (field: string, name: string) => (
      `max(kube_horizontalpodautoscaler_${field}{namespace="vision",horizontalpodautoscaler="${name}"})`);
    const expected = (name: string) => [
      ['available', 'max(kube_deployment_status_replicas_available{namespace="vision",deployment="resnet"})'],
      ['desired', hpa('status_desired_replicas', name)], ['least', hpa('spec_min_replicas', name)], ['most',
        hpa('spec_max_replicas', name)],
    ];
    expect(lines(scaled(), 'Replicas')).toEqual(expected('resnet'));
    expect(lines(scaled({ autoscalerName: 'mine' }), 'Replicas')).toEqual(expected('mine'));
    expect(lines(scaled({ engine: ScalingEngine.keda() }), 'Replicas')).toEqual(expected('keda-hpa-resnet'));
    expect(lines(fixed(), 'Replicas')).toEqual([expected('resnet')[0]]);
  });

  test('shows the metrics of the autoscaler and their targets, as the adapter computes them', () => {
    const perSecond = InferenceMetric.rate('asked_total', { window: Duration.minutes(2) });
    const it = scaled({
      server: custom(),
      metrics: [
        ScalingMetric.inference(perSecond, '500m'),
        ScalingMetric.pods('bytes', '64M', { matchLabels: { stream: 'a', part: '1' } }),
      ],
    });
    expect(titles(it)).toEqual(['Replicas', 'asked_per_second', 'bytes', 'CPU', 'Memory']);
    expect(lines(it, 'asked_per_second')).toEqual([
      ['mean of the pods',
        `avg(${perSecond._promql(PODS, 'pod')})`], ['all pods', `sum(${perSecond._promql(PODS, 'pod')})`], ['target',
        'vector(0.5)'],
    ]);
    const [mean, , target] = lines(it, 'bytes');
    expect(mean[1]).toContain(`avg(bytes{${PODS},stream="a",part="1"}) by (pod)`);
    expect(target).toEqual(['target', 'vector(64000000)']);
  });

  test('leaves out a metric of pods that no series has the name of: a rule that is not here makes it', () => {
    expect(titles(scaled({
      server: custom(),
      metrics: [ScalingMetric.pods('requests-per-second', '1'), ScalingMetric.pods('fps', '1')],
    }))).toEqual(['Replicas', 'fps', 'CPU', 'Memory']);
  });

  test('shows frames and drops where the server shows them, and no counters', () => {
    const it = fixed({ server: custom({ ...FRAMES.series, frames_total: COUNTER, temperature: GAUGE }) });
    expect(lines(it, 'Frames')).toEqual([
      ['ei_infer_fps', `sum(ei_infer_fps{${PODS}})`],
      ['ei_drop_fps', `sum(ei_drop_fps{${PODS}})`],
    ]);
    expect(titles(fixed({ server: custom({ frames_total: COUNTER, temperature: GAUGE }) }))).toEqual([
      'Replicas',
      'CPU',
      'Memory',
    ]);
  });

  test.each<[string, ModelServer, string, string]>([
    ['TensorFlow Serving in µs', ModelServer.tensorflowServing(), ':tensorflow:serving:request_latency', 'µs'],
    ['OpenVINO Model Server in µs', ModelServer.openvino(), 'ovms_request_time_us', 'µs'],
    ['vLLM in seconds', ModelServer.vllm(), 'vllm:e2e_request_latency_seconds', 's'],
    ['a server of its own in µs', custom({ call_duration_microseconds: HISTOGRAM }), 'call_duration_microseconds',
      'µs'],
    ['a server of its own in ms', custom({ latency_ms: HISTOGRAM }), 'latency_ms', 'ms'],
    ['a server of its own in milliseconds', custom({ call_latency_milliseconds: HISTOGRAM }),
      'call_latency_milliseconds', 'ms'],
    ['a server of its own in seconds, whose name holds "_us"', custom({ latency_of_user_seconds: HISTOGRAM }),
      'latency_of_user_seconds', 's'],
  ])('shows the latency of %s', (_, server, histogram, unit) => {
    const panel = panels(fixed({ server })).find((p) => p.title === 'Latency')!;
    expect(panel.unit).toBe(unit);
    expect(panel.lines).toEqual([0.5, 0.9, 0.99].map((q) => (
      [`p${q * 100}`, InferenceMetric.quantile(histogram, q)._promql(PODS, 'namespace')])));
  });

  test.each<[string, ModelServer]>([
    ['Triton, which shows totals', ModelServer.triton()],
    ['a server without metrics', ModelServer.tensorflowServing({ enableMetrics: false })],
    ['a server with a gauge of that name', custom({ latency: GAUGE })],
    ['a server of which nothing is known', custom()],
  ])('shows no latency of %s', (_, server) => {
    expect(titles(fixed({ server }))).not.toContain('Latency');
  });

  test.each<[string, ScalingMetric, string]>([
    ['CPU', ScalingMetric.containerCpuUtilization('m', 60), 'cpu'],
    ['Memory', ScalingMetric.containerMemoryUtilization('m', 60), 'memory'],
  ])('shows %s of the one container that the autoscaler looks at', (title, metric, resource) => {
    const [[, expr]] = lines(scaled({ metrics: [metric], containerName: 'm' } as any), title);
    const [used, requested] = expr.split(' / ');
    expect(used).toContain(`{${PODS},container="m"}`);
    expect(requested).toBe(`sum(kube_pod_container_resource_requests{${PODS},container="m",resource="${resource}"})`);
  });

  test('shows CPU and memory as shares of the request, beside the target where there is one', () => {
    const it = scaled({ metrics: [ScalingMetric.memoryUtilization(80), ScalingMetric.cpuUtilization(60)] });
    const asked = (name: string) => `sum(kube_pod_container_resource_requests{${PODS},resource="${name}"})`;
    expect(lines(it, 'CPU')).toEqual([
      ['of the request', `sum(rate(container_cpu_usage_seconds_total{${PODS},container!=""}[2m])) / ${asked('cpu')}`],
      ['target', 'vector(0.6)'],
    ]);
    expect(lines(it, 'Memory')).toEqual([
      ['of the request', `sum(container_memory_working_set_bytes{${PODS},container!=""}) / ${asked('memory')}`],
      ['target', 'vector(0.8)'],
    ]);
    expect(['CPU', 'Memory'].map((title) => lines(fixed(), title).length)).toEqual([1, 1]);
  });
});
