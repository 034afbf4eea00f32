import { nodeNameAndAffinity } from '../../../src/rules/workload/node-name-and-affinity';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const deployment = (pod: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: edge }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec: ${pod}
`;

const DEPLOYMENT = 'Deployment edge/qwen';
const FIELD = 'spec.template.spec.nodeName';
const AFFINITY = 'affinity: '
  + '{ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } }';
const PREFERRED = 'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }';

test('the examples of node-name-and-affinity', () => {
  expect(codes(nodeNameAndAffinity.failing)).toEqual(['node-name-and-affinity']);
  expect(codes(nodeNameAndAffinity.repaired)).toEqual([]);
});

describe('node-name-and-affinity', () => {
  test('fires on a Deployment that names one node and requires another, as that of the LlamaEdge example', () => {
    const text = deployment(`{ nodeName: nvidia-edge-node, ${AFFINITY}, containers: [] }`);
    expect(told(nodeNameAndAffinity, text)).toEqual([[
      DEPLOYMENT,
      `${FIELD}: got "nvidia-edge-node"; cannot be combined with a required node affinity — `
      + 'nodeName bypasses the scheduler, and a node whose labels do not match rejects the pod (NodeAffinity), '
      + 'which is then recreated indefinitely; '
      + `remove nodeName, or the affinity and the node selector (${nodeNameAndAffinity.source})`,
    ]]);
  });

  test('fires on a node selector beside a node name', () => {
    const text = deployment('{ nodeName: edge-1, nodeSelector: { disk: ssd }, containers: [] }');
    expect(fires(nodeNameAndAffinity, text)).toEqual([[DEPLOYMENT, FIELD]]);
    expect(told(nodeNameAndAffinity, text)[0][1]).toContain('; cannot be combined with a node selector — ');
  });

  test('is silent where an autoscaler scales the workload, which hpa-pinned-node reports', () => {
    const scaler = (most: number) => 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n'
      + 'metadata: { name: qwen, namespace: edge }\n'
      + `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }, maxReplicas: ${most} }\n`;
    const text = deployment(`{ nodeName: edge-1, ${AFFINITY}, containers: [] }`);
    expect(fires(nodeNameAndAffinity, `${text}---\n${scaler(1)}`)).toEqual([[DEPLOYMENT, FIELD]]);
    expect(fires(nodeNameAndAffinity, `${text}---\n${scaler(2)}`)).toEqual([]);
  });

  test.each([
    ['a node name alone', '{ nodeName: edge-1, containers: [] }'],
    ['an affinity alone', `{ ${AFFINITY}, containers: [] }`],
    ['a preferred affinity beside a node name', `{ nodeName: edge-1, ${PREFERRED}, containers: [] }`],
    ['an empty node selector beside a node name', '{ nodeName: edge-1, nodeSelector: {}, containers: [] }'],
  ])('is silent on %s', (_, pod) => {
    expect(fires(nodeNameAndAffinity, deployment(pod))).toEqual([]);
  });

  test.each([
    ['v1', 'Pod', `{ nodeName: edge-1, ${AFFINITY} }`, 'spec.nodeName'],
    ['batch/v1', 'Job', `{ template: { spec: { nodeName: edge-1, ${AFFINITY} } } }`, 'spec.template.spec.nodeName'],
    ['batch/v1', 'CronJob',
      `{ jobTemplate: { spec: { template: { spec: { nodeName: edge-1, ${AFFINITY} } } } } }`,
      'spec.jobTemplate.spec.template.spec.nodeName'],
  ])('names the field of a %s %s', (apiVersion, kind, spec, field) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: qwen }\nspec: ${spec}\n`;
    expect(fires(nodeNameAndAffinity, text)).toEqual([[`${kind} qwen`, field]]);
  });
});
