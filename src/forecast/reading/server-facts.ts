import type { Container } from '../../kubernetes/manifest';
import type { ServerRow } from '../../servers/model-server-row';
import { MODEL_SERVERS } from '../../servers/model-server-table';

/** What image, command and arguments of a container tell of its model server. */
export interface ServerFacts {
  /** The row of the table of servers; undefined for another server. */
  readonly row?: ServerRow;
  /** The most that its threads can use, in milli. */
  readonly threadsMilli?: number;
  /** Requests that it works on at the same time; the others wait. */
  readonly parallelRequests?: number;
}

type Server = keyof typeof MODEL_SERVERS;

/** The servers by their images, whatever the registry, and by the program that a command starts. */
const RECOGNISED: ReadonlyArray<readonly [server: Server, pattern: RegExp]> = [
  ['tensorflowServing', /tensorflow[-/]serving|\btensorflow_model_server\b/],
  ['triton', /triton-?server/],
  ['openvino', /openvino\/model_server|^\/ovms\/bin\/ovms$/],
  ['vllm', /(^|\/)vllm/],
  ['torchServe', /torchserve/],
  ['llamaCpp', /llama[._-]?cpp|(^|\/)llama-server$/],
  ['llamaEdge', /llama-?edge|llama-api-server/],
  ['mlServer', /(^|\/)mlserver/],
];

/** The arguments that set the threads of a server, and the requests that it works on at once. */
const ARGUMENTS: Readonly<Partial<Record<Server, Readonly<Record<'threads' | 'parallel', RegExp | undefined>>>>> = {
  tensorflowServing: { threads: /--tensorflow_intra_op_parallelism[=\s]+(\d+)\b/, parallel: undefined },
  openvino: { threads: /INFERENCE_NUM_THREADS\W+(\d+)\b/, parallel: /\bNUM_STREAMS\W+(\d+)\b/ },
  vllm: { threads: undefined, parallel: /--max[-_]num[-_]seqs[=\s]+(\d+)\b/ },
  llamaCpp: { threads: /(?:^|\s)(?:--threads|-t)[=\s]+(\d+)\b/, parallel: /(?:^|\s)(?:--parallel|-np)[=\s]+(\d+)\b/ },
};

export function serverFacts({ image = '', command = [], args = [], env = [] }: Container): ServerFacts {
  const [program = ''] = command;
  const [server] = RECOGNISED.find(([, pattern]) => pattern.test(repositoryOf(image)) || pattern.test(program)) ?? [];
  if (server === undefined) return {};
  const row: ServerRow = MODEL_SERVERS[server];
  const words = [...command, ...args].join(' ');
  const { threads, parallel } = ARGUMENTS[server] ?? {};
  const cores = numberIn(words, threads) ?? row.computeThreads;
  return {
    row,
    threadsMilli: cores === undefined ? undefined : cores * 1000,
    parallelRequests: server === 'mlServer' ? workersOf(env) : numberIn(words, parallel),
  };
}

/** Without workers MLServer computes one prediction at a time itself. */
function workersOf(env: NonNullable<Container['env']>): number | undefined {
  const workers = env.find(({ name }) => name === 'MLSERVER_PARALLEL_WORKERS')?.value;
  return workers === undefined ? undefined : Math.max(1, Number(workers) || 1);
}

/** The last number of an argument, which a server takes where it is set twice; 0 leaves the choice to the server. */
function numberIn(words: string, pattern: RegExp | undefined): number | undefined {
  if (!pattern) return undefined;
  const found = [...words.matchAll(new RegExp(pattern, 'g'))].at(-1);
  const value = Number(found?.[1] ?? 0);
  return value > 0 ? value : undefined;
}

/** An image without its tag and digest. */
function repositoryOf(image: string): string {
  return String(image).split('@')[0].replace(/:[^/:]*$/, '');
}
