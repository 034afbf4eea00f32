import {
  connectsWhenBuilt, fieldName, isResource, mayConnectWhenBuilt, missingFields, nearestType, placesOf, removedFields,
} from '../../../src/kubernetes/keda/triggers';

const missing = (type: string, metadata: Record<string, unknown>, authenticationRef?: object) =>
  missingFields({ type, metadata, authenticationRef }).map(fieldName);

test.each<[string, string[]]>([
  ['nothing', missing('kafka', { bootstrapServers: 'a:9092', consumerGroup: 'g' })],
  ['nothing that a variable holds', missing('kafka', { bootstrapServersFromEnv: 'SERVERS', consumerGroup: 'g' })],
  ['nothing that a TriggerAuthentication may hold', missing('rabbitmq', { queueName: 'q' }, { name: 'a' })],
  ['no organization of InfluxDB 3', missing('influxdb', {
    query: 'q', serverURL: 'u', thresholdValue: '1', influxVersion: '3',
  })],
  ['no address of PostgreSQL in a variable', missing('postgresql', {
    query: 'q', targetQueryValue: '1', connectionFromEnv: 'C',
  })],
  ['no address of MongoDB in the metadata', missing('mongodb', {
    dbName: 'd', collection: 'c', query: 'q', queryValue: '1', connectionString: 'mongodb://a',
  })],
  ['nothing of an unknown type', missing('newer', {})],
])('%s is missing', (_, fields) => {
  expect(fields).toEqual([]);
});

test.each<[string, string[], string[]]>([
  ['what is not there', missing('loki', { query: 'q' }), ['serverAddress', 'threshold']],
  ['what is empty', missing('loki', { query: '', serverAddress: 'a', threshold: '1' }), ['query']],
  ['what no TriggerAuthentication may hold', missing('rabbitmq', {}, { name: 'a' }), ['queueName']],
  ['a variable where KEDA reads none', missing('external', { scalerAddressFromEnv: 'A' }), ['scalerAddress']],
  ['the organization of InfluxDB 2', missing('influxdb', {
    query: 'q', serverURL: 'u', thresholdValue: '1', influxVersion: '2',
  }), ['organizationName']],
  ['the address of PostgreSQL', missing('postgresql', { query: 'q', targetQueryValue: '1' }),
    ['one of host, connection']],
  ['one of several names', missing('redis', { listName: 'l' }), ['one of address, addresses, host, hosts']],
])('%s is missing, by name', (_, fields, expected) => {
  expect(fields).toEqual(expected);
});

test('no metadata are empty metadata', () => {
  expect(missingFields({ type: 'external' }).map(fieldName)).toEqual(['scalerAddress']);
  expect(missingFields({})).toEqual([]);
  expect(removedFields({})).toEqual([]);
});

test('where a field may be', () => {
  const [, host] = missingFields({ type: 'rabbitmq' });
  expect(placesOf(host))
    .toBe('the metadata, or in a variable of the container (…FromEnv), or in a TriggerAuthentication');
});

test('removed fields are found by their name', () => {
  expect(removedFields({ type: 'cpu', metadata: { type: 'Utilization' } }).map(({ name }) => name)).toEqual(['type']);
  expect(removedFields({ type: 'redis', metadata: { type: 'Utilization' } })).toEqual([]);
});

test.each<[string, string | undefined]>([
  ['prometeus', 'prometheus'],
  ['Prometheus', 'prometheus'],
  ['rabbit-mq', 'rabbitmq'],
  ['postgres', 'postgresql'],
  ['kafkaa', 'kafka'],
  ['redis-stream', 'redis-streams'],
  ['x', undefined],
  ['my-own-scaler', undefined],
  ['', undefined],
  ['a-type-that-is-longer-than-any-that-keda-has', undefined],
])('the type nearest to %s is %s', (written, expected) => {
  expect(nearestType(written)).toBe(expected);
});

test.each<[boolean, string, Record<string, string>]>([
  [true, 'redis', {}],
  [true, 'rabbitmq', { host: 'amqp://rabbit' }],
  [false, 'rabbitmq', { host: 'https://rabbit' }],
  [false, 'rabbitmq', {}],
  [true, 'temporal', {}],
  [false, 'prometheus', {}],
  [false, 'newer', {}],
])('connects when it is built: %s for %s with %j', (expected, type, metadata) => {
  expect(connectsWhenBuilt({ type, metadata })).toBe(expected);
});

test.each<[boolean, string, Record<string, string>, object?]>([
  [true, 'rabbitmq', { hostFromEnv: 'HOST' }, undefined],
  [true, 'rabbitmq', {}, { name: 'rabbit' }],
  [false, 'rabbitmq', { hostFromEnv: 'HOST', protocol: 'http' }, undefined],
  [false, 'rabbitmq', { host: 'http://rabbit' }, { name: 'rabbit' }],
  [false, 'redis', {}, { name: 'redis' }],
])('may connect when it is built: %s for %s with %j', (expected, type, metadata, authenticationRef) => {
  expect(mayConnectWhenBuilt({ type, metadata, authenticationRef })).toBe(expected);
});

test('CPU and memory are measured by the autoscaler', () => {
  expect(['cpu', 'memory', 'cron', undefined].map(isResource)).toEqual([true, true, false, false]);
});
