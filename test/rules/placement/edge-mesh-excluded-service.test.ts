import { edgeMeshExcludedService } from '../../../src/rules/placement/edge-mesh-excluded-service';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const EXCLUDED = `
apiVersion: v1
kind: Service
metadata:
  name: qwen
  namespace: edge
  labels: { service.edgemesh.kubeedge.io/service-proxy-name: '' }
spec: { selector: { app: qwen }, ports: [{ name: http-0, port: 8080 }] }
---
apiVersion: networking.istio.io/v1alpha3
kind: DestinationRule
metadata: { name: qwen, namespace: edge }
spec: { host: qwen, trafficPolicy: { loadBalancer: { simple: RANDOM } } }
`;

const POLICY = 'DestinationRule edge/qwen';

test('the examples of edge-mesh-excluded-service', () => {
  expect(codes(edgeMeshExcludedService.failing)).toEqual(['edge-mesh-excluded-service']);
  expect(codes(edgeMeshExcludedService.repaired)).toEqual([]);
});

describe('edge-mesh-excluded-service', () => {
  test('fires on the policy of a Service that EdgeMesh does not proxy', () => {
    expect(told(edgeMeshExcludedService, EXCLUDED)).toEqual([[
      POLICY,
      'metadata.name: got "qwen"; must not be the name of a Service with the label '
      + 'service.edgemesh.kubeedge.io/service-proxy-name — '
      + 'EdgeMesh does not proxy a Service with this label, so the policy has no effect; '
      + `remove the label (EdgeMeshTraffic.exclude) or the DestinationRule (${edgeMeshExcludedService.source})`,
    ]]);
  });

  test.each([
    ['another value of the label', "service-proxy-name: ''", 'service-proxy-name: other'],
    ['another version of the API', 'v1alpha3', 'v1beta1'],
    ['another host in the policy, which the agent ignores', 'host: qwen', 'host: other'],
  ])('fires with %s', (_, from, to) => {
    expect(fires(edgeMeshExcludedService, change(EXCLUDED, from, to))).toEqual([[POLICY, 'metadata.name']]);
  });

  test.each([
    ['a Service without the label', "labels: { service.edgemesh.kubeedge.io/service-proxy-name: '' }",
      'labels: { app: qwen }'],
    ['a policy of another name', 'metadata: { name: qwen, namespace: edge }',
      'metadata: { name: other, namespace: edge }'],
    ['a policy of another namespace', 'metadata: { name: qwen, namespace: edge }',
      'metadata: { name: qwen, namespace: other }'],
    ['a kind of that name of another group', 'networking.istio.io/v1alpha3', 'example.com/v1'],
    ['labels that are no map', "{ service.edgemesh.kubeedge.io/service-proxy-name: '' }", 'none'],
  ])('is silent on %s', (_, from, to) => {
    expect(fires(edgeMeshExcludedService, change(EXCLUDED, from, to))).toEqual([]);
  });
});
