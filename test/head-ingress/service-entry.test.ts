import { serviceEntry } from '../../src/head-ingress/service-entry';

const DESTINATION = { name: 'head-bj', host: 'mnist.bj.example.com', tls: true };

test('the ServiceEntry of a destination resolves its host and connects to port 443', () => {
  expect(serviceEntry('networking.istio.io/v1', DESTINATION)).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'head-bj' },
    spec: {
      hosts: ['mnist.bj.example.com'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
    },
  });
});

test('without TLS it connects to port 80', () => {
  const { spec } = serviceEntry('networking.istio.io/v1', { ...DESTINATION, tls: false });
  expect(spec.ports).toEqual([{ number: 80, name: 'http', protocol: 'HTTP' }]);
});

test('with failover it has an endpoint for each spoke', () => {
  const endpoints = [
    { address: 'bj.example.com', locality: 'cn-north' },
    { address: 'sh.example.com', locality: 'cn-east' },
  ];
  expect(serviceEntry('networking.istio.io/v1beta1', { ...DESTINATION, endpoints })).toMatchObject({
    apiVersion: 'networking.istio.io/v1beta1',
    spec: { endpoints },
  });
});
