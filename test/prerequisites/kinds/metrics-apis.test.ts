import { all, apiService, autoscaler, deployment, ids, named, needs, only } from '../needs';

const WEB = deployment('');
const PODS = '{ type: Pods, pods: { metric: { name: rps } } }';
const OBJECT = '{ type: Object, object: { metric: { name: rps } } }';
const EXTERNAL = '{ type: External, external: { metric: { name: queue } } }';
const SCALED = named(
  'keda.sh/v1alpha1',
  'ScaledObject',
  'other',
  'spec: { scaleTargetRef: { name: web }, triggers: [{ type: cron }] }',
);

test.each([PODS, OBJECT])('%s needs a server of custom metrics', (metric) => {
  expect(needs(all(WEB, autoscaler(metric)))).toEqual([
    ['custom-metrics', 'HorizontalPodAutoscaler web spec.metrics[0]'],
  ]);
});

test('an external metric needs a server of external metrics', () => {
  expect(needs(all(WEB, autoscaler(`${PODS}, ${EXTERNAL}`)))).toEqual([
    ['custom-metrics', 'HorizontalPodAutoscaler web spec.metrics[0]'],
    ['external-metrics', 'HorizontalPodAutoscaler web spec.metrics[1]'],
  ]);
});

test('a set that brings the API does not need it', () => {
  expect(ids(all(WEB, autoscaler(PODS), apiService('custom.metrics.k8s.io')))).toEqual([]);
  expect(ids(all(WEB, autoscaler(EXTERNAL), apiService('external.metrics.k8s.io')))).toEqual([]);
  expect(ids(all(WEB, autoscaler(EXTERNAL), apiService('custom.metrics.k8s.io')))).toEqual(['external-metrics']);
});

test('KEDA serves its own triggers', () => {
  expect(ids(all(WEB, SCALED))).toEqual(['keda']);
});

test('beside KEDA, an external metric of an autoscaler is said to have no server', () => {
  expect(only(all(WEB, autoscaler(EXTERNAL)), 'external-metrics').why).not.toContain('KEDA');
  expect(only(all(WEB, autoscaler(EXTERNAL), SCALED), 'external-metrics').why).toContain('KEDA is that server');
});
