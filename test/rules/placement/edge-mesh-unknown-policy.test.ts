import { App, Chart } from 'cdk8s';
import { EdgeMeshLoadBalancing, EdgeMeshTraffic, EdgeNodes, EdgePlacement, InferenceRules } from '../../../src';
import { edgeMeshUnknownPolicy } from '../../../src/rules/placement/edge-mesh-unknown-policy';
import { InferenceDeployment } from '../../../src/serving/inference-deployment';
import { deploymentProps } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNKNOWN = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: llm }
spec:
  template:
    metadata: { labels: { app: qwen } }
    spec:
      nodeSelector: { node-role.kubernetes.io/edge: '' }
      containers: [{ name: server }]
---
apiVersion: v1
kind: Service
metadata: { name: qwen, namespace: llm }
spec: { selector: { app: qwen }, ports: [{ name: http-0, port: 8080 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: qwen, namespace: llm }
spec:
  host: qwen
  trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } }
`;

const POLICY = 'DestinationRule llm/qwen';
const SIMPLE = [[POLICY, 'spec.trafficPolicy.loadBalancer.simple']];
const NODES = "nodeSelector: { node-role.kubernetes.io/edge: '' }";
const affinity = (expression: string) => (
  'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: '
  + `{ nodeSelectorTerms: [{ matchExpressions: [${expression}] }] } } }`);

test('the examples of edge-mesh-unknown-policy', () => {
  expect(codes(edgeMeshUnknownPolicy.failing)).toEqual(['edge-mesh-unknown-policy']);
  expect(codes(edgeMeshUnknownPolicy.repaired)).toEqual([]);
});

describe('edge-mesh-unknown-policy fires', () => {
  test('on an algorithm that the agent cannot read', () => {
    expect(told(edgeMeshUnknownPolicy, UNKNOWN)).toEqual([[
      POLICY,
      'spec.trafficPolicy.loadBalancer.simple: got "LEAST_REQUEST"; is not one of the algorithms that EdgeMesh can '
      + 'read: ROUND_ROBIN, RANDOM, LEAST_CONN, PASSTHROUGH — the agent then reads no DestinationRule of the cluster '
      + '("failed to list *v1alpha3.DestinationRule"); use RANDOM, or remove the algorithm for round robin '
      + `(${edgeMeshUnknownPolicy.source})`,
    ]]);
  });

  test.each(['LEAST_CONN', 'PASSTHROUGH'])('on %s, which it reads and does not apply', (simple) => {
    expect(told(edgeMeshUnknownPolicy, change(UNKNOWN, 'LEAST_REQUEST', simple))).toEqual([[
      POLICY,
      `spec.trafficPolicy.loadBalancer.simple: got "${simple}"; has no effect in EdgeMesh — `
      + 'the agent logs "unsupported loadBalance policy" and balances round robin; '
      + `use RANDOM, or remove the algorithm for round robin (${edgeMeshUnknownPolicy.source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['the algorithm of a port',
      'trafficPolicy: { portLevelSettings: [{ port: { number: 1 } }, { loadBalancer: { simple: UNSPECIFIED } }] }'],
    ['the algorithm of a subset',
      'subsets: [{ name: a }, { name: b, trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } } }]'],
  ])('on %s', (_, given) => {
    const text = change(UNKNOWN, 'trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } }', given);
    expect(fires(edgeMeshUnknownPolicy, text)).toEqual([[POLICY, given.startsWith('subsets')
      ? 'spec.subsets[1].trafficPolicy.loadBalancer.simple'
      : 'spec.trafficPolicy.portLevelSettings[1].loadBalancer.simple']]);
  });

  test.each(['qwen', 'qwen.llm', 'qwen.llm.svc', 'qwen.llm.svc.cluster.local'])('by the host %s', (host) => {
    const other = change(change(UNKNOWN, 'host: qwen', `host: ${host}`),
      'kind: DestinationRule\nmetadata: { name: qwen', 'kind: DestinationRule\nmetadata: { name: other');
    expect(fires(edgeMeshUnknownPolicy, other)).toEqual([['DestinationRule llm/other', SIMPLE[0][1]]]);
  });

  test.each<[string, string]>([
    ['where the taint of edge nodes is tolerated', 'tolerations: [{ key: node-role.kubernetes.io/edge }]'],
    ['in a node group', 'nodeSelector: { apps.kubeedge.io/belonging-to: beijing }'],
    ['on edge nodes by affinity', affinity('{ key: node-role.kubernetes.io/edge, operator: Exists }')],
    ['on the other nodes of the same cluster',
      affinity('{ key: node-role.kubernetes.io/edge, operator: DoesNotExist }')],
  ])('where the pods are placed %s', (_, placed) => {
    expect(fires(edgeMeshUnknownPolicy, change(UNKNOWN, NODES, placed))).toEqual(SIMPLE);
  });

  test('where the Service is excluded from EdgeMesh, which then is in its cluster', () => {
    const label = "labels: { service.edgemesh.kubeedge.io/service-proxy-name: '' }";
    const text = change(change(UNKNOWN, NODES, 'nodeSelector: {}'),
      'kind: Service\nmetadata: { name: qwen,', `kind: Service\nmetadata: { ${label}, name: qwen,`);
    expect(fires(edgeMeshUnknownPolicy, text)).toEqual(SIMPLE);
    // A policy without any effect is that of edge-mesh-excluded-service.
    expect(fires(edgeMeshUnknownPolicy, change(text, 'LEAST_REQUEST', 'PASSTHROUGH'))).toEqual([]);
  });
});

describe('edge-mesh-unknown-policy is silent', () => {
  test.each<[string, string, string]>([
    ['on round robin', 'LEAST_REQUEST', 'ROUND_ROBIN'],
    ['on random', 'LEAST_REQUEST', 'RANDOM'],
    ['without an algorithm', '{ simple: LEAST_REQUEST }', '{ consistentHash: { useSourceIp: true } }'],
    ['where nothing shows that KubeEdge is in the cluster', NODES, 'nodeSelector: { disk: ssd }'],
    ['on preferences', NODES, 'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: none } }'],
    ['on a Service that is not among the objects', 'kind: Service\nmetadata: { name: qwen',
      'kind: Service\nmetadata: { name: other'],
    ['on another kind of that name', 'networking.istio.io/v1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(fires(edgeMeshUnknownPolicy, change(UNKNOWN, from, to))).toEqual([]);
  });

  test('on a host outside, as that of a head ingress', () => {
    const text = change(change(UNKNOWN, 'host: qwen', 'host: qwen.llm.example.com'),
      'kind: DestinationRule\nmetadata: { name: qwen', 'kind: DestinationRule\nmetadata: { name: head');
    expect(fires(edgeMeshUnknownPolicy, text)).toEqual([]);
  });

  test('on PASSTHROUGH under another name, where EdgeMesh does not look', () => {
    const text = change(change(UNKNOWN, 'LEAST_REQUEST', 'PASSTHROUGH'),
      'kind: DestinationRule\nmetadata: { name: qwen', 'kind: DestinationRule\nmetadata: { name: other');
    expect(fires(edgeMeshUnknownPolicy, text)).toEqual([]);
  });

  test.each([
    'clusterIP: None', 'type: ExternalName', 'sessionAffinity: ClientIP',
  ])('on PASSTHROUGH for a Service with %s, which gets no policy', (field) => {
    const text = change(UNKNOWN, 'spec: { selector', `spec: { ${field}, selector`);
    expect(fires(edgeMeshUnknownPolicy, change(text, 'LEAST_REQUEST', 'PASSTHROUGH'))).toEqual([]);
    // What the agent cannot read stops it all the same.
    expect(fires(edgeMeshUnknownPolicy, text)).toEqual(SIMPLE);
  });

  test('on what the library prints', () => {
    const app = new App();
    const [servers, traffic] = ['servers', 'traffic'].map((id) => new Chart(app, id, { namespace: 'llm' }));
    const placement = new EdgePlacement(servers, 'Edge', { nodes: EdgeNodes.any() });
    const { service } = new InferenceDeployment(servers, 'Qwen', deploymentProps({ placement }));
    new EdgeMeshTraffic(traffic, 'Qwen', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
    expect(InferenceRules.check(app).filter(({ rule }) => rule.startsWith('edge-mesh'))).toEqual([]);
  });
});
