import { Secret } from 'cdk8s-plus-27';
import { secretProblems, secretValueProblems } from '../../src/values/secret-problems';
import { codes, testChart } from '../helpers';

const SECRET = Secret.fromSecretName(testChart(), 'Secret', 'keys');

test('a Secret, and a key of one, have no problem', () => {
  expect(secretProblems('credentials', SECRET)).toEqual([]);
  expect(secretValueProblems('token', { secret: SECRET, key: 'token' })).toEqual([]);
});

test.each([null, 5, 'hunter2', [], {}, { name: 5 }])('%j is not a Secret, and is not shown', (value) => {
  const problems = secretProblems('credentials', value);
  expect(codes(problems)).toEqual([['values/not-a-secret', 'credentials']]);
  expect(problems[0]).not.toHaveProperty('value');
});

test.each([
  null, 'hunter2', {}, { secret: 'hunter2', key: 'token' }, { secret: { name: 'keys' } },
  { secret: { name: 'keys' }, key: 5 },
])('%j is not a key of a Secret, and is not shown', (value) => {
  const problems = secretValueProblems('token', value);
  expect(codes(problems)).toEqual([['values/not-a-secret-value', 'token']]);
  expect(problems[0]).not.toHaveProperty('value');
});
