/** What generates the text in a model server, and so which series the endpoint picker reads. */
export enum PickerEngine {
  /** vLLM: `vllm:num_requests_waiting`, `vllm:num_requests_running`, `vllm:kv_cache_usage_perc`. */
  VLLM = 'vllm',
  /** SGLang, with `--enable-metrics`: `sglang:num_queue_reqs`, `sglang:num_running_reqs`, `sglang:token_usage`. */
  SGLANG = 'sglang',
  /** `trtllm-serve` of TensorRT-LLM: `trtllm_num_requests_waiting` and its like. */
  TRTLLM_SERVE = 'trtllm-serve',
  /** Triton with its TensorRT-LLM backend and its OpenAI front end: `nv_trt_llm_request_metrics`. */
  TRITON_TENSORRT_LLM = 'triton-tensorrt-llm',
  /** llama.cpp: `llamacpp:requests_deferred` and `llamacpp:requests_processing`; it shows no use of its KV cache. */
  LLAMA_CPP = 'llama-cpp',
}
