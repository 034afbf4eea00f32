import * as problems from '../../src/load/predict-request-problems';
import type { Problem } from '../../src/validation/problem';
import { codes } from '../helpers';

type Check = (value: unknown) => Problem[];

const { bodySizeProblems, chatModelProblems, httpProblems, jsonProblems, maxTokensProblems, promptProblems } = problems;
const http = (change: object) => httpProblems({ path: '/', ...change });
const path: Check = (value) => http({ path: value });
const method: Check = (value) => http({ method: value });
const header: Check = (value) => http({ headers: { 'X-Tenant': value } });
const headers: Check = (value) => http({ headers: value });
const textBody: Check = (value) => http({ body: value });

const TENANT = 'headers["X-Tenant"]';

/** Objects of no type that a check expects; one of them cannot become a string. */
const OBJECTS = [null, {}, [], Object.create(null)];

type CheckRow = [what: string, check: Check, code: string, field: string, wrong: unknown[], right: unknown[]];

/** What each check of one value refuses, and what it accepts. */
const CHECKS: CheckRow[] = [
  [
    'JSON text',
    jsonProblems,
    'load/body-not-json',
    'body',
    [...OBJECTS, undefined, '', '{', '{"a": NaN}', 5],
    ['{}', '"a"', '5', ' { "a" : 1 }\n'],
  ],
  ['a prompt', promptProblems, 'load/prompt-missing', 'prompt', [...OBJECTS, undefined, '', 5, 5n], ['Why?', ' ']],
  [
    'a number of tokens',
    maxTokensProblems,
    'load/max-tokens-not-positive',
    'maxTokens',
    [...OBJECTS, undefined, 0, -1, 1.5, NaN, Infinity, '5', 5n],
    [1, 128, 2 ** 40],
  ],
  [
    'a model of a chat',
    chatModelProblems,
    'load/chat-model-not-text',
    'modelName',
    [...OBJECTS, 5, 5n],
    [undefined, 'qwen', ''],
  ],
  [
    'a path',
    path,
    'load/not-a-path',
    'path',
    [...OBJECTS, undefined, 5, '', 'predict', '/a b', '/a\n', ' /a', '/a ', '/ä', '/\u2028', '/\x7f'],
    ['/', '/predict', '/predict?top=5&q=%20', '//'],
  ],
  [
    'a method',
    method,
    'load/not-a-method',
    'method',
    [...OBJECTS, 5, '', 'FETCH', 'POST"\n', ' GET', ['GET']],
    [undefined, 'GET', 'get', 'Post', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  ],
  [
    'a value of a header',
    header,
    'load/invalid-header-value',
    TENANT,
    [...OBJECTS, undefined, 5, '', 'ä', 'a\r\nHost: b', ' a', 'a ', '\ta', '\u00a0a'],
    ['a', 'a "b" \\ c', '~'],
  ],
  [
    'headers',
    headers,
    'load/headers-not-an-object',
    'headers',
    [null, [], 'X-Tenant: a', 5],
    [undefined, {}, { 'X-Tenant': 'a' }],
  ],
  ['a body', textBody, 'load/body-not-text', 'body', [...OBJECTS, 5, { a: 1 }], [undefined, '', 'plain', '{']],
];

describe.each(CHECKS)('%s', (_, check, code, field, wrong, right) => {
  test.each(wrong.map((value) => [value]))('may not be %p', (value) => {
    expect(codes(check(value))).toEqual([[code, field]]);
  });

  test.each(right.map((value) => [value]))('may be %p', (value) => {
    expect(codes(check(value))).toEqual([]);
  });
});

describe('the size of a body', () => {
  test.each<[string, unknown]>([
    ['a million bytes', 'x'.repeat(1_000_000)], ['no body', undefined], ['another type', 5],
  ])('is accepted for %s', (_, body) => {
    expect(bodySizeProblems(body)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['one byte more', 'x'.repeat(1_000_001), '1000001 bytes'],
    ['fewer letters of two bytes', `"${'ä'.repeat(500_000)}"`, '1000002 bytes'],
  ])('is refused for %s, by the number of bytes', (_, body, size) => {
    const found = bodySizeProblems(body);
    expect(codes(found)).toEqual([['load/body-too-large', 'body']]);
    expect(found[0].value).toBe(size);
  });
});

describe('a header', () => {
  test.each(['X Tenant', '', 'X-Tenant:', 'Größe', 'a\nb'])('may not be called %j', (name) => {
    const field = `headers[${JSON.stringify(name)}]`;
    expect(codes(http({ headers: { [name]: 'a' } }))).toEqual([['load/invalid-header-name', field]]);
  });

  test('may have a wrong name and a wrong value', () => {
    expect(codes(http({ headers: { 'X Tenant': 'ä', 'X-Tenant': 'a' } }))).toEqual([
      ['load/invalid-header-name', 'headers["X Tenant"]'],
      ['load/invalid-header-value', 'headers["X Tenant"]'],
    ]);
  });
});

test('all that is wrong with a request is reported', () => {
  expect(codes(http({ path: '', method: '', headers: { 'X-Tenant': '' }, body: 5 }))).toEqual([
    ['load/not-a-path', 'path'],
    ['load/not-a-method', 'method'],
    ['load/invalid-header-value', TENANT],
    ['load/body-not-text', 'body'],
  ]);
});

test('the problem of a method gives those that there are', () => {
  expect(method('FETCH')[0].fix).toContain('GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS');
});

test('the time is linear in the length of a text', () => {
  const N = 100_000;
  const start = performance.now();
  for (const text of [' '.repeat(N), `a${' '.repeat(N)}ä`, `${'a'.repeat(N)}ä`, `${'a '.repeat(N)}`, '/'.repeat(N)]) {
    expect(path(`/${text} `)).toHaveLength(1);
    expect(header(`${text} `)).toHaveLength(1);
    expect(method(text)).toHaveLength(1);
    expect(http({ headers: { [`${text} `]: 'a' } })).toHaveLength(1);
  }
  expect(performance.now() - start).toBeLessThan(500);
});
