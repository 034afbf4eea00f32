import { ids, named, only } from '../needs';

const scaled = (more: string, apiVersion = 'keda.sh/v1alpha1') => (
  named(apiVersion, 'ScaledObject', 'a', `spec: { ${more} }`));

test.each([
  ['2.12', 'advanced: { scalingModifiers: { formula: a } }', 'spec.advanced.scalingModifiers'],
  ['2.17', 'fallback: { replicas: 1, behavior: static }', 'spec.fallback.behavior'],
  ['2.18', 'fallback: { replicas: 1 }, triggers: [{ type: prometheus, metricType: Value }]', 'spec.fallback'],
])('KEDA %s: %s', (since, more, field) => {
  expect(only(scaled(more), `keda/${since}`)).toMatchObject(
    { version: since, neededBy: [{ title: 'ScaledObject a', field }] },
  );
});

test.each([
  'advanced: { restoreToOriginalReplicaCount: true }',
  'fallback: { replicas: 1 }',
  'fallback: { replicas: 1 }, triggers: [{ type: prometheus, metricType: AverageValue }]',
  'triggers: [{ type: prometheus, metricType: Value }]',
  'fallback: null, advanced: 3, triggers: [null, 4]',
])('%s works with any', (more) => {
  expect(ids(scaled(more))).toEqual(['keda']);
});

test('another ScaledObject is none of KEDA', () => {
  expect(ids(scaled('fallback: { behavior: static }', 'other.example.com/v1'))).toEqual(['api/other.example.com']);
});
