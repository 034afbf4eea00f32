import { AlertSeries } from '../../src/metrics/alert-series';

const MODEL = {
  name: 'resnet.v1',
  namespace: 'vision',
  startup: 600,
  autoscaler: { name: 'resnet' },
  measures: [],
  isMeasured: false,
  isScraped: false,
};
const series = new AlertSeries(MODEL);
const pods = new RegExp(`^(?:${/pod=~"(.*)"$/.exec(series.pods)![1].replaceAll('\\\\', '\\')})$`);

test.each([
  ['resnet.v1-7d9f8b6c5d-x7k2p', true],
  ['resnet.v1-0', true],
  ['resnet.v1-12', true],
  ['resnet-v1-7d9f8b6c5d-x7k2p', false],
  ['resnet.v1-web-7d9f8b6c5d-x7k2p', false],
  ['resnet.v1-web-0', false],
  ['a-resnet.v1-0', false],
  ['resnet.v1-load-x7k2p', false],
])('the pod %s belongs to it: %s', (pod, belongs) => {
  expect(pods.test(pod)).toBe(belongs);
});

test('a name that Kubernetes cuts in the names of pods still selects them', () => {
  const name = 'a'.repeat(52);
  const matcher = /pod=~"(.*)"$/.exec(new AlertSeries({ ...MODEL, name }).pods)![1];
  expect(new RegExp(`^(?:${matcher})$`).test(`${name}-7d9f8x7k2p`)).toBe(true);
  expect(new RegExp(`^(?:${matcher})$`).test(`${name}-0`)).toBe(true);
});

test('a figure is that of the Deployment or of the StatefulSet', () => {
  expect(series.desired).toBe('max(kube_deployment_spec_replicas{namespace="vision",deployment="resnet.v1"}'
    + ' or kube_statefulset_replicas{namespace="vision",statefulset="resnet.v1"})');
  expect(series.ready).toBe('max(kube_deployment_status_replicas_ready{namespace="vision",deployment="resnet.v1"}'
    + ' or kube_statefulset_status_replicas_ready{namespace="vision",statefulset="resnet.v1"})');
});

test('a condition is that of the autoscaler', () => {
  expect(series.condition('ScalingActive', 'false')).toBe('max(kube_horizontalpodautoscaler_status_condition{'
    + 'namespace="vision",horizontalpodautoscaler="resnet",condition="ScalingActive",status="false"}) == 1');
});
