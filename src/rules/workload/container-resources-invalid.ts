import type { Container } from '../../kubernetes/manifest';
import { amountOf } from '../../kubernetes/quantities';
import { allContainers } from '../../kubernetes/workload';
import { containerName, containerPath } from '../container-path';
import type { Rule, Severity } from '../rule';

export const containerResourcesInvalid: Rule = {
  id: 'container-resources-invalid',
  title: 'Requests and limits of a container must be valid',
  severity: 'error',
  description: [
    'Fires when the API server rejects the `resources` of a container:',
    '',
    '- a request is above its limit;',
    '- a GPU or another extended resource has a request without a limit, or one that differs from its limit, or an',
    '  amount that is no whole number: such a resource cannot be overcommitted or shared;',
    '- a quantity has a suffix that Kubernetes does not know, such as `16GB` or `512MB` for `16Gi` and `512Mi`.',
    '',
    'It also warns of memory with the suffix `m`, which is accepted: `512m` is half a byte.',
  ].join('\n'),
  fix: [
    'Correct the quantities. Of an extended resource, set the limit alone: it is the request too.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  failing: example('requests'),
  repaired: example('limits'),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, pod: current, writtenPod: pod = current } = workload;
      for (const container of allContainers(pod)) {
        for (const { side, name, rule, ...more } of wrong(container)) {
          report(object, {
            field: `${containerPath({ ...workload, pod }, container)}.resources.${side}[${JSON.stringify(name)}]`,
            value: container.resources?.[side]?.[name],
            rule: `${rule} in container ${containerName(container)}`,
            why: 'the API server rejects it',
            fix: /limit/.test(rule) ? 'make request and limit fit' : 'correct the quantity',
            ...more,
          });
        }
      }
    }
  },
};

const SIDES = ['requests', 'limits'] as const;

interface Wrong {
  readonly side: 'requests' | 'limits';
  readonly name: string;
  readonly rule: string;
  readonly severity?: Severity;
  readonly why?: string;
  readonly fix?: string;
}

/** Memory in thousandths of a byte, which the API server accepts. `1717986918400m` is 1.6Gi, as it writes it itself. */
function inMilli(side: Wrong['side'], quantity: unknown): Pick<Wrong, 'severity' | 'why' | 'fix'> | undefined {
  if (typeof quantity !== 'string' || !/^\d{1,6}m$/.test(quantity)) return undefined;
  const follows = side === 'limits' ? 'no container starts with such a limit' : 'nothing is reserved';
  const why = `it is accepted, and m stands for thousandths of a byte: ${follows}`;
  return { severity: 'warning', why, fix: `write ${quantity.slice(0, -1)}Mi` };
}

function wrong({ resources }: Container): Wrong[] {
  const { requests = {}, limits = {} } = resources ?? {};
  const found: Wrong[] = [];
  for (const side of SIDES) {
    const quantities = resources?.[side] ?? {};
    for (const name of Object.keys(quantities)) {
      const quantity: unknown = quantities[name];
      const amount = amountOf(quantity);
      const isPart = isExtended(name) && amount !== undefined && !Number.isInteger(amount);
      if (isPart) found.push({ side, name, rule: 'must be a whole number' });
      const milli = name === 'memory' ? inMilli(side, quantity) : undefined;
      if (milli) found.push({ side, name, rule: 'must be in bytes, such as 512Mi', ...milli });
      const isUnknown = amount === undefined && hasUnknownSuffix(quantity);
      if (isUnknown) found.push({ side, name, rule: 'must be a quantity, such as 16Gi' });
    }
  }
  for (const name of Object.keys(requests)) {
    const request = amountOf(requests[name]);
    const limit = amountOf(limits[name]);
    if (request === undefined) continue;
    if (isExtended(name) && limits[name] === undefined) {
      found.push({ side: 'requests', name, rule: 'must have a limit of the same amount' });
    } else if (limit !== undefined && isExtended(name) && request !== limit) {
      found.push({ side: 'requests', name, rule: `must be equal to its limit of ${limits[name]}` });
    } else if (limit !== undefined && request > limit) {
      found.push({ side: 'requests', name, rule: `must not be above its limit of ${limits[name]}` });
    }
  }
  return found;
}

/** What a device plugin offers, and huge pages: none of it can be overcommitted. */
function isExtended(name: string): boolean {
  return name.startsWith('hugepages-') || (name.includes('/') && !/(^|\.)kubernetes\.io\//.test(name));
}

/** Whether what is no quantity is a number and letters that are no suffix: of a placeholder, nothing is known. */
function hasUnknownSuffix(quantity: unknown): boolean {
  return typeof quantity === 'string' && /^\d+(\.\d+)?\s?[A-Za-z]+$/.test(quantity);
}

function example(side: string): string {
  return `
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
          resources: { ${side}: { nvidia.com/gpu: 1 } }
`;
}
