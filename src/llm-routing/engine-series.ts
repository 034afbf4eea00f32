import { PickerEngine } from './picker-engine';
import type { ModelServer } from '../servers/model-server';

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
