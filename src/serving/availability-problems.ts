import type { DeploymentStrategy, INetworkPolicyPeer } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions, InferenceDeploymentProps } from './inference-deployment-props';
import { podPorts } from './port-problems';
import * as check from '../validation/check';
import { within, type Problem } from '../validation/problem';
import { ModelServer } from '../servers/model-server';

export function fixedReplicaProblems(props: InferenceDeploymentProps): Problem[] {
  const { replicas, hostNetwork } = props;
  if (replicas === undefined) return [];
  const hostPort = hostNetwork || !(props.server instanceof ModelServer) ? undefined : podPorts(props).find((p) => p.hostPort !== undefined);
  return [
    ...check.integer('replicas', replicas, { min: 0 }, 'the API server would reject the Deployment', 'give a number of pods, or use AutoscaledInference'),
    ...(hostNetwork && replicas > 1 ? [{
      field: 'hostNetwork',
      value: true,
      rule: `cannot be combined with ${replicas} replicas`,
      why: 'each node has every port once, so a second pod on a node stays Pending',
      fix: 'reach the pods through their Service, or keep one replica',
    }] : []),
    ...(hostPort && replicas > 1 ? [{
      field: `${hostPort.at}.hostPort`,
      value: hostPort.hostPort,
      rule: `cannot be combined with ${replicas} replicas`,
      why: 'each node has every port once, so a second pod on a node stays Pending',
      fix: 'reach the pods through their Service, or keep one replica',
    }] : []),
  ];
}

export function budgetProblems({ disruptionBudget }: InferenceDeploymentOptions): Problem[] {
  const { maxUnavailable, minAvailable } = disruptionBudget ?? {};
  const given = [['maxUnavailable', maxUnavailable], ['minAvailable', minAvailable]] as const;
  return within('disruptionBudget', [
    ...(maxUnavailable && minAvailable ? [{
      field: 'minAvailable',
      value: minAvailable.value,
      rule: 'cannot be combined with maxUnavailable',
      why: 'the API server would reject the PodDisruptionBudget',
      fix: 'keep one of them',
    }] : []),
    ...given.flatMap(([at, budget]) => (budget === undefined || isAmount(budget.value, 100) ? [] : [{
      field: at,
      value: budget.value,
      rule: 'must be a whole number, or 0 to 100 per cent',
      why: 'the API server would reject the PodDisruptionBudget',
      fix: 'use PercentOrAbsolute.absolute(1)',
    }])),
  ]);
}

/** A number of pods, or a share of them, as Kubernetes takes it. */
function isAmount(value: unknown, mostPercent: number = Infinity): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0;
  const percent = /^(\d+)%$/.exec(String(value));
  return percent !== null && Number(percent[1]) <= mostPercent;
}

export function rolloutProblems(rollout: DeploymentStrategy | undefined): Problem[] {
  const { maxSurge, maxUnavailable } = rollout?._toKube().rollingUpdate ?? {};
  return within('rollout', ([['maxSurge', maxSurge, Infinity], ['maxUnavailable', maxUnavailable, 100]] as const).flatMap(([at, amount, most]) => {
    if (amount === undefined || isAmount(amount.value, most)) return [];
    return [{
      field: at,
      value: amount.value,
      rule: `must be a whole number, or per cent${most === 100 ? ' up to 100' : ''}`,
      why: 'the API server would reject the Deployment',
      fix: 'use PercentOrAbsolute',
    }];
  }));
}

export function admissionProblems({ admit, server, hostNetwork }: InferenceDeploymentOptions): Problem[] {
  if (!admit) return [];
  const problems: Problem[] = [];
  const peers: Array<[string, INetworkPolicyPeer]> = [
    ...(Array.isArray(admit.callers) ? admit.callers : []).map((c, i): [string, INetworkPolicyPeer] => [`admit.callers[${i}]`, c]),
    ...(admit.metricsScraper ? [['admit.metricsScraper', admit.metricsScraper] as [string, INetworkPolicyPeer]] : []),
  ];
  for (const [at, peer] of peers) {
    if (typeof peer?.toNetworkPolicyPeerConfig !== 'function') {
      problems.push({ field: at, value: peer, rule: 'must be a peer of cdk8s-plus', why: 'nobody is named', fix: 'give pods, a namespace or an address block' });
      continue;
    }
    const block = peer.toNetworkPolicyPeerConfig().ipBlock;
    if (block) problems.push(...check.cidr(at, block.cidr), ...(block.except ?? []).flatMap((e, i) => check.cidr(`${at}.except[${i}]`, e)));
  }
  if (hostNetwork) {
    problems.push({
      field: 'admit',
      rule: 'cannot be combined with hostNetwork',
      why: 'network policies do not reach pods that share the node\'s network',
      fix: 'leave one of them out',
    });
  }
  if (!Array.isArray(admit.callers)) {
    problems.push({
      field: 'admit.callers',
      value: admit.callers,
      rule: 'must be a list',
      why: 'nobody is named',
      fix: 'name the callers; an empty list admits no one',
    });
  }
  if (admit.metricsScraper && server.metricsPort === undefined) {
    problems.push({
      field: 'admit.metricsScraper',
      rule: `${server._row.id} shows no metrics here`,
      why: 'there would be nothing to let the scraper in for',
      fix: 'leave it out, or switch the metrics on',
    });
  }
  return problems;
}
