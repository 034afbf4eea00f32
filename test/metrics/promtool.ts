/**
 * Runs promtool of Prometheus over the queries of prometheus-adapter's configuration: writes them as recording rules,
 * expanded as the adapter expands them, with tests of their values. The queries of dashboards are checked too, and
 * alerts fire in the cases of `alert-cases.ts` when they should, and only then.
 *
 *   ts-node test/metrics/promtool.ts <promtool> <folder with manifests>...
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart } from 'cdk8s';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { ALERT_CASES, alertedModels, STARTUP } from './alert-cases';
import { METRIC_CASES } from './metric-cases';
import { alertsFire } from './promtool-alerts';
import {
  AutoscaledInference, FrameMetrics, HeadIngressAlerts, InferenceAlerts, ModelServer, ScalingMetric,
} from '../../src';
import { dashboard } from '../../src/metrics/dashboard-panels';
import { alertedIngresses, HEAD_ALERT_CASES } from '../head-ingress/head-alert-cases';
import { autoscaledProps, synth } from '../helpers';

const MATCHERS = 'namespace="vision",pod=~"a|b"';

/** The query that the adapter sends for the pods a and b. */
function expand(query: string): string {
  return query.split('<<.LabelMatchers>>').join(MATCHERS).split('<<.GroupBy>>').join('pod');
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

const frames = FrameMetrics.of({ inferred: 'infer_fps', dropped: 'drop_fps' });

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

accepted('cases', METRIC_CASES.map(({ metric }) => expand(metric._promql('<<.LabelMatchers>>', '<<.GroupBy>>'))));
write('tests.yaml', {
  rule_files: ['cases.yaml'],
  evaluation_interval: '15s',
  tests: METRIC_CASES.map(({ series, at, values }, i) => ({
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
const alertChart = (id: string) => new Chart(new App({ outdir: out }), id, { namespace: 'vision' });
const models = alertChart('models');
new InferenceAlerts(models, 'Alerts', { of: alertedModels(models), startup: STARTUP });
alertsFire(synth(models), ALERT_CASES, { run, write });
const ingresses = alertChart('ingresses');
new HeadIngressAlerts(ingresses, 'Alerts', { of: alertedIngresses(ingresses) });
alertsFire(synth(ingresses), HEAD_ALERT_CASES, { run, write });
const cases = ALERT_CASES.length + HEAD_ALERT_CASES.length;
let shown = accepted('dashboards', dashboards());

let seen = 0;
let alerts = 0;
for (const folder of folders) {
  for (const file of fs.readdirSync(folder)) {
    for (const doc of parseAllDocuments(fs.readFileSync(path.join(folder, file), 'utf8'))) {
      const { kind, data = {}, spec } = (
        (doc.toJS() ?? {}) as { kind?: string; data?: Record<string, string>; spec?: any });
      if (kind === 'PrometheusRule') {
        write('emitted-alerts.yaml', spec);
        run('check', 'rules', 'emitted-alerts.yaml');
        alerts += spec.groups.flatMap((g: any) => g.rules).length;
      }
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
console.log(`${METRIC_CASES.length} metrics, ${seen} emitted rules, ${shown} queries of dashboards, ${cases} cases of `
  + `alerts and ${alerts} emitted alerts are as expected`);
