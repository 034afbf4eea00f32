import { all, deployment, ids, needs, only } from '../needs';

const FIELD = 'spec.template.spec';
const terms = (...expressions: string[]) => deployment(`affinity: { nodeAffinity: {
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [
    ${expressions.map((e) => `{ matchExpressions: [${e}] }`).join(', ')} ] } } }`);

test.each([
  ['a selector', deployment('nodeSelector: { disk: ssd, zone: a }'), 'kubectl get nodes -l disk=ssd,zone=a'],
  ['an empty value', deployment("nodeSelector: { gpu: '' }"), 'kubectl get nodes -l gpu='],
  ['In with one value', terms('{ key: a, operator: In, values: [b] }'), 'kubectl get nodes -l a=b'],
  ['In with two', terms('{ key: a, operator: In, values: [b, c] }'), "kubectl get nodes -l 'a in (b,c)'"],
  ['Exists', terms('{ key: a, operator: Exists }'), 'kubectl get nodes -l a'],
  [
    'a label and an exclusion',
    terms('{ key: a, operator: Exists }, { key: b, operator: DoesNotExist }, { key: c, operator: NotIn, values: [d] }'),
    "kubectl get nodes -l 'a,!b,c!=d'",
  ],
  ['a number', terms('{ key: a, operator: Gt, values: [\'3\'] }'), 'kubectl get nodes'],
  [
    'alternatives',
    terms('{ key: a, operator: Exists }', '{ key: b, operator: Exists }'),
    'kubectl get nodes -l a; kubectl get nodes -l b',
  ],
])('%s', (_, yaml, check) => {
  const found = needs(yaml);
  expect(found).toHaveLength(1);
  expect(only(yaml, found[0][0])).toMatchObject({ check, expected: 'at least one node that is Ready' });
});

test('the fields', () => {
  expect(needs(deployment('nodeSelector: { disk: ssd }'))).toEqual(
    [['nodes/disk=ssd', `Deployment web ${FIELD}.nodeSelector`]],
  );
  expect(needs(terms('{ key: a, operator: Exists }'))).toEqual([
    ['nodes/a', `Deployment web ${FIELD}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`],
  ]);
});

test.each([
  ['no choice', deployment('')],
  ['Linux', deployment('nodeSelector: { kubernetes.io/os: linux }')],
  ['not on the edge', terms('{ key: node-role.kubernetes.io/edge, operator: DoesNotExist }')],
  ['not there', terms('{ key: a, operator: NotIn, values: [b] }')],
  ['a preference', deployment(`affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [
    { weight: 1, preference: { matchExpressions: [{ key: a, operator: Exists }] } } ] } }`)],
  [
    'one of two that asks nothing, and one that does not either',
    terms('{ key: a, operator: DoesNotExist }', '{ key: b, operator: DoesNotExist }'),
  ],
])('%s needs no label', (_, yaml) => {
  expect(ids(yaml)).toEqual([]);
});

test('selector and affinity hold together', () => {
  const both = deployment(`nodeSelector: { disk: ssd }, affinity: { nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Exists }] }] } } }`);
  expect(ids(both)).toEqual(['nodes/disk=ssd, a']);
});

test('the label of edge nodes alone is KubeEdge', () => {
  expect(ids(deployment("nodeSelector: { node-role.kubernetes.io/edge: '' }"))).toEqual(['kubeedge']);
  expect(ids(deployment("nodeSelector: { node-role.kubernetes.io/edge: '', disk: ssd }")))
    .toEqual(['kubeedge', 'nodes/node-role.kubernetes.io/edge=, disk=ssd']);
});

test('named nodes with the toleration of KubeEdge are edge nodes', () => {
  const toleration = 'tolerations: [{ key: node-role.kubernetes.io/edge, operator: Exists }]';
  expect(
    ids(deployment(`nodeSelector: { kubernetes.io/hostname: a }, ${toleration}`)),
  ).toEqual(['kubeedge', 'nodes/kubernetes.io/hostname=a']);
  expect(ids(deployment(toleration))).toEqual([]);
});

test('a node by its name', () => {
  expect(needs(deployment('nodeName: a'))).toEqual([['node/a', `Deployment web ${FIELD}.nodeName`]]);
  const byField = deployment(`affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchFields: [{ key: metadata.name, operator: In, values: [a] }] }] } } }`);
  expect(only(byField, 'nodes/the name a').check).toBe('kubectl get node a');
});

test('workloads with the same choice share one prerequisite', () => {
  const one = deployment('nodeSelector: { disk: ssd }');
  expect(needs(all(one, one.replace('name: web }', 'name: other }')))).toEqual([
    ['nodes/disk=ssd', `Deployment web ${FIELD}.nodeSelector`, `Deployment other ${FIELD}.nodeSelector`],
  ]);
});
