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
