import { httpRouteWaitShort } from '../../../src/rules/service/http-route-wait-short';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = httpRouteWaitShort;
const FIRES = [['InterceptorRoute chat', 'spec.timeouts.readiness']];
const LIMITS = 'timeouts: { readiness: 30s }';

test('the examples of http-route-wait-short', () => {
  expect(codes(failing)).toEqual(['http-route-wait-short']);
  expect(codes(repaired)).toEqual([]);
});

test('http-route-wait-short says how long the pods may start', () => {
  expect(told(httpRouteWaitShort, failing)).toEqual([[
    'InterceptorRoute chat',
    'spec.timeouts.readiness: got "30s"; should be 0s, or at least the 300 s in which Deployment chat may start — the '
    + 'request that starts the first pod fails with 504 before the model is loaded; set 0s, so that a request waits as '
    + `long as its client does, or a longer time (${httpRouteWaitShort.source})`,
  ]]);
});

test.each(['4m59s', '299s', '1500ms', '0.08h'])('http-route-wait-short fires on %s', (span) => {
  expect(fires(httpRouteWaitShort, change(failing, '30s', span))).toEqual(FIRES);
});

test.each(['5m', '300s', '1h', '0s', 'soon'])('http-route-wait-short is silent on %s', (span) => {
  expect(fires(httpRouteWaitShort, change(failing, '30s', span))).toEqual([]);
});

test('http-route-wait-short fires on the limit of the whole request', () => {
  expect(fires(httpRouteWaitShort, change(failing, LIMITS, 'timeouts: { readiness: 0s, request: 60s }')))
    .toEqual([['InterceptorRoute chat', 'spec.timeouts.request']]);
});

test('http-route-wait-short fires where the workload rests at zero beside a minimum', () => {
  expect(fires(httpRouteWaitShort, change(failing, 'minReplicaCount: 0', 'minReplicaCount: 2\n  idleReplicaCount: 0')))
    .toEqual(FIRES);
});

test.each([
  ['there is no limit in the route', LIMITS, 'timeouts: {}'],
  ['something else answers meanwhile', LIMITS, `${LIMITS}\n  coldStart: { placeholder: { response: {} } }`],
  ['a replica is always there', 'minReplicaCount: 0', 'minReplicaCount: 1'],
  ['the pods have no startup probe', 'startupProbe:', 'livenessProbe:'],
  ['the Service is not here', 'target: { service: chat', 'target: { service: other'],
])('http-route-wait-short is silent where %s', (_, from, to) => {
  expect(fires(httpRouteWaitShort, change(failing, from, to))).toEqual([]);
});

describe('http-route-wait-short and an HTTPScaledObject', () => {
  const [deployment, service] = failing.split('---');
  const older = (more: string) => `${deployment}---${service}---
apiVersion: http.keda.sh/v1alpha1
kind: HTTPScaledObject
metadata: { name: chat }
spec:
  hosts: [chat.example.com]
  scaleTargetRef: { name: chat, service: chat, port: 8000 }
  timeouts: { conditionWait: 20s }
  ${more}
`;

  test('fires: its minimum is 0', () => {
    expect(fires(httpRouteWaitShort, older(''))).toEqual([['HTTPScaledObject chat', 'spec.timeouts.conditionWait']]);
  });

  test('is silent with a minimum, and with a Service for the meantime', () => {
    expect(fires(httpRouteWaitShort, older('replicas: { min: 1 }'))).toEqual([]);
    expect(fires(httpRouteWaitShort, older('coldStartTimeoutFailoverRef: { service: b, port: 80 }'))).toEqual([]);
  });
});
