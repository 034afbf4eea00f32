import { prometheusAddressProblems } from '../../src/scaling/prometheus-address-problems';
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
