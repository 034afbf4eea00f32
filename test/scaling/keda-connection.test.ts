import {
  authenticationProblems, authenticationRef, prometheusAddressProblems,
} from '../../src/scaling/keda-connection';
import { codes } from '../helpers';

test.each([
  'http://prometheus-operated.monitoring:9090',
  'https://prometheus.example.com/select/0/prometheus',
  'http://[::1]:9090/',
  'http://a',
])('the address may be %s', (address) => {
  expect(prometheusAddressProblems('prometheus', address)).toEqual([]);
});

test.each<[unknown]>([
  ['prometheus:9090'],
  ['ftp://prometheus'],
  ['http://'],
  ['http:///api'],
  ['http://prometheus 9090'],
  [' http://prometheus'],
  [''],
  [undefined],
  [null],
  [9090],
  [['http://prometheus']],
  [{ url: 'http://prometheus' }],
])('the address may not be %j', (address) => {
  const problems = prometheusAddressProblems('prometheus', address);
  expect(codes(problems)).toEqual([['scaling/not-a-prometheus-url', 'prometheus']]);
});

test('an object without a prototype is refused, too', () => {
  expect(prometheusAddressProblems('prometheus', Object.create(null))).toHaveLength(1);
});

test('the time is linear in the length of the address', () => {
  const start = performance.now();
  expect(prometheusAddressProblems('prometheus', `http://${'a'.repeat(100_000)} `)).toHaveLength(1);
  expect(prometheusAddressProblems('prometheus', `http://a${'/'.repeat(100_000)} `)).toHaveLength(1);
  expect(performance.now() - start).toBeLessThan(500);
});

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
