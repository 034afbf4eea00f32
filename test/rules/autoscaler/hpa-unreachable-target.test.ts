import { change, told } from '../manifests';
import { hpaUnreachableTarget } from '../../../src/rules/autoscaler/hpa-unreachable-target';

const UNREACHABLE = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          resources: { requests: { cpu: '2' }, limits: { cpu: 2000m } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 95 } } }]
`;

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const RESOURCES = "resources: { requests: { cpu: '2' }, limits: { cpu: 2000m } }";

function message(target: number, most: number, below: number, options: { tolerance?: number; resource?: string } = {}): string {
  const { tolerance = 10, resource = 'cpu' } = options;
  return `spec.metrics[0]: got ${target}; the limits of Deployment vision/classifier end at ${most} % of its requests for ${resource} — `
    + `a metric adds a replica only when it is more than ${tolerance} % above its target, so this one never would; `
    + `lower the target to ${below} % or less, or raise the limit `
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details)';
}

describe('hpa-unreachable-target fires', () => {
  test('on a target within the tolerance of what the limits allow', () => {
    expect(told(hpaUnreachableTarget, UNREACHABLE)).toEqual([[SCALER, message(95, 100, 90)]]);
  });

  test('on memory, and where a limit alone stands for the request', () => {
    const text = change(change(UNREACHABLE, RESOURCES, 'resources: { limits: { memory: 2Gi } }'), 'name: cpu', 'name: memory');
    expect(told(hpaUnreachableTarget, text)).toEqual([[SCALER, message(95, 100, 90, { resource: 'memory' })]]);
  });

  test('on the sum of all containers', () => {
    const second = `${RESOURCES}\n        - { name: exporter, resources: { requests: { cpu: 100m }, limits: { cpu: 100m } } }`;
    expect(told(hpaUnreachableTarget, change(UNREACHABLE, RESOURCES, second))).toHaveLength(1);
  });

  test('on the container alone that a ContainerResource metric names', () => {
    const second = `${RESOURCES}\n        - { name: exporter, resources: { requests: { cpu: 100m } } }`;
    const text = change(change(UNREACHABLE, RESOURCES, second), 'type: Resource, resource: { name: cpu', 'type: ContainerResource, containerResource: { container: server, name: cpu');
    expect(told(hpaUnreachableTarget, text)).toHaveLength(1);
  });

  test('on a native sidecar among those that are summed up', () => {
    const text = change(UNREACHABLE, 'containers:', "initContainers: [{ name: proxy, restartPolicy: Always, resources: { limits: { cpu: '1' } } }]\n      containers:");
    expect(told(hpaUnreachableTarget, text)).toHaveLength(1);
  });

  test('on exactly ten per cent above the target, which is still within the tolerance', () => {
    const text = change(change(UNREACHABLE, RESOURCES, 'resources: { requests: { cpu: 1 }, limits: { cpu: 1.1 } }'), 'averageUtilization: 95', 'averageUtilization: 100');
    expect(told(hpaUnreachableTarget, text)).toHaveLength(1);
  });

  test('on an autoscaler of v1', () => {
    const text = `${UNREACHABLE.split('  metrics:')[0].replace('autoscaling/v2', 'autoscaling/v1')}  targetCPUUtilizationPercentage: 95\n`;
    expect(told(hpaUnreachableTarget, text).map(([object]) => object)).toEqual([SCALER]);
  });

  test('on a wider tolerance of the autoscaler\'s own', () => {
    const text = change(change(UNREACHABLE, 'averageUtilization: 95', 'averageUtilization: 85'), 'maxReplicas: 4', "maxReplicas: 4\n  behavior: { scaleUp: { tolerance: '0.2' } }");
    expect(told(hpaUnreachableTarget, text)).toEqual([[SCALER, message(85, 100, 83, { tolerance: 20 })]]);
  });

  test('when only its way down has a tolerance of its own', () => {
    const text = change(UNREACHABLE, 'maxReplicas: 4', "maxReplicas: 4\n  behavior: { scaleUp: null, scaleDown: { tolerance: '0.01' } }");
    expect(told(hpaUnreachableTarget, text)).toEqual([[SCALER, message(95, 100, 90)]]);
  });
});

describe('hpa-unreachable-target is silent', () => {
  test.each<[string, string, string]>([
    ['when the target leaves room for the tolerance', 'averageUtilization: 95', 'averageUtilization: 90'],
    ['when the limit leaves room', 'limits: { cpu: 2000m }', "limits: { cpu: '3' }"],
    ['when there is no limit', ', limits: { cpu: 2000m }', ''],
    ['when the limits are null', 'limits: { cpu: 2000m }', 'limits: null'],
    ['when only another resource is limited', 'limits: { cpu: 2000m }', 'limits: { memory: 2Gi }'],
    ['when one container has no limit', RESOURCES, `${RESOURCES}\n        - { name: exporter, resources: { requests: { cpu: 100m } } }`],
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when the autoscaler has a narrower tolerance of its own', 'maxReplicas: 4', "maxReplicas: 4\n  behavior: { scaleUp: { tolerance: '0.01' } }"],
    ['when the metric is a value, not a share', 'type: Utilization, averageUtilization: 95', 'type: AverageValue, averageValue: 1900m'],
    ['when a quantity does not parse', 'limits: { cpu: 2000m }', 'limits: { cpu: two }'],
    ['when the target is not among the objects', 'kind: Deployment, name: classifier', 'kind: Deployment, name: elsewhere'],
    ['when the metric names a container that is not there', 'type: Resource, resource: { name: cpu', 'type: ContainerResource, containerResource: { container: other, name: cpu'],
  ])('%s', (_, from, to) => {
    expect(told(hpaUnreachableTarget, change(UNREACHABLE, from, to))).toEqual([]);
  });

  test('of the default of v1, which leaves room', () => {
    expect(told(hpaUnreachableTarget, UNREACHABLE.split('  metrics:')[0].replace('autoscaling/v2', 'autoscaling/v1'))).toEqual([]);
  });
});
