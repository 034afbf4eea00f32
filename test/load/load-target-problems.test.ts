import { Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceDeployment, KedaTrigger, LoadShape, LocustLoadTest, PredictRequest, ScalingEngine,
  type LocustLoadTestProps,
} from '../../src';
import { autoscaledProps, deploymentProps, refused, testChart } from '../helpers';

type Code = [code: string, field: string];
const SHAPE = LoadShape.constant({ users: 1, duration: Duration.minutes(1) });
const URL = 'https://chat.example.com';

function attempt(changes: object): Code[] {
  const request = PredictRequest.http({ path: '/v1/models', method: 'GET' });
  const props = { request, shape: SHAPE, url: URL, ...changes } as LocustLoadTestProps;
  return refused(() => new LocustLoadTest(testChart(), 'Load', props));
}
const secret = () => Secret.fromSecretName(testChart(), 'Key', 'keys');
const secretHeader = (name: string, more: object = {}) => (
  { secretHeaders: { [name]: { secret: secret(), key: 'k', ...more } } });

const ROWS: Array<[what: string, changes: object, ...problems: Code[]]> = [
  ['neither a target nor a URL', { url: undefined }, ['load/no-target', 'target']],
  ['a URL without a scheme', { url: 'chat.example.com' }, ['load/not-a-url', 'url']],
  ['a URL with a query', { url: `${URL}/?key=1` }, ['load/not-a-url', 'url']],
  ['a URL that is null', { url: null }, ['load/not-a-url', 'url']],
  ['a URL with a password', { url: 'https://me:secret@chat.example.com' }, ['load/credentials-in-url', 'url']],
  ['headers that are a list', { headers: ['Host'] }, ['load/headers-not-an-object', 'headers']],
  ['a header with a space', { headers: { 'A b': 'c' } }, ['load/invalid-header-name', 'headers["A b"]']],
  ['a header with a line end', { headers: { Host: 'a\n' } }, ['load/invalid-header-value', 'headers["Host"]']],
  ...['Authorization', 'authorization', 'X-API-Key', 'api-key', 'Cookie', 'X-Auth-Token'].map(
    (name): [string, object, Code] => [
      `the credentials ${name} in a ConfigMap`,
      { headers: { [name]: 'abc' } },
      ['load/credentials-in-header', `headers["${name}"]`],
    ],
  ),
  ['secret headers that are text', { secretHeaders: 'abc' }, ['load/secret-headers-not-an-object', 'secretHeaders']],
  [
    'a secret itself',
    { secretHeaders: { Authorization: 'abc' } },
    ['values/not-a-secret-value', 'secretHeaders["Authorization"]'],
  ],
  [
    'no key',
    secretHeader('Authorization', { key: undefined }),
    ['values/not-a-secret-value', 'secretHeaders["Authorization"]'],
  ],
  ['a name that is none', secretHeader('A b'), ['load/invalid-header-name', 'secretHeaders["A b"]']],
  [
    'a prefix that is no text',
    secretHeader('Authorization', { prefix: 7 }),
    ['load/invalid-header-prefix', 'secretHeaders["Authorization"].prefix'],
  ],
  [
    'a header in both',
    { ...secretHeader('x-tenant'), headers: { 'X-Tenant': 'a' } },
    ['load/header-twice', 'secretHeaders["x-tenant"]'],
  ],
  ['a time of 0', { timeout: Duration.seconds(0) }, ['validation/seconds', 'timeout']],
  ['a time that is a number', { timeout: 60 }, ['validation/duration', 'timeout']],
  ['verifyTls that is text', { verifyTls: 'no' }, ['validation/boolean', 'verifyTls']],
  ['verifyTls without TLS', { url: 'http://chat', verifyTls: false }, ['load/no-tls', 'verifyTls']],
  [
    'a JSON body to an unknown API',
    { request: PredictRequest.json({ a: 1 }) },
    ['load/predict-api-unknown', 'request'],
  ],
];

test.each(ROWS)('refused: %s', (_, changes, ...expected) => {
  expect(attempt(changes)).toEqual(expected);
});

test.each<[string, object]>([
  ['a URL alone', {}],
  ['a chat with the name of its model', { request: PredictRequest.chat({ prompt: 'Why?', modelName: 'qwen' }) }],
  [
    'headers',
    { headers: { 'Host': 'a.example.com', 'X-Tenant': 'a' }, ...secretHeader('Authorization', { prefix: 'Bearer ' }) },
  ],
  ['an unverified certificate', { verifyTls: false, timeout: Duration.minutes(1) }],
])('%s is accepted', (_, changes) => {
  expect(attempt(changes)).toEqual([]);
});

test('a target without an HTTP port is accepted behind another address', () => {
  const service = { ports: [{ port: 8500 }] };
  const target = () => new InferenceDeployment(testChart(), 'M', deploymentProps({ service }));
  expect(attempt({ target: target(), url: undefined })).toEqual([['load/no-http-port', 'target']]);
  expect(attempt({ target: target() })).toEqual([]);
  const engine = ScalingEngine.keda({ triggers: [KedaTrigger.http({ hosts: ['*'], targetConcurrency: 8 })] });
  const woken = new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine, metrics: [] }));
  expect(attempt({ target: woken, url: undefined })).toEqual([]);
});
