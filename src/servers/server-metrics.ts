// Its file alone: rules read this table, and the command would load all of cdk8s with it.
import { Duration } from 'cdk8s/lib/duration';
import { InferenceMetric } from '../values/inference-metric';
import { LatencyUnit } from '../values/inference-metric-options';
import { PrometheusType } from '../values/prometheus-type';

/** The Prometheus series of a server, and the metric to scale on. */
export interface ServerMetrics {
  /** The type of each series by name; a histogram without its suffixes. */
  readonly series: Readonly<Record<string, PrometheusType>>;
  /** A metric of load that stabilizes once there are enough replicas; undefined where the server has none. */
  readonly signal?: InferenceMetric;
}

const { GAUGE, COUNTER, HISTOGRAM } = PrometheusType;

/**
 * The requests in flight without those to the health paths. Prometheus renames the label `endpoint` of the server to
 * `exported_endpoint` where a monitor of the Prometheus operator scrapes it.
 */
const BENTOML_HEALTH = '!~"/(healthz|livez|readyz)"';
const BENTOML_QUERY = 'sum(bentoml_service_request_in_progress{<<.LabelMatchers>>,'
  + `endpoint${BENTOML_HEALTH},exported_endpoint${BENTOML_HEALTH}}) by (<<.GroupBy>>)`;

/** By the id of the row of a server. `docs/metrics.md` has the sources, and the reason for each signal. */
export const SERVER_METRICS: Readonly<Record<string, ServerMetrics>> = {
  'tensorflow-serving': {
    series: {
      ':tensorflow:serving:request_count': COUNTER,
      ':tensorflow:serving:request_latency': HISTOGRAM,
      ':tensorflow:serving:runtime_latency': HISTOGRAM,
      ':tensorflow:serving:batching_session:queuing_latency': HISTOGRAM,
    },
    signal: InferenceMetric.rate(':tensorflow:serving:request_count', { name: 'tfserving_requests_per_second' }),
  },
  'triton': {
    series: {
      nv_inference_request_success: COUNTER,
      nv_inference_request_failure: COUNTER,
      nv_inference_count: COUNTER,
      nv_inference_exec_count: COUNTER,
      nv_inference_request_duration_us: COUNTER,
      nv_inference_queue_duration_us: COUNTER,
      nv_inference_compute_infer_duration_us: COUNTER,
      nv_inference_pending_request_count: GAUGE,
      nv_gpu_utilization: GAUGE,
      nv_gpu_memory_used_bytes: GAUGE,
    },
    signal: InferenceMetric.inFlight('nv_inference_request_duration_us', {
      name: 'triton_requests_in_flight',
      unit: LatencyUnit.MICROSECONDS,
    }),
  },
  'openvino-model-server': {
    series: {
      ovms_current_requests: GAUGE,
      ovms_streams: GAUGE,
      ovms_requests_success: COUNTER,
      ovms_requests_fail: COUNTER,
      ovms_request_time_us: HISTOGRAM,
      ovms_inference_time_us: HISTOGRAM,
      ovms_wait_for_infer_req_time_us: HISTOGRAM,
    },
    signal: InferenceMetric.gauge('ovms_current_requests'),
  },
  'vllm': {
    series: {
      'vllm:num_requests_running': GAUGE,
      'vllm:num_requests_waiting': GAUGE,
      'vllm:kv_cache_usage_perc': GAUGE,
      'vllm:request_success_total': COUNTER,
      'vllm:prompt_tokens_total': COUNTER,
      'vllm:generation_tokens_total': COUNTER,
      'vllm:time_to_first_token_seconds': HISTOGRAM,
      'vllm:e2e_request_latency_seconds': HISTOGRAM,
    },
    signal: InferenceMetric.sum(['vllm:num_requests_running', 'vllm:num_requests_waiting'], {
      name: 'vllm_requests_in_flight',
    }),
  },
  'torchserve': {
    series: {
      ts_inference_requests_total: COUNTER,
      ts_inference_latency_microseconds: COUNTER,
      ts_queue_latency_microseconds: COUNTER,
    },
    signal: InferenceMetric.inFlight('ts_inference_latency_microseconds', {
      name: 'torchserve_requests_in_flight',
      unit: LatencyUnit.MICROSECONDS,
      // A request may take a minute, and is counted when it ends.
      window: Duration.minutes(2),
    }),
  },
  'llama-cpp': {
    series: {
      'llamacpp:requests_processing': GAUGE,
      'llamacpp:requests_deferred': GAUGE,
      'llamacpp:prompt_tokens_total': COUNTER,
      'llamacpp:tokens_predicted_total': COUNTER,
      'llamacpp:prompt_tokens_seconds': GAUGE,
      'llamacpp:predicted_tokens_seconds': GAUGE,
    },
    signal: InferenceMetric.sum(['llamacpp:requests_processing', 'llamacpp:requests_deferred'], {
      name: 'llamacpp_requests_in_flight',
    }),
  },
  'kserve': {
    series: {
      request_preprocess_seconds: HISTOGRAM,
      request_predict_seconds: HISTOGRAM,
      request_postprocess_seconds: HISTOGRAM,
      request_explain_seconds: HISTOGRAM,
    },
    signal: InferenceMetric.inFlight('request_predict_seconds_sum', { name: 'kserve_requests_in_flight' }),
  },
  'mlserver': {
    series: {
      model_infer_request_success_total: COUNTER,
      model_infer_request_failure_total: COUNTER,
      // A summary without quantiles, in seconds.
      model_infer_request_duration_sum: COUNTER,
      model_infer_request_duration_count: COUNTER,
    },
    signal: InferenceMetric.inFlight('model_infer_request_duration_sum', { name: 'mlserver_requests_in_flight' }),
  },
  'bentoml': {
    series: {
      bentoml_service_request_in_progress: GAUGE,
      bentoml_service_request_total: COUNTER,
      bentoml_service_request_duration_seconds: HISTOGRAM,
    },
    signal: InferenceMetric.query('bentoml_requests_in_flight', ['bentoml_service_request_in_progress'], BENTOML_QUERY),
  },
};
