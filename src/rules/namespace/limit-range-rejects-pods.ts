import type { Inventory } from '../../kubernetes/inventory';
import { itemsOf, type LimitRangeItem } from '../../kubernetes/limit-ranges';
import type { Container } from '../../kubernetes/manifest';
import { podLimits, podRequests } from '../../kubernetes/pod-resources';
import { amountOf, type Quantities } from '../../kubernetes/quantities';
import { allContainers, type Workload } from '../../kubernetes/workload';
import { containerName } from '../container-path';
import { listed } from '../listed';
import { title, type Rule } from '../rule';

export const limitRangeRejectsPods: Rule = {
  id: 'limit-range-rejects-pods',
  title: 'A LimitRange must admit the pods of its namespace',
  severity: 'error',
  description: [
    'Fires when a LimitRange of the same namespace rejects the pods of a workload: a request or a limit is below `min`',
    'or above `max`, a limit is more than `maxLimitRequestRatio` times the request, or a default makes the request',
    'larger than the limit. It reads entries of the types Container and Pod.',
    '',
    'The workload itself is accepted, and `kubectl apply` says nothing. No pod is ever created: the event of the',
    'ReplicaSet is `FailedCreate`, with `forbidden`.',
    '',
    'Defaults count: a container without a limit gets `default`, or else `max`.',
  ].join('\n'),
  fix: [
    "Change the container's requests and limits, or the LimitRange.",
    '',
    'Acknowledge it when a webhook changes the resources of the pods.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  failing: example('4'),
  repaired: example('2'),
  check: (inventory, report) => {
    if (inventory.of('LimitRange').length === 0) return;
    for (const workload of inventory.workloads) {
      const { object, podPath, pod } = workload;
      const rejected = firstRejected(inventory, workload);
      if (!rejected) continue;
      const where = pod.initContainers?.some((c) => rejected.names.includes(containerName(c)));
      report(object, {
        field: `${podPath}.${where ? 'initContainers' : 'containers'}`,
        rule: `${rejected.range} rejects the pods: ${listed(rejected.reasons)}`,
        why: 'the API server forbids every pod of it, so none is created and nothing can scale it',
        fix: 'change the requests and limits, or the LimitRange',
      });
    }
  },
};

interface Rejected {
  readonly range: string;
  readonly reasons: string[];
  readonly names: string[];
}

function firstRejected(inventory: Inventory, workload: Workload): Rejected | undefined {
  const { pod } = workload;
  const containers = allContainers(pod);
  for (const range of inventory.policiesOn(workload, 'LimitRange')) {
    const rejected: Rejected = { range: title(range), reasons: [], names: [] };
    for (const item of itemsOf(range)) {
      if (item.type === 'Pod') addPod(rejected, item, workload);
      if (item.type !== 'Container') continue;
      for (const container of containers) addContainer(rejected, item, container);
    }
    if (rejected.reasons.length > 0) return rejected;
  }
  return undefined;
}

function addContainer({ reasons, names }: Rejected, item: LimitRangeItem, container: Container): void {
  const requests = amounts(container.resources?.requests, container.resources?.limits);
  const limits = amounts(container.resources?.limits);
  const of = containerName(container);
  const found = impossibleDefaults(item, requests, limits);
  if (found.length === 0) found.push(...violations(item, requests, limits));
  if (found.length > 0) names.push(of);
  reasons.push(...found.map((reason) => `${reason} (container ${of})`));
}

/** Default limits that are below what the container requests: they are not filled in here. */
function impossibleDefaults(item: LimitRangeItem, requests: Known, limits: Known): string[] {
  const found: string[] = [];
  for (const [name, quantity] of Object.entries({ ...item.max, ...item.default })) {
    const [request, limit] = [requests.get(name), amountOf(quantity)];
    if (limits.has(name) || request === undefined || limit === undefined || request <= limit) continue;
    found.push(`the default limit ${quantity} is below the ${name} request`);
  }
  return found;
}

function addPod({ reasons }: Rejected, item: LimitRangeItem, { pod }: Workload): void {
  reasons.push(...violations(item, podRequests(pod), podLimits(pod)).map((reason) => `${reason} (the whole pod)`));
}

type Known = ReadonlyMap<string, number | undefined>;

/** The numbers of quantities; undefined where a quantity is no number that is known here. */
function amounts(quantities: Quantities = {}, otherwise: Quantities = {}): Known {
  return new Map(Object.entries({ ...otherwise, ...quantities }).map(([name, q]) => [name, amountOf(q)]));
}

/** What a LimitRange has against requests and limits, as its admission plugin compares them. */
function violations(item: LimitRangeItem, requests: Known, limits: Known): string[] {
  const found: string[] = [];
  const isBelow = (side: Known, name: string, bound: number) => (side.get(name) ?? bound) < bound;
  const isAbove = (side: Known, name: string, bound: number) => (side.get(name) ?? bound) > bound;
  for (const [name, quantity] of Object.entries(item.min ?? {})) {
    const bound = amountOf(quantity);
    if (bound === undefined) continue;
    if (!requests.has(name)) found.push(`min needs a ${name} request, which is missing`);
    else if (isBelow(requests, name, bound)) found.push(`min is ${quantity}, above the ${name} request`);
    else if (isBelow(limits, name, bound)) found.push(`min is ${quantity}, above the ${name} limit`);
  }
  for (const [name, quantity] of Object.entries(item.max ?? {})) {
    const bound = amountOf(quantity);
    if (bound === undefined) continue;
    if (!limits.has(name)) found.push(`max needs a ${name} limit, which is missing`);
    else if (isAbove(limits, name, bound)) found.push(`max is ${quantity}, below the ${name} limit`);
    else if (isAbove(requests, name, bound)) found.push(`max is ${quantity}, below the ${name} request`);
  }
  for (const [name, quantity] of Object.entries(item.maxLimitRequestRatio ?? {})) {
    const bound = amountOf(quantity);
    if (bound === undefined) continue;
    const missing = missingSide(name, requests, limits);
    const [request, limit] = [requests.get(name), limits.get(name)];
    if (missing) {
      found.push(`maxLimitRequestRatio needs a ${name} ${missing}, which is missing or 0`);
    } else if (request && limit && limit / request > bound) {
      const ratio = Number((limit / request).toFixed(2));
      found.push(`maxLimitRequestRatio is ${quantity}, below the ratio ${ratio} of ${name} limit and request`);
    }
  }
  return found;
}

function missingSide(name: string, requests: Known, limits: Known): string | undefined {
  if (!requests.has(name) || requests.get(name) === 0) return 'request';
  return !limits.has(name) || limits.get(name) === 0 ? 'limit' : undefined;
}

function example(limit: string): string {
  return `
apiVersion: v1
kind: LimitRange
metadata: { name: small-containers }
spec:
  limits: [{ type: Container, max: { cpu: '2' } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          resources: { requests: { cpu: '1' }, limits: { cpu: '${limit}' } }
`;
}
