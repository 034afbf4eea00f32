import * as fc from 'fast-check';
import { parse } from 'yaml';
import { FIELDS_OF, isShaped, structureFaults } from '../../src/kubernetes/api-fields';
import { shapeOf } from '../../src/kubernetes/schema/manifest-schema';
import { conform } from '../../src/kubernetes/schema/manifest-shape';

const HPA = parse(`
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a, labels: { app: a }, creationTimestamp: null }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
  maxReplicas: 4
  metrics:
    - type: Pods
      pods: { metric: { name: fps }, target: { type: AverageValue, averageValue: 5 } }
status: { anything: [1] }
`);

const POD = parse(`
apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers:
    - name: server
      image: server:1
      ports: [{ containerPort: 8080 }]
      resources: { requests: { cpu: 1, memory: 1Gi } }
      readinessProbe: { httpGet: { path: /, port: http }, periodSeconds: 5 }
`);

const shaped = (object: any) => isShaped(object, structureFaults(object));

function changed(object: object, change: (copy: any) => void): any {
  const copy = structuredClone(object);
  change(copy);
  return copy;
}

test('sound objects have no fault: quantities may be numbers, ports names, and a null is told as nothing', () => {
  expect(structureFaults(HPA)).toEqual([{ fault: 'nothing', path: 'metadata.creationTimestamp' }]);
  expect(structureFaults(POD)).toEqual([]);
});

test('the fields are those of a version of Kubernetes', () => {
  expect(FIELDS_OF).toMatch(/^v1\.\d+$/);
});

test.each<[string, (hpa: any) => void, object]>([
  ['a field of another type', (o) => { o.spec.maxReplicas = '4'; },
    { fault: 'type', path: 'spec.maxReplicas', value: '4', expected: 'a whole number' }],
  ['a fraction for a whole number', (o) => { o.spec.maxReplicas = 1.5; },
    { fault: 'type', path: 'spec.maxReplicas', value: 1.5, expected: 'a whole number' }],
  ['a label that is no text', (o) => { o.metadata.labels['a.b/c'] = true; },
    { fault: 'type', path: 'metadata.labels["a.b/c"]', value: true, expected: 'a text' }],
  ['an object for a list', (o) => { o.spec.metrics = { type: 'Pods' }; },
    { fault: 'type', path: 'spec.metrics', value: { type: 'Pods' }, expected: 'a list' }],
  ['a text for an object', (o) => { o.spec.scaleTargetRef = 'a'; },
    { fault: 'type', path: 'spec.scaleTargetRef', value: 'a', expected: 'an object' }],
  ['a list for an object', (o) => { o.spec.scaleTargetRef = ['a']; },
    { fault: 'type', path: 'spec.scaleTargetRef', value: ['a'], expected: 'an object' }],
  ['a misspelt field', (o) => { o.spec.minReplica = 1; },
    { fault: 'unknown', path: 'spec.minReplica', similar: 'minReplicas', outer: undefined }],
  ['a field one level too far in', (o) => { o.spec.scaleTargetRef.maxReplicas = 4; },
    { fault: 'unknown', path: 'spec.scaleTargetRef.maxReplicas', similar: undefined, outer: 'scaleTargetRef' }],
  ['a required field that is null', (o) => { o.spec.metrics[0].type = null; },
    { fault: 'missing', path: 'spec.metrics[0].type' }],
  ['a required field that is not given', (o) => { delete o.spec.metrics[0].pods.target; },
    { fault: 'missing', path: 'spec.metrics[0].pods.target' }],
])('%s is told', (_, change, fault) => {
  expect(structureFaults(changed(HPA, change)).filter((f) => f.fault !== 'nothing')).toEqual([fault]);
});

test('of a list it is told beside which list a field belongs', () => {
  const wrong = changed(POD, (o) => { o.spec.containers[0].ports[0].image = 'x'; });
  expect(structureFaults(wrong)).toEqual([
    { fault: 'unknown', path: 'spec.containers[0].ports[0].image', similar: undefined, outer: 'ports' },
  ]);
});

test('nothing is said of a kind or a version whose fields are not known', () => {
  expect(structureFaults({ ...HPA, apiVersion: 'autoscaling/v9', spec: 1 })).toEqual([]);
  expect(structureFaults({ ...HPA, kind: 'constructor' })).toEqual([]);
});

test('whatever an object holds, there are faults or none, and no exception', () => {
  fc.assert(fc.property(fc.object({ maxDepth: 5 }), fc.constantFrom('Pod', 'Service', 'ConfigMap'), (value, kind) => {
    const object = { ...POD, ...value, apiVersion: 'v1', kind };
    expect(Array.isArray(structureFaults(object))).toBe(true);
  }));
});

describe('an object without a fault', () => {
  test('has the shape that is read of its kind, and one with a null may not have it', () => {
    expect(shaped(POD)).toBe(true);
    expect(shaped(HPA)).toBe(false);
    expect(shaped(changed(HPA, (o) => { delete o.metadata.creationTimestamp; }))).toBe(true);
    expect(shaped(changed(POD, (o) => { o.spec.containers[0].image = null; }))).toBe(false);
    expect(shaped(changed(POD, (o) => { o.spec.containers = 'server'; }))).toBe(false);
  });

  test('is said to have it of no kind whose fields are not known', () => {
    expect(shaped({ ...POD, apiVersion: 'v9' })).toBe(false);
  });

  test('is the very object that would be read of it', () => {
    const part = fc.oneof(fc.constantFrom(POD.spec, HPA.spec, POD.metadata, null), fc.object({ maxDepth: 3 }));
    const given = fc.record({ spec: part, metadata: part, data: part }, { requiredKeys: [] });
    fc.assert(fc.property(given, fc.constantFrom(POD, HPA, { apiVersion: 'v1', kind: 'ConfigMap' }), (parts, whole) => {
      const object = { ...whole, ...parts };
      if (shaped(object)) expect(conform(object, shapeOf(object.kind))).toBe(object);
    }));
  });
});
