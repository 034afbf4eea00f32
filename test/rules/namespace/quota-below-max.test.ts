import { quotaBelowMax } from '../../../src/rules/namespace/quota-below-max';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = quotaBelowMax;
const HPA = failing.split('---\n')[2];

test('the examples of quota-below-max', () => {
  expect(codes(failing)).toEqual(['quota-below-max']);
  expect(codes(repaired)).toEqual([]);
});

test('quota-below-max says how many pods there is room for', () => {
  expect(told(quotaBelowMax, failing)).toEqual([[
    'HorizontalPodAutoscaler classifier',
    'spec.maxReplicas: got 8; ResourceQuota team has room for 4 pods of Deployment classifier: requests.cpu is 4, and '
    + 'a pod takes 1 — the API server forbids the pods beyond it ("exceeded quota"), so it stops scaling at its '
    + `highest load; raise requests.cpu of the quota, or lower the most replicas to 4 (${quotaBelowMax.source})`,
  ]]);
});

test('quota-below-max counts the least replicas of other workloads', () => {
  const other = change(repaired.split('---\n')[1], 'name: classifier }\nspec', 'name: other }\nspec');
  const both = `${repaired}---\n${other.replace(/app: classifier/g, 'app: other')}`;
  expect(codes(both)).toEqual(['quota-below-max']);
  expect(codes(both.replace("requests.cpu: '4'", "requests.cpu: '5'"))).toEqual([]);
});

test('quota-below-max reads a ScaledObject', () => {
  const scaled = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: classifier }
spec:
  scaleTargetRef: { name: classifier }
  maxReplicaCount: 8
  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '60' } }]
`;
  expect(fires(quotaBelowMax, change(failing, HPA, scaled)))
    .toEqual([['ScaledObject classifier', 'spec.maxReplicaCount']]);
});

describe('quota-below-max is silent', () => {
  test.each<[string, string]>([
    ['where nothing scales', change(failing, HPA, '')],
    ['where it cannot scale at all, which is reported elsewhere', change(failing, "cpu: '4'", "cpu: '1'")],
    ['on a quota of another namespace', change(failing, 'name: team', 'name: team, namespace: other')],
    ['on a quota with room', change(failing, "requests.cpu: '4'", "requests.cpu: '8', pods: '8'")],
  ])('%s', (_, text) => {
    expect(fires(quotaBelowMax, text)).toEqual([]);
  });

  test('on a bound that is a sum of parts', () => {
    const parts = change(change(failing, "requests: { cpu: '1' }", 'requests: { cpu: 100m }'), "cpu: '4'", 'cpu: 800m');
    expect(fires(quotaBelowMax, parts)).toEqual([]);
  });
});
