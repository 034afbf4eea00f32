import * as names from '../../src/validation/names';

const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The names that each grammar matches, and those that it does not. */
const GRAMMARS: Array<[string, names.Grammar, string[], unknown[]]> = [
  ['DNS_LABEL', names.DNS_LABEL,
    ['a', '0', 'a-b', '0a', 'a'.repeat(63)],
    ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'a b', 'a\n', 'a'.repeat(64), undefined, null, 1]],
  ['DNS_1035_LABEL', names.DNS_1035_LABEL,
    ['a', 'a0', 'a-b', 'a'.repeat(63)],
    ['', '0a', '0', '-a', 'a-', 'A', 'a.b', 'a'.repeat(64), undefined]],
  ['DNS_SUBDOMAIN', names.DNS_SUBDOMAIN,
    ['a', '0.1', 'a.b-c.d', 'a'.repeat(253)],
    ['', '.', 'a.', '.a', 'a..b', 'a.-b', 'a-.b', 'A.b', 'a_b', 'a'.repeat(254)]],
  ['PORT_NAME', names.PORT_NAME,
    ['http', 'a', '0a', 'http-0', 'a'.repeat(15)],
    ['', '80', '8-0', 'a--b', '-a', 'a-', 'HTTP', 'a.b', 'a_b', 'a'.repeat(16)]],
  ['LABEL_VALUE', names.LABEL_VALUE,
    ['a', 'A', '0', 'a_b.c-D', 'a'.repeat(63)],
    ['', '-a', 'a-', '.a', '_a', 'a b', 'a/b', 'a'.repeat(64)]],
  ['ENV_NAME', names.ENV_NAME,
    ['A', 'a.b', '_A', 'A-B', '-A', '.a', '.a.', 'MODEL_NAME0'],
    ['', '.', '..', '..a', '0A', 'A B', 'A=B', 'É', 'A/B']],
  ['CONFIG_KEY', names.CONFIG_KEY,
    ['a', 'A_b-c.d', '0', '.hidden', 'a..b', 'a'.repeat(253)],
    ['', '.', '..', '..a', 'a/b', 'a b', 'a'.repeat(254)]],
  ['METRIC_NAME', names.METRIC_NAME,
    ['a', 'a.b', '...', 'kubernetes.io|container|x', 'a:b', 'a b'],
    ['', '.', '..', 'a/b', 'a%b', undefined]],
  ['IMAGE', names.IMAGE, [
    'a',
    'server:1.2',
    'org/server',
    'org/team/server:v1',
    'docker.io/tensorflow/serving:2.19.1',
    'localhost/server',
    'localhost:5000/server:1',
    'registry.example.com:5000/a/b/c:1',
    'REGISTRY.example.com/server:1',
    'a.b/c__d',
    'a/b-c',
    'a/b--c',
    'a/b.c_d',
    'server:A_b.c-D',
    `server:${'t'.repeat(128)}`,
    `server@${SHA256}`,
    `server:1.2@${SHA256}`,
    `server@sha512:${'0123456789abcdef'.repeat(8)}`,
    'my-registry.example.com/server',
    'ghcr.io/ggml-org/llama.cpp:server-b10920',
    '10.0.0.1:5000/server:1',
  ], [
    '',
    ' ',
    'server:',
    'server:1 2',
    ' server',
    'server ',
    'server\n',
    'Server',
    'org/Server',
    'org//server',
    '/server',
    'org/',
    'server:-1',
    'server:.1',
    `server:${'t'.repeat(129)}`,
    'server@',
    'server@sha256',
    'server@sha256:abc',
    SHA256.slice(0, -1).replace('sha256', 'server@sha256'),
    `server@${SHA256}0`,
    `server@${SHA256.replace('sha256', 'sha512')}`,
    `server@${SHA256.replace('sha256', 'md5')}`,
    `server@sha256:${'A'.repeat(64)}`,
    `server@sha256:${'g'.repeat(64)}`,
    'server:1@2',
    'https://registry.example.com/server:1',
    'registry.example.com:port/server',
    '-registry/server',
    'registry-.example.com/server',
    'registry.-example.com/server',
    'registry..example.com/server',
    '.registry.example.com/server',
    'registry.example.com./server',
    'registry_1.Example.com/server',
    'registry.example.com:/server',
    'a_.b/c',
    'a/b___c',
    'a/b..c',
    'a/-b',
    'a/b-',
    '$(IMAGE)',
    '{{ image }}',
    undefined,
    null,
    42,
  ]],
];

describe.each(GRAMMARS)('the grammar %s', (_, grammar, good, bad) => {
  test.each(good)('matches %j', (value) => {
    expect(names.matches(grammar, value)).toBe(true);
  });

  test.each(bad.map((value) => [value]))('does not match %j', (value) => {
    expect(names.matches(grammar, value)).toBe(false);
  });
});

test('matching a long text takes less than a second', () => {
  const long = `${'a-'.repeat(2000)}!`;
  const before = performance.now();
  GRAMMARS.forEach(([, grammar]) => names.matches(grammar, long));
  expect(performance.now() - before).toBeLessThan(1000);
});

describe('isLabelKey', () => {
  test.each([
    'app', 'App.kubernetes_io', 'app.kubernetes.io/name', 'nvidia.com/gpu', 'gpu.intel.com/i915',
    `${'a'.repeat(253)}/${'b'.repeat(63)}`,
  ])('%j is a label key', (key) => {
    expect(names.isLabelKey(key)).toBe(true);
  });

  test.each([
    [''], ['/'], ['/name'], ['prefix/'], ['a/b/c'], ['UPPER.case/name'], ['-a'], ['a-'], ['a b'], ['a'.repeat(64)],
    [`${'a'.repeat(254)}/b`], [undefined], [1], [null],
  ])('%j is none', (key) => {
    expect(names.isLabelKey(key)).toBe(false);
  });
});

describe('isLabelValue', () => {
  test.each(['', 'a', 'v1.2_3-4', 'a'.repeat(63)])('%j is a label value', (value) => {
    expect(names.isLabelValue(value)).toBe(true);
  });

  test.each([['a b'], ['-a'], ['a/b'], ['a'.repeat(64)], [undefined], [1], [true]])('%j is none', (value) => {
    expect(names.isLabelValue(value)).toBe(false);
  });
});
