import type { Chart } from 'cdk8s';
import { DeploymentStrategy, Namespaces, NetworkPolicyIpBlock, PercentOrAbsolute, Protocol } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart } from '../helpers';

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });
const side = { name: 'side', image: 'a/side:1' };
const rolling = (maxSurge: PercentOrAbsolute, maxUnavailable: PercentOrAbsolute) => ({
  rollout: DeploymentStrategy.rollingUpdate({ maxSurge, maxUnavailable }),
});
const { absolute, percent } = PercentOrAbsolute;

type Row = [changes: (chart: Chart) => Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [() => ({ admit: { callers: undefined as never } }),
    'admit.callers: got undefined; must be a list — nobody is named; name the callers; an empty list admits no one'],
  [(chart) => ({ server: custom({ httpPort: 80 }), admit: { callers: [], metricsScraper: Namespaces.all(chart, 'All') } }),
    'admit.metricsScraper: server shows no metrics here — there would be nothing to let the scraper in for; leave it out, or switch the metrics on'],
  [() => ({ disruptionBudget: { maxUnavailable: PercentOrAbsolute.absolute(1), minAvailable: PercentOrAbsolute.absolute(1) } }),
    'disruptionBudget.minAvailable: got 1; cannot be combined with maxUnavailable — the API server would reject the PodDisruptionBudget; keep one of them'],
  [() => ({ disruptionBudget: { maxUnavailable: PercentOrAbsolute.absolute(-1) } }),
    'disruptionBudget.maxUnavailable: got -1; must be a whole number, or 0 to 100 per cent — the API server would reject the PodDisruptionBudget; use PercentOrAbsolute.absolute(1)'],
  [() => ({ disruptionBudget: { minAvailable: PercentOrAbsolute.percent(2.5) } }),
    'disruptionBudget.minAvailable: got "2.5%"; must be a whole number, or 0 to 100 per cent — the API server would reject the PodDisruptionBudget; use PercentOrAbsolute.absolute(1)'],
  [() => ({ replicas: -1 }),
    'replicas: got -1; must be a whole number of at least 0 — the API server would reject the Deployment; give a number of pods, or use AutoscaledInference'],
  [() => ({ replicas: 1.5 }),
    'replicas: got 1.5; must be a whole number of at least 0 — the API server would reject the Deployment; give a number of pods, or use AutoscaledInference'],
  [() => ({ replicas: NaN }),
    'replicas: got NaN; must be a whole number of at least 0 — the API server would reject the Deployment; give a number of pods, or use AutoscaledInference'],
  [() => ({ replicas: 2, hostNetwork: true }),
    'hostNetwork: got true; cannot be combined with 2 replicas — each node has every port once, so a second pod on a node stays Pending; reach the pods through their Service, or keep one replica'],
  [() => ({ replicas: 2, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] }),
    'ports[0].hostPort: got 6001; cannot be combined with 2 replicas — each node has every port once, so a second pod on a node stays Pending; reach the pods through their Service, or keep one replica'],
  [() => ({ replicas: 3, extraContainers: [{ ...side, ports: [{ number: 6000 }, { number: 6001, hostPort: 6001 }] }] }),
    'extraContainers[0].ports[1].hostPort: got 6001; cannot be combined with 3 replicas — each node has every port once, so a second pod on a node stays Pending; reach the pods through their Service, or keep one replica'],
  [() => ({ disruptionBudget: { maxUnavailable: absolute(1.5) } }),
    'disruptionBudget.maxUnavailable: got 1.5; must be a whole number, or 0 to 100 per cent — the API server would reject the PodDisruptionBudget; use PercentOrAbsolute.absolute(1)'],
  [() => ({ disruptionBudget: { maxUnavailable: percent(101) } }),
    'disruptionBudget.maxUnavailable: got "101%"; must be a whole number, or 0 to 100 per cent — the API server would reject the PodDisruptionBudget; use PercentOrAbsolute.absolute(1)'],
  [() => ({ disruptionBudget: { minAvailable: percent(-1) } }),
    'disruptionBudget.minAvailable: got "-1%"; must be a whole number, or 0 to 100 per cent — the API server would reject the PodDisruptionBudget; use PercentOrAbsolute.absolute(1)'],
  [() => rolling(absolute(-1), percent(101)),
    'rollout.maxSurge: got -1; must be a whole number, or per cent — the API server would reject the Deployment; use PercentOrAbsolute',
    'rollout.maxUnavailable: got "101%"; must be a whole number, or per cent up to 100 — the API server would reject the Deployment; use PercentOrAbsolute'],
  [() => rolling(percent(12.5), absolute(0.5)),
    'rollout.maxSurge: got "12.5%"; must be a whole number, or per cent — the API server would reject the Deployment; use PercentOrAbsolute',
    'rollout.maxUnavailable: got 0.5; must be a whole number, or per cent up to 100 — the API server would reject the Deployment; use PercentOrAbsolute'],
  [(chart) => ({ admit: { callers: [Namespaces.all(chart, 'All'), NetworkPolicyIpBlock.ipv4(chart, 'Office', '10.0.0.1/8')] } }),
    'admit.callers[1]: got "10.0.0.1/8"; must have no bits beyond its prefix — the API server would reject it; write it as 10.0.0.0/8 (Kubernetes API validation)'],
  [(chart) => ({ admit: { callers: [NetworkPolicyIpBlock.ipv4(chart, 'Office', '10.0.0.0/8', ['10.1.0.0/16', 'guests'])] } }),
    'admit.callers[0].except[1]: got "guests"; must be a block of addresses in CIDR notation — the API server would reject it; write it as 10.0.0.0/8 (Kubernetes API validation)'],
  [(chart) => ({ server: ModelServer.triton(), admit: { callers: [], metricsScraper: NetworkPolicyIpBlock.ipv4(chart, 'Scraper', '10.0.0.1/31') } }),
    'admit.metricsScraper: got "10.0.0.1/31"; must have no bits beyond its prefix — the API server would reject it; write it as 10.0.0.0/8 (Kubernetes API validation)'],
  [() => ({ hostNetwork: true, admit: { callers: [] } }),
    "admit: cannot be combined with hostNetwork — network policies do not reach pods that share the node's network; leave one of them out"],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const chart = testChart();
  const message = refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

test.each<[string, (chart: Chart) => Partial<InferenceDeploymentProps>]>([
  ['no pod at all', () => ({ replicas: 0 })],
  ['one pod on the host network', () => ({ replicas: 1, hostNetwork: true })],
  ['one pod with a port of the node', () => ({ replicas: 1, ports: [{ name: 'debug', number: 6000, hostPort: 6001 }] })],
  ['several pods with ports of their own', () => ({ replicas: 3, ports: [{ name: 'debug', number: 6000 }] })],
  ['a budget of a share', () => ({ disruptionBudget: { minAvailable: percent(100) } })],
  ['a budget of no pod', () => ({ disruptionBudget: { maxUnavailable: absolute(0) } })],
  ['a rollout that doubles the pods', () => rolling(percent(150), percent(100))],
  ['a rollout that stops all pods first', () => ({ rollout: DeploymentStrategy.recreate() })],
  ['no caller at all', () => ({ admit: { callers: [] } })],
  ['callers of blocks', (chart) => ({
    admit: { callers: [NetworkPolicyIpBlock.ipv4(chart, 'Office', '10.0.0.0/8', ['10.1.0.0/16']), NetworkPolicyIpBlock.anyIpv4(chart, 'Any'), NetworkPolicyIpBlock.anyIpv6(chart, 'Any6')] },
  })],
  ['callers of an SCTP port', (chart) => ({ ports: [{ name: 'sctp', number: 6000, protocol: Protocol.SCTP }], admit: { callers: [Namespaces.all(chart, 'All')] } })],
])('%s is accepted', (_, changes) => {
  const chart = testChart();
  expect(refusal(() => new InferenceDeployment(chart, 'M', deploymentProps(changes(chart))))).toBeUndefined();
});
