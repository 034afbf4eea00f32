import { rawTriggerProblems } from '../../src/scaling/keda-raw-trigger-problems';
import { describe as say } from '../../src/validation/problem-text';

const [problem] = rawTriggerProblems({ type: 'prometeus', metadata: {} });

test('an unknown scaler is named with the nearest one', () => {
  expect([problem.code, problem.fix]).toEqual(['scaling/keda-unknown-scaler', 'write prometheus']);
});

test('a missing field says where it may be', () => {
  const [missing] = rawTriggerProblems({ type: 'rabbitmq', metadata: { queueName: 'q' } });
  expect(missing.fix).toBe(
    'set host in the metadata, or in a variable of the container (…FromEnv), or in a TriggerAuthentication',
  );
});

test('one of several fields is enough', () => {
  const [missing] = rawTriggerProblems({ type: 'redis', metadata: { listName: 'frames' } });
  expect([missing.field, missing.fix.split(' in ')[0]])
    .toEqual(['metadata["address"]', 'set one of address, addresses, host, hosts']);
  expect(rawTriggerProblems({ type: 'redis', metadata: { listName: 'frames', hosts: 'a' } })).toEqual([]);
});

test('the message has all parts', () => {
  expect(say(problem)).toContain('KEDA finds no scaler for it');
});

test.each<[string, number]>([
  ['Europe/Berlin', 0], ['Asia/Calcutta', 0], ['UTC', 0], ['CET', 0], ['europe/berlin', 1], ['Europe/Bärlin', 1],
  ['Berlin', 1], ['+02:00', 1], ['Etc/GMT-2', 0], ['Local', 0],
])('the time zone %s has %i problems', (timezone, times) => {
  const metadata = { timezone, start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '2' };
  expect(rawTriggerProblems({ type: 'cron', metadata }).map(({ code }) => code))
    .toEqual(Array(times).fill('scaling/keda-unknown-time-zone'));
});

test('a threshold that is no number is shown as it was given', () => {
  const metadata = { serverAddress: 'http://a', query: 'sum(x)', threshold: '5m', activationThreshold: '1Gi' };
  expect(rawTriggerProblems({ type: 'prometheus', metadata }).map(({ code, value }) => [code, value])).toEqual([
    ['scaling/keda-threshold-too-small', '5m'],
    ['scaling/keda-activation-below-zero', '1Gi'],
  ]);
});
