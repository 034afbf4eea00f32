import {
  AutoscaledInference, KedaTrigger, ScalingEngine, type KedaPrometheusOptions, type KedaRawOptions,
  type KedaRedisOptions,
} from '../../src';
import { autoscaledProps, find, refused, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const LIST: KedaRedisOptions = { address: 'frames.vision:6379', listName: 'queue_people', listLength: 8 };
const PROMQL = 'sum(rate(gateway_requests_total[1m]))';
const QUERY: KedaPrometheusOptions = { serverAddress: PROMETHEUS, query: PROMQL, threshold: 20 };
const HOURS = { timezone: 'Europe/Berlin', start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '2' };
const LAG = { bootstrapServers: 'kafka:9092', consumerGroup: 'engines', topic: 'frames', lagThreshold: '5' };
const CLOCK: KedaRawOptions = { type: 'cron', metadata: HOURS };

function scale(...triggers: KedaTrigger[]): AutoscaledInference {
  const engine = ScalingEngine.keda({ triggers });
  return new AutoscaledInference(testChart(), 'M', autoscaledProps({ metrics: [], engine }));
}

const printed = (...triggers: KedaTrigger[]): any[] => find(scale(...triggers), 'ScaledObject').spec.triggers;

describe('a trigger', () => {
  test.each<[string, KedaTrigger, object]>([
    [
      'redis',
      KedaTrigger.redis(LIST),
      {
        type: 'redis',
        metadata: { address: 'frames.vision:6379', listName: 'queue_people', listLength: '8' },
      },
    ],
    [
      'redis with all of its options',
      KedaTrigger.redis({
        ...LIST,
        activationListLength: 0,
        name: 'frames',
        metricType: 'Value',
        authentication: { name: 'redis' },
      }),
      {
        type: 'redis',
        name: 'frames',
        metricType: 'Value',
        metadata: {
          address: 'frames.vision:6379',
          listName: 'queue_people',
          listLength: '8',
          activationListLength: '0',
        },
        authenticationRef: { name: 'redis' },
      },
    ],
    [
      'prometheus',
      KedaTrigger.prometheus(QUERY),
      {
        type: 'prometheus',
        metadata: { serverAddress: PROMETHEUS, query: PROMQL, threshold: '20', ignoreNullValues: 'false' },
      },
    ],
    [
      'prometheus with all of its options',
      KedaTrigger.prometheus({
        ...QUERY,
        threshold: 0.5,
        activationThreshold: 0,
        ignoreNullValues: true,
        name: 'gateway',
        metricType: 'AverageValue',
        authentication: { name: 'prometheus', clusterWide: true },
      }),
      {
        type: 'prometheus',
        name: 'gateway',
        metricType: 'AverageValue',
        metadata: {
          serverAddress: PROMETHEUS,
          query: PROMQL,
          threshold: '0.5',
          activationThreshold: '0',
          ignoreNullValues: 'true',
        },
        authenticationRef: { name: 'prometheus', kind: 'ClusterTriggerAuthentication' },
      },
    ],
    ['raw', KedaTrigger.raw(CLOCK), { type: 'cron', metadata: HOURS }],
    [
      'raw with all of its options',
      KedaTrigger.raw({
        type: 'kafka',
        metadata: LAG,
        name: 'lag',
        metricType: 'AverageValue',
        authentication: { name: 'kafka' },
      }),
      {
        type: 'kafka',
        name: 'lag',
        metricType: 'AverageValue',
        metadata: LAG,
        authenticationRef: { name: 'kafka' },
      },
    ],
    ['raw without metadata', KedaTrigger.raw({ type: 'datadog', metadata: {} }), { type: 'datadog', metadata: {} }],
  ])('%s is printed as KEDA reads it, in strings', (_, trigger, expected) => {
    expect(printed(trigger)).toEqual([expected]);
    expect(trigger.type).toBe((expected as { type: string }).type);
  });

  test('keeps its place among the others', () => {
    const triggers = [KedaTrigger.raw(CLOCK), KedaTrigger.redis(LIST), KedaTrigger.prometheus(QUERY)];
    expect(printed(...triggers).map((t) => t.type)).toEqual(['cron', 'redis', 'prometheus']);
  });

  test('may serve several engines', () => {
    const trigger = KedaTrigger.redis(LIST);
    expect(printed(trigger)).toEqual(printed(trigger));
  });

  test('keeps its metadata when its user changes them later', () => {
    const metadata: Record<string, string> = { ...LAG };
    const trigger = KedaTrigger.raw({ type: 'kafka', metadata });
    metadata.topic = 'other';
    expect(printed(trigger)[0].metadata).toEqual(LAG);
  });

  test.each<[string, boolean]>([
    ['redis', true], ['cron', true], ['prometheus', true], ['cpu', false], ['memory', false],
  ])('of type %s has a value without a pod: %s', (type, expected) => {
    expect(KedaTrigger.raw({ type, metadata: {} })._isReadAtZero).toBe(expected);
  });

  test.each<[string, string]>([
    ['Utilization', '60'], ['AverageValue', '500m'],
  ])('of CPU may have the type %s', (metricType, value) => {
    const cpu = KedaTrigger.raw({ type: 'cpu', metricType, metadata: { value } });
    expect(printed(cpu)).toEqual([{ type: 'cpu', metricType, metadata: { value } }]);
  });
});

describe('every option changes what is printed', () => {
  const COMMON = { name: 'other', metricType: 'Value', authentication: { name: 'other' } };
  const REDIS = { ...COMMON, address: 'other:6379', listName: 'other', listLength: 9, activationListLength: 1 };
  const ANY = { ...COMMON, type: 'datadog', metadata: { ...HOURS, desiredReplicas: '3' } };
  const QUERIED = {
    ...COMMON,
    serverAddress: 'http://other',
    query: 'max(other)',
    threshold: 21,
    activationThreshold: 0.5,
    ignoreNullValues: true,
  };

  test.each(Object.entries(REDIS))('%s of redis', (option, value) => {
    const changed = KedaTrigger.redis({ ...LIST, [option]: value });
    expect(printed(changed)).not.toEqual(printed(KedaTrigger.redis(LIST)));
  });

  test.each(Object.entries(QUERIED))('%s of prometheus', (option, value) => {
    const changed = KedaTrigger.prometheus({ ...QUERY, [option]: value });
    expect(printed(changed)).not.toEqual(printed(KedaTrigger.prometheus(QUERY)));
  });

  test.each(Object.entries(ANY))('%s of raw', (option, value) => {
    const changed = KedaTrigger.raw({ ...CLOCK, [option]: value });
    expect(printed(changed)).not.toEqual(printed(KedaTrigger.raw(CLOCK)));
  });
});

const redis = (change: object) => KedaTrigger.redis({ ...LIST, ...change });
const prometheus = (change: object) => KedaTrigger.prometheus({ ...QUERY, ...change });
const raw = (change: object) => KedaTrigger.raw({ ...CLOCK, ...change });

type Row = [what: string, trigger: KedaTrigger, ...problems: Array<[code: string, field: string]>];

const REDIS_ROWS: Row[] = [
  ['redis without a port', redis({ address: 'frames' }), ['scaling/keda-not-a-host-and-port', 'address']],
  ['a list without a name', redis({ listName: '' }), ['scaling/keda-text-missing', 'listName']],
  ['no item for a replica', redis({ listLength: 0 }), ['scaling/keda-not-a-count', 'listLength']],
  ['less than no item', redis({ activationListLength: -1 }), ['scaling/keda-not-a-count', 'activationListLength']],
  ['a fraction of an item', redis({ activationListLength: 0.5 }), ['scaling/keda-not-a-count', 'activationListLength']],
  ['a share of redis', redis({ metricType: 'Utilization' }), ['scaling/keda-unknown-metric-type', 'metricType']],
  ['a type in lower case', redis({ metricType: 'value' }), ['scaling/keda-unknown-metric-type', 'metricType']],
  ['an empty name', redis({ name: '' }), ['scaling/keda-text-missing', 'name']],
  ['a wrong name of credentials', redis({ authentication: { name: 'A' } }), ['validation/name', 'authentication.name']],
  [
    'three faults of redis',
    redis({ address: 'x', listName: '', listLength: 0 }),
    ['scaling/keda-not-a-host-and-port', 'address'],
    ['scaling/keda-text-missing', 'listName'],
    ['scaling/keda-not-a-count', 'listLength'],
  ],
];

const PROMETHEUS_ROWS: Row[] = [
  [
    'an address without http',
    prometheus({ serverAddress: 'prometheus:9090' }),
    ['scaling/not-a-prometheus-url', 'serverAddress'],
  ],
  [
    'a query of a series',
    prometheus({ query: 'gateway_requests_total' }),
    ['scaling/keda-query-not-one-value', 'query'],
  ],
  ['no target', prometheus({ threshold: 0 }), ['scaling/keda-threshold-too-small', 'threshold']],
  [
    'an activation below zero',
    prometheus({ activationThreshold: -0.5 }),
    ['scaling/keda-activation-below-zero', 'activationThreshold'],
  ],
  ['a share of a query', prometheus({ metricType: 'Utilization' }), ['scaling/keda-unknown-metric-type', 'metricType']],
  ['a name of spaces', prometheus({ name: ' ' }), ['scaling/keda-text-missing', 'name']],
];

const RAW_ROWS: Row[] = [
  ['an empty type', raw({ type: '' }), ['scaling/keda-text-missing', 'type']],
  ['an unknown type', raw({ metricType: 'Average' }), ['scaling/keda-unknown-metric-type', 'metricType']],
  [
    'CPU without a type',
    raw({ type: 'cpu', metadata: { value: '60' } }),
    ['scaling/keda-unknown-metric-type', 'metricType'],
  ],
  [
    'memory by value',
    raw({ type: 'memory', metadata: { value: '1Gi' }, metricType: 'Value' }),
    ['scaling/keda-unknown-metric-type', 'metricType'],
  ],
  [
    'a share of CPU without a value',
    raw({ type: 'cpu', metadata: {}, metricType: 'Utilization' }),
    ['scaling/keda-resource-not-a-percentage', 'metadata["value"]'],
  ],
  [
    'a share of CPU that is no number',
    raw({ type: 'cpu', metadata: { value: '60%' }, metricType: 'Utilization' }),
    ['scaling/keda-resource-not-a-percentage', 'metadata["value"]'],
  ],
  [
    'memory that is no quantity',
    raw({ type: 'memory', metadata: { value: '1 GB' }, metricType: 'AverageValue' }),
    ['scaling/keda-resource-not-a-quantity', 'metadata["value"]'],
  ],
  ['a scaler that KEDA does not have', raw({ type: 'pigeon' }), ['scaling/keda-unknown-scaler', 'type']],
  [
    'a field of CPU that KEDA has removed',
    raw({ type: 'cpu', metricType: 'Utilization', metadata: { type: 'Utilization', value: '60' } }),
    ['scaling/keda-metadata-removed', 'metadata["type"]'],
  ],
  [
    'a clock without an end',
    raw({ metadata: { ...HOURS, end: '' } }),
    ['scaling/keda-metadata-missing', 'metadata["end"]'],
  ],
  [
    'a clock of another planet',
    raw({ metadata: { ...HOURS, timezone: 'Mars/Olympus' } }),
    ['scaling/keda-unknown-time-zone', 'metadata["timezone"]'],
  ],
  [
    'RabbitMQ without credentials',
    raw({ type: 'rabbitmq', metadata: { queueName: 'q' } }),
    ['scaling/keda-metadata-missing', 'metadata["host"]'],
  ],
  [
    'Prometheus without a threshold',
    raw({ type: 'prometheus', metadata: { serverAddress: PROMETHEUS, query: 'sum(up)' } }),
    ['scaling/keda-metadata-missing', 'metadata["threshold"]'],
  ],
  [
    'Prometheus with a query of a series',
    raw({ type: 'prometheus', metadata: { serverAddress: PROMETHEUS, query: 'pending_requests', threshold: '5' } }),
    ['scaling/keda-query-not-one-value', 'metadata["query"]'],
  ],
  [
    'Prometheus with all that its factory refuses',
    raw({
      type: 'prometheus',
      metadata: { serverAddress: 'a:9090', query: 'up', threshold: 'five', activationThreshold: '-1' },
    }),
    ['scaling/not-a-prometheus-url', 'metadata["serverAddress"]'],
    ['scaling/keda-query-not-one-value', 'metadata["query"]'],
    ['scaling/keda-threshold-too-small', 'metadata["threshold"]'],
    ['scaling/keda-activation-below-zero', 'metadata["activationThreshold"]'],
  ],
];

test.each([...REDIS_ROWS, ...PROMETHEUS_ROWS, ...RAW_ROWS])('refused: %s', (_, trigger, ...problems) => {
  // Another trigger is there, so that nothing else is wrong.
  const first = KedaTrigger.redis({ ...LIST, name: 'first' });
  const refusals = refused(() => scale(first, trigger));
  expect(refusals).toEqual(problems.map(([code, field]) => [code, `engine.triggers[1].${field}`]));
});

test.each<[string, KedaTrigger]>([
  ['the smallest target', prometheus({ threshold: 0.001 })],
  ['a target that is a fraction', prometheus({ threshold: 2.5 })],
  ['the last port', redis({ address: '10.0.0.1:65535' })],
  ['a list of any name', redis({ listName: 'frames:{people}/1' })],
  ['a large list', redis({ listLength: 1_000_000 })],
  [
    'a field that a TriggerAuthentication may hold',
    raw({ type: 'rabbitmq', metadata: { queueName: 'q' }, authentication: { name: 'rabbit' } }),
  ],
  [
    'Prometheus, raw',
    raw({ type: 'prometheus', metadata: { serverAddress: PROMETHEUS, query: PROMQL, threshold: '2.5' } }),
  ],
])('%s is accepted', (_, trigger) => {
  expect(refused(() => scale(trigger))).toEqual([]);
});

test('metricType within the metadata is moved out of them', () => {
  const cpu = KedaTrigger.raw({ type: 'cpu', metadata: { metricType: 'Utilization', value: '60' } });
  expect(cpu._problems('it').filter(({ field }) => field === 'it.metricType').map(({ fix }) => fix))
    .toEqual(['move metricType out of metadata']);
});
