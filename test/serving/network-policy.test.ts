import { Chart } from 'cdk8s';
import { Namespaces, NetworkPolicyIpBlock, Pods, Protocol, Deployment } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type NetworkAdmissionOptions } from '../../src';
import { deploymentProps, find, testChart } from '../helpers';

function policy(admit: (chart: Chart) => NetworkAdmissionOptions, server = ModelServer.triton()): any {
  const chart = testChart();
  return find(
    new InferenceDeployment(chart, 'M', deploymentProps({ server, admit: admit(chart) })),
    'NetworkPolicy',
    'm',
  );
}

const tcp = (...ports: number[]) => ports.map((port) => ({ port, protocol: 'TCP' }));

describe('who may connect', () => {
  test('with no callers, no one', () => {
    expect(policy(() => ({ callers: [] }))).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'm', namespace: 'vision', labels: { app: 'm' } },
      spec: { podSelector: { matchLabels: { app: 'm' } }, policyTypes: ['Ingress'] },
    });
  });

  test('callers reach every port', () => {
    const { ingress } = policy((chart) => ({
      callers: [
        Pods.select(chart, 'Web', { labels: { app: 'web' } }),
        NetworkPolicyIpBlock.ipv4(chart, 'Office', '192.0.2.0/24'),
      ],
    })).spec;
    expect(ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: tcp(8000, 8001, 8002) },
      { from: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: tcp(8000, 8001, 8002) },
    ]);
  });

  test('each port is open for its own protocol', () => {
    const chart = testChart();
    const ports = [Protocol.TCP, Protocol.UDP, Protocol.SCTP].map((protocol, i) => ({
      name: `p${i}`,
      number: 6000 + i,
      protocol,
    }));
    const d = new InferenceDeployment(
      chart,
      'M',
      deploymentProps({ ports, admit: { callers: [Namespaces.all(chart, 'All')] } }),
    );
    expect(find(d, 'NetworkPolicy', 'm').spec.ingress[0].ports).toEqual([
      ...tcp(8501, 8500, 6000),
      { port: 6001, protocol: 'UDP' },
      { port: 6002, protocol: 'SCTP' },
    ]);
  });

  test('a workload of cdk8s-plus is a caller as it is', () => {
    const { ingress } = policy((chart) => ({
      callers: [new Deployment(chart, 'Web', { containers: [{ image: 'a/web:1' }] })],
    })).spec;
    expect(ingress[0].from[0].podSelector.matchLabels).toEqual({ 'cdk8s.io/metadata.addr': expect.any(String) });
  });

  test('a scraper reaches the metrics alone, on a port of their own or on the HTTP port', () => {
    const scraper = (chart: Chart) => ({
      callers: [],
      metricsScraper: Namespaces.select(chart, 'Monitoring', { labels: { team: 'monitoring' } }),
    });
    const from = [{ namespaceSelector: { matchLabels: { team: 'monitoring' } }, podSelector: {} }];
    expect(policy(scraper).spec.ingress).toEqual([{ from, ports: tcp(8002) }]);
    expect(policy(scraper, ModelServer.vllm()).spec.ingress).toEqual([{ from, ports: tcp(8000) }]);
  });

  test('without admission there is no policy', () => {
    expect(() => find(new InferenceDeployment(testChart(), 'M', deploymentProps()), 'NetworkPolicy')).toThrow(
      '0 objects of kind NetworkPolicy',
    );
  });
});
