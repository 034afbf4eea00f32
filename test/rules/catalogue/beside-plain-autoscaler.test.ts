import { findings } from '../../../src/rules/catalogue/findings';
import { manifests } from '../manifests';

const SCALED = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: queue }
spec:
  scaleTargetRef: { name: web }
  minReplicaCount: 1
  triggers: [{ type: prometheus, metadata: { query: 'sum(a)', threshold: '5' } }]
`;
const plain = (name: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }]
`;
const severity = (text: string) => (
  findings(manifests(text)).find(({ rule }) => rule === 'keda-trigger-invalid')?.severity);

test('what is wrong with a ScaledObject is an error', () => {
  expect(severity(SCALED)).toBe('error');
  expect(severity(`${SCALED}---${plain('other')}`)).toBe('error');
});

test('it is a warning where a HorizontalPodAutoscaler scales the same workload', () => {
  expect(severity(`${SCALED}---${plain('web')}`)).toBe('warning');
});
