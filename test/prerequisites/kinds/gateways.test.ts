import { all, ids, named, needs, only } from '../needs';

const virtual = (gateways: string) => named(
  'networking.istio.io/v1',
  'VirtualService',
  'v',
  `spec: { gateways: ${gateways} }`,
);
const route = (parents: string, kind = 'HTTPRoute') => named(
  'gateway.networking.k8s.io/v1',
  kind,
  'r',
  `spec: { parentRefs: [${parents}] }`,
);
const of = (yaml: string) => needs(yaml).filter(([id]) => /^(istio-)?gateway\//.test(id));

test('the Gateways of a VirtualService', () => {
  expect(of(virtual('[mesh, public, ingress/head, ./own]'))).toEqual([
    ['istio-gateway/default/public', 'VirtualService v spec.gateways[1]'],
    ['istio-gateway/ingress/head', 'VirtualService v spec.gateways[2]'],
    ['istio-gateway/default/own', 'VirtualService v spec.gateways[3]'],
  ]);
  expect(only(virtual('[ingress/head]'), 'istio-gateway/ingress/head').check)
    .toBe('kubectl -n ingress get gateways.networking.istio.io head');
  expect(of(all(virtual('[public]'), named('networking.istio.io/v1', 'Gateway', 'public')))).toEqual([]);
});

test.each(['HTTPRoute', 'GRPCRoute'])('the Gateways of a %s', (kind) => {
  expect(of(route('{ name: a }, { name: b, namespace: ingress }, { kind: Service, name: c }', kind))).toEqual([
    ['gateway/default/a', `${kind} r spec.parentRefs[0]`],
    ['gateway/ingress/b', `${kind} r spec.parentRefs[1]`],
  ]);
  expect(of(all(route('{ name: a }', kind), named('gateway.networking.k8s.io/v1', 'Gateway', 'a')))).toEqual([]);
});

test('a VirtualService without gateways, and one of another group, need none', () => {
  expect(of(virtual('[]'))).toEqual([]);
  expect(
    ids(virtual('[a]').replace('networking.istio.io/v1', 'other.example.com/v1')),
  ).toEqual(['api/other.example.com']);
});
