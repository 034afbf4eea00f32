import type { Manifest } from '../../src/kubernetes/manifest';
import { hasServiceLinks, isApiServerLink, isServiceLink, urlVariable } from '../../src/kubernetes/service-links';

const service = (name: string, spec: object = {}): Manifest => (
  { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });

test('a pod has service links unless it says otherwise', () => {
  expect([{}, { enableServiceLinks: true }, { enableServiceLinks: false }].map(hasServiceLinks))
    .toEqual([true, true, false]);
});

describe('the variable with the URL of a Service', () => {
  test.each<[string, Manifest, string | undefined]>([
    ['has its name in capitals', service('vllm'), 'VLLM_PORT'],
    ['has underscores for dashes', service('locust-web-2'), 'LOCUST_WEB_2_PORT'],
    ['is there for a Service with a fixed address', service('a', { clusterIP: '10.0.0.1' }), 'A_PORT'],
    ['is there for a load balancer', service('a', { type: 'LoadBalancer' }), 'A_PORT'],
    ['is not there for a headless Service', service('a', { clusterIP: 'None' }), undefined],
    ['is not there for an alias', service('a', { type: 'ExternalName' }), undefined],
    ['is not there without ports', service('a', { ports: [] }), undefined],
    ['is not there without a spec', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } }, undefined],
    ['is not there without a name', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 1 }] } }, undefined],
  ])('%s', (_, given, expected) => {
    expect(urlVariable(given)).toBe(expected);
    if (expected !== undefined) expect(isServiceLink(expected)).toBe(true);
  });
});

test.each<[string, boolean, boolean]>([
  ['KUBERNETES_SERVICE_HOST', true, true],
  ['KUBERNETES_PORT_443_TCP_ADDR', true, true],
  ['KUBERNETES_NAMESPACE', false, false],
  ['WEB_SERVICE_PORT_HTTP', true, false],
  ['WEB_PORT', true, false],
  ['PORT', false, false],
])('%s: of a Service %s, of the API server %s', (name, ofService, ofApiServer) => {
  expect([isServiceLink(name), isApiServerLink(name)]).toEqual([ofService, ofApiServer]);
});
