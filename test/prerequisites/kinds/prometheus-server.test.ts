import { all, ids, named, needs, only } from '../needs';

function scaled(address: string, kind: string = 'ScaledObject', type: string = 'prometheus'): string {
  const trigger = `{ type: ${type}, metadata: { serverAddress: ${address} } }`;
  return named('keda.sh/v1alpha1', kind, 'web', `spec: { scaleTargetRef: { name: web }, triggers: [{}, ${trigger}] }`);
}
const prometheus = (yaml: string) => ids(yaml).filter((id) => id.startsWith('prometheus/'));

test.each(['ScaledObject', 'ScaledJob'])('the Prometheus that a %s queries', (kind) => {
  const address = "'http://prometheus.monitoring.svc:9090'";
  expect(needs(scaled(address, kind))).toContainEqual([
    'prometheus/http://prometheus.monitoring.svc:9090', `${kind} web spec.triggers[1].metadata.serverAddress`,
  ]);
});

test.each([
  ['http://prometheus.monitoring:9090', 'kubectl -n monitoring get service prometheus'],
  ['http://prometheus.monitoring.svc', 'kubectl -n monitoring get service prometheus'],
  ['https://prometheus.monitoring.svc.cluster.local:9090/path', 'kubectl -n monitoring get service prometheus'],
])('%s is a Service', (address, check) => {
  expect(only(scaled(`'${address}'`), `prometheus/${address}`).check).toBe(check);
});

test('another address is queried from a pod', () => {
  const { check, expected } = only(
    scaled("'https://prometheus.corp.example.com/'"),
    'prometheus/https://prometheus.corp.example.com/',
  );
  expect(check).toContain('curl -sS https://prometheus.corp.example.com/-/ready');
  expect(expected).toBe('Prometheus Server is Ready.');
});

test('not where the set brings the Service, or the Prometheus of the operator', () => {
  const service = '{ apiVersion: v1, kind: Service, metadata: { name: prometheus, namespace: monitoring } }';
  const operated = '{ apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: { name: k8s, namespace: '
    + 'monitoring } }';
  expect(prometheus(all(scaled('http://prometheus.monitoring:9090'), service))).toEqual([]);
  expect(prometheus(all(scaled('http://prometheus-operated.monitoring:9090'), operated))).toEqual([]);
  expect(prometheus(all(scaled('http://prometheus-operated.elsewhere:9090'), operated))).toHaveLength(1);
});

test('other triggers, other groups and other types need none', () => {
  expect(prometheus(scaled("'http://a.b:9090'", 'ScaledObject', 'metrics-api'))).toEqual([]);
  expect(prometheus(scaled("'http://a.b:9090'").replace('keda.sh/v1alpha1', 'other.example.com/v1'))).toEqual([]);
  expect(prometheus(scaled('[1]'))).toEqual([]);
  expect(prometheus(scaled("''"))).toEqual([]);
});
