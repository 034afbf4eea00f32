import type { Counters } from './simulated-server';

const MICROSECONDS = 1e6;

/**
 * The series of each server, by the id of its row (for MLServer by the program), with the arithmetic with which the
 * server was seen to count. Seen: Triton 2.51, TorchServe 0.12.0, vLLM 0.27.1, llama.cpp build 10917, KServe 0.21.0,
 * MLServer 1.7.1, BentoML 1.4.40. Only read: TensorFlow Serving 2.19, OpenVINO Model Server 2026.2.
 */
export const SERVER_COUNTERS: Readonly<Record<string, Counters>> = {
  // Read: it counts a request when it has answered it.
  'tensorflow-serving': ({ ended }) => ({ ':tensorflow:serving:request_count': ended }),
  // Seen: every series exists before the first request; durations change only when a request ends.
  'triton': ({ waiting, ended, latency, queued }) => ({
    nv_inference_request_success: ended,
    nv_inference_request_duration_us: latency * MICROSECONDS,
    nv_inference_queue_duration_us: queued * MICROSECONDS,
    nv_inference_pending_request_count: waiting,
  }),
  // Read: the requests that are processed or wait.
  'openvino-model-server': ({ waiting, running }) => ({ ovms_current_requests: waiting + running }),
  // Seen: both exist before the first request.
  'vllm': ({ waiting, running }) => ({ 'vllm:num_requests_running': running, 'vllm:num_requests_waiting': waiting }),
  // Seen: it counts arrivals, and the latencies of what has ended; no series exists before its first event.
  'torchserve': ({ arrived, ended, latency, queued }) => ({
    ...(arrived > 0 && { ts_inference_requests_total: arrived }),
    ...(ended > 0 && {
      ts_inference_latency_microseconds: latency * MICROSECONDS,
      ts_queue_latency_microseconds: queued * MICROSECONDS,
    }),
  }),
  // Seen: processing and deferred together are the requests in flight.
  'llama-cpp': ({ waiting, running }) => ({
    'llamacpp:requests_processing': running,
    'llamacpp:requests_deferred': waiting,
  }),
  // Seen: a request that has ended adds the time since it arrived; the series appears with the first.
  'kserve': ({ ended, latency }) => ({ ...(ended > 0 && { request_predict_seconds_sum: latency }) }),
  // Seen, with a prediction that blocks: it adds what it computed, not what it waited.
  'MLServer without workers': ({ ended, latency, queued }) => ({
    ...(ended > 0 && { model_infer_request_duration_sum: latency - queued }),
  }),
  // Read: it adds the time until a worker has answered, the wait for one included.
  'MLServer with workers': ({ ended, latency }) => ({
    ...(ended > 0 && { model_infer_request_duration_sum: latency }),
  }),
  // Seen: the requests that are processed or wait.
  'bentoml': ({ waiting, running }) => ({ bentoml_service_request_in_progress: waiting + running }),
};
