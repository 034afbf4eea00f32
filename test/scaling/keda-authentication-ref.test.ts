import { authenticationProblems, authenticationRef } from '../../src/scaling/keda-authentication-ref';
import { codes } from '../helpers';

test('the reference is a name, and a kind where it is of the whole cluster', () => {
  expect(authenticationRef({ name: 'redis' })).toEqual({ name: 'redis' });
  expect(authenticationRef({ name: 'redis', clusterWide: false })).toEqual({ name: 'redis' });
  const kind = 'ClusterTriggerAuthentication';
  expect(authenticationRef({ name: 'redis', clusterWide: true })).toEqual({ name: 'redis', kind });
});

test.each(['redis', 'redis.team-a', '0'])('the name may be %s', (name) => {
  expect(authenticationProblems('authentication', { name })).toEqual([]);
});

test('the reference may be left out', () => {
  expect(authenticationProblems('authentication', undefined)).toEqual([]);
});

test.each<[unknown]>([
  [{ name: '' }],
  [{ name: 'Redis' }],
  [{ name: 'a b' }],
  [{ name: undefined }],
  [{ name: 'a'.repeat(254) }],
  [null],
  ['redis'],
])('the reference may not be %j', (authentication) => {
  const problems = authenticationProblems('authentication', authentication as never);
  expect(codes(problems)).toEqual([['validation/name', 'authentication.name']]);
});
