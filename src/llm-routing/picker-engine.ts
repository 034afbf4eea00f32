import type { ModelServer } from '../servers/model-server';

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

/** The engine of a row of the table of servers, where the row decides it. */
const OF_SERVER: Readonly<Record<string, PickerEngine>> = {
  'vllm': PickerEngine.VLLM,
  'llama-cpp': PickerEngine.LLAMA_CPP,
};

/** The engine of a server; undefined where it is unknown, or where it generates no text. */
export function engineOf(server: ModelServer): PickerEngine | undefined {
  return Object.prototype.hasOwnProperty.call(OF_SERVER, server._row.id) ? OF_SERVER[server._row.id] : undefined;
}

/** The series of an engine that the picker has no mapping of. */
export const OWN_MAPPINGS: Readonly<Partial<Record<PickerEngine, Readonly<Record<string, string>>>>> = {
  [PickerEngine.LLAMA_CPP]: {
    name: PickerEngine.LLAMA_CPP,
    queuedRequestsSpec: 'llamacpp:requests_deferred',
    runningRequestsSpec: 'llamacpp:requests_processing',
    kvUsageSpec: '',
  },
};

/** Whether the engine reports how full its KV cache is. */
export function showsCache(engine: PickerEngine): boolean {
  return engine !== PickerEngine.LLAMA_CPP;
}
