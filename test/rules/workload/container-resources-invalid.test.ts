import { containerResourcesInvalid } from '../../../src/rules/workload/container-resources-invalid';
import { codes } from '../codes';
import { change, told } from '../manifests';

const { failing, repaired } = containerResourcesInvalid;
const GPU = 'limits: { nvidia.com/gpu: 1 }';

/** What is said of the resources of a container: the field, and the rule. */
function said(resources: string): Array<[string, string]> {
  return told(containerResourcesInvalid, change(repaired, GPU, resources)).map(([, message]) => {
    const [, field, rule] = /\.resources\.(.*): got .*?; (.*) in container "server" — /.exec(message)!;
    return [field, rule];
  });
}

test('the examples of container-resources-invalid', () => {
  expect(codes(failing)).toEqual(['container-resources-invalid']);
  expect(codes(repaired)).toEqual([]);
});

test('container-resources-invalid names the container and the field', () => {
  expect(told(containerResourcesInvalid, failing)).toEqual([[
    'Deployment classifier',
    'spec.template.spec.containers["server"].resources.requests["nvidia.com/gpu"]: got 1; must have a limit of the '
    + 'same amount in container "server" — the API server rejects it; make request and limit fit '
    + `(${containerResourcesInvalid.source})`,
  ]]);
});

describe('container-resources-invalid fires', () => {
  test.each<[string, Array<[string, string]>]>([
    ["requests: { cpu: '2' }, limits: { cpu: '1' }", [['requests["cpu"]', 'must not be above its limit of 1']]],
    ['requests: { nvidia.com/gpu: 1 }, limits: { nvidia.com/gpu: 2 }', [
      ['requests["nvidia.com/gpu"]', 'must be equal to its limit of 2'],
    ]],
    ['limits: { nvidia.com/gpu: 0.5 }', [['limits["nvidia.com/gpu"]', 'must be a whole number']]],
    ['requests: { memory: 512m }', [['requests["memory"]', 'must be in bytes, such as 512Mi']]],
    ['limits: { memory: 512m }', [['limits["memory"]', 'must be in bytes, such as 512Mi']]],
    ['limits: { memory: 16GB }', [['limits["memory"]', 'must be a quantity, such as 16Gi']]],
  ])('%s', (resources, expected) => {
    expect(said(resources)).toEqual(expected);
  });
});

test.each([
  "requests: { cpu: '1' }, limits: { cpu: '1' }",
  'requests: { nvidia.com/gpu: 1 }, limits: { nvidia.com/gpu: 1.0 }',
  'requests: { cpu: 500m, memory: 16Gi, ephemeral-storage: 1G }',
  "limits: { memory: '${MEMORY}' }",
  "limits: { memory: '<size>' }",
  'limits: { memory: null }',
  // 1.6Gi, as the API server writes it.
  'limits: { memory: 1717986918400m }',
])('container-resources-invalid is silent: %s', (resources) => {
  expect(said(resources)).toEqual([]);
});

test('a request above its limit is one finding under an autoscaler, and a LimitRange does not repair it', () => {
  const hpa = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
---
apiVersion: v1
kind: LimitRange
metadata: { name: defaults }
spec: { limits: [{ type: Container, default: { nvidia.com/gpu: 1, memory: 1Gi } }] }
`;
  const text = change(repaired, GPU, "requests: { cpu: '2' }, limits: { cpu: '1' }");
  expect(codes(`${text}${hpa}`)).toEqual(['container-resources-invalid']);
  expect(codes(`${failing}${hpa}`)).toContain('container-resources-invalid');
});
