import type { DeploymentStrategy, NetworkPolicyPeerConfig } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import type { InferenceDeploymentOptions, InferenceDeploymentProps } from './inference-deployment-props';
import { podPorts } from './port-problems';
import { propertyTypeProblems } from './property-type-problems';
import type { INetworkPeer } from '../cdk8s-plus/network-peer';
import { podsOf } from '../cdk8s-plus/pod-labels';
import { DNS_LABEL } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** Problems of a fixed number of replicas. The other properties may be wrong. */
export function fixedReplicaProblems(props: InferenceDeploymentProps): Problem[] {
  const { replicas, hostNetwork } = props;
  if (replicas === undefined) return [];
  const rejected = 'the API server would reject the Deployment';
  const fix = 'set a number of pods, or use AutoscaledInference';
  const invalid = check.integer('replicas', replicas, { min: 0 }, rejected, fix);
  if (invalid.length > 0) return invalid;
  if (replicas <= 1) return [];
  if (hostNetwork) {
    return [{
      code: 'serving/replicas-on-host-network',
      field: 'hostNetwork',
      value: true,
      rule: `cannot be combined with ${replicas} replicas`,
      why: 'only one pod can use a port of a node, so a second pod on that node stays Pending',
      fix: 'use the Service to reach the pods, or set one replica',
    }];
  }
  if (propertyTypeProblems(props).length > 0) return [];
  const hostPort = podPorts(props).find((p) => p.hostPort !== undefined);
  if (hostPort === undefined) return [];
  return [{
    code: 'serving/replicas-with-host-port',
    field: `${hostPort.at}.hostPort`,
    value: hostPort.hostPort,
    rule: `cannot be combined with ${replicas} replicas`,
    why: 'only one pod can use a port of a node, so a second pod on that node stays Pending',
    fix: 'use the Service to reach the pods, or set one replica',
  }];
}

export function budgetProblems({ disruptionBudget }: InferenceDeploymentOptions): Problem[] {
  const { maxUnavailable, minAvailable } = disruptionBudget ?? {};
  const problems = new Problems();
  if (maxUnavailable && minAvailable) {
    problems.add({
      code: 'serving/two-disruption-bounds',
      field: 'minAvailable',
      value: minAvailable.value,
      rule: 'cannot be combined with maxUnavailable',
      why: 'the API server would reject the PodDisruptionBudget',
      fix: 'remove one of them',
    });
  }
  for (const [field, bound] of [['maxUnavailable', maxUnavailable], ['minAvailable', minAvailable]] as const) {
    if (bound === undefined || bound === null || isAmount(bound.value, 100)) continue;
    problems.add({
      code: 'serving/disruption-bound',
      field,
      value: bound.value ?? bound,
      rule: 'must be a whole number, or a percentage from 0% to 100%',
      why: 'the API server would reject the PodDisruptionBudget',
      fix: 'use PercentOrAbsolute, such as PercentOrAbsolute.absolute(1)',
    });
  }
  return within('disruptionBudget', problems.all);
}

/** Whether Kubernetes accepts a value as a number or a percentage of pods. */
function isAmount(value: unknown, mostPercent: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return percent !== null && Number(percent[1]) <= mostPercent;
}

export function rolloutProblems(rollout: DeploymentStrategy | undefined): Problem[] {
  const { maxSurge, maxUnavailable } = rollout?._toKube().rollingUpdate ?? {};
  const problems = new Problems();
  if (maxSurge !== undefined && !isAmount(maxSurge.value, Infinity)) {
    problems.add({
      code: 'serving/rollout-surge',
      field: 'rollout.maxSurge',
      value: maxSurge.value,
      rule: 'must be a whole number, or a percentage',
      why: 'the API server would reject the Deployment',
      fix: 'use PercentOrAbsolute, such as PercentOrAbsolute.percent(25)',
    });
  }
  if (maxUnavailable !== undefined && !isAmount(maxUnavailable.value, 100)) {
    problems.add({
      code: 'serving/rollout-unavailable',
      field: 'rollout.maxUnavailable',
      value: maxUnavailable.value,
      rule: 'must be a whole number, or a percentage of at most 100%',
      why: 'the API server would reject the Deployment',
      fix: 'use PercentOrAbsolute, such as PercentOrAbsolute.percent(25)',
    });
  }
  return problems.all;
}

export function admissionProblems({ admit, server, hostNetwork }: InferenceDeploymentOptions): Problem[] {
  if (!admit) return [];
  const { callers, metricsScraper, callerNamespaces, callerWorkloads, scraperNamespaces } = admit;
  const problems = new Problems();
  if (metricsScraper) problems.addAll(peerProblems('admit.metricsScraper', metricsScraper));
  if (hostNetwork) {
    problems.add({
      code: 'serving/admission-on-host-network',
      field: 'admit',
      rule: 'cannot be combined with hostNetwork',
      why: 'a NetworkPolicy does not apply to pods on the host network',
      fix: 'remove one of them',
    });
  }
  problems.addAll(listOf('callers', callers, peerProblems));
  problems.addAll(listOf('callerWorkloads', callerWorkloads, workloadProblems));
  problems.addAll(listOf('callerNamespaces', callerNamespaces, namespaceProblems));
  problems.addAll(listOf('scraperNamespaces', scraperNamespaces, namespaceProblems));
  const scraper = metricsScraper ? 'metricsScraper' : 'scraperNamespaces';
  if (admit[scraper] && server.metricsPort === undefined) {
    problems.add({
      code: 'serving/scraper-without-metrics',
      field: `admit.${scraper}`,
      rule: `cannot be set: ${server._row.id} exposes no metrics`,
      why: 'there is no metrics port that the scraper could be allowed to reach',
      fix: 'remove it, or enable the metrics of the server',
    });
  }
  return problems.all;
}

/** Problems of a list of `admit`, and of each of its items. */
function listOf<T>(key: string, list: T[] | undefined, of: (field: string, item: T) => Problem[]): Problem[] {
  const field = `admit.${key}`;
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    return [{
      code: 'serving/callers-not-a-list',
      field,
      value: list,
      rule: 'must be a list',
      why: 'the NetworkPolicy allows only what is in this list',
      fix: 'write a list, also for a single one; omit it for none',
    }];
  }
  const problems = new Problems();
  for (const [i, item] of list.entries()) problems.addAll(of(`${field}[${i}]`, item));
  return problems.all;
}

function namespaceProblems(field: string, name: string): Problem[] {
  return check.name(field, name, DNS_LABEL, 'set the name of a namespace');
}

function workloadProblems(field: string, workload: IConstruct): Problem[] {
  if (Construct.isConstruct(workload) && podsOf(workload).length > 0) return [];
  return [{
    code: 'serving/caller-without-pods',
    field,
    value: workload,
    rule: 'must be a workload whose pods have labels',
    why: 'a NetworkPolicy selects pods by their labels, and without any it would select all pods or none',
    fix: 'set a served model, a workload of any cdk8s-plus, or an ApiObject with a pod template; others in callers',
  }];
}

function peerProblems(field: string, peer: INetworkPeer): Problem[] {
  if (typeof peer?.toNetworkPolicyPeerConfig !== 'function') {
    return [{
      code: 'serving/caller-not-a-peer',
      field,
      value: peer,
      rule: 'must be a peer of a NetworkPolicy',
      why: 'it has no `toNetworkPolicyPeerConfig`, so the NetworkPolicy could not select it',
      fix: 'use pods, namespaces or an IP block of any cdk8s-plus',
    }];
  }
  const problems = new Problems();
  const block = (peer.toNetworkPolicyPeerConfig() as NetworkPolicyPeerConfig).ipBlock;
  if (block) problems.addAll(check.cidr(field, block.cidr));
  for (const [i, except] of (block?.except ?? []).entries()) {
    problems.addAll(check.cidr(`${field}.except[${i}]`, except));
  }
  return problems.all;
}
