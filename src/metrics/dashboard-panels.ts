import { createHash } from 'crypto';
import { measuresOf, type Measure } from './autoscaler-measures';
import { ownPodNames } from '../kubernetes/keda/pod-names';
import type { IInference } from '../servers/inference';
import type { ModelServer } from '../servers/model-server';
import { parseQuantity } from '../validation/quantity';
import { InferenceMetric } from '../values/inference-metric';
import { PrometheusType } from '../values/prometheus-type';
import type { ScalingMetric } from '../values/scaling-metric';

/** One line of a panel. */
interface Query { readonly expr: string; readonly legend: string }

interface Panel {
  readonly title: string;
  /** The unit of its axis, as Grafana names it. */
  readonly unit: string;
  readonly queries: readonly Query[];
  readonly description?: string;
}

/** Lets the user choose the Prometheus. */
const VARIABLE = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', hide: 0 };
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const WIDTH = 12;
const HEIGHT = 8;

/** The dashboard of one served model, in Grafana's JSON. */
export function dashboard(inference: IInference): object {
  const namespace = inference.workload.metadata.namespace ?? 'default';
  return {
    // The same for the same model, so that links to the dashboard stay valid.
    uid: createHash('sha256').update(`${namespace}/${inference.name}`).digest('hex').slice(0, 20),
    title: `Inference: ${namespace}/${inference.name}`,
    tags: ['inference', inference.server._row.id],
    schemaVersion: 39,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: [VARIABLE] },
    annotations: { list: [] },
    links: [],
    panels: panelsOf(inference, namespace).map(renderPanel),
  };
}

function renderPanel({ title, unit, queries, description }: Panel, index: number): object {
  const custom = { drawStyle: 'line', lineWidth: 1, fillOpacity: 5, spanNulls: false };
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    ...(description !== undefined && { description }),
    datasource: DATASOURCE,
    gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit, min: 0, custom }, overrides: [] },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'none' },
    },
    targets: queries.map(({ expr, legend: legendFormat }, q) => ({
      refId: String.fromCharCode(65 + q),
      datasource: DATASOURCE,
      expr,
      legendFormat,
      range: true,
    })),
  };
}

function panelsOf(inference: IInference, namespace: string): Panel[] {
  const { name, workload: { kind } } = inference;
  const pods = `namespace="${namespace}",pod=~"${ownPodNames(name, kind).replace(/\\/g, '\\\\')}"`;
  return [
    replicas(inference, namespace),
    ...measuresOf(inference)
      .filter(({ metric }) => metric._problems('').length === 0)
      .map((measure) => followed(measure, pods)),
    ...frames(inference, pods),
    ...latency(inference, pods),
    resource('CPU', 'cpu', (of) => `sum(rate(container_cpu_usage_seconds_total{${of}}[2m]))`, pods, inference),
    resource('Memory', 'memory', (of) => `sum(container_memory_working_set_bytes{${of}})`, pods, inference),
  ];
}

/** A metric that the autoscaler compares with its target. */
function followed({ metric, target, labels }: Measure, pods: string): Panel {
  const ofLabels = Object.entries(labels).map(([label, is]) => `${label}="${is}"`);
  const value = metric._promql([pods, ...ofLabels].join(','), 'pod');
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

function replicas({ name, workload, autoscalerName }: IInference, namespace: string): Panel {
  // kube-state-metrics names series and label by the kind.
  const kind = workload.kind.toLowerCase();
  const available = `max(kube_${kind}_status_replicas_available{namespace="${namespace}",${kind}="${name}"})`;
  const queries: Query[] = [{ expr: available, legend: 'available' }];
  if (autoscalerName !== undefined) {
    const labels = `{namespace="${namespace}",horizontalpodautoscaler="${autoscalerName}"}`;
    const ofAutoscaler = (field: string, legend: string) => (
      { expr: `max(kube_horizontalpodautoscaler_${field}${labels})`, legend });
    queries.push(
      ofAutoscaler('status_desired_replicas', 'desired'),
      ofAutoscaler('spec_min_replicas', 'least'),
      ofAutoscaler('spec_max_replicas', 'most'),
    );
  }
  return { title: 'Replicas', unit: 'short', queries };
}

/** Frames per second and dropped frames, where the server exposes gauges with such names. */
function frames({ server }: IInference, pods: string): Panel[] {
  const shown = seriesOf(server, PrometheusType.GAUGE, /(fps|frames|drop)/i);
  if (shown.length === 0) return [];
  const queries = shown.map((series) => ({ expr: `sum(${series}{${pods}})`, legend: series }));
  return [{ title: 'Frames', unit: 'short', queries }];
}

function latency({ server }: IInference, pods: string): Panel[] {
  const [histogram] = seriesOf(server, PrometheusType.HISTOGRAM, /(latency|_time|duration)/i);
  if (histogram === undefined) return [];
  const quantile = (q: number) => InferenceMetric.quantile(histogram, q)._promql(pods, 'namespace');
  return [{
    title: 'Latency',
    unit: unitOf(histogram),
    queries: [0.5, 0.9, 0.99].map((q) => ({ expr: quantile(q), legend: `p${q * 100}` })),
  }];
}

function unitOf(histogram: string): string {
  if (/_(us|microseconds)$|tensorflow/.test(histogram)) return 'µs';
  return /_(ms|milliseconds)$/.test(histogram) ? 'ms' : 's';
}

/** Utilization, and its target where there is one: that of one container, if the autoscaler looks at no other. */
function resource(
  title: string, name: string, used: (labels: string) => string, pods: string, inference: IInference,
): Panel {
  const { percent, container } = utilization(inference, name) ?? {};
  const own = container === undefined ? '' : `,container="${container}"`;
  const requested = `sum(kube_pod_container_resource_requests{${pods}${own},resource="${name}"})`;
  const expr = `${used(`${pods}${own || ',container!=""'}`)} / ${requested}`;
  const queries: Query[] = [{ expr, legend: 'of the request' }];
  if (percent !== undefined) queries.push({ expr: `vector(${percent / 100})`, legend: 'target' });
  return {
    title,
    unit: 'percentunit',
    description: container === undefined
      ? 'Used by all pods, as a share of what they request.'
      : `Used by the containers ${container}, as a share of what they request.`,
    queries,
  };
}

function seriesOf({ metrics = {} }: ModelServer, type: PrometheusType, called: RegExp): string[] {
  return Object.keys(metrics).filter((series) => metrics[series] === type && called.test(series));
}

function utilization({ scalingMetrics }: IInference, name: string): ScalingMetric['_utilization'] {
  return scalingMetrics.map((m) => m._utilization).find((u) => u?.resource === name);
}
