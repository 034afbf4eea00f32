import { kedaMissingRequest } from '../../../src/rules/autoscaler/keda-missing-request';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaMissingRequest;
const LOGS = "{ name: logs, image: 'registry.example.com/logs:1.0' }";

test('the examples of keda-missing-request', () => {
  expect(codes(failing)).toEqual(['keda-missing-request']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-missing-request fires', () => {
  test('on an AverageValue of a container without a request', () => {
    expect(told(kedaMissingRequest, failing)).toEqual([[
      'ScaledObject classifier',
      'spec.triggers[0]: needs a CPU request on "logs" of Deployment classifier — KEDA\'s webhook rejects the '
      + 'ScaledObject without it, also for an AverageValue; set a CPU request on "logs" '
      + `(${kedaMissingRequest.source})`,
    ]]);
  });

  test('on memory', () => {
    const memory = change(failing, 'type: cpu', 'type: memory').replace('1500m', '1Gi');
    expect(fires(kedaMissingRequest, memory)).toHaveLength(1);
  });
});

describe('keda-missing-request is silent', () => {
  test.each<[string, string, string]>([
    ['when there is a limit', LOGS, "{ name: logs, image: 'a/logs:1.0', resources: { limits: { cpu: '1' } } }"],
    ['when another container is measured', 'value: 1500m', 'value: 1500m, containerName: server'],
    ['on a utilization, which another rule reports', 'metricType: AverageValue', 'metricType: Utilization'],
    ['when the target is not there', 'scaleTargetRef: { name: classifier }', 'scaleTargetRef: { name: other }'],
  ])('%s', (_, from, to) => {
    expect(fires(kedaMissingRequest, change(failing, from, to))).toEqual([]);
  });

  test('when a LimitRange of the namespace fills it in', () => {
    const range = '---\napiVersion: v1\nkind: LimitRange\nmetadata: { name: defaults }\n'
      + 'spec: { limits: [{ type: Container, defaultRequest: { cpu: 50m } }] }\n';
    expect(fires(kedaMissingRequest, `${failing}${range}`)).toEqual([]);
    expect(fires(kedaMissingRequest, `${failing}${change(range, 'cpu: 50m', 'memory: 1Gi')}`)).toHaveLength(1);
  });

  test('on a HorizontalPodAutoscaler, which needs no request for it', () => {
    const [deployment] = failing.split('---');
    const hpa = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: '1' } } }]
`;
    expect(codes(`${deployment}${hpa}`)).toEqual([]);
  });
});
