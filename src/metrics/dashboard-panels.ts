import { createHash } from 'crypto';
import { Chart } from 'cdk8s';
import { measuresOf, type Measure } from './served-metrics';
import { parseQuantity } from '../validation/quantity';
import type { IInference } from '../servers/inference';
import { InferenceMetric } from '../values/inference-metric';
import type { ModelServer } from '../servers/model-server';
import { PrometheusType } from '../values/prometheus-type';

/** One line of a panel. */
interface Query { readonly expr: string; readonly legend: string }

interface Panel { readonly title: string; readonly unit: string; readonly queries: readonly Query[]; readonly description?: string }

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const WIDTH = 12;
const HEIGHT = 8;

/** The dashboard of one served model, in Grafana's JSON. */
export function dashboard(inference: IInference): object {
  const namespace = Chart.of(inference).namespace ?? 'default';
  return {
    // The same for the same model, so that a link to it holds.
    uid: createHash('sha256').update(`${namespace}/${inference.name}`).digest('hex').slice(0, 20),
    title: `Inference: ${namespace}/${inference.name}`,
    tags: ['inference', inference.server._row.id],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', hide: 0 }] },
    annotations: { list: [] },
    links: [],
    panels: panelsOf(inference, namespace).map((panel, i) => ({
      id: i + 1,
      type: 'timeseries',
      title: panel.title,
      ...(panel.description !== undefined && { description: panel.description }),
      datasource: DATASOURCE,
      gridPos: { x: (i % 2) * WIDTH, y: Math.floor(i / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
      fieldConfig: { defaults: { unit: panel.unit, min: 0, custom: { drawStyle: 'line', lineWidth: 1, fillOpacity: 5, spanNulls: false } }, overrides: [] },
      options: { legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] }, tooltip: { mode: 'multi', sort: 'none' } },
      targets: panel.queries.map(({ expr, legend: legendFormat }, q) => (
        { refId: String.fromCharCode(65 + q), datasource: DATASOURCE, expr, legendFormat, range: true })),
    })),
  };
}

function panelsOf(inference: IInference, namespace: string): Panel[] {
  const { name } = inference;
  const pods = `namespace="${namespace}",pod=~"${name.replace(/\./g, '\\\\.')}-[a-z0-9]+-[a-z0-9]+"`;
  return [
    replicas(inference, namespace),
    ...measuresOf(inference).filter(({ metric }) => metric._problems('').length === 0).map((measure) => followed(measure, pods)),
    ...frames(inference, pods),
    ...latency(inference, pods),
    resource('CPU', 'percentunit', 'cpu', `sum(rate(container_cpu_usage_seconds_total{${pods},container!=""}[2m]))`, pods, utilization(inference, 'cpu')),
    resource('Memory', 'percentunit', 'memory', `sum(container_memory_working_set_bytes{${pods},container!=""})`, pods, utilization(inference, 'memory')),
  ];
}

/** What an autoscaler follows. A metric of pods that has not the name of a series is made by a rule that nobody here knows. */
function followed({ metric, target, labels }: Measure, pods: string): Panel {
  const value = metric._promql([pods, ...Object.entries(labels).map(([label, is]) => `${label}="${is}"`)].join(','), 'pod');
  return {
    title: metric.name,
    unit: 'short',
    description: 'What the autoscaler compares: the mean over the pods, beside its target.',
    queries: [
      { expr: `avg(${value})`, legend: 'mean of the pods' },
      { expr: `sum(${value})`, legend: 'all pods' },
      { expr: `vector(${parseQuantity(target)})`, legend: 'target' },
    ],
  };
}

function replicas({ name, autoscalerName }: IInference, namespace: string): Panel {
  const hpa = (field: string) => `max(kube_horizontalpodautoscaler_${field}{namespace="${namespace}",horizontalpodautoscaler="${autoscalerName}"})`;
  return {
    title: 'Replicas',
    unit: 'short',
    queries: [
      { expr: `max(kube_deployment_status_replicas_available{namespace="${namespace}",deployment="${name}"})`, legend: 'available' },
      ...(autoscalerName === undefined ? [] : [
        { expr: hpa('status_desired_replicas'), legend: 'desired' },
        { expr: hpa('spec_min_replicas'), legend: 'least' },
        { expr: hpa('spec_max_replicas'), legend: 'most' },
      ]),
    ],
  };
}

/** Frames per second and drops, where the server shows gauges that are called so. */
function frames({ server }: IInference, pods: string): Panel[] {
  const shown = seriesOf(server, PrometheusType.GAUGE, /(fps|frames|drop)/i);
  if (shown.length === 0) return [];
  return [{ title: 'Frames', unit: 'short', queries: shown.map((series) => ({ expr: `sum(${series}{${pods}})`, legend: series })) }];
}

function latency({ server }: IInference, pods: string): Panel[] {
  const [histogram] = seriesOf(server, PrometheusType.HISTOGRAM, /(latency|_time|duration)/i);
  if (histogram === undefined) return [];
  return [{
    title: 'Latency',
    unit: /_(us|microseconds)$|tensorflow/.test(histogram) ? 'µs' : /_(ms|milliseconds)$/.test(histogram) ? 'ms' : 's',
    queries: [0.5, 0.9, 0.99].map((q) => ({ expr: InferenceMetric.quantile(histogram, q)._promql(pods, 'namespace'), legend: `p${q * 100}` })),
  }];
}

/** What is used as a share of what is requested, beside the target where there is one. */
function resource(title: string, unit: string, name: string, used: string, pods: string, target: number | undefined): Panel {
  return {
    title,
    unit,
    description: 'Used by all pods, as a share of what they request.',
    queries: [
      { expr: `${used} / sum(kube_pod_container_resource_requests{${pods},resource="${name}"})`, legend: 'of the request' },
      ...(target === undefined ? [] : [{ expr: `vector(${target / 100})`, legend: 'target' }]),
    ],
  };
}

function seriesOf({ metrics = {} }: ModelServer, type: PrometheusType, called: RegExp): string[] {
  return Object.keys(metrics).filter((series) => metrics[series] === type && called.test(series));
}

function utilization({ scalingMetrics }: IInference, name: string): number | undefined {
  return scalingMetrics.map((m) => m._utilization).find((u) => u?.resource === name)?.percent;
}
