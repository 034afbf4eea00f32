import { spreadCountsTaintedNodes } from '../../../src/rules/placement/spread-counts-tainted-nodes';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = spreadCountsTaintedNodes;
const FIELD = 'spec.template.spec.topologySpreadConstraints[0].nodeTaintsPolicy';

test('the examples of spread-counts-tainted-nodes', () => {
  expect(codes(failing)).toEqual(['spread-counts-tainted-nodes']);
  expect(codes(repaired)).toEqual([]);
});

test('spread-counts-tainted-nodes says how many replicas are held back', () => {
  expect(told(spreadCountsTaintedNodes, failing)).toEqual([[
    'Deployment classifier',
    `${FIELD}: got "Ignore"; should be Honor: up to 4 replicas are spread over nodes, and nodes with taints count as `
    + 'empty ones — beside a cordoned or tainted node every other node gets 1 at most, and the rest stays Pending; set '
    + `nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway (${spreadCountsTaintedNodes.source})`,
  ]]);
});

test.each<[string, string, string]>([
  ['on Ignore', 'maxSkew: 1', 'nodeTaintsPolicy: Ignore\n          maxSkew: 1'],
  ['on a skew below the most replicas', 'maxSkew: 1', 'maxSkew: 3'],
  ['on pods that tolerate one taint', '    spec:\n', '    spec:\n      tolerations: [{ key: a, operator: Exists }]\n'],
])('spread-counts-tainted-nodes fires %s', (_, from, to) => {
  expect(fires(spreadCountsTaintedNodes, change(failing, from, to))).toEqual([['Deployment classifier', FIELD]]);
});

test.each<[string, string, string]>([
  ['on a preference', 'DoNotSchedule', 'ScheduleAnyway'],
  ['on zones', 'kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  ['on a skew that no replicas reach', 'maxSkew: 1', 'maxSkew: 4'],
  ['on one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
  ['on a constraint that counts other pods', 'labelSelector: { matchLabels: { app: classifier } }',
    'labelSelector: { matchLabels: { app: other } }'],
  ['on a constraint that counts no pods', 'labelSelector: { matchLabels: { app: classifier } }', 'minDomains: 1'],
  ['on pods that tolerate every taint', '    spec:\n', '    spec:\n      tolerations: [{ operator: Exists }]\n'],
])('spread-counts-tainted-nodes is silent %s', (_, from, to) => {
  expect(fires(spreadCountsTaintedNodes, change(failing, from, to))).toEqual([]);
});
