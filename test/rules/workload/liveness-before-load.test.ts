import { livenessBeforeLoad } from '../../../src/rules/workload/liveness-before-load';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = livenessBeforeLoad;
const PERIOD = 'periodSeconds: 10, failureThreshold: 3';
const PLAIN = failing.replace('vllm/vllm-openai:v0.11.0', 'registry.example.com/s:1.2')
  .replace(/ *args: .*\n/, '').replace('limits: { nvidia.com/gpu: 1 }', "requests: { cpu: '1' }");
const SCALER = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
`;
const FIRES = [['Deployment chat', 'spec.template.spec.containers["server"].livenessProbe']];

test('the examples of liveness-before-load', () => {
  expect(codes(failing)).toEqual(['liveness-before-load']);
  expect(codes(repaired)).toEqual([]);
});

test('liveness-before-load says when the probe kills, and what loads', () => {
  expect(told(livenessBeforeLoad, failing)).toEqual([[
    'Deployment chat',
    'spec.template.spec.containers["server"].livenessProbe: should have a startupProbe beside it: it kills container '
    + '"server" after 30 s without an answer, and it uses nvidia.com/gpu, so it may load a model for longer — a server '
    + 'that still loads is killed, and loads again from the start; add a startupProbe whose failureThreshold times '
    + `periodSeconds allows for the longest load (${livenessBeforeLoad.source})`,
  ]]);
});

describe('liveness-before-load fires', () => {
  test.each<[string, string]>([
    ['on the values that Kubernetes sets', change(failing, `, ${PERIOD}`, '')],
    ['on a delay that is short for a model', change(failing, PERIOD, `${PERIOD}, initialDelaySeconds: 120`)],
    ['on a plain server that is big and scaled', `${PLAIN}${SCALER}`],
    ['on a readiness probe that starts later', change(
      PLAIN, 'readinessProbe: { httpGet: { path: /health, port: 8000 }',
      'readinessProbe: { initialDelaySeconds: 60, httpGet: { path: /health, port: 8000 }',
    )],
  ])('%s', (_, text) => {
    expect(fires(livenessBeforeLoad, text)).toEqual(FIRES);
  });
});

describe('liveness-before-load is silent', () => {
  test.each<[string, string]>([
    ['on a long delay', change(failing, PERIOD, `${PERIOD}, initialDelaySeconds: 600`)],
    ['on many failures', change(failing, PERIOD, 'periodSeconds: 10, failureThreshold: 30')],
    ['without a liveness probe', failing.replace(/ *livenessProbe: .*\n/, '')],
    ['on a plain server that nothing scales', PLAIN],
    ['on a small server', `${change(PLAIN, "cpu: '1'", 'cpu: 200m, memory: 256Mi')}${SCALER}`],
    ['on a plain server whose probe waits a minute', `${change(PLAIN, PERIOD, 'initialDelaySeconds: 30')}${SCALER}`],
    ['on a Job', change(change(failing, 'apps/v1', 'batch/v1'), 'kind: Deployment', 'kind: Job')],
  ])('%s', (_, text) => {
    expect(fires(livenessBeforeLoad, text)).toEqual([]);
  });
});
