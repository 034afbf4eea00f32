import { describe as say } from '../../src/validation/problem';
import { authenticationProblems, authenticationRef, prometheusProblems } from '../../src/scaling/keda-references';

describe('credentials', () => {
  test('are referred to by name, and by kind where they are of the whole cluster', () => {
    expect(authenticationRef({ name: 'redis' })).toEqual({ name: 'redis' });
    expect(authenticationRef({ name: 'redis', clusterWide: false })).toEqual({ name: 'redis' });
    expect(authenticationRef({ name: 'redis', clusterWide: true })).toEqual({ name: 'redis', kind: 'ClusterTriggerAuthentication' });
  });

  test.each(['redis', 'redis.team-a', '0'])('may be called %s', (name) => {
    expect(authenticationProblems('authentication', { name })).toEqual([]);
  });

  test('may be left out', () => {
    expect(authenticationProblems('authentication', undefined)).toEqual([]);
  });

  test.each<[unknown, string]>([
    ['', '""'],
    ['Redis', '"Redis"'],
    ['a b', '"a b"'],
    [undefined, 'undefined'],
    ['a'.repeat(254), `"${'a'.repeat(116)}…`],
  ])('may not be called %j', (name, got) => {
    expect(authenticationProblems('authentication', { name: name as string }).map(say)).toEqual([
      `authentication.name: got ${got}; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — `
      + 'the API server would reject the object; give the name of a TriggerAuthentication (Kubernetes API validation)',
    ]);
  });

  test('may not be null', () => {
    expect(authenticationProblems('authentication', null as never)).toHaveLength(1);
  });
});

describe('the address of Prometheus', () => {
  test.each(['http://prometheus-operated.monitoring:9090', 'https://prometheus.example.com/select/0/prometheus', 'http://[::1]:9090/'])('may be %s', (address) => {
    expect(prometheusProblems('prometheus', address)).toEqual([]);
  });

  test.each<[unknown, string]>([
    ['prometheus:9090', '"prometheus:9090"'],
    ['ftp://prometheus', '"ftp://prometheus"'],
    ['http://', '"http://"'],
    ['http:///api', '"http:///api"'],
    ['http://prometheus 9090', '"http://prometheus 9090"'],
    [' http://prometheus', '" http://prometheus"'],
    [undefined, 'undefined'],
  ])('may not be %j', (address, got) => {
    expect(prometheusProblems('prometheus', address).map(say)).toEqual([
      `prometheus: got ${got}; must be an address with http:// or https:// — KEDA could not reach it; write it as http://prometheus-operated.monitoring:9090`,
    ]);
  });
});
