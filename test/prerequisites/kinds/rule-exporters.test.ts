import { ids, named, needs, only } from '../needs';

const rule = (expr: string, apiVersion: string = 'monitoring.coreos.com/v1') => {
  const rules = `[{ expr: '1' }, { expr: ${expr} }]`;
  return named(apiVersion, 'PrometheusRule', 'web', `spec: { groups: [{ name: g, rules: ${rules} }] }`);
};
const exporters = (expr: string, apiVersion?: string) => (
  ids(rule(expr, apiVersion)).filter((id) => !['prometheus-operator', 'api/monitoring.example.com'].includes(id)));

test.each([
  ["'max(kube_deployment_spec_replicas) > 0'", ['kube-state-metrics']],
  ["'increase(keda_scaled_object_errors_total[5m]) > 0'", ['keda-metrics']],
  ["'sum(rate(istio_requests_total[5m])) > 0'", ['istio-metrics']],
  ["'kube_pod_info and on (pod) istio_requests_total'", ['kube-state-metrics', 'istio-metrics']],
  ["'up == 0'", []],
  ["'my_kube_thing'", []],
  ['5', []],
])('%s reads series of %j', (expr, expected) => {
  expect(exporters(expr)).toEqual(expected);
});

test('it names the rule whose expression reads them, once for each object', () => {
  expect(needs(rule("'kube_pod_info'"))).toContainEqual([
    'kube-state-metrics', 'PrometheusRule web spec.groups[0].rules[1].expr',
  ]);
});

test('the oldest version that has the series', () => {
  expect(only(rule("'kube_pod_info'"), 'kube-state-metrics').version).toBe('2.0');
  expect(only(rule("'keda_scaler_active'"), 'keda-metrics').version).toBe('2.14');
});

test('an object of another group, or without rules, needs none', () => {
  expect(exporters("'kube_pod_info'", 'monitoring.example.com/v1')).toEqual([]);
  const empty = named('monitoring.coreos.com/v1', 'PrometheusRule', 'web', 'spec: { groups: [{ name: g }] }');
  expect(ids(empty)).toEqual(['prometheus-operator']);
});
