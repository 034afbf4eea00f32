import { kedaTriggerInvalid } from '../../../src/rules/autoscaler/keda-trigger-invalid';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaTriggerInvalid;
const CPU = "{ type: cpu, metadata: { type: Utilization, value: '60' } }";

/** Where it fires in a ScaledObject with another trigger. */
const fields = (trigger: string, more = '') =>
  fires(kedaTriggerInvalid, change(failing, CPU, trigger).replace('minReplicaCount: 1', `minReplicaCount: 1\n${more}`))
    .map(([, field]) => field);
const cron = (zone: string) => "{ type: cron, metadata: { start: '0 7 * * *', end: '0 9 * * *', desiredReplicas: '2', "
  + `timezone: '${zone}' } }`;
const METADATA = 'spec.triggers[0].metadata';

test('the examples of keda-trigger-invalid', () => {
  expect(codes(failing)).toEqual(['keda-trigger-invalid']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-trigger-invalid fires', () => {
  test('on a field that KEDA has removed, once', () => {
    expect(told(kedaTriggerInvalid, failing)).toEqual([[
      'ScaledObject classifier',
      `${METADATA}.type: got "Utilization"; must not be set: KEDA 2.18 has removed it — KEDA cannot build the trigger, `
      + 'so it makes no HorizontalPodAutoscaler: no other trigger scales either; remove it, and use metricType of the '
      + `trigger (${kedaTriggerInvalid.source})`,
    ]]);
  });

  test('on a field that is missing, with where it may be', () => {
    const text = change(failing, CPU, "{ type: kafka, metadata: { consumerGroup: 'a' } }");
    const [[, message]] = told(kedaTriggerInvalid, text);
    expect(message).toContain(`${METADATA}: must hold bootstrapServers for kafka — `);
    expect(message).toContain('; set bootstrapServers in the metadata, or in a variable of the container (…FromEnv) (');
  });

  test.each<[string, string, string[]]>([
    ['two fields that are missing', '{ type: graphite, metadata: { query: q } }', [METADATA, METADATA]],
    ['a field of spaces', "{ type: loki, metadata: { serverAddress: ' ', query: q, threshold: '1' } }", [METADATA]],
    ['Redis without an address', '{ type: redis, metadata: { listName: frames } }', [METADATA]],
    ['a count of pods without a value', '{ type: kubernetes-workload, metadata: { podSelector: a } }', [METADATA]],
    ['no metadata at all', '{ type: external }', [METADATA]],
    ['what only a TriggerAuthentication may hold', '{ type: openstack-swift, metadata: '
      + '{ containerName: a, authURL: b } }', [METADATA]],
    ['a value that is no string', '{ type: cpu, metricType: Utilization, metadata: { value: 60 } }',
      [`${METADATA}.value`]],
    ['CPU without a type', "{ type: cpu, metadata: { value: '60' } }", ['spec.triggers[0].metricType']],
    ['memory by Value', "{ type: memory, metricType: Value, metadata: { value: '1' } }",
      ['spec.triggers[0].metricType']],
    ['a utilization of a queue', '{ type: beanstalkd, metricType: Utilization, metadata: { server: a, tube: b, '
      + "value: '1' } }", ['spec.triggers[0].metricType']],
    ['a type that is misspelt', '{ type: prometeus, metadata: {} }', ['spec.triggers[0].type']],
    ['a time zone without its area', cron('Berlin'), [`${METADATA}.timezone`]],
    ['an offset for a time zone', cron('+02:00'), [`${METADATA}.timezone`]],
    ['a threshold with a unit', "{ type: prometheus, metadata: { serverAddress: 'http://p', query: sum(a), "
      + "threshold: '60%' } }", [`${METADATA}.threshold`]],
    ['a threshold that KEDA rounds to 0', "{ type: prometheus, metadata: { serverAddress: 'http://p', query: sum(a), "
      + "threshold: '0.0001' } }", [`${METADATA}.threshold`]],
    ['half an element of a list', "{ type: redis, metadata: { address: a, listName: b, listLength: '2.5' } }",
      [`${METADATA}.listLength`]],
    ['a utilization with a unit', "{ type: cpu, metricType: Utilization, metadata: { value: '60%' } }",
      [`${METADATA}.value`]],
    ['a query that returns a number', "{ type: prometheus, metadata: { serverAddress: 'http://p', "
      + "query: 'scalar(sum(a))', threshold: '5' } }", [`${METADATA}.query`]],
    ['a query that returns a range', "{ type: prometheus, metadata: { serverAddress: 'http://p', "
      + "query: 'a[5m]', threshold: '5' } }", [`${METADATA}.query`]],
    ['a removed field of another type', "{ type: gcp-pubsub, metadata: { subscriptionSize: '5' } }",
      [`${METADATA}.subscriptionSize`]],
  ])('on %s', (_, trigger, expected) => {
    expect(fields(trigger)).toEqual(expected);
  });

  test('names the type that was probably meant', () => {
    const text = change(failing, CPU, '{ type: prometeus, metadata: {} }');
    expect(told(kedaTriggerInvalid, text)[0][1]).toContain('; write prometheus (');
  });
});

test('keda-trigger-invalid says where metricType belongs', () => {
  const text = change(failing, CPU, "{ type: cpu, metadata: { metricType: Utilization, value: '60' } }");
  const [[, message], ...others] = told(kedaTriggerInvalid, text);
  expect(others).toEqual([]);
  expect(message).toContain('; move metricType out of metadata: it is a field of the trigger (');
});

/** A trigger that needs a host, with an authentication of its namespace. */
const authenticated = (parameter: string) => `${change(failing, CPU,
  '{ type: rabbitmq, metadata: { queueName: q }, authenticationRef: { name: auth } }')}---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: auth }
spec: { secretTargetRef: [{ parameter: ${parameter}, name: rabbit, key: url }] }
`;

test('keda-trigger-invalid fires where the TriggerAuthentication gives something else', () => {
  expect(fires(kedaTriggerInvalid, authenticated('username'))).toEqual([['ScaledObject classifier', METADATA]]);
  expect(fires(kedaTriggerInvalid, authenticated('host'))).toEqual([]);
});

describe('keda-trigger-invalid reads ScaledJobs', () => {
  const job = (list: string) => told(kedaTriggerInvalid, `
apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata: { name: encode }
spec: { triggers: [${list}] }
`);
  const load = "{ type: cpu, metricType: Utilization, metadata: { value: '60' } }";
  const queue = "{ type: redis, metadata: { address: 'a:1', listName: q, listLength: '0' } }";

  test('and says that no Job starts', () => {
    expect(job('{ type: redis, metadata: { listName: q } }')).toEqual([['ScaledJob encode', expect.stringContaining(
      'KEDA cannot build the trigger, so it starts no Jobs, for no other trigger either')]]);
  });

  test('and fires on CPU and memory alone, which KEDA skips', () => {
    const [[, message]] = job(load);
    expect(message).toMatch(/^spec\.triggers: got "cpu"; needs a trigger of another type — KEDA skips cpu and memory/);
    expect(job(`${load}, ${queue}`)).toEqual([]);
  });
});

describe('keda-trigger-invalid is silent', () => {
  test.each([
    "{ type: prometheus, metadata: { serverAddress: 'http://p', query: 'sum(rate(a[5m]))', threshold: '1e2' } }",
    "{ type: prometheus, metadata: { serverAddress: 'http://p', query: sum(a), threshold: '${THRESHOLD}' } }",
    "{ type: prometheus, metadata: { serverAddress: 'http://p', query: 'vector(5)', threshold: '0.5' } }",
    "{ type: prometheus, metadata: { serverAddress: 'http://p', query: sum(a), threshold: <THRESHOLD> } }",
    '{ type: cpu, metricType: AverageValue, metadata: { value: 500m } }',
    "{ type: cron, metadata: { start: 0 7 * * *, end: 0 9 * * *, timezone: UTC, desiredReplicas: '0' } }",
  ])('on %s', (trigger) => {
    expect(fields(trigger)).toEqual([]);
  });

  test.each<[string, string]>([
    ['when the other of two names is set', '{ type: redis, metadata: { host: frames, listName: frames } }'],
    ['when a variable holds it', '{ type: rabbitmq, metadata: { hostFromEnv: HOST, queueName: frames } }'],
    ['when a TriggerAuthentication may hold it',
      '{ type: rabbitmq, metadata: { queueName: frames }, authenticationRef: { name: rabbit } }'],
    ['on a type that nothing resembles, which a newer KEDA may have', '{ type: newer-queue, metadata: {} }'],
    ...['Europe/Berlin', 'UTC', 'Etc/GMT+1', 'CET', 'US/Eastern', 'Local'].map((zone): [string, string] => (
      [`on the time zone ${zone}`, cron(zone)])),
    ['on fields that KEDA does not read',
      "{ type: prometheus, metadata: { serverAddress: a, query: q, threshold: '1', metricName: old } }"],
  ])('%s', (_, trigger) => {
    expect(fields(trigger)).toEqual([]);
  });

  test('on a missing target where a formula makes one of all triggers', () => {
    const formula = "  advanced: { scalingModifiers: { formula: 'a + b', target: '1' } }";
    expect(fields('{ type: kubernetes-workload, metadata: { podSelector: a } }', formula)).toEqual([]);
  });
});
