import { hpaPinnedNode } from '../../../src/rules/autoscaler/hpa-pinned-node';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const PINNED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: edge }
spec:
  template:
    metadata: { labels: { app: qwen } }
    spec:
      nodeName: edge-1
      containers: [{ name: server }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: edge }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }
  maxReplicas: 10
`;

const FIRES = [['Deployment edge/qwen', 'spec.template.spec.nodeName']];

test('the examples of hpa-pinned-node', () => {
  expect(codes(hpaPinnedNode.failing)).toEqual(['hpa-pinned-node']);
  expect(codes(hpaPinnedNode.repaired)).toEqual([]);
});

describe('hpa-pinned-node fires', () => {
  test('on a node name beyond one replica', () => {
    expect(told(hpaPinnedNode, PINNED)).toEqual([[
      'Deployment edge/qwen',
      'spec.template.spec.nodeName: got "edge-1"; '
      + 'must not be set on what HorizontalPodAutoscaler edge/scaler scales to 10 replicas — '
      + 'nodeName bypasses the scheduler: all replicas go to one node, '
      + 'and those that do not fit are rejected and recreated indefinitely; '
      + 'place the pods by node affinity (EdgePlacement with EdgeNodes.named), or keep maxReplicas at 1 '
      + `(${hpaPinnedNode.source})`,
    ]]);
  });

  test('under an autoscaler of v1', () => {
    expect(fires(hpaPinnedNode, change(PINNED, 'autoscaling/v2', 'autoscaling/v1'))).toEqual(FIRES);
  });

  test('once under two autoscalers', () => {
    const second = PINNED.split('---\n')[1].replace('name: scaler', 'name: second');
    expect(fires(hpaPinnedNode, `${PINNED}---\n${second}`)).toEqual(FIRES);
  });
});

describe('hpa-pinned-node is silent', () => {
  test.each<[string, string, string]>([
    ['when the autoscaler keeps one replica', 'maxReplicas: 10', 'maxReplicas: 1'],
    ['when a node selector chooses the node', 'nodeName: edge-1', 'nodeSelector: { kubernetes.io/hostname: edge-1 }'],
    ['when the node name is empty', 'nodeName: edge-1', "nodeName: ''"],
    ['when the node name is null', 'nodeName: edge-1', 'nodeName: null'],
    ['when the autoscaler scales something else', 'kind: Deployment, name: qwen', 'kind: Deployment, name: other'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: edge', 'name: scaler, namespace: cloud'],
    ['when maxReplicas is missing', '  maxReplicas: 10\n', ''],
  ])('%s', (_, from, to) => {
    expect(fires(hpaPinnedNode, change(PINNED, from, to))).toEqual([]);
  });

  test('of a pinned Pod that nothing scales', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { nodeName: edge-1, containers: [] }';
    expect(fires(hpaPinnedNode, pod)).toEqual([]);
  });
});
