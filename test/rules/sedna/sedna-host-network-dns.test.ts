import { sednaHostNetworkDns } from '../../../src/rules/sedna/sedna-host-network-dns';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const HOST = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    template:
      spec:
        hostNetwork: true
        dnsPolicy: ClusterFirst
        containers: [{ name: little-model }]
  cloudWorker:
    template: { spec: { containers: [{ name: big-model }] } }
`;

const EDGE = HOST.slice(HOST.indexOf('  edgeWorker:'), HOST.indexOf('  cloudWorker:'));
const BOTH = 'hostNetwork: true\n        dnsPolicy: ClusterFirst';

test('the examples of sedna-host-network-dns', () => {
  expect(codes(sednaHostNetworkDns.failing)).toEqual(['sedna-host-network-dns']);
  expect(codes(sednaHostNetworkDns.repaired)).toEqual([]);
});

const PLACE = ['JointInferenceService vision/helmet', 'spec.edgeWorker.template.spec.dnsPolicy'];

describe('sedna-host-network-dns fires', () => {
  test('on an edge worker on the network of its node, with the DNS of the node', () => {
    expect(told(sednaHostNetworkDns, HOST)).toEqual([[
      PLACE[0],
      `${PLACE[1]}: got "ClusterFirst"; must be ClusterFirstWithHostNet where hostNetwork is true — `
      + 'the worker calls the Service helmet-cloud, which the DNS of the node cannot resolve; '
      + `set it, or remove hostNetwork (${sednaHostNetworkDns.source})`,
    ]]);
  });

  test.each<[string, string, string, string]>([
    ['is missing', '        dnsPolicy: ClusterFirst\n', '', 'ClusterFirst'],
    ['is null', 'dnsPolicy: ClusterFirst', 'dnsPolicy: null', 'ClusterFirst'],
    ['is that of the node', 'dnsPolicy: ClusterFirst', 'dnsPolicy: Default', 'Default'],
  ])('when the policy %s', (_, from, to, got) => {
    expect(fires(sednaHostNetworkDns, change(HOST, from, to))).toEqual([PLACE]);
    expect(told(sednaHostNetworkDns, change(HOST, from, to))[0][1]).toContain(`: got "${got}"; `);
  });
});

describe('sedna-host-network-dns is silent', () => {
  test.each<[string, string, string]>([
    ['with the DNS of the cluster', 'dnsPolicy: ClusterFirst', 'dnsPolicy: ClusterFirstWithHostNet'],
    ['with a DNS that the pod names itself',
      'dnsPolicy: ClusterFirst', 'dnsPolicy: None\n        dnsConfig: { nameservers: [169.254.96.16] }'],
    ['when the pods have a network of their own', 'hostNetwork: true', 'hostNetwork: false'],
    ['when nothing is said of the network', '        hostNetwork: true\n', ''],
    ['when the network is null', 'hostNetwork: true', 'hostNetwork: null'],
    ['when the network is a text', 'hostNetwork: true', "hostNetwork: 'true'"],
    ['when the worker is null', EDGE, '  edgeWorker: null\n'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaHostNetworkDns, change(HOST, from, to))).toEqual([]);
  });

  test('on the cloud worker, which calls no Service', () => {
    const big = 'containers: [{ name: big-model }]';
    const cloud = change(change(HOST, BOTH, 'nodeSelector: {}'), big, `hostNetwork: true, ${big}`);
    expect(fires(sednaHostNetworkDns, cloud)).toEqual([]);
  });

  test('on a DaemonSet on the network of its nodes', () => {
    expect(fires(sednaHostNetworkDns, `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: lc, namespace: sedna }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: lc }] } } }
`)).toEqual([]);
  });
});
