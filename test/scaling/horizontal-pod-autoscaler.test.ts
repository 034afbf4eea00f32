import { ApiObject, App, Chart } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import { ScalingBehavior, ScalingMetric } from '../../src';
import { horizontalPodAutoscaler, type AutoscalerParts } from '../../src/scaling/horizontal-pod-autoscaler';
import { scaleTargetOf, type ScaleTarget } from '../../src/served/scale-target';
import { find, testChart } from '../helpers';

const METRICS = [ScalingMetric.cpuUtilization(50)];

function deployment(chart: Chart): Deployment {
  return new Deployment(chart, 'Own', {
    metadata: { name: 'own' },
    containers: [{ image: 'a/own:1', ports: [{ number: 8080 }], resources: { cpu: { request: Cpu.units(1) } } }],
  });
}

const targetIn = (chart: Chart) => scaleTargetOf(deployment(chart)) as ScaleTarget;

function made(changes: Partial<AutoscalerParts> = {}, chart: Chart = testChart()): any {
  const parts = { target: targetIn(chart), maxReplicas: 3, metrics: METRICS, ...changes };
  return horizontalPodAutoscaler(chart, 'It', parts).toJson();
}

const SPEC = {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'own' },
  minReplicas: 1,
  maxReplicas: 3,
  metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
};

test.each<[string, boolean | undefined, string, string]>([
  ['of Kubernetes', undefined, 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['of Kubernetes, said so', false, 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['of Karmada', true, 'autoscaling.karmada.io/v1alpha1', 'FederatedHPA'],
])('an autoscaler %s names its target with its version, and all else is the same', (_, federated, apiVersion, kind) => {
  expect(made({ federated })).toEqual({ apiVersion, kind, metadata: { name: 'own', namespace: 'vision' }, spec: SPEC });
});

test.each<[string, Partial<AutoscalerParts>, (o: any) => unknown, unknown]>([
  ['name', { name: 'other' }, (o) => o.metadata.name, 'other'],
  ['labels', { labels: { a: 'b' } }, (o) => o.metadata.labels, { a: 'b' }],
  ['minReplicas', { minReplicas: 2 }, (o) => o.spec.minReplicas, 2],
  ['maxReplicas', { maxReplicas: 9 }, (o) => o.spec.maxReplicas, 9],
  [
    'behavior',
    { behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.2 } }) },
    (o) => o.spec.behavior,
    { scaleUp: { tolerance: '0.2' } },
  ],
])('%s is printed', (_, changes, read, expected) => {
  for (const federated of [true, false]) {
    expect(read(made({ ...changes, federated }))).toEqual(expected);
    expect(read(made({ federated }))).not.toEqual(expected);
  }
});

test('its namespace is that of its target', () => {
  const app = new App();
  const target = targetIn(new Chart(app, 'services', { namespace: 'vision' }));
  const hub = new Chart(app, 'hub', { namespace: 'hub' });
  const autoscaler = horizontalPodAutoscaler(hub, 'It', { target, maxReplicas: 3, metrics: METRICS });
  expect(autoscaler.metadata.namespace).toBe('vision');
});

test('its target sets no replicas any more', () => {
  const chart = testChart();
  const target = targetIn(chart);
  expect(find(chart, 'Deployment').spec.replicas).toBe(2);
  horizontalPodAutoscaler(chart, 'It', { target, maxReplicas: 3, metrics: METRICS });
  expect(find(chart, 'Deployment').spec).not.toHaveProperty('replicas');
});

test('a target may be anything that has a scale', () => {
  const ref = { apiVersion: 'example.com/v1', kind: 'Server', name: 's' };
  const release = jest.fn();
  const target = { ...ref, object: new ApiObject(testChart(), 'Server', ref), release };
  expect(made({ target }).spec.scaleTargetRef).toEqual(ref);
  expect(release).toHaveBeenCalledTimes(1);
});
