import type { RenderedRequest } from './locustfile';
import type { ChatRequestOptions, HttpRequestOptions, PredictModelOptions } from './predict-request-options';
import { within, type Problem } from '../validation/problem';
import type { ModelServer } from '../servers/model-server';

/** A ConfigMap holds 1 MiB; the locustfile needs a little of it. */
const LARGEST_BODY = 1_000_000;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const OPENAI = new Set(['vllm', 'llama-cpp', 'llama-edge']);

/** What a request is for: its body, and where it goes on a server. */
type Maker = (server: ModelServer) => { readonly request?: RenderedRequest; readonly problems: readonly Problem[] };

/**
 * Defines the request of a load test: a body for the predict API of the model server that it goes to, or plain HTTP.
 *
 * @example
 *
 * const request = PredictRequest.json({ instances: [{ b64: 'iVBORw0KGgo=' }] }, { modelVersion: '1' });
 */
export class PredictRequest {
  /**
   * A JSON body for the server's own predict API: TensorFlow Serving `/v1/models/<name>:predict`, Triton and OpenVINO
   * `/v2/models/<name>/infer`, TorchServe `/predictions/<name>`, language models `/v1/chat/completions`.
   *
   * @param body what is sent, as an object
   * @param options which model
   */
  public static json(body: any, options: PredictModelOptions = {}): PredictRequest {
    return PredictRequest.text(asText(body), options);
  }

  /**
   * A JSON body that is text already, such as a file's.
   *
   * @param body what is sent
   * @param options which model
   */
  public static text(body: string, options: PredictModelOptions = {}): PredictRequest {
    return new PredictRequest((server) => {
      const { path, problems } = predictPath(server, options);
      const request = path === undefined ? undefined : { method: 'POST', path, headers: JSON_TYPE, body };
      return { request, problems: [...problems, ...jsonProblems(body)] };
    });
  }

  /**
   * A question to a language model by OpenAI's chat API: vLLM, llama.cpp, LlamaEdge, or a server of your own that has it.
   *
   * @param options the question, and how long the answer may be
   */
  public static chat(options: ChatRequestOptions): PredictRequest {
    const { prompt, maxTokens = 128, modelName } = options;
    return new PredictRequest((server) => ({
      request: {
        method: 'POST',
        path: '/v1/chat/completions',
        headers: JSON_TYPE,
        body: JSON.stringify({ model: modelName ?? server.modelName ?? 'default', messages: [{ role: 'user', content: prompt }], max_tokens: maxTokens }),
      },
      problems: [
        ...(typeof prompt === 'string' && prompt !== '' ? [] : [{ field: 'prompt', value: prompt, rule: 'must be a question', why: 'the server would refuse the request', fix: 'ask something' }]),
        ...(Number.isInteger(maxTokens) && maxTokens >= 1 ? [] : [{ field: 'maxTokens', value: maxTokens, rule: 'must be a whole number of at least 1', why: 'the server would refuse the request', fix: 'give how long the answer may be' }]),
        ...(OPENAI.has(server._row.id) || server._row.id === 'server' ? [] : [{
          field: '', value: server._row.id, rule: 'has no chat API', why: 'each request would be answered by 404', fix: 'use PredictRequest.json',
        }]),
      ],
    }));
  }

  /**
   * Any request.
   *
   * @param options path, method, headers and body
   */
  public static http(options: HttpRequestOptions): PredictRequest {
    const { path, method = 'POST', body, headers = body === undefined ? {} : JSON_TYPE } = options;
    const request = { method: String(method).toUpperCase(), path, headers: { ...headers }, body };
    return new PredictRequest(() => ({ request, problems: httpProblems(options) }));
  }

  private constructor(private readonly maker: Maker) {}

  /** @internal */
  public _render(server: ModelServer): RenderedRequest {
    return this.maker(server).request!;
  }

  /** @internal */
  public _problems(at: string, server: ModelServer): Problem[] {
    const { request, problems } = this.maker(server);
    const { body } = request ?? {};
    const size = typeof body === 'string' ? Buffer.byteLength(body) : 0;
    return within(at, [...problems, ...(size <= LARGEST_BODY ? [] : [{
      field: 'body', value: `${size} bytes`, rule: `must not be above ${LARGEST_BODY} bytes`, why: 'it lies in a ConfigMap, which holds 1 MiB', fix: 'send a smaller one',
    }])]);
  }
}

/** Where a server takes requests for predictions. */
function predictPath(server: ModelServer, options: PredictModelOptions): { path?: string; problems: Problem[] } {
  const { modelName = server.modelName, modelVersion: v } = options;
  const { id } = server._row;
  if (OPENAI.has(id)) {
    const lost = Object.entries({ modelName: options.modelName, modelVersion: v }).filter(([, got]) => got !== undefined);
    return {
      path: '/v1/chat/completions',
      problems: lost.map(([at, got]) => ({ field: at, value: got, rule: `is no part of the URL of ${id}`, why: 'it could have no effect', fix: 'name the model in the body, or leave it out' })),
    };
  }
  if (id === 'server') {
    return { problems: [{ field: '', value: id, rule: 'has no predict API that is known here', why: 'there is no path to send to', fix: 'use PredictRequest.http' }] };
  }
  const problems = [['modelName', modelName ?? ''], ['modelVersion', v ?? '1']].filter(([, value]) => !/^[\w.-]+$/.test(value)).map(([at, got]) => (
    { field: at, value: got, rule: 'must be letters, digits, "-", "_" and "."', why: `${id} takes it from the URL`, fix: 'give the name that the model is served by' }));
  switch (id) {
    case 'tensorflow-serving': return { path: `/v1/models/${modelName}${v === undefined ? '' : `/versions/${v}`}:predict`, problems };
    case 'torchserve': return { path: `/predictions/${modelName}${v === undefined ? '' : `/${v}`}`, problems };
    default: return { path: `/v2/models/${modelName}${v === undefined ? '' : `/versions/${v}`}/infer`, problems };
  }
}

/** What has no JSON is refused where the request is used. */
function asText(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    return '';
  }
}

function jsonProblems(body: unknown): Problem[] {
  try {
    JSON.parse(typeof body === 'string' ? body : '');
    return [];
  } catch {
    return [{ field: 'body', value: body, rule: 'must be JSON', why: 'the server would refuse each request', fix: 'give an object, or its text' }];
  }
}

function httpProblems({ path, method = 'POST', headers = {}, body }: HttpRequestOptions): Problem[] {
  const plain = (text: unknown) => typeof text === 'string' && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text);
  return [
    ...(plain(path) && path.startsWith('/') && !/\s/.test(path) ? [] : [{ field: 'path', value: path, rule: 'must start with "/" and be plain ASCII without spaces', why: 'there is no such URL', fix: 'write it as /predict' }]),
    ...(/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i.test(String(method)) ? [] : [{ field: 'method', value: method, rule: 'must be a method of HTTP', why: 'Locust could not send it', fix: 'use GET or POST' }]),
    ...Object.entries(headers).filter(([name, value]) => !/^[-\w]+$/.test(name) || !plain(value)).map(([name, value]) => (
      { field: `headers[${JSON.stringify(name)}]`, value: value, rule: 'must be a header of plain ASCII, without spaces around it', why: 'Locust could not send it', fix: 'correct it' })),
    ...(body === undefined || typeof body === 'string' ? [] : [{ field: 'body', value: body, rule: 'must be text', why: 'nothing else can be printed', fix: 'write it as text' }]),
  ];
}
