import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { withoutValue } from '../../src/rules/metrics-without-value';

const utilization = (name: string) => (
  `{ type: Resource, resource: { name: ${name}, target: { type: Utilization, averageUtilization: 60 } } }`);
const ofContainer = (container: string) => (
  '{ type: ContainerResource, containerResource: '
  + `{ name: cpu, container: ${container}, target: { type: Utilization, averageUtilization: 60 } } }`);
const AVERAGE = '{ type: Resource, resource: { name: memory, target: { type: AverageValue, averageValue: 1Gi } } }';
const PODS = '{ type: Pods, pods: { metric: { name: m }, target: { type: AverageValue, averageValue: 1 } } }';

function severity(metrics: readonly string[], target = 'web'): string {
  const [scaler] = new Inventory(manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'web:1', resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
  maxReplicas: 4
  metrics: [${metrics.join(', ')}]
`)).autoscalers;
  return withoutValue(scaler).severity;
}

test.each<[string, string[]]>([
  ['error', [utilization('memory')]],
  ['error', [utilization('nvidia.com/gpu'), utilization('memory')]],
  ['error', [ofContainer('other')]],
  ['warning', [utilization('memory'), utilization('cpu')]],
  ['warning', [utilization('nvidia.com/gpu'), PODS]],
  ['warning', [utilization('nvidia.com/gpu'), AVERAGE]],
  ['warning', [utilization('memory'), ofContainer('web')]],
])('%s where a metric of %j has no value', (expected, metrics) => {
  expect(severity(metrics)).toBe(expected);
});

test('what is unknown of the target may have a value', () => {
  expect(severity([utilization('memory')], 'elsewhere')).toBe('warning');
  expect(severity([utilization('nvidia.com/gpu')], 'elsewhere')).toBe('error');
});

test('of a ScaledObject, KEDA refuses the whole', () => {
  expect(withoutValue({ object: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' }, metrics: [{ pods: {} }] })
    .severity).toBe('error');
});
