import { findings } from '../../../src/rules/catalogue/findings';
import { nodeAffinityAlternatives } from '../../../src/rules/placement/node-affinity-alternatives';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const EDGE = '{ key: node-role.kubernetes.io/edge, operator: Exists }';
const LABELLED = "{ key: node-role.kubernetes.io/edge, operator: In, values: [''] }";
const CLOUD = '{ key: node-role.kubernetes.io/edge, operator: DoesNotExist }';
const NAMED = '{ key: kubernetes.io/hostname, operator: In, values: [edge-1] }';
const OTHER_NAME = '{ key: kubernetes.io/hostname, operator: In, values: [edge-2] }';
const NOT_NAMED = '{ key: kubernetes.io/hostname, operator: NotIn, values: [edge-1] }';
const GPU = "{ key: gpu, operator: In, values: ['true'] }";
const ARM = '{ key: kubernetes.io/arch, operator: In, values: [arm64] }';

const term = (...expressions: string[]) => `{ matchExpressions: [${expressions.join(', ')}] }`;
const affinity = (terms: string) => `
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: ${terms} } } }`;

const deployment = (terms: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: edge }
spec: { template: { spec: { ${affinity(terms)} } } }
`;

const PATH = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const FIELD = `spec.template.spec.${PATH}`;

test('the examples of node-affinity-alternatives', () => {
  expect(codes(nodeAffinityAlternatives.failing)).toEqual(['node-affinity-alternatives']);
  expect(codes(nodeAffinityAlternatives.repaired)).toEqual([]);
});

describe('node-affinity-alternatives fires on', () => {
  test('a term beside that of edge nodes', () => {
    expect(told(nodeAffinityAlternatives, deployment(`[${term(EDGE)}, ${term(GPU)}]`))).toEqual([[
      'Deployment edge/qwen',
      `${FIELD}[1]: got "gpu In true"; must not be an alternative to nodeSelectorTerms[0], which selects by `
      + 'node-role.kubernetes.io/edge — a node that matches any one of the terms is accepted, so a second term '
      + 'does not narrow the selection; put all expressions into one term (EdgeNodes.labelled), or make the second a '
      + `preference (scheduling.attract with a weight) (${nodeAffinityAlternatives.source})`,
    ]]);
  });

  test.each<[string, string[], number]>([
    ['a term before that of edge nodes', [term(GPU), term(EDGE)], 0],
    ['a term beside that of nodes in the cloud', [term(CLOUD), term(GPU)], 1],
    ['a term beside that of named nodes', [term(NAMED), term(ARM)], 1],
    ['a term beside that of labelled edge nodes', [term(EDGE, ARM), term(GPU)], 1],
    ['edge nodes and nodes in the cloud, which are all nodes', [term(EDGE), term(CLOUD)], 1],
    ['edge nodes and named nodes', [term(EDGE), term(NAMED)], 1],
    ['a third term', [term(EDGE, ARM), term(EDGE, GPU), term(GPU)], 2],
    ['a term that only adds to that of edge nodes', [term(EDGE), term(EDGE, GPU)], 1],
    ['a term that only adds to a later one', [term(EDGE, GPU), term(EDGE)], 0],
    ['a term of fields beside that of edge nodes', [
      term(EDGE), '{ matchFields: [{ key: metadata.name, operator: In, values: [cloud-1] }] }',
    ], 1],
    ['a term that excludes a node by name beside one that names it', [term(NAMED), term(NOT_NAMED)], 1],
  ])('%s', (_, terms, index) => {
    const text = deployment(`[${terms.join(', ')}]`);
    expect(fires(nodeAffinityAlternatives, text)).toEqual([['Deployment edge/qwen', `${FIELD}[${index}]`]]);
  });

  test.each([
    ['v1', 'Pod', (pod: string) => pod, 'spec'],
    ['apps/v1', 'StatefulSet', (pod: string) => `{ template: { spec: ${pod} } }`, 'spec.template.spec'],
    ['batch/v1', 'CronJob', (pod: string) => `{ jobTemplate: { spec: { template: { spec: ${pod} } } } }`,
      'spec.jobTemplate.spec.template.spec'],
  ])('a %s %s', (apiVersion, kind, spec, path) => {
    const pod = `{ ${affinity(`[${term(EDGE)}, ${term(GPU)}]`)} }`;
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: qwen }\nspec: ${spec(pod)}\n`;
    expect(fires(nodeAffinityAlternatives, text)).toEqual([[`${kind} qwen`, `${path}.${PATH}[1]`]]);
  });
});

describe('node-affinity-alternatives is silent on', () => {
  test.each<[string, string]>([
    ['one term', `[${term(EDGE, GPU)}]`],
    ['no term', '[]'],
    ['terms that say nothing of the edge', `[${term(GPU)}, ${term(ARM)}]`],
    ['two kinds of edge nodes', `[${term(EDGE, GPU)}, ${term(EDGE, ARM)}]`],
    ['two ways to write the same label', `[${term(EDGE, GPU)}, ${term(LABELLED, ARM)}]`],
    ['two names', `[${term(NAMED)}, ${term(OTHER_NAME)}]`],
    ['the same term twice', `[${term(EDGE)}, ${term(EDGE)}]`],
    ['a node that is excluded by name', `[${term(NOT_NAMED)}, ${term(GPU)}]`],
    ['a term without expressions, which matches no node', `[${term(EDGE)}, {}, { matchExpressions: [] }, null]`],
    ['terms that are no list', 'edge'],
    ['terms that are no objects',
      `[${term(EDGE)}, gpu, 5, { matchExpressions: gpu }, { matchExpressions: [null, 5] }]`],
  ])('%s', (_, terms) => {
    expect(fires(nodeAffinityAlternatives, deployment(terms))).toEqual([]);
  });

  test('a preference', () => {
    const preference = `{ weight: 1, preference: ${term(GPU)} }`;
    const text = deployment(`[${term(EDGE)}]`).replace(
      'nodeAffinity: {', `nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [${preference}],`);
    expect(fires(nodeAffinityAlternatives, text)).toEqual([]);
  });
});

test('many terms are compared in linear time', () => {
  const nodeSelectorTerms = Array.from({ length: 50_000 }, (_, i) => ({
    matchExpressions: [
      { key: 'node-role.kubernetes.io/edge', operator: 'Exists' },
      { key: `k${i}`, operator: 'Exists' },
    ],
  }));
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'qwen' }, spec: { affinity: { nodeAffinity } } };
  const before = performance.now();
  expect(findings([pod], [nodeAffinityAlternatives])).toEqual([]);
  expect(performance.now() - before).toBeLessThan(2000);
});
