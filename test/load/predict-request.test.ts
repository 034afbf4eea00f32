import { ModelServer, PredictRequest, type HttpRequestOptions, type PredictModelOptions } from '../../src';
import { describe as say } from '../../src/validation/problem';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const NAMED = { modelName: 'resnet' };
const BODY = { instances: [{ b64: 'iVBORw0KGgo=' }] };

/** Every model server there is, each with the model `resnet` where it knows one by name. */
const SERVERS: Record<string, ModelServer> = {
  tensorflowServing: ModelServer.tensorflowServing(NAMED),
  triton: ModelServer.triton(),
  openvino: ModelServer.openvino(NAMED),
  vllm: ModelServer.vllm(),
  torchServe: ModelServer.torchServe(),
  llamaCpp: ModelServer.llamaCpp({ modelFile: 'm.gguf' }),
  llamaEdge: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' }),
  custom: ModelServer.custom({ image: 'a/b:1', httpPort: 8080 }),
};

const told = (request: PredictRequest, server: ModelServer = SERVERS.tensorflowServing) => request._problems('request', server).map(say);

describe('the predict API', () => {
  test('is known of every model server, or refused', () => {
    const factories = Object.getOwnPropertyNames(ModelServer).filter((name) => !['length', 'name', 'prototype', 'known'].includes(name) && typeof (ModelServer as any)[name] === 'function');
    expect(factories.sort()).toEqual(Object.keys(SERVERS).sort());
  });

  test.each<[string, PredictModelOptions, string]>([
    ['tensorflowServing', {}, '/v1/models/resnet:predict'],
    ['tensorflowServing', { modelVersion: '3' }, '/v1/models/resnet/versions/3:predict'],
    ['tensorflowServing', { modelName: 'other', modelVersion: '3' }, '/v1/models/other/versions/3:predict'],
    ['triton', NAMED, '/v2/models/resnet/infer'],
    ['triton', { ...NAMED, modelVersion: '3' }, '/v2/models/resnet/versions/3/infer'],
    ['openvino', {}, '/v2/models/resnet/infer'],
    ['openvino', { modelVersion: '3' }, '/v2/models/resnet/versions/3/infer'],
    ['torchServe', NAMED, '/predictions/resnet'],
    ['torchServe', { ...NAMED, modelVersion: '1.0' }, '/predictions/resnet/1.0'],
    ['vllm', {}, '/v1/chat/completions'],
    ['llamaCpp', {}, '/v1/chat/completions'],
    ['llamaEdge', {}, '/v1/chat/completions'],
  ])('of %s is asked with %j at %s', (server, options, path) => {
    const request = PredictRequest.json(BODY, options);
    expect(told(request, SERVERS[server])).toEqual([]);
    expect(request._render(SERVERS[server])).toEqual({ method: 'POST', path, headers: JSON_TYPE, body: JSON.stringify(BODY) });
  });

  test('one request serves several servers', () => {
    const request = PredictRequest.json(BODY, NAMED);
    expect(['tensorflowServing', 'triton', 'torchServe'].map((s) => request._render(SERVERS[s]).path)).toEqual(['/v1/models/resnet:predict', '/v2/models/resnet/infer', '/predictions/resnet']);
  });

  test('a text is sent as it is, down to its spaces', () => {
    expect(PredictRequest.text('{ "a" : 1 }\n')._render(SERVERS.tensorflowServing).body).toBe('{ "a" : 1 }\n');
  });

  test('the body is that of the moment: a later change of the object changes no request', () => {
    const body = { a: 1 };
    const request = PredictRequest.json(body);
    body.a = 2;
    expect(request._render(SERVERS.tensorflowServing).body).toBe('{"a":1}');
  });
});

describe('a question', () => {
  const chat = (server: ModelServer, options: object = {}) => PredictRequest.chat({ prompt: 'Why?', ...options })._render(server);

  test('is asked in the words of the chat API', () => {
    expect(chat(SERVERS.custom)).toEqual({
      method: 'POST', path: '/v1/chat/completions', headers: JSON_TYPE, body: JSON.stringify({ model: 'default', messages: [{ role: 'user', content: 'Why?' }], max_tokens: 128 }),
    });
  });

  test.each<[string, object, ModelServer, object]>([
    ['prompt', { prompt: 'Was ist „das"?' }, SERVERS.vllm, { messages: [{ role: 'user', content: 'Was ist „das"?' }] }],
    ['maxTokens', { maxTokens: 1 }, SERVERS.llamaCpp, { max_tokens: 1 }],
    ['modelName', { modelName: 'qwen' }, SERVERS.llamaEdge, { model: 'qwen' }],
    ['the name of the server\'s model', {}, ModelServer.vllm({ servedModelName: 'served' }), { model: 'served' }],
    ['modelName before that of the server', { modelName: 'lora' }, ModelServer.vllm({ servedModelName: 'served' }), { model: 'lora' }],
  ])('%s stands in its body', (_, options, server, expected) => {
    expect(JSON.parse(chat(server, options).body!)).toMatchObject(expected);
  });

  test('may go to a server of one\'s own', () => {
    expect(told(PredictRequest.chat({ prompt: 'Why?' }), SERVERS.custom)).toEqual([]);
  });
});

describe('any request', () => {
  test.each<[HttpRequestOptions, object]>([
    [{ path: '/predict' }, { method: 'POST', path: '/predict', headers: {}, body: undefined }],
    [{ path: '/predict', body: '{}' }, { method: 'POST', path: '/predict', headers: JSON_TYPE, body: '{}' }],
    [{ path: '/predict?top=5&q=%20', method: 'get', headers: { 'X-Tenant': 'a "b" \\ c' } }, { method: 'GET', path: '/predict?top=5&q=%20', headers: { 'X-Tenant': 'a "b" \\ c' }, body: undefined }],
    [{ path: '/', method: 'PUT', body: 'plain', headers: { 'Content-Type': 'text/plain' } }, { method: 'PUT', path: '/', headers: { 'Content-Type': 'text/plain' }, body: 'plain' }],
    [{ path: '/', body: '{}', headers: {} }, { method: 'POST', path: '/', headers: {}, body: '{}' }],
  ])('%j', (options, expected) => {
    expect(told(PredictRequest.http(options), SERVERS.custom)).toEqual([]);
    expect(PredictRequest.http(options)._render(SERVERS.custom)).toEqual(expected);
  });

  test('keeps its headers when its user changes them later', () => {
    const headers: Record<string, string> = { 'X-Tenant': 'a' };
    const request = PredictRequest.http({ path: '/', headers });
    headers['X-Tenant'] = 'b';
    expect(request._render(SERVERS.custom).headers).toEqual({ 'X-Tenant': 'a' });
  });
});

const NAME = (id: string) => `must be letters, digits, "-", "_" and "." — ${id} takes it from the URL; give the name that the model is served by`;
const NOT_JSON = 'must be JSON — the server would refuse each request; give an object, or its text';
const URL_OF = (id: string) => `is no part of the URL of ${id} — it could have no effect; name the model in the body, or leave it out`;
const NO_CHAT = 'has no chat API — each request would be answered by 404; use PredictRequest.json';
const PATH = 'must start with "/" and be plain ASCII without spaces — there is no such URL; write it as /predict';
const METHOD = 'must be a method of HTTP — Locust could not send it; use GET or POST';
const HEADER = 'must be a header of plain ASCII, without spaces around it — Locust could not send it; correct it';
const QUESTION = 'must be a question — the server would refuse the request; ask something';
const TOKENS = 'must be a whole number of at least 1 — the server would refuse the request; give how long the answer may be';

const circular: { self?: object } = {};
circular.self = circular;
const http = (change: object) => PredictRequest.http({ path: '/', ...change });

test.each<[PredictRequest, string, ...string[]]>([
  [PredictRequest.json(BODY), 'triton', `request.modelName: got ""; ${NAME('triton')}`],
  [PredictRequest.json(BODY), 'torchServe', `request.modelName: got ""; ${NAME('torchserve')}`],
  [PredictRequest.json(BODY, { modelName: 'a/b', modelVersion: '1 ' }), 'tensorflowServing', `request.modelName: got "a/b"; ${NAME('tensorflow-serving')}`, `request.modelVersion: got "1 "; ${NAME('tensorflow-serving')}`],
  [PredictRequest.json(BODY, { modelName: 'a"\n' }), 'openvino', `request.modelName: got "a\\"\\n"; ${NAME('openvino-model-server')}`],
  [PredictRequest.json(BODY, { modelVersion: '' }), 'tensorflowServing', `request.modelVersion: got ""; ${NAME('tensorflow-serving')}`],
  [PredictRequest.json(BODY, { modelVersion: '1' }), 'vllm', `request.modelVersion: got "1"; ${URL_OF('vllm')}`],
  [PredictRequest.json(BODY, { modelName: 'qwen', modelVersion: '1' }), 'llamaCpp', `request.modelName: got "qwen"; ${URL_OF('llama-cpp')}`, `request.modelVersion: got "1"; ${URL_OF('llama-cpp')}`],
  [PredictRequest.json(BODY), 'custom', 'request: got "server"; has no predict API that is known here — there is no path to send to; use PredictRequest.http'],
  [PredictRequest.json(undefined), 'tensorflowServing', `request.body: got undefined; ${NOT_JSON}`],
  [PredictRequest.json(circular), 'tensorflowServing', `request.body: got ""; ${NOT_JSON}`],
  [PredictRequest.json({ large: 2n }), 'tensorflowServing', `request.body: got ""; ${NOT_JSON}`],
  [PredictRequest.text('{'), 'tensorflowServing', `request.body: got "{"; ${NOT_JSON}`],
  [PredictRequest.text('{"a": NaN}'), 'vllm', `request.body: got "{\\"a\\": NaN}"; ${NOT_JSON}`],
  [PredictRequest.text(5 as never), 'tensorflowServing', `request.body: got 5; ${NOT_JSON}`],
  [PredictRequest.text(`"${'ä'.repeat(500_000)}"`), 'tensorflowServing', 'request.body: got "1000002 bytes"; must not be above 1000000 bytes — it lies in a ConfigMap, which holds 1 MiB; send a smaller one'],
  [PredictRequest.chat({ prompt: '' }), 'vllm', `request.prompt: got ""; ${QUESTION}`],
  [PredictRequest.chat({ prompt: 5 as never, maxTokens: 0 }), 'llamaEdge', `request.prompt: got 5; ${QUESTION}`, `request.maxTokens: got 0; ${TOKENS}`],
  [PredictRequest.chat({ prompt: 'Why?', maxTokens: 1.5 }), 'vllm', `request.maxTokens: got 1.5; ${TOKENS}`],
  [PredictRequest.chat({ prompt: 'Why?' }), 'tensorflowServing', `request: got "tensorflow-serving"; ${NO_CHAT}`],
  [PredictRequest.chat({ prompt: 'Why?' }), 'triton', `request: got "triton"; ${NO_CHAT}`],
  [PredictRequest.chat({ prompt: 'Why?' }), 'torchServe', `request: got "torchserve"; ${NO_CHAT}`],
  [PredictRequest.chat({ prompt: 'Why?' }), 'openvino', `request: got "openvino-model-server"; ${NO_CHAT}`],
  [http({ path: 'predict' }), 'custom', `request.path: got "predict"; ${PATH}`],
  [http({ path: '' }), 'custom', `request.path: got ""; ${PATH}`],
  [http({ path: '/a b' }), 'custom', `request.path: got "/a b"; ${PATH}`],
  [http({ path: '/a\n' }), 'custom', `request.path: got "/a\\n"; ${PATH}`],
  [http({ path: '/ä' }), 'custom', `request.path: got "/ä"; ${PATH}`],
  [http({ path: '/\u2028' }), 'custom', `request.path: got "/\u2028"; ${PATH}`],
  [http({ path: undefined }), 'custom', `request.path: got undefined; ${PATH}`],
  [http({ method: 'FETCH' }), 'custom', `request.method: got "FETCH"; ${METHOD}`],
  [http({ method: 'POST"\n' }), 'custom', `request.method: got "POST\\"\\n"; ${METHOD}`],
  [http({ headers: { 'X Tenant': 'a' } }), 'custom', `request.headers["X Tenant"]: got "a"; ${HEADER}`],
  [http({ headers: { '': 'a' } }), 'custom', `request.headers[""]: got "a"; ${HEADER}`],
  [http({ headers: { 'X-Tenant': 'ä' } }), 'custom', `request.headers["X-Tenant"]: got "ä"; ${HEADER}`],
  [http({ headers: { 'X-Tenant': 'a\r\nHost: b' } }), 'custom', `request.headers["X-Tenant"]: got "a\\r\\nHost: b"; ${HEADER}`],
  [http({ headers: { 'X-Tenant': ' a' } }), 'custom', `request.headers["X-Tenant"]: got " a"; ${HEADER}`],
  [http({ headers: { 'X-Tenant': 'a ' } }), 'custom', `request.headers["X-Tenant"]: got "a "; ${HEADER}`],
  [http({ headers: { 'X-Tenant': '' } }), 'custom', `request.headers["X-Tenant"]: got ""; ${HEADER}`],
  [http({ headers: { 'X-Tenant': 5 } }), 'custom', `request.headers["X-Tenant"]: got 5; ${HEADER}`],
  [http({ body: { a: 1 } }), 'custom', 'request.body: got {"a":1}; must be text — nothing else can be printed; write it as text'],
  [http({ body: 'x'.repeat(1_000_001) }), 'custom', 'request.body: got "1000001 bytes"; must not be above 1000000 bytes — it lies in a ConfigMap, which holds 1 MiB; send a smaller one'],
].map(([request, server, ...lines]) => [lines[0], request, server, lines] as never))('refused: %s', (_, request: any, server: any, lines: any) => {
  expect(told(request, SERVERS[server])).toEqual(lines);
});

test('a body of a million bytes is accepted', () => {
  expect(told(http({ body: 'x'.repeat(1_000_000) }), SERVERS.custom)).toEqual([]);
});
