import { AutoscaledInference, KedaTrigger, ScalingEngine, type KedaPrometheusOptions, type KedaRawOptions, type KedaRedisOptions } from '../../src';
import { autoscaledProps, find, refusal, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const LIST: KedaRedisOptions = { address: 'frames.vision:6379', listName: 'queue_people', listLength: 8 };
const QUERY: KedaPrometheusOptions = { serverAddress: PROMETHEUS, query: 'sum(rate(gateway_requests_total[1m]))', threshold: 20 };
const CLOCK: KedaRawOptions = { type: 'cron', metadata: { timezone: 'Europe/Berlin', start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '2' } };

function scale(...triggers: KedaTrigger[]): AutoscaledInference {
  return new AutoscaledInference(testChart(), 'M', autoscaledProps({ metrics: [], engine: ScalingEngine.keda({ triggers }) }));
}

const printed = (...triggers: KedaTrigger[]): any[] => find(scale(...triggers), 'ScaledObject').spec.triggers;

describe('a trigger', () => {
  test.each<[string, KedaTrigger, object]>([
    ['redis', KedaTrigger.redis(LIST), { type: 'redis', metadata: { address: 'frames.vision:6379', listName: 'queue_people', listLength: '8' } }],
    ['redis with all of its options', KedaTrigger.redis({ ...LIST, activationListLength: 0, name: 'frames', metricType: 'Value', authentication: { name: 'redis' } }), {
      type: 'redis',
      name: 'frames',
      metricType: 'Value',
      metadata: { address: 'frames.vision:6379', listName: 'queue_people', listLength: '8', activationListLength: '0' },
      authenticationRef: { name: 'redis' },
    }],
    ['prometheus', KedaTrigger.prometheus(QUERY), {
      type: 'prometheus', metadata: { serverAddress: PROMETHEUS, query: 'sum(rate(gateway_requests_total[1m]))', threshold: '20', ignoreNullValues: 'false' },
    }],
    ['prometheus with all of its options', KedaTrigger.prometheus({
      ...QUERY, threshold: 0.5, activationThreshold: 0, ignoreNullValues: true, name: 'gateway', metricType: 'AverageValue', authentication: { name: 'prometheus', clusterWide: true },
    }), {
      type: 'prometheus',
      name: 'gateway',
      metricType: 'AverageValue',
      metadata: { serverAddress: PROMETHEUS, query: 'sum(rate(gateway_requests_total[1m]))', threshold: '0.5', activationThreshold: '0', ignoreNullValues: 'true' },
      authenticationRef: { name: 'prometheus', kind: 'ClusterTriggerAuthentication' },
    }],
    ['raw', KedaTrigger.raw(CLOCK), { type: 'cron', metadata: { timezone: 'Europe/Berlin', start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '2' } }],
    ['raw with all of its options', KedaTrigger.raw({ type: 'kafka', metadata: { topic: 'frames', lagThreshold: '5' }, name: 'lag', metricType: 'AverageValue', authentication: { name: 'kafka' } }), {
      type: 'kafka', name: 'lag', metricType: 'AverageValue', metadata: { topic: 'frames', lagThreshold: '5' }, authenticationRef: { name: 'kafka' },
    }],
    ['raw without metadata', KedaTrigger.raw({ type: 'external', metadata: {} }), { type: 'external', metadata: {} }],
  ])('%s is printed as KEDA reads it, in strings', (_, trigger, expected) => {
    expect(printed(trigger)).toEqual([expected]);
    expect(trigger.type).toBe((expected as { type: string }).type);
  });

  test('keeps its place among the others', () => {
    expect(printed(KedaTrigger.raw(CLOCK), KedaTrigger.redis(LIST), KedaTrigger.prometheus(QUERY)).map((t) => t.type)).toEqual(['cron', 'redis', 'prometheus']);
  });

  test('may serve several engines', () => {
    const trigger = KedaTrigger.redis(LIST);
    expect(printed(trigger)).toEqual(printed(trigger));
  });

  test('keeps its metadata when its user changes them later', () => {
    const metadata: Record<string, string> = { topic: 'frames' };
    const trigger = KedaTrigger.raw({ type: 'kafka', metadata });
    metadata.topic = 'other';
    expect(printed(trigger)[0].metadata).toEqual({ topic: 'frames' });
  });

  test.each<[string, boolean]>([['redis', true], ['cron', true], ['prometheus', true], ['cpu', false], ['memory', false]])('of type %s is seen without a pod: %s', (type, expected) => {
    expect(KedaTrigger.raw({ type, metadata: {} })._wakes).toBe(expected);
  });

  test.each<[string, string]>([['Utilization', '60'], ['AverageValue', '500m']])('of CPU may have the type %s', (metricType, value) => {
    const cpu = KedaTrigger.raw({ type: 'cpu', metricType, metadata: { value } });
    expect(printed(cpu)).toEqual([{ type: 'cpu', metricType, metadata: { value } }]);
  });
});

describe('every option changes what is printed', () => {
  test.each<[string, KedaTrigger, KedaTrigger]>([
    ...Object.entries<Partial<KedaRedisOptions>>({
      address: { address: 'other:6379' },
      listName: { listName: 'other' },
      listLength: { listLength: 9 },
      activationListLength: { activationListLength: 1 },
      name: { name: 'other' },
      metricType: { metricType: 'Value' },
      authentication: { authentication: { name: 'other' } },
    }).map(([option, change]): [string, KedaTrigger, KedaTrigger] => [`${option} of redis`, KedaTrigger.redis(LIST), KedaTrigger.redis({ ...LIST, ...change })]),
    ...Object.entries<Partial<KedaPrometheusOptions>>({
      serverAddress: { serverAddress: 'http://other' },
      query: { query: 'max(other)' },
      threshold: { threshold: 21 },
      activationThreshold: { activationThreshold: 0.5 },
      ignoreNullValues: { ignoreNullValues: true },
      name: { name: 'other' },
      metricType: { metricType: 'Value' },
      authentication: { authentication: { name: 'other' } },
    }).map(([option, change]): [string, KedaTrigger, KedaTrigger] => [`${option} of prometheus`, KedaTrigger.prometheus(QUERY), KedaTrigger.prometheus({ ...QUERY, ...change })]),
    ...Object.entries<Partial<KedaRawOptions>>({
      type: { type: 'kafka' },
      metadata: { metadata: { a: 'b' } },
      name: { name: 'other' },
      metricType: { metricType: 'Value' },
      authentication: { authentication: { name: 'other' } },
    }).map(([option, change]): [string, KedaTrigger, KedaTrigger] => [`${option} of raw`, KedaTrigger.raw(CLOCK), KedaTrigger.raw({ ...CLOCK, ...change })]),
  ])('%s', (_, before, after) => {
    expect(printed(after)).not.toEqual(printed(before));
  });
});

const redis = (change: object) => KedaTrigger.redis({ ...LIST, ...change });
const prometheus = (change: object) => KedaTrigger.prometheus({ ...QUERY, ...change });
const raw = (change: object) => KedaTrigger.raw({ ...CLOCK, ...change });

const ADDRESS = 'must be <host>:<port> — KEDA could not reach it; write it as redis.vision:6379';
const TEXT = 'must be a string that is not empty — KEDA would refuse the trigger; give it';
const LEAST = (n: number) => `must be a whole number of at least ${n} — KEDA would refuse the trigger; correct it`;
const SERVER = 'must be an address with http:// or https:// — KEDA could not reach it; write it as http://prometheus-operated.monitoring:9090';
const ONE = 'must give one value — KEDA gives up on several ("returned multiple elements"), at the second replica at the latest; wrap it in sum(…) or max(…), without by';
const TARGET = 'must be a number of at least 0.001 — KEDA counts in thousandths, and would refuse what is none; give the share of one replica';
const ACTIVE = 'must be a number of at least 0 — KEDA would refuse the trigger, or never let it rest; leave it out for 0';
const NAME = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give the name of a TriggerAuthentication (Kubernetes API validation)';
const OUTSIDE = (type: string) => `must be AverageValue or Value — KEDA refuses any other for ${type}; correct it`;
const RESOURCE = (type: string) => `must be Utilization or AverageValue — KEDA refuses any other for ${type}; correct it`;
const QUANTITY = 'must be a quantity above zero — KEDA would refuse the trigger; use ScalingMetric, or correct it';
const PERCENT = 'must be a whole number of at least 1 — KEDA would refuse the trigger; use ScalingMetric, or correct it';

const REFUSED: Array<[trigger: KedaTrigger, ...lines: string[]]> = [
  [redis({ address: 'frames' }), `address: got "frames"; ${ADDRESS}`],
  [redis({ address: 'redis://frames:6379' }), `address: got "redis://frames:6379"; ${ADDRESS}`],
  [redis({ address: 'frames:' }), `address: got "frames:"; ${ADDRESS}`],
  [redis({ address: 'frames:0' }), `address: got "frames:0"; ${ADDRESS}`],
  [redis({ address: 'frames:65536' }), `address: got "frames:65536"; ${ADDRESS}`],
  [redis({ address: 'a b:6379' }), `address: got "a b:6379"; ${ADDRESS}`],
  [redis({ address: undefined }), `address: got undefined; ${ADDRESS}`],
  [redis({ listName: '' }), `listName: got ""; ${TEXT}`],
  [redis({ listName: ' ' }), `listName: got " "; ${TEXT}`],
  [redis({ listName: undefined }), `listName: got undefined; ${TEXT}`],
  [redis({ listLength: 0 }), `listLength: got 0; ${LEAST(1)}`],
  [redis({ listLength: 1.5 }), `listLength: got 1.5; ${LEAST(1)}`],
  [redis({ listLength: NaN }), `listLength: got NaN; ${LEAST(1)}`],
  [redis({ listLength: 1e21 }), `listLength: got 1e+21; ${LEAST(1)}`],
  [redis({ listLength: '8' }), `listLength: got "8"; ${LEAST(1)}`],
  [redis({ activationListLength: -1 }), `activationListLength: got -1; ${LEAST(0)}`],
  [redis({ activationListLength: 0.5 }), `activationListLength: got 0.5; ${LEAST(0)}`],
  [redis({ metricType: 'Utilization' }), `metricType: got "Utilization"; ${OUTSIDE('redis')}`],
  [redis({ metricType: 'value' }), `metricType: got "value"; ${OUTSIDE('redis')}`],
  [redis({ name: '' }), `name: got ""; ${TEXT}`],
  [redis({ authentication: { name: 'Redis' } }), `authentication.name: got "Redis"; ${NAME}`],
  [redis({ address: 'x', listName: '', listLength: 0 }), `address: got "x"; ${ADDRESS}`, `listName: got ""; ${TEXT}`, `listLength: got 0; ${LEAST(1)}`],
  [prometheus({ serverAddress: 'prometheus:9090' }), `serverAddress: got "prometheus:9090"; ${SERVER}`],
  [prometheus({ serverAddress: undefined }), `serverAddress: got undefined; ${SERVER}`],
  [prometheus({ query: 'gateway_requests_total' }), `query: got "gateway_requests_total"; ${ONE}`],
  [prometheus({ query: 'sum(up) by (pod)' }), `query: got "sum(up) by (pod)"; ${ONE}`],
  [prometheus({ query: '' }), `query: got ""; ${ONE}`],
  [prometheus({ query: undefined }), `query: got undefined; ${ONE}`],
  [prometheus({ threshold: 0 }), `threshold: got 0; ${TARGET}`],
  [prometheus({ threshold: 0.0004 }), `threshold: got 0.0004; ${TARGET}`],
  [prometheus({ threshold: -1 }), `threshold: got -1; ${TARGET}`],
  [prometheus({ threshold: NaN }), `threshold: got NaN; ${TARGET}`],
  [prometheus({ threshold: Infinity }), `threshold: got Infinity; ${TARGET}`],
  [prometheus({ threshold: '5' }), `threshold: got "5"; ${TARGET}`],
  [prometheus({ activationThreshold: -0.5 }), `activationThreshold: got -0.5; ${ACTIVE}`],
  [prometheus({ activationThreshold: NaN }), `activationThreshold: got NaN; ${ACTIVE}`],
  [prometheus({ activationThreshold: Infinity }), `activationThreshold: got Infinity; ${ACTIVE}`],
  [prometheus({ metricType: 'Utilization' }), `metricType: got "Utilization"; ${OUTSIDE('prometheus')}`],
  [prometheus({ name: ' ' }), `name: got " "; ${TEXT}`],
  [prometheus({ authentication: {} }), `authentication.name: got undefined; ${NAME}`],
  [raw({ type: '' }), `type: got ""; ${TEXT}`],
  [raw({ type: undefined }), `type: got undefined; ${TEXT}`],
  [raw({ metadata: { desiredReplicas: 2, start: '0 7 * * *' } }), 'metadata["desiredReplicas"]: got 2; must be a string — the API server would reject the ScaledObject; write the value as a string'],
  [raw({ metricType: 'Average' }), `metricType: got "Average"; ${OUTSIDE('cron')}`],
  [raw({ type: 'cpu', metadata: { value: '60' } }), `metricType: got undefined; ${RESOURCE('cpu')}`],
  [raw({ type: 'memory', metadata: { value: '1Gi' }, metricType: 'Value' }), `metricType: got "Value"; ${RESOURCE('memory')}`],
  [raw({ type: 'cpu', metadata: {}, metricType: 'Utilization' }), `metadata["value"]: got undefined; ${PERCENT}`],
  [raw({ type: 'cpu', metadata: { value: '0' }, metricType: 'Utilization' }), `metadata["value"]: got "0"; ${PERCENT}`],
  [raw({ type: 'cpu', metadata: { value: '60%' }, metricType: 'Utilization' }), `metadata["value"]: got "60%"; ${PERCENT}`],
  [raw({ type: 'memory', metadata: { value: '1 GB' }, metricType: 'AverageValue' }), `metadata["value"]: got "1 GB"; ${QUANTITY}`],
  [raw({ type: 'memory', metadata: undefined, metricType: 'AverageValue' }), `metadata["value"]: got undefined; ${QUANTITY}`],
];

test.each(REFUSED.map(([trigger, ...lines]) => ({ trigger, lines })))('refused: $lines.0', ({ trigger, lines }) => {
  // Another trigger is there, so that nothing else is wrong.
  expect(refusal(() => scale(KedaTrigger.redis({ ...LIST, name: 'first' }), trigger))).toBe([
    'AutoscaledInference cannot be defined:', ...lines.map((line) => `  [test/M] engine.triggers[1].${line}`),
  ].join('\n'));
});

test.each<[string, KedaTrigger]>([
  ['the least share', prometheus({ threshold: 0.001 })],
  ['a share that is a fraction', prometheus({ threshold: 2.5 })],
  ['the last port', redis({ address: '10.0.0.1:65535' })],
  ['a list of any name', redis({ listName: 'frames:{people}/1' })],
  ['a large list', redis({ listLength: 1_000_000 })],
])('%s is accepted', (_, trigger) => {
  expect(refusal(() => scale(trigger))).toBeUndefined();
});
