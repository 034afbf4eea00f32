import type { Chart } from 'cdk8s';
import { DeploymentStrategy, Namespaces, NetworkPolicyIpBlock, PercentOrAbsolute, Protocol } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, refused, testChart } from '../helpers';

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });
const side = { name: 'side', image: 'a/side:1' };
const rolling = (maxSurge: PercentOrAbsolute, maxUnavailable: PercentOrAbsolute) => ({
  rollout: DeploymentStrategy.rollingUpdate({ maxSurge, maxUnavailable }),
});
const { absolute, percent } = PercentOrAbsolute;
const block = (chart: Chart, cidr: string, except?: string[]) => (
  NetworkPolicyIpBlock.ipv4(chart, 'Office', cidr, except));

type Changes = (chart: Chart) => Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['an admission of one caller without a list', () => ({ admit: { callers: 'office' as never } }),
    ['serving/callers-not-a-list', 'admit.callers']],
  ['a caller that is no peer', () => ({ admit: { callers: ['office' as never] } }),
    ['serving/caller-not-a-peer', 'admit.callers[0]']],
  ['a scraper of a server without metrics',
    (chart) => ({
      server: custom({ httpPort: 80 }),
      admit: { callers: [], metricsScraper: Namespaces.all(chart, 'All') },
    }),
    ['serving/scraper-without-metrics', 'admit.metricsScraper']],
  ['two bounds of a budget', () => ({ disruptionBudget: { maxUnavailable: absolute(1), minAvailable: absolute(1) } }),
    ['serving/two-disruption-bounds', 'disruptionBudget.minAvailable']],
  ['a budget below zero', () => ({ disruptionBudget: { maxUnavailable: absolute(-1) } }),
    ['serving/disruption-bound', 'disruptionBudget.maxUnavailable']],
  ['a budget of a fraction of a percent', () => ({ disruptionBudget: { minAvailable: percent(2.5) } }),
    ['serving/disruption-bound', 'disruptionBudget.minAvailable']],
  ['replicas below zero', () => ({ replicas: -1 }), ['validation/integer', 'replicas']],
  ['a fraction of a replica', () => ({ replicas: 1.5 }), ['validation/integer', 'replicas']],
  ['replicas that are not a number', () => ({ replicas: NaN }), ['validation/integer', 'replicas']],
  ['two replicas on the host network', () => ({ replicas: 2, hostNetwork: true }),
    ['serving/replicas-on-host-network', 'hostNetwork']],
  ['two replicas with a host port', () => ({ replicas: 2, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] }),
    ['serving/replicas-with-host-port', 'ports[0].hostPort']],
  ['three replicas with a host port of an extra container',
    () => ({
      replicas: 3,
      extraContainers: [{ ...side, ports: [{ number: 6000 }, { number: 6001, hostPort: 6001 }] }],
    }),
    ['serving/replicas-with-host-port', 'extraContainers[0].ports[1].hostPort']],
  ['a budget of a fraction of a pod', () => ({ disruptionBudget: { maxUnavailable: absolute(1.5) } }),
    ['serving/disruption-bound', 'disruptionBudget.maxUnavailable']],
  ['a budget above 100 percent', () => ({ disruptionBudget: { maxUnavailable: percent(101) } }),
    ['serving/disruption-bound', 'disruptionBudget.maxUnavailable']],
  ['a budget below 0 percent', () => ({ disruptionBudget: { minAvailable: percent(-1) } }),
    ['serving/disruption-bound', 'disruptionBudget.minAvailable']],
  ['a budget that is a plain number', () => ({ disruptionBudget: { maxUnavailable: 1 as never } }),
    ['serving/disruption-bound', 'disruptionBudget.maxUnavailable']],
  ['a rollout below zero and above 100 percent', () => rolling(absolute(-1), percent(101)),
    ['serving/rollout-surge', 'rollout.maxSurge'],
    ['serving/rollout-unavailable', 'rollout.maxUnavailable']],
  ['a rollout of fractions', () => rolling(percent(12.5), absolute(0.5)),
    ['serving/rollout-surge', 'rollout.maxSurge'],
    ['serving/rollout-unavailable', 'rollout.maxUnavailable']],
  ['a caller with bits after the prefix',
    (chart) => ({ admit: { callers: [Namespaces.all(chart, 'All'), block(chart, '10.0.0.1/8')] } }),
    ['validation/cidr-bits', 'admit.callers[1]']],
  ['a caller with an exception that is no block',
    (chart) => ({ admit: { callers: [block(chart, '10.0.0.0/8', ['10.1.0.0/16', 'guests'])] } }),
    ['validation/cidr', 'admit.callers[0].except[1]']],
  ['a scraper with bits after the prefix',
    (chart) => ({ server: ModelServer.triton(), admit: { callers: [], metricsScraper: block(chart, '10.0.0.1/31') } }),
    ['validation/cidr-bits', 'admit.metricsScraper']],
  ['an admission on the host network', () => ({ hostNetwork: true, admit: { callers: [] } }),
    ['serving/admission-on-host-network', 'admit']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual(problems);
});

test('a refusal of replicas names how many', () => {
  const props = deploymentProps({ replicas: 7, hostNetwork: true });
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', props))).toContain('7 replicas');
});

test.each<[string, Changes]>([
  ['no pod at all', () => ({ replicas: 0 })],
  ['one pod on the host network', () => ({ replicas: 1, hostNetwork: true })],
  ['one pod with a host port', () => ({ replicas: 1, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] })],
  ['several pods with ports of their own', () => ({ replicas: 3, ports: [{ name: 'debug', number: 6000 }] })],
  ['a budget of a percentage', () => ({ disruptionBudget: { minAvailable: percent(100) } })],
  ['a budget of no pod', () => ({ disruptionBudget: { maxUnavailable: absolute(0) } })],
  ['a rollout that doubles the pods', () => rolling(percent(150), percent(100))],
  ['a rollout that stops all pods first', () => ({ rollout: DeploymentStrategy.recreate() })],
  ['no caller at all', () => ({ admit: { callers: [] } })],
  ['callers of blocks', (chart) => ({
    admit: {
      callers: [
        block(chart, '10.0.0.0/8', ['10.1.0.0/16']),
        NetworkPolicyIpBlock.anyIpv4(chart, 'Any'),
        NetworkPolicyIpBlock.anyIpv6(chart, 'Any6'),
      ],
    },
  })],
  ['callers of an SCTP port', (chart) => ({
    ports: [{ name: 'sctp', number: 6000, protocol: Protocol.SCTP }],
    admit: { callers: [Namespaces.all(chart, 'All')] },
  })],
])('%s is accepted', (_, changes) => {
  const chart = testChart();
  expect(refused(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toEqual([]);
});
