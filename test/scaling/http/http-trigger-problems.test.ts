import { Duration } from 'cdk8s';
import { KedaTrigger, type KedaHttpOptions } from '../../../src';
import { codes } from '../../helpers';

const GOOD: KedaHttpOptions = { hosts: ['chat.example.com'], targetConcurrency: 8 };
const problems = (options: KedaHttpOptions) => codes(KedaTrigger.http(options)._problems('it'));

type Code = [code: string, field: string];
const ROWS: Array<[what: string, changes: object, ...problems: Code[]]> = [
  ['no host', { hosts: [] }, ['scaling/http-host-missing', 'it.hosts']],
  ['a host twice', { hosts: ['a.example.com', 'a.example.com'] }, ['scaling/http-host-repeated', 'it.hosts[1]']],
  ...['https://a.example.com', 'a.example.com:8080', 'A.example.com', 'a.example.com/v1', '', 'a.*.com'].map(
    (host): [string, object, Code] => (
      [`the host ${host}`, { hosts: [host] }, ['scaling/not-a-http-host', 'it.hosts[0]']]),
  ),
  ['no prefix', { pathPrefixes: [] }, ['scaling/http-prefixes-not-a-list', 'it.pathPrefixes']],
  ['prefixes that are null', { pathPrefixes: null }, ['scaling/http-prefixes-not-a-list', 'it.pathPrefixes']],
  ...['', '/v1?a=1', '/v1#a', '/a b'].map((prefix): [string, object, Code] => (
    [`the prefix ${prefix}`, { pathPrefixes: [prefix] }, ['scaling/not-a-path-prefix', 'it.pathPrefixes[0]']])),
  ['no target', { targetConcurrency: undefined }, ['scaling/http-target-missing', 'it.targetConcurrency']],
  ['a target of half a request', { targetConcurrency: 0.5 }, ['validation/integer', 'it.targetConcurrency']],
  ['a rate of 0', { targetRate: 0 }, ['validation/integer', 'it.targetRate']],
  [
    'a window without a rate',
    { rateWindow: Duration.minutes(2) },
    ['scaling/http-window-without-rate', 'it.rateWindow'],
  ],
  ['a wait of 0', { readinessTimeout: Duration.seconds(0) }, ['validation/seconds', 'it.readinessTimeout']],
  ['a namespace with a dot', { addOnNamespace: 'a.b' }, ['validation/name', 'it.addOnNamespace']],
  ['a name that is empty', { name: '' }, ['scaling/keda-text-missing', 'it.name']],
];

test.each(ROWS)('%s is refused', (_, changes, ...expected) => {
  expect(problems({ ...GOOD, ...changes })).toEqual(expected);
});

test.each([
  [{}],
  [{ hosts: ['*'] }],
  [{ hosts: ['*.example.com', 'chat'] }],
  [{ pathPrefixes: ['/', '/v1/chat', 'v2'] }],
  [{ targetRate: 5, rateWindow: Duration.seconds(30) }],
])('%j is accepted', (changes) => {
  expect(problems({ ...GOOD, ...changes })).toEqual([]);
});
