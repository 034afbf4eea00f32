import { Duration } from 'cdk8s';
import { FrameMetrics, InferenceMetric, LatencyUnit } from '../../src';
import { SERVER_METRICS } from '../../src/servers/server-metrics';

export interface MetricCase {
  readonly metric: InferenceMetric;
  readonly series: Record<string, string>;
  readonly at: string;
  readonly values: Record<string, number>;
}

const minute = { window: Duration.minutes(1) };
const frames = FrameMetrics.of({ inferred: 'infer_fps', dropped: 'drop_fps' });
/** Each metric with series of two pods, and the values that the adapter returns; a pod may have no value. */
export const METRIC_CASES: MetricCase[] = [
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
const SIGNALS: Record<string, Pick<MetricCase, 'series' | 'values'>> = {
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
  'kserve': {
    series: {
      'request_predict_seconds_sum{pod="a",model_name="x"}': '0+30x40',
      'request_predict_seconds_sum{pod="a",model_name="y"}': '0+15x40',
      'request_predict_seconds_sum{pod="b",model_name="x"}': '7x40',
    },
    values: { a: 3, b: 0 },
  },
  'mlserver': {
    series: {
      'model_infer_request_duration_sum{pod="a",model="x",version="1"}': '0+12x40',
      'model_infer_request_duration_sum{pod="b",model="x",version="1"}': '7x40',
    },
    values: { a: 0.8, b: 0 },
  },
  // The operator's label `endpoint` is the port; without an operator it is that of the server. Health does not count.
  'bentoml': {
    series: {
      'bentoml_service_request_in_progress{pod="a",endpoint="http",exported_endpoint="/classify"}': '4x40',
      'bentoml_service_request_in_progress{pod="a",endpoint="http",exported_endpoint="/readyz"}': '1x40',
      'bentoml_service_request_in_progress{pod="b",endpoint="/classify"}': '2x40',
      'bentoml_service_request_in_progress{pod="b",endpoint="/livez"}': '1x40',
    },
    values: { a: 4, b: 2 },
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
  METRIC_CASES.push({ metric: signal, at: '5m', ...SIGNALS[id] });
}
