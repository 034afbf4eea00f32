import { fieldUnknown } from '../../../src/rules/workload/field-unknown';
import { change, fires, told } from '../manifests';

const SCALED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web:1
          readinessProbe:
            httpGet: { path: /, port: 80 }
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes: [{ name: data, emptyDir: {} }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 4
  metrics: [{ type: Pods, pods: { metric: { name: rps }, target: { type: AverageValue, averageValue: "5" } } }]
`;
const TOO_FAR = change(SCALED, '          volumeMounts:', '            volumeMounts:');

test('is silent where every field is known', () => {
  expect(fires(fieldUnknown, SCALED)).toEqual([]);
});

test('a field with a wrong indent is told with where it belongs', () => {
  expect(told(fieldUnknown, TOO_FAR)).toEqual([[
    'Deployment web',
    'spec.template.spec.containers[0].readinessProbe.volumeMounts: is no field of its kind — '
    + 'kubectl and Helm refuse the object; what does not validate drops the field silently; '
    + `move it one level out, beside readinessProbe (${fieldUnknown.source})`,
  ]]);
});

test('a field of another version is told with what it is called here', () => {
  const old = change(SCALED, 'maxReplicas: 4', 'maxReplicas: 4\n  targetCPUUtilizationPercentage: 60');
  expect(told(fieldUnknown, old)[0][1]).toContain('write metrics: [{ type: Resource, resource: { name: cpu, target:');
});

test('a misspelt field is told with the field that is meant', () => {
  expect(told(fieldUnknown, change(SCALED, 'maxReplicas: 4', 'maxReplica: 4'))[0][1]).toContain('write maxReplicas');
});
