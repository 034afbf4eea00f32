import { fieldMissing } from '../../../src/rules/workload/field-missing';
import { codes } from '../codes';
import { change, fires } from '../manifests';

const SOUND = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'web:1', readinessProbe: { httpGet: { path: /, port: 80 } } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 4
  metrics: [{ type: Pods, pods: { metric: { name: rps }, target: { type: AverageValue, averageValue: "5" } } }]
`;

test('is silent where everything required is given', () => {
  expect(fires(fieldMissing, SOUND)).toEqual([]);
});

test.each([
  ['the type of a metric', 'type: Pods, ', '', 'HorizontalPodAutoscaler web', 'spec.metrics[0].type'],
  ['the name of a container', 'name: web, image', 'image', 'Deployment web', 'spec.template.spec.containers[0].name'],
  ['the port of a probe', ', port: 80', '', 'Deployment web',
    'spec.template.spec.containers[0].readinessProbe.httpGet.port'],
  ['the image of a container', "image: 'web:1', ", '', 'Deployment web', 'spec.template.spec.containers[0].image'],
  ['a container', "[{ name: web, image: 'web:1', readinessProbe: { httpGet: { path: /, port: 80 } } }]", '[]',
    'Deployment web', 'spec.template.spec.containers[0]'],
  ['the selector of a whole Deployment', '  selector: { matchLabels: { app: web } }\n', '', 'Deployment web',
    'spec.selector'],
])('fires without %s', (_, from, to, object, field) => {
  expect(fires(fieldMissing, change(SOUND, from, to))).toEqual([[object, field]]);
});

test.each([
  ['a Deployment that patches the replicas', 'spec: { replicas: 3 }'],
  ['a Deployment that patches a container',
    'spec: { template: { spec: { containers: [{ image: "web:2" }] } } }'],
])('is silent of a patch: %s', (_, spec) => {
  expect(fires(fieldMissing, `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n${spec}\n`)).toEqual([]);
});

const COMPLETE = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:1" }] }
`;

test('fires without the selector of a workload that is complete besides', () => {
  expect(fires(fieldMissing, COMPLETE)).toEqual([['Deployment web', 'spec.selector']]);
});

test('is silent of a patch of a workload that is there with its selector, in whatever order', () => {
  const whole = change(COMPLETE, '\nspec:', '\nspec:\n  selector: { matchLabels: { app: web } }');
  expect(fires(fieldMissing, `${COMPLETE}---${whole}`)).toEqual([]);
  expect(fires(fieldMissing, `${whole}---${COMPLETE}`)).toEqual([]);
});

test('is silent of an autoscaler that patches the maximum', () => {
  const patch = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\n'
    + 'spec: { maxReplicas: 8 }\n';
  expect(fires(fieldMissing, patch)).toEqual([]);
});

test('is silent of the target of a metric, of which metric-target-invalid knows more', () => {
  const text = change(SOUND, 'type: AverageValue, ', '');
  expect(codes(text)).toEqual(['metric-target-invalid', 'custom-metric-unserved']);
});
