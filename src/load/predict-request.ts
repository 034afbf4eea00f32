import type { RenderedRequest } from './locustfile';
import { CHAT_PATH, chatServerProblems, predictPath } from './predict-path';
import type { ChatRequestOptions, HttpRequestOptions, PredictModelOptions } from './predict-request-options';
import {
  bodySizeProblems, chatModelProblems, httpProblems, jsonProblems, maxTokensProblems, promptProblems,
} from './predict-request-problems';
import type { ModelServer } from '../servers/model-server';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Makes the request for a server, and finds what is wrong with it; no request where the path is unknown. */
type Maker = (server: ModelServer) => { readonly request?: RenderedRequest; readonly problems: readonly Problem[] };

/**
 * Defines the request of a load test: a body for the predict API of the target's model server, or any HTTP request.
 *
 * @example
 *
 * const request = PredictRequest.json({ instances: [{ b64: 'iVBORw0KGgo=' }] }, { modelVersion: '1' });
 */
@checksArguments
export class PredictRequest {
  /**
   * A JSON body for the server's own predict API: TensorFlow Serving `/v1/models/<name>:predict`; Triton, OpenVINO,
   * KServe and MLServer `/v2/models/<name>/infer`; TorchServe `/predictions/<name>`; language models
   * `/v1/chat/completions`.
   *
   * KServe's `/v1/models/<name>:predict` and the paths of BentoML are for `http`.
   *
   * @param body the body, as an object
   * @param options the name and version of the model
   */
  public static json(body: any, options: PredictModelOptions = {}): PredictRequest {
    return PredictRequest.text(asText(body), options);
  }

  /**
   * A JSON body that is text already, such as the content of a file.
   *
   * @param body the body, as JSON text
   * @param options the name and version of the model
   */
  public static text(body: string, options: PredictModelOptions = {}): PredictRequest {
    return new PredictRequest((server) => {
      const { path, problems } = predictPath(server, options ?? {});
      const request = path === undefined ? undefined : { method: 'POST', path, headers: JSON_TYPE, body };
      return { request, problems: [...problems, ...jsonProblems(body)] };
    });
  }

  /**
   * A prompt for a language model with the chat API of OpenAI: vLLM, llama.cpp, LlamaEdge, or a custom server that has
   * it.
   *
   * @param options the prompt, and the most tokens of the answer
   */
  public static chat(options: ChatRequestOptions): PredictRequest {
    const { prompt, maxTokens = 128, modelName } = options ?? {};
    return new PredictRequest((server) => {
      const problems = new Problems();
      problems.addAll(promptProblems(prompt));
      problems.addAll(maxTokensProblems(maxTokens));
      problems.addAll(chatModelProblems(modelName));
      problems.addAll(chatServerProblems(server));
      const body = {
        model: modelName ?? server.modelName ?? 'default',
        messages: [{ role: 'user', content: prompt }],
        max_tokens: maxTokens,
      };
      const request = { method: 'POST', path: CHAT_PATH, headers: JSON_TYPE, body: asText(body) };
      return { request, problems: problems.all };
    });
  }

  /**
   * Any HTTP request.
   *
   * @param options its path, method, headers and body
   */
  public static http(options: HttpRequestOptions): PredictRequest {
    const given = options ?? {};
    const { path, method = 'POST', body, headers = body === undefined ? {} : JSON_TYPE } = given;
    const problems = httpProblems(given);
    const request = { method: upperCase(method), path, headers: { ...headers }, body };
    return new PredictRequest(() => ({ request, problems }));
  }

  private constructor(private readonly maker: Maker) {}

  /** @internal */
  public _render(server: ModelServer): RenderedRequest {
    return this.maker(server).request!;
  }

  /** @internal */
  public _problems(field: string, server: ModelServer): Problem[] {
    const { request, problems } = this.maker(server);
    return within(field, [...problems, ...bodySizeProblems(request?.body)]);
  }
}

/** A method in upper case; empty for another type, which is refused where the request is used. */
function upperCase(method: unknown): string {
  return typeof method === 'string' ? method.toUpperCase() : '';
}

/** JSON text; empty for a value that JSON cannot represent, which is refused where the request is used. */
function asText(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    return '';
  }
}
