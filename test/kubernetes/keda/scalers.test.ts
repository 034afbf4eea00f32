import { alwaysConnects, scalerOf, scalerTypes } from '../../../src/kubernetes/keda/scalers';

const names = (type: string) => scalerOf(type)!.required.map((field) => field.names);

test('all scalers of KEDA 2.20 are known', () => {
  expect(scalerTypes()).toHaveLength(78);
  expect(scalerOf('external-mock')).toBeUndefined();
  expect(scalerOf('toString')).toBeUndefined();
});

test.each<[string, string[][]]>([
  // What the parsers say on empty metadata.
  ['prometheus', [['serverAddress'], ['query'], ['threshold']]],
  ['cron', [['start'], ['end'], ['timezone'], ['desiredReplicas']]],
  ['loki', [['serverAddress'], ['query'], ['threshold']]],
  ['graphite', [['serverAddress'], ['query'], ['queryTime']]],
  ['kafka', [['bootstrapServers'], ['consumerGroup']]],
  ['redis', [['listName'], ['address', 'addresses', 'host', 'hosts']]],
  ['kubernetes-workload', [['podSelector'], ['value']]],
  ['cpu', [['value']]],
  ['gcp-pubsub', []],
  ['postgresql', [['query'], ['targetQueryValue'], ['host', 'connection']]],
  ['mongodb', [['dbName'], ['collection'], ['query'], ['queryValue'], ['host', 'connectionString']]],
  ['metrics-api', [['url'], ['valueLocation'], ['targetValue']]],
  ['influxdb', [['query'], ['serverURL'], ['organizationName'], ['thresholdValue']]],
])('the required fields of %s', (type, expected) => {
  expect(names(type)).toEqual(expected);
});

test('a field says where KEDA reads it', () => {
  const [host] = scalerOf('rabbitmq')!.required.filter((field) => field.names.includes('host'));
  expect(host).toEqual({ names: ['host'], inMetadata: true, inAuthentication: true, inVariable: true });
  const [token] = scalerOf('dynatrace')!.required.filter((field) => field.names.includes('token'));
  expect(token).toEqual({ names: ['token'], inMetadata: false, inAuthentication: true, inVariable: false });
});

test('the fields that are removed', () => {
  const removed = scalerTypes()
    .flatMap((type) => scalerOf(type)!.removed.map(({ name, since }) => [type, name, since]));
  expect(removed).toEqual([
    ['cpu', 'type', '2.18'],
    ['gcp-pubsub', 'subscriptionSize', '2.20'],
    ['huawei-cloudeye', 'minMetricValue', '2.20'],
    ['influxdb', 'authToken', '2.20'],
    ['memory', 'type', '2.18'],
  ]);
});

test('every type that connects when it is built is a type', () => {
  expect(scalerTypes().filter(alwaysConnects)).toHaveLength(22);
});
