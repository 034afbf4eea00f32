import { ModelServer, PredictRequest, type HttpRequestOptions } from '../../src';
import { codes } from '../helpers';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const NAMED = { modelName: 'resnet' };
const BODY = { instances: [{ b64: 'iVBORw0KGgo=' }] };
const [TENSORFLOW, TRITON, TORCH] = [
  ModelServer.tensorflowServing(NAMED), ModelServer.triton(), ModelServer.torchServe(),
];
const VLLM = ModelServer.vllm();
const CUSTOM = ModelServer.custom({ image: 'a/b:1', httpPort: 8080 });

const problemsOf = (request: PredictRequest, server = TENSORFLOW) => codes(request._problems('request', server));

describe('a JSON body', () => {
  test('goes to the predict API of the server', () => {
    const request = PredictRequest.json(BODY, { modelVersion: '3' });
    expect(problemsOf(request)).toEqual([]);
    expect(request._render(TENSORFLOW)).toEqual({
      method: 'POST',
      path: '/v1/models/resnet/versions/3:predict',
      headers: JSON_TYPE,
      body: JSON.stringify(BODY),
    });
  });

  test('may go to several servers', () => {
    const request = PredictRequest.json(BODY, NAMED);
    expect([TENSORFLOW, TRITON, TORCH].map((server) => request._render(server).path)).toEqual([
      '/v1/models/resnet:predict', '/v2/models/resnet/infer', '/predictions/resnet',
    ]);
  });

  test('that is text is sent unchanged, with its spaces', () => {
    expect(PredictRequest.text('{ "a" : 1 }\n')._render(TENSORFLOW).body).toBe('{ "a" : 1 }\n');
  });

  test('does not change when its object changes later', () => {
    const body = { a: 1 };
    const request = PredictRequest.json(body);
    body.a = 2;
    expect(request._render(TENSORFLOW).body).toBe('{"a":1}');
  });
});

describe('a prompt', () => {
  const chat = (server: ModelServer, options: object = {}) => (
    PredictRequest.chat({ prompt: 'Why?', ...options })._render(server));

  test('is sent as the chat API takes it', () => {
    expect(chat(CUSTOM)).toEqual({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: JSON_TYPE,
      body: '{"model":"default","messages":[{"role":"user","content":"Why?"}],"max_tokens":128}',
    });
  });

  const german = 'Was ist „das"?';
  const served = ModelServer.vllm({ servedModelName: 'served' });
  const llamaCpp = ModelServer.llamaCpp({ modelFile: 'm.gguf' });
  const llamaEdge = ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' });

  test.each<[string, object, ModelServer, object]>([
    ['prompt', { prompt: german }, VLLM, { messages: [{ role: 'user', content: german }] }],
    ['maxTokens', { maxTokens: 1 }, llamaCpp, { max_tokens: 1 }],
    ['modelName', { modelName: 'qwen' }, llamaEdge, { model: 'qwen' }],
    ['the model of the server', {}, served, { model: 'served' }],
    ['modelName instead of the model of the server', { modelName: 'lora' }, served, { model: 'lora' }],
  ])('has %s in its body', (_, options, server, expected) => {
    expect(JSON.parse(chat(server, options).body!)).toMatchObject(expected);
  });

  test('may go to a custom server', () => {
    expect(problemsOf(PredictRequest.chat({ prompt: 'Why?' }), CUSTOM)).toEqual([]);
  });
});

describe('an HTTP request', () => {
  const quoted = { 'X-Tenant': 'a "b" \\ c' };
  const plain = { 'Content-Type': 'text/plain' };
  const path = '/predict?top=5&q=%20';

  test.each<[HttpRequestOptions, object]>([
    [{ path: '/predict' }, { method: 'POST', path: '/predict', headers: {}, body: undefined }],
    [{ path: '/predict', body: '{}' }, { method: 'POST', path: '/predict', headers: JSON_TYPE, body: '{}' }],
    [{ path, method: 'get', headers: quoted }, { method: 'GET', path, headers: quoted, body: undefined }],
    [
      { path: '/', method: 'PUT', body: 'plain', headers: plain },
      { method: 'PUT', path: '/', headers: plain, body: 'plain' },
    ],
    [{ path: '/', body: '{}', headers: {} }, { method: 'POST', path: '/', headers: {}, body: '{}' }],
  ])('%j', (options, expected) => {
    expect(problemsOf(PredictRequest.http(options), CUSTOM)).toEqual([]);
    expect(PredictRequest.http(options)._render(CUSTOM)).toEqual(expected);
  });

  test('keeps its headers when its user changes them later', () => {
    const headers: Record<string, string> = { 'X-Tenant': 'a' };
    const request = PredictRequest.http({ path: '/', headers });
    headers['X-Tenant'] = 'ä';
    expect(request._render(CUSTOM).headers).toEqual({ 'X-Tenant': 'a' });
    expect(problemsOf(request, CUSTOM)).toEqual([]);
  });
});

const circular: { self?: object } = {};
circular.self = circular;

type Code = [code: string, field: string];
type Row = [what: string, request: PredictRequest, server: ModelServer, ...problems: Code[]];

const ROWS: Row[] = [
  [
    'a wrong model, and no JSON',
    PredictRequest.text('{', { modelName: 'a/b' }),
    TRITON,
    ['load/not-a-path-segment', 'request.modelName'],
    ['load/body-not-json', 'request.body'],
  ],
  ['a body for a custom server', PredictRequest.json(BODY), CUSTOM, ['load/predict-api-unknown', 'request']],
  ['a circular body', PredictRequest.json(circular), TENSORFLOW, ['load/body-not-json', 'request.body']],
  ['a body with a bigint', PredictRequest.json({ large: 2n }), TENSORFLOW, ['load/body-not-json', 'request.body']],
  [
    'a large JSON body',
    PredictRequest.text(`"${'ä'.repeat(500_000)}"`),
    TENSORFLOW,
    ['load/body-too-large', 'request.body'],
  ],
  [
    'a large body',
    PredictRequest.http({ path: '/', body: 'x'.repeat(1_000_001) }),
    CUSTOM,
    ['load/body-too-large', 'request.body'],
  ],
  [
    'options that are null',
    PredictRequest.json(BODY, null as never),
    TRITON,
    ['load/not-a-path-segment', 'request.modelName'],
  ],
  [
    'a prompt for a server without a chat API',
    PredictRequest.chat({ prompt: 'Why?' }),
    TENSORFLOW,
    ['load/no-chat-api', 'request'],
  ],
];

test.each(ROWS)('refused: %s', (_, request, server, ...problems) => {
  expect(problemsOf(request, server)).toEqual(problems);
});

test('a body of a million bytes is accepted', () => {
  expect(problemsOf(PredictRequest.http({ path: '/', body: 'x'.repeat(1_000_000) }), CUSTOM)).toEqual([]);
});
