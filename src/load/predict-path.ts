import type { PredictModelOptions } from './predict-request-options';
import type { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The path of OpenAI's chat API. */
export const CHAT_PATH = '/v1/chat/completions';

/** The rows of the servers that have OpenAI's chat API. */
const OPENAI = new Set(['vllm', 'llama-cpp', 'llama-edge']);

/** The rows of the servers whose API is that of their image, and unknown. */
const UNKNOWN = new Set(['server', 'bentoml']);

/** The path to which a server takes requests for predictions; undefined where it is unknown. */
export interface PredictPath {
  readonly path?: string;
  readonly problems: readonly Problem[];
}

export function predictPath(server: ModelServer, options: PredictModelOptions): PredictPath {
  const { id } = server._row;
  if (OPENAI.has(id)) return { path: CHAT_PATH, problems: unusedProblems(id, options) };
  if (!UNKNOWN.has(id)) return modelPath(id, options.modelName ?? server.modelName, options.modelVersion);
  const unknown: Problem = {
    code: 'load/predict-api-unknown',
    field: '',
    value: id,
    rule: 'must go to a server whose predict API is known',
    why: 'its image defines the path, which is unknown at synth',
    fix: 'use PredictRequest.http',
  };
  return { problems: [unknown] };
}

/** What is wrong with the server of a chat request. */
export function chatServerProblems(server: ModelServer): Problem[] {
  const { id } = server._row;
  if (OPENAI.has(id) || UNKNOWN.has(id)) return [];
  return [{
    code: 'load/no-chat-api',
    field: '',
    value: id,
    rule: 'must go to a server with the chat API of OpenAI',
    why: 'the server would respond to each request with 404',
    fix: 'use PredictRequest.json',
  }];
}

function modelPath(id: string, name: string | undefined, version: string | undefined): PredictPath {
  const problems = new Problems();
  problems.addAll(segmentProblems('modelName', name ?? '', id));
  if (version !== undefined) problems.addAll(segmentProblems('modelVersion', version, id));
  return { path: pathOf(id, name, version), problems: problems.all };
}

function pathOf(id: string, name: string | undefined, version: string | undefined): string {
  const versions = version === undefined ? '' : `/versions/${version}`;
  if (id === 'tensorflow-serving') return `/v1/models/${name}${versions}:predict`;
  if (id === 'torchserve') return `/predictions/${name}${version === undefined ? '' : `/${version}`}`;
  return `/v2/models/${name}${versions}/infer`;
}

function segmentProblems(field: string, value: unknown, id: string): Problem[] {
  if (typeof value === 'string' && /^[\w.-]+$/.test(value)) return [];
  return [{
    code: 'load/not-a-path-segment',
    field,
    value,
    rule: 'must be a string of letters, digits, "-", "_" and "."',
    why: `it is part of the request path of ${id}`,
    fix: `give the ${field} under which the server serves the model`,
  }];
}

/** Options without effect, because the path names no model. */
function unusedProblems(id: string, { modelName, modelVersion }: PredictModelOptions): Problem[] {
  const problems = new Problems();
  for (const [field, value] of Object.entries({ modelName, modelVersion })) {
    if (value === undefined) continue;
    problems.add({
      code: 'load/model-not-in-path',
      field,
      value,
      rule: `must not be set for ${id}`,
      why: 'the request path of this server names no model, so it would have no effect',
      fix: 'name the model in the body',
    });
  }
  return problems.all;
}
