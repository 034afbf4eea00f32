import { edgeMeshHeaderHash } from '../../../src/rules/placement/edge-mesh-header-hash';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const HASHED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: triton, namespace: vision }
spec:
  template:
    metadata: { labels: { app: triton } }
    spec:
      nodeSelector: { node-role.kubernetes.io/edge: '' }
      containers: [{ name: server }]
---
apiVersion: v1
kind: Service
metadata: { name: triton, namespace: vision }
spec: { selector: { app: triton }, ports: [{ name: http-0, port: 8000 }, { name: grpc-0, port: 8001 }] }
---
apiVersion: networking.istio.io/v1alpha3
kind: DestinationRule
metadata: { name: triton, namespace: vision }
spec:
  host: triton
  trafficPolicy: { loadBalancer: { consistentHash: { httpHeaderName: x-user } } }
`;

const FIELD = 'spec.trafficPolicy.loadBalancer.consistentHash.httpHeaderName';
const FOUND = [['DestinationRule vision/triton', FIELD]];
const SECOND = '{ name: grpc-0, port: 8001 }';

test('the examples of edge-mesh-header-hash', () => {
  expect(codes(edgeMeshHeaderHash.failing)).toEqual(['edge-mesh-header-hash']);
  expect(codes(edgeMeshHeaderHash.repaired)).toEqual([]);
});

describe('edge-mesh-header-hash fires', () => {
  test('on a hash of a header for a Service with another port', () => {
    expect(told(edgeMeshHeaderHash, HASHED)).toEqual([[
      'DestinationRule vision/triton',
      `${FIELD}: got "x-user"; must not apply to port grpc-0 of the Service, which is not declared as HTTP/1 — `
      + 'EdgeMesh reads each connection to every port of the Service as HTTP/1, so any other protocol fails; '
      + 'use RANDOM, or sessionAffinity: ClientIP of the Service; name the port http-… if it is HTTP/1 '
      + `(${edgeMeshHeaderHash.source})`,
    ]]);
  });

  test.each([
    '{ name: https, port: 443 }',
    '{ name: web, port: 443, appProtocol: HTTPS }',
    '{ name: api, port: 1, appProtocol: kubernetes.io/h2c }',
    '{ port: 8001, appProtocol: grpc }',
    '{ name: http-0, port: 8001, appProtocol: grpc }',
    '{ name: tcp-0, port: 5000 }',
    '{ name: mysql, port: 3306 }',
    '{ name: http2, port: 8001 }',
    '{ name: grpcweb, port: 8001 }',
    '{ port: 443 }',
  ])('on the port %s', (port) => {
    expect(fires(edgeMeshHeaderHash, change(HASHED, SECOND, port))).toEqual(FOUND);
  });
});

describe('edge-mesh-header-hash is silent', () => {
  test.each<[string, string, string]>([
    ['on HTTP/1 ports alone', SECOND, '{ name: http-metrics, port: 8002, appProtocol: http }'],
    ['on a port of another name that is declared as HTTP/1', SECOND, '{ name: tcp-0, port: 5000, appProtocol: http }'],
    ['on a port with the name of the web', SECOND, '{ name: web, port: 80 }'],
    ['on a port of UDP', SECOND, '{ name: dns, port: 53, protocol: UDP }'],
    ['on a headless Service', 'spec: { selector', 'spec: { clusterIP: None, selector'],
    ['on an alias', 'spec: { selector', 'spec: { type: ExternalName, selector'],
    ['on session affinity, which takes precedence', 'spec: { selector', 'spec: { sessionAffinity: ClientIP, selector'],
    ['on a hash of the source', 'httpHeaderName: x-user', 'useSourceIp: true'],
    ['on a DestinationRule of another name', 'kind: DestinationRule\nmetadata: { name: triton',
      'kind: DestinationRule\nmetadata: { name: other'],
    ['on another kind of that name', 'networking.istio.io/v1alpha3', 'example.com/v1'],
    ['on a Service that is excluded from EdgeMesh', 'kind: Service\nmetadata: { ',
      "kind: Service\nmetadata: { labels: { service.edgemesh.kubeedge.io/service-proxy-name: '' }, "],
    ['where nothing shows that KubeEdge is in the cluster', "{ node-role.kubernetes.io/edge: '' }", '{ disk: ssd }'],
  ])('%s', (_, from, to) => {
    expect(fires(edgeMeshHeaderHash, change(HASHED, from, to))).toEqual([]);
  });
});
