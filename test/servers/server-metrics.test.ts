import { PrometheusType } from '../../src';
import type { ServerRow } from '../../src/servers/model-server-row';
import { MODEL_SERVERS } from '../../src/servers/model-server-table';
import { SERVER_METRICS } from '../../src/servers/server-metrics';

const rows: ServerRow[] = Object.values(MODEL_SERVERS);
const entries = Object.entries(SERVER_METRICS);

test('every server that shows metrics has a row, and no other', () => {
  expect(Object.keys(SERVER_METRICS).sort()).toEqual(
    rows.filter((r) => r.metricsPath !== undefined).map((r) => r.id).sort(),
  );
});

describe.each(entries)('%s', (_, { series, signal }) => {
  test('has names of series without the suffixes of histograms, of the three kinds', () => {
    for (const [name, type] of Object.entries(series)) {
      expect(name).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/);
      expect(name).not.toMatch(/_bucket$/);
      // The two series of a summary are counters.
      if (name.endsWith('_sum')) expect(series[name.replace(/sum$/, 'count')]).toBe(PrometheusType.COUNTER);
      expect(Object.values(PrometheusType)).toContain(type);
    }
  });

  test('has a signal that is made of series that it shows, each as what it is', () => {
    expect(signal?._problems('signal')).toEqual([]);
    const sumOf = (name: string) => (
      series[name.replace(/_sum$/, '')] === PrometheusType.HISTOGRAM ? PrometheusType.COUNTER : undefined);
    expect(signal?._series.map((s) => [s.series, s.type])).toEqual(signal?._series.map((s) => (
      [s.series, series[s.series] ?? sumOf(s.series)])));
  });

  test('has a signal whose name needs no care in a URL', () => {
    expect(signal?.name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
});

/** Gauges, counters and histograms, as the documentation or the source of each server names them. */
test.each<[string, string[], string[], string[]]>([
  ['tensorflow-serving', [], [':tensorflow:serving:request_count'], [
    ':tensorflow:serving:request_latency', ':tensorflow:serving:runtime_latency',
    ':tensorflow:serving:batching_session:queuing_latency',
  ]],
  ['triton', ['nv_inference_pending_request_count', 'nv_gpu_utilization', 'nv_gpu_memory_used_bytes'], [
    'nv_inference_request_success', 'nv_inference_request_failure', 'nv_inference_count', 'nv_inference_exec_count',
    'nv_inference_request_duration_us',
    'nv_inference_queue_duration_us', 'nv_inference_compute_infer_duration_us',
  ], []],
  ['openvino-model-server', ['ovms_current_requests',
    'ovms_streams'], ['ovms_requests_success', 'ovms_requests_fail'], [
    'ovms_request_time_us', 'ovms_inference_time_us', 'ovms_wait_for_infer_req_time_us',
  ]],
  ['vllm', ['vllm:num_requests_running', 'vllm:num_requests_waiting', 'vllm:kv_cache_usage_perc'], [
    'vllm:request_success_total', 'vllm:prompt_tokens_total', 'vllm:generation_tokens_total',
  ], ['vllm:time_to_first_token_seconds', 'vllm:e2e_request_latency_seconds']],
  ['torchserve', [],
    ['ts_inference_requests_total', 'ts_inference_latency_microseconds', 'ts_queue_latency_microseconds'], []],
  ['llama-cpp', ['llamacpp:requests_processing', 'llamacpp:requests_deferred', 'llamacpp:prompt_tokens_seconds',
    'llamacpp:predicted_tokens_seconds'], [
    'llamacpp:prompt_tokens_total', 'llamacpp:tokens_predicted_total',
  ], []],
  ['kserve', [], [], ['request_predict_seconds', 'request_preprocess_seconds', 'request_postprocess_seconds']],
  ['mlserver', [], [
    'model_infer_request_success_total', 'model_infer_request_failure_total', 'model_infer_request_duration_sum',
    'model_infer_request_duration_count',
  ], []],
  ['bentoml', ['bentoml_service_request_in_progress'], ['bentoml_service_request_total'],
    ['bentoml_service_request_duration_seconds']],
])('%s shows at least these series, each of its kind', (id, gauges, counters, histograms) => {
  const of = (names: string[], type: PrometheusType) => Object.fromEntries(names.map((name) => [name, type]));
  const expected = {
    ...of(gauges, PrometheusType.GAUGE),
    ...of(counters, PrometheusType.COUNTER),
    ...of(histograms, PrometheusType.HISTOGRAM),
  };
  expect(SERVER_METRICS[id].series).toMatchObject(expected);
});

test('no two signals have one name, since one adapter serves them all', () => {
  const names = entries.map(([, { signal }]) => signal!.name);
  expect(new Set(names).size).toBe(names.length);
});

const rate = (series: string) => `sum(rate(${series}{M}[60s])) by (pod)`;
const gauge = (series: string) => `sum(${series}{M}) by (pod)`;
const inFlight = (series: string, window: number) => `sum(rate(${series}{M}[${window}s])) by (pod) / 1000000`;

test.each<[string, string, string]>([
  ['tensorflow-serving', 'tfserving_requests_per_second', rate(':tensorflow:serving:request_count')],
  ['triton', 'triton_requests_in_flight', inFlight('nv_inference_request_duration_us', 60)],
  ['openvino-model-server', 'ovms_current_requests', gauge('ovms_current_requests')],
  ['vllm', 'vllm_requests_in_flight',
    `${gauge('vllm:num_requests_running')} + ${gauge('vllm:num_requests_waiting')}`],
  ['torchserve', 'torchserve_requests_in_flight', inFlight('ts_inference_latency_microseconds', 120)],
  ['llama-cpp', 'llamacpp_requests_in_flight',
    `${gauge('llamacpp:requests_processing')} + ${gauge('llamacpp:requests_deferred')}`],
  ['kserve', 'kserve_requests_in_flight', rate('request_predict_seconds_sum')],
  ['mlserver', 'mlserver_requests_in_flight', rate('model_infer_request_duration_sum')],
  ['bentoml', 'bentoml_requests_in_flight', 'sum(bentoml_service_request_in_progress{M,'
    + 'endpoint!~"/(healthz|livez|readyz)",exported_endpoint!~"/(healthz|livez|readyz)"}) by (pod)'],
])('the signal of %s is %s', (id, name, query) => {
  const { signal } = SERVER_METRICS[id];
  expect(signal?.name).toBe(name);
  expect(signal?._promql('M', 'pod')).toContain(query);
});

test('a signal that counts a request when it ends has a window longer than the longest request', () => {
  const counted = rows.filter(({ id }) => SERVER_METRICS[id]?.signal?._countedWithin !== undefined);
  expect(counted.map(({ id }) => id)).toEqual(expect.arrayContaining(['triton', 'torchserve', 'kserve', 'mlserver']));
  for (const { id, requestSeconds } of counted) {
    expect(requestSeconds + 15).toBeLessThanOrEqual(SERVER_METRICS[id].signal!._countedWithin!);
  }
});
