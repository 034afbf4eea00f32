/**
 * Runs promtool of Prometheus over the queries of prometheus-adapter's configuration: writes them as recording rules,
 * expanded as the adapter expands them, with tests of their values. The queries of dashboards are checked too.
 *
 *   ts-node test/metrics/promtool.ts <promtool> <folder with manifests>...
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart, Duration } from 'cdk8s';
import { parse, parseAllDocuments, stringify } from 'yaml';
import {
  AutoscaledInference, FrameMetrics, InferenceMetric, LatencyUnit, ModelServer, ScalingMetric,
} from '../../src';
import { dashboard } from '../../src/metrics/dashboard-panels';
import { SERVER_METRICS } from '../../src/servers/server-metrics';
import { autoscaledProps } from '../helpers';

const MATCHERS = 'namespace="vision",pod=~"a|b"';

/** The query that the adapter sends for the pods a and b. */
function expand(query: string): string {
  return query.split('<<.LabelMatchers>>').join(MATCHERS).split('<<.GroupBy>>').join('pod');
}

interface Case {
  readonly metric: InferenceMetric;
  readonly series: Record<string, string>;
  readonly at: string;
  readonly values: Record<string, number>;
}

const minute = { window: Duration.minutes(1) };
const frames = FrameMetrics.of({ inferred: 'infer_fps', dropped: 'drop_fps' });
/** Each metric with series of two pods, and the values that the adapter returns; a pod may have no value. */
const CASES: Case[] = [
  {
    metric: InferenceMetric.gauge('fps'),
    series: {
      'fps{pod="a",model="x"}': '3x10',
      'fps{pod="a",model="y"}': '4x10',
      'fps{pod="b"}': '1x10',
      'fps{pod="c"}': '9x10',
    },
    at: '2m',
    values: { a: 7, b: 1 },
  },
  {
    metric: InferenceMetric.gauge('broken'),
    series: { 'broken{pod="a"}': 'NaNx10', 'broken{pod="b"}': 'Infx10' },
    at: '2m',
    values: {},
  },
  {
    metric: InferenceMetric.sum(['running', 'waiting']),
    series: { 'running{pod="a"}': '2x10', 'waiting{pod="a"}': '5x10' },
    at: '2m',
    values: { a: 7 },
  },
  {
    metric: InferenceMetric.rate('asked_total', minute),
    series: { 'asked_total{pod="a"}': '0+150x40', 'asked_total{pod="b"}': '0+0x40' },
    at: '5m',
    values: { a: 10, b: 0 },
  },
  {
    metric: InferenceMetric.inFlight('spent_ms', { ...minute, unit: LatencyUnit.MILLISECONDS }),
    series: { 'spent_ms{pod="a"}': '0+22500x40', 'spent_ms{pod="b"}': '0+0x40' },
    at: '5m',
    values: { a: 1.5, b: 0 },
  },
  {
    metric: InferenceMetric.ratio('queue_us', 'asked_total', minute),
    series: {
      'queue_us{pod="a"}': '0+15000x40',
      'asked_total{pod="a"}': '0+150x40',
      'queue_us{pod="b"}': '0x40',
      'asked_total{pod="b"}': '7x40',
    },
    at: '5m',
    values: { a: 100, b: 0 },
  },
  {
    metric: InferenceMetric.ratio('queue_us', 'asked_total', { ...minute, factor: 0.001, name: 'queue_ms' }),
    series: { 'queue_us{pod="a"}': '0+15000x40', 'asked_total{pod="a"}': '0+150x40' },
    at: '5m',
    values: { a: 0.1 },
  },
  {
    metric: InferenceMetric.quantile('latency', 0.9, minute),
    series: {
      'latency_bucket{pod="a",le="1"}': '0+0x40',
      'latency_bucket{pod="a",le="2"}': '0+15x40',
      'latency_bucket{pod="a",le="+Inf"}': '0+15x40',
      'latency_count{pod="a"}': '0+15x40',
      'latency_bucket{pod="b",le="1"}': '5x40',
      'latency_bucket{pod="b",le="+Inf"}': '5x40',
      'latency_count{pod="b"}': '5x40',
    },
    at: '5m',
    values: { a: 1.9, b: 0 },
  },
  {
    metric: InferenceMetric.query('most', ['fps'], 'max(fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)'),
    series: { 'fps{pod="a",model="x"}': '3x10', 'fps{pod="a",model="y"}': '4x10' },
    at: '2m',
    values: { a: 4 },
  },
  {
    metric: frames.offered(),
    series: {
      'infer_fps{pod="a"}': '10x10',
      'drop_fps{pod="a"}': '5x10',
      'infer_fps{pod="b"}': '0x10',
      'drop_fps{pod="b"}': '0x10',
    },
    at: '2m',
    values: { a: 15, b: 0 },
  },
  // Overloaded, and idle.
  {
    metric: frames.scaleRatio(),
    series: {
      'infer_fps{pod="a"}': '10x10',
      'drop_fps{pod="a"}': '5x10',
      'infer_fps{pod="b"}': '0x10',
      'drop_fps{pod="b"}': '0x10',
    },
    at: '2m',
    values: { a: 1.5, b: 0 },
  },
  // Without drops, and with all frames dropped, for which there is no ratio.
  {
    metric: frames.scaleRatio(),
    series: {
      'infer_fps{pod="a"}': '10x10',
      'drop_fps{pod="a"}': '0x10',
      'infer_fps{pod="b"}': '0x10',
      'drop_fps{pod="b"}': '5x10',
    },
    at: '2m',
    values: { a: 1 },
  },
];

/** The signal of each server: two models where it serves several, and an idle pod. */
const SIGNALS: Record<string, Pick<Case, 'series' | 'values'>> = {
  'tensorflow-serving': {
    series: {
      ':tensorflow:serving:request_count{pod="a",model_name="x",status="OK"}': '0+90x40',
      ':tensorflow:serving:request_count{pod="a",model_name="x",status="NOT_FOUND"}': '0+15x40',
      ':tensorflow:serving:request_count{pod="b",model_name="x",status="OK"}': '7x40',
    },
    values: { a: 7, b: 0 },
  },
  'triton': {
    series: {
      'nv_inference_request_duration_us{pod="a",model="x",version="1"}': '0+30000000x40',
      'nv_inference_request_duration_us{pod="a",model="y",version="1"}': '0+15000000x40',
      'nv_inference_request_duration_us{pod="b",model="x",version="1"}': '500x40',
    },
    values: { a: 3, b: 0 },
  },
  'openvino-model-server': {
    series: {
      'ovms_current_requests{pod="a",name="x",version="1"}': '3x40',
      'ovms_current_requests{pod="a",name="y",version="1"}': '1x40',
      'ovms_current_requests{pod="b",name="x",version="1"}': '0x40',
    },
    values: { a: 4, b: 0 },
  },
  'vllm': {
    series: {
      'vllm:num_requests_running{pod="a",model_name="x",engine="0"}': '5x40',
      'vllm:num_requests_waiting{pod="a",model_name="x",engine="0"}': '3x40',
      'vllm:num_requests_running{pod="b",model_name="x",engine="0"}': '0x40',
      'vllm:num_requests_waiting{pod="b",model_name="x",engine="0"}': '0x40',
    },
    values: { a: 8, b: 0 },
  },
  'torchserve': {
    series: {
      'ts_inference_latency_microseconds{pod="a",model_name="x",hostname="a"}': '0+30000000x40',
      'ts_inference_latency_microseconds{pod="b",model_name="x",hostname="b"}': '100x40',
    },
    values: { a: 2, b: 0 },
  },
  'llama-cpp': {
    series: {
      'llamacpp:requests_processing{pod="a"}': '4x40',
      'llamacpp:requests_deferred{pod="a"}': '2x40',
      'llamacpp:requests_processing{pod="b"}': '0x40',
      'llamacpp:requests_deferred{pod="b"}': '0x40',
    },
    values: { a: 6, b: 0 },
  },
};
for (const [id, { signal }] of Object.entries(SERVER_METRICS)) {
  if (signal === undefined) continue;
  if (SIGNALS[id] === undefined) throw new Error(`there is no case for the signal of ${id}`);
  CASES.push({ metric: signal, at: '5m', ...SIGNALS[id] });
}

const [promtool, ...folders] = process.argv.slice(2);
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'promtool-'));
const run = (...args: string[]) => execFileSync(promtool, args, { cwd: out, stdio: 'inherit' });
const write = (name: string, content: object) => fs.writeFileSync(path.join(out, name), stringify(content));
const rule = (expr: string, i: number) => ({ record: `x_${i}`, expr });

/** Whether Prometheus accepts the expressions; how many there are. */
function accepted(name: string, expressions: readonly string[]): number {
  write(`${name}.yaml`, { groups: [{ name, interval: '15s', rules: expressions.map(rule) }] });
  run('check', 'rules', `${name}.yaml`);
  return expressions.length;
}

/** `3x10`: the value, and ten times again. */
function repeated(text: string): string {
  const [value, times] = text.split('x');
  return Array(Number(times) + 1).fill(value).join(' ');
}

function queries(of: object): string[] {
  return (of as { panels: Array<{ targets: Array<{ expr: string }> }> }).panels.flatMap((p) => (
    p.targets.map((t) => t.expr)));
}

/** The dashboards of every server on its signal, and of one on CPU and a metric with labels. */
function dashboards(): string[] {
  const servers = [
    ModelServer.tensorflowServing(),
    ModelServer.triton(),
    ModelServer.openvino(),
    ModelServer.vllm(),
    ModelServer.torchServe(),
    ModelServer.llamaCpp({ modelFile: 'q.gguf' }),
    ModelServer.kserve({ image: 'a/iris:1' }),
    ModelServer.mlServer(),
    ModelServer.bentoMl({ image: 'a/bento:1' }),
    ModelServer.custom({ image: 'a/engine:1', metricsPort: 8000, metrics: frames.series }),
  ];
  const followed = (server: ModelServer) => (
    server.signal ? server.scalingMetric('3') : ScalingMetric.inference(frames.scaleRatio(), '1'));
  const labelled = [
    ScalingMetric.cpuUtilization(60),
    ScalingMetric.memoryUtilization(80),
    ScalingMetric.pods('vllm:num_requests_waiting', '500m', { matchLabels: { engine: '0' } }),
  ];
  const chart = new Chart(new App({ outdir: out }), 'charts', { namespace: 'vision' });
  return [...servers.map((server) => ({ server, metrics: [followed(server)] })), { metrics: labelled }]
    .flatMap((changes, i) => queries(dashboard(new AutoscaledInference(chart, `S${i}`, autoscaledProps(changes)))));
}

accepted('cases', CASES.map(({ metric }) => expand(metric._promql('<<.LabelMatchers>>', '<<.GroupBy>>'))));
write('tests.yaml', {
  rule_files: ['cases.yaml'],
  evaluation_interval: '15s',
  tests: CASES.map(({ series, at, values }, i) => ({
    interval: '15s',
    input_series: Object.entries(series).map(([s, v]) => ({
      series: s.replace('{', '{namespace="vision",'),
      values: /^[\d.]+x|^NaN|^Inf/.test(v) ? repeated(v) : v,
    })),
    promql_expr_test: [{
      expr: `x_${i}`,
      eval_time: at,
      exp_samples: Object.entries(values).map(([pod, value]) => ({ labels: `x_${i}{pod="${pod}"}`, value })),
    }],
  })),
});
run('test', 'rules', 'tests.yaml');
let shown = accepted('dashboards', dashboards());

let seen = 0;
for (const folder of folders) {
  for (const file of fs.readdirSync(folder)) {
    for (const doc of parseAllDocuments(fs.readFileSync(path.join(folder, file), 'utf8'))) {
      const { kind, data = {} } = (doc.toJS() ?? {}) as { kind?: string; data?: Record<string, string> };
      if (kind !== 'ConfigMap') continue;
      for (const [key, text] of Object.entries(data)) {
        if (key === 'config.yaml') {
          const { rules } = parse(text);
          accepted('emitted', rules.flatMap((r: any) => [r.seriesQuery, expand(r.metricsQuery)]));
          seen += rules.length;
        } else if (key.endsWith('.json') && text.includes('schemaVersion')) {
          shown += accepted('emitted-dashboard', queries(JSON.parse(text)));
        }
      }
    }
  }
}
fs.rmSync(out, { recursive: true });
console.log(`${CASES.length} metrics, ${seen} emitted rules and ${shown} queries of dashboards are as expected`);
