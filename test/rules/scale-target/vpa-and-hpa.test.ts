import { vpaAndHpa } from '../../../src/rules/scale-target/vpa-and-hpa';
import { codes } from '../codes';
import { change, fires } from '../manifests';

const { failing, repaired } = vpaAndHpa;
const FOUND = [['VerticalPodAutoscaler classifier', 'spec.resourcePolicy']];
const policies = (text: string) => (
  change(failing, '  updatePolicy: {', `  resourcePolicy: { containerPolicies: ${text} }\n  updatePolicy: {`));

test('the examples of vpa-and-hpa', () => {
  expect(codes(failing)).toEqual(['vpa-and-hpa']);
  expect(codes(repaired)).toEqual([]);
});

describe('vpa-and-hpa fires', () => {
  test.each<[string, string]>([
    ['in the default mode', change(failing, '  updatePolicy: { updateMode: Recreate }\n', '')],
    ['in the mode Initial', change(failing, 'Recreate', 'Initial')],
    ['in the mode InPlaceOrRecreate', change(failing, 'Recreate', 'InPlaceOrRecreate')],
    ['where a policy of all containers controls the resource', policies("[{ containerName: '*', minAllowed: {} }]")],
  ])('%s', (_, text) => {
    expect(fires(vpaAndHpa, text)).toEqual(FOUND);
  });

  test('on a ScaledObject', () => {
    const [deployment, , vpa] = failing.split('---\n');
    const keda = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: s }
spec:
  scaleTargetRef: { name: classifier }
  minReplicaCount: 1
  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '60' } }]
`;
    expect(fires(vpaAndHpa, [deployment, keda, vpa].join('---\n'))).toEqual(FOUND);
  });
});

describe('vpa-and-hpa is silent', () => {
  test.each<[string, string]>([
    ['where the resource is left out', policies("[{ containerName: '*', controlledResources: [memory] }]")],
    ['where the policy is off', policies("[{ containerName: '*', mode: 'Off' }]")],
    ['where the policies name containers', policies('[{ containerName: logs, controlledResources: [cpu] }]')],
    ['on another workload', change(failing, '  targetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }',
      '  targetRef: { apiVersion: apps/v1, kind: StatefulSet, name: classifier }')],
    ['on a target by value', change(failing, '{ type: Utilization, averageUtilization: 60 }',
      '{ type: AverageValue, averageValue: 500m }')],
  ])('%s', (_, text) => {
    expect(fires(vpaAndHpa, text)).toEqual([]);
  });
});
