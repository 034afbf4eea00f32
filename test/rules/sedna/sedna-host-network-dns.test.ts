import { change, told } from '../manifests';
import { sednaHostNetworkDns } from '../../../src/rules/sedna/sedna-host-network-dns';

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

const BOTH = 'hostNetwork: true\n        dnsPolicy: ClusterFirst';

function message(got: string = 'ClusterFirst'): string {
  return `spec.edgeWorker.template.spec.dnsPolicy: got "${got}"; must be ClusterFirstWithHostNet beside hostNetwork — `
    + 'the worker reaches the cloud by the name of a Service (helmet-cloud), which the DNS of the node does not know; '
    + 'set it so, or leave hostNetwork out (https://github.com/kubeedge/sedna)';
}

describe('sedna-host-network-dns fires', () => {
  test('on an edge worker on the network of its node, with the DNS of the node', () => {
    expect(told(sednaHostNetworkDns, HOST)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test.each<[string, string, string, string]>([
    ['is missing', '        dnsPolicy: ClusterFirst\n', '', 'ClusterFirst'],
    ['is null', 'dnsPolicy: ClusterFirst', 'dnsPolicy: null', 'ClusterFirst'],
    ['is that of the node', 'dnsPolicy: ClusterFirst', 'dnsPolicy: Default', 'Default'],
  ])('when the policy %s', (_, from, to, got) => {
    expect(told(sednaHostNetworkDns, change(HOST, from, to))).toEqual([['JointInferenceService vision/helmet', message(got)]]);
  });
});

describe('sedna-host-network-dns is silent', () => {
  test.each<[string, string, string]>([
    ['with the DNS of the cluster', 'dnsPolicy: ClusterFirst', 'dnsPolicy: ClusterFirstWithHostNet'],
    ['with a DNS that the pod names itself', 'dnsPolicy: ClusterFirst', 'dnsPolicy: None\n        dnsConfig: { nameservers: [169.254.96.16] }'],
    ['when the pods have a network of their own', 'hostNetwork: true', 'hostNetwork: false'],
    ['when nothing is said of the network', '        hostNetwork: true\n', ''],
    ['when the network is null', 'hostNetwork: true', 'hostNetwork: null'],
    ['when the network is a text', 'hostNetwork: true', "hostNetwork: 'true'"],
    ['when the worker is null', `edgeWorker:\n    template:\n      spec:\n        ${BOTH}\n        containers: [{ name: little-model }]`, 'edgeWorker: null'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(told(sednaHostNetworkDns, change(HOST, from, to))).toEqual([]);
  });

  test('on the cloud worker, which asks for no name', () => {
    const cloud = change(change(HOST, BOTH, 'nodeSelector: {}'), '{ containers: [{ name: big-model }] }', '{ hostNetwork: true, containers: [{ name: big-model }] }');
    expect(told(sednaHostNetworkDns, cloud)).toEqual([]);
  });

  test('on a DaemonSet on the network of its nodes', () => {
    expect(told(sednaHostNetworkDns, `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: lc, namespace: sedna }
spec: { template: { spec: { hostNetwork: true, containers: [{ name: lc }] } } }
`)).toEqual([]);
  });
});
