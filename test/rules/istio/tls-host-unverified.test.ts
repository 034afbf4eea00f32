import { tlsHostUnverified } from '../../../src/rules/istio/tls-host-unverified';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const ENTRY = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: bj, namespace: demo }
spec: { hosts: [a.example.com, mnist.bj.example.com], resolution: DNS }
`;
const RULE = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: bj, namespace: demo }
spec:
  host: mnist.bj.example.com
  trafficPolicy: { tls: { mode: SIMPLE, sni: mnist.bj.example.com } }
`;
const BOTH = `${ENTRY}---${RULE}`;
const OBJECT = 'DestinationRule demo/bj';

test('the examples of tls-host-unverified', () => {
  expect(codes(tlsHostUnverified.failing)).toEqual(['tls-host-unverified']);
  expect(codes(tlsHostUnverified.repaired)).toEqual([]);
});

describe('tls-host-unverified fires', () => {
  test('on an SNI without the names of the certificate', () => {
    expect(told(tlsHostUnverified, BOTH)).toEqual([[
      OBJECT,
      'spec.trafficPolicy.tls.sni: got "mnist.bj.example.com"; must have subjectAltNames beside it — '
      + 'with an sni, Istio does not compare the host with the names in the certificate, so a certificate for any '
      + 'other host of a trusted authority passes; set subjectAltNames: [mnist.bj.example.com], or remove sni '
      + `(${tlsHostUnverified.source})`,
    ]]);
  });

  test.each([
    ['with a certificate of the client', 'mode: SIMPLE', 'mode: MUTUAL, credentialName: bj'],
    ['with an authority of its own', 'mode: SIMPLE', 'mode: SIMPLE, caCertificates: /etc/ca.pem'],
    ['with an empty list of names', 'mode: SIMPLE', 'mode: SIMPLE, subjectAltNames: []'],
    ['with verification said to be on', 'mode: SIMPLE', 'mode: SIMPLE, insecureSkipVerify: false'],
    ['with another host as SNI', 'sni: mnist.bj.example.com', 'sni: other.example.com'],
    ['in an older version of the API', 'v1\nkind: DestinationRule', 'v1alpha3\nkind: DestinationRule'],
    ['with a host in capitals', 'host: mnist.bj', 'host: Mnist.BJ'],
    ['in another namespace than the entry', 'DestinationRule\nmetadata: { name: bj, namespace: demo }',
      'DestinationRule\nmetadata: { name: bj, namespace: istio-system }'],
  ])('%s', (_, from, to) => {
    expect(fires(tlsHostUnverified, change(BOTH, from, to)).map(([, field]) => field)).toEqual([
      'spec.trafficPolicy.tls.sni',
    ]);
  });

  test('in the settings of a port and of a subset too', () => {
    const tls = 'tls: { mode: SIMPLE, sni: mnist.bj.example.com }';
    const port = `portLevelSettings: [{ port: { number: 80 } }, { port: { number: 443 }, ${tls} }]`;
    const deep = change(BOTH, `trafficPolicy: { ${tls} }`, [
      `trafficPolicy: { ${port} }`,
      `  subsets: [{ name: a, trafficPolicy: { ${tls} } }, { name: b, trafficPolicy: { ${port} } }, { name: c }]`,
    ].join('\n'));
    expect(fires(tlsHostUnverified, deep)).toEqual([
      [OBJECT, 'spec.trafficPolicy.portLevelSettings[1].tls.sni'],
      [OBJECT, 'spec.subsets[0].trafficPolicy.tls.sni'],
      [OBJECT, 'spec.subsets[1].trafficPolicy.portLevelSettings[1].tls.sni'],
    ]);
  });

  test.each(['nginx', 'nginx.demo.svc.cluster.local', 'nginx.demo.svc.k8s.example.org'])(
    'on a Service of the cluster, which needs no ServiceEntry: %s', (host) => {
      expect(fires(tlsHostUnverified, change(RULE, 'host: mnist.bj.example.com', `host: ${host}`))).toEqual([
        [OBJECT, 'spec.trafficPolicy.tls.sni'],
      ]);
    });
});

describe('tls-host-unverified is silent', () => {
  test.each([
    ['with the names', 'mode: SIMPLE', 'mode: SIMPLE, subjectAltNames: [mnist.bj.example.com]'],
    ['without an SNI, where Istio compares the host itself', ', sni: mnist.bj.example.com', ''],
    ['with an empty SNI', 'sni: mnist.bj.example.com', "sni: ''"],
    ['when verification is switched off, which the rule says itself', 'mode: SIMPLE',
      'mode: SIMPLE, insecureSkipVerify: true'],
    ['between proxies of the mesh', 'mode: SIMPLE', 'mode: ISTIO_MUTUAL'],
    ['without TLS', 'mode: SIMPLE', 'mode: DISABLE'],
    ['without a mode, which is DISABLE', 'mode: SIMPLE, ', ''],
    ['when the ServiceEntry has the names', 'resolution: DNS', 'resolution: DNS, subjectAltNames: [bj.example.com]'],
    ['when the ServiceEntry is not in the set, which may have the names', 'a.example.com, mnist.bj.example.com',
      'a.example.com'],
    ['on a kind of another group', 'networking.istio.io/v1\nkind: DestinationRule',
      'example.com/v1\nkind: DestinationRule'],
    ['without a host', 'host: mnist.bj.example.com', 'host: null'],
    ['without settings', 'trafficPolicy: { tls: { mode: SIMPLE, sni: mnist.bj.example.com } }', 'trafficPolicy: null'],
  ])('%s', (_, from, to) => {
    expect(fires(tlsHostUnverified, change(BOTH, from, to))).toEqual([]);
  });

  test('when another ServiceEntry of the host has the names', () => {
    const other = change(change(ENTRY, 'name: bj', 'name: other'), 'DNS', 'DNS, subjectAltNames: [bj.example.com]');
    expect(fires(tlsHostUnverified, [ENTRY, other, RULE].join('---'))).toEqual([]);
    expect(fires(tlsHostUnverified, [other, ENTRY, RULE].join('---'))).toEqual([]);
  });
});
