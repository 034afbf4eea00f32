import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { allContainers, type Workload } from '../../kubernetes/workload';
import { containerName } from '../container-path';
import { listed } from '../listed';
import { title, type Rule } from '../rule';
import { quotasOn, replicasOf, rooms, tightest, type Room } from './quota';

export const quotaRejectsPods: Rule = {
  id: 'quota-rejects-pods',
  title: 'A ResourceQuota must admit the pods of its namespace',
  severity: 'error',
  description: [
    'Fires when a ResourceQuota of the same namespace rejects pods that a workload always needs:',
    '',
    '- it bounds `requests.cpu`, `requests.memory`, `limits.cpu` or `limits.memory`, and a container has no such',
    '  request or limit: then every pod is forbidden, with `must specify`;',
    '- it has no room for one pod, or for `replicas`, or for `minReplicas` of the autoscaler;',
    '- it has room for `minReplicas` and no more, so the autoscaler can never scale up.',
    '',
    'The workload itself is accepted, and `kubectl apply` says nothing. The event of the ReplicaSet is `FailedCreate`,',
    'with `exceeded quota` or `failed quota`.',
    '',
    'A missing request that an autoscaler divides by is reported by [hpa-missing-request](hpa-missing-request.md)',
    'alone.',
    'Defaults of a LimitRange among the objects count. A quota with scopes is not read, apart from `NotTerminating`.',
  ].join('\n'),
  fix: [
    'Set the requests and limits on every container, or add a LimitRange with defaults; or raise the quota.',
    '',
    'Acknowledge it when a LimitRange that is not among the objects sets the defaults.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  failing: example("requests: { cpu: '1' }"),
  repaired: example("requests: { cpu: '1' }, limits: { cpu: '2' }"),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, podPath } = workload;
      const quotas = quotasOn(inventory, workload);
      if (quotas.length === 0) continue;
      const unset = firstUnset(workload, quotas, measuredBy(inventory, workload));
      if (unset) {
        report(object, {
          field: `${podPath}.containers`,
          rule: `${title(unset.quota)} needs ${unset.name} on every container: ${listed(unset.containers)} `
            + `${unset.containers.length === 1 ? 'has' : 'have'} none`,
          why: 'the API server forbids every pod of it ("must specify"), so none is created and nothing can scale it',
          fix: `set ${listed(unset.names)} on every container, or add a LimitRange with defaults`,
        });
        continue;
      }
      const room = tightest(rooms(workload, quotas));
      const reason = room && lackOf(inventory, workload, room);
      if (!reason) continue;
      report(object, {
        field: `${podPath}.containers`,
        rule: `${title(room.quota)} ${reason}`,
        why: 'the API server forbids the other pods ("exceeded quota"), so they are never created',
        fix: `raise ${room.name} of the quota, or lower what a pod takes of it`,
      });
    }
  },
};

/** Without these on every container, a quota that bounds them rejects a pod; of other resources it does not. */
const NEEDED: ReadonlyArray<readonly [name: string, side: 'requests' | 'limits', resource: string]> = [
  ['cpu', 'requests', 'cpu'],
  ['memory', 'requests', 'memory'],
  ['requests.cpu', 'requests', 'cpu'],
  ['requests.memory', 'requests', 'memory'],
  ['limits.cpu', 'limits', 'cpu'],
  ['limits.memory', 'limits', 'memory'],
];

interface Unset {
  readonly quota: Manifest;
  readonly name: string;
  readonly names: readonly string[];
  readonly containers: readonly string[];
}

/** The resources that an autoscaler measures in percent of the requests: without one, another rule reports it. */
function measuredBy(inventory: Inventory, workload: Workload): Set<string> {
  const metrics = inventory.scaling(workload).flatMap((scaler) => scaler.metrics);
  return new Set(metrics.flatMap(({ resource }) => (
    resource?.target?.averageUtilization === undefined ? [] : [String(resource.name)])));
}

function firstUnset(
  { pod }: Workload, quotas: readonly Manifest[], measured: ReadonlySet<string>,
): Unset | undefined {
  // Resources of the whole pod stand in for those of its containers.
  if (hasAny(pod.resources?.requests) || hasAny(pod.resources?.limits)) return undefined;
  const all = allContainers(pod);
  for (const quota of quotas) {
    const names: string[] = [];
    const lacking = new Set<string>();
    for (const [name, side, resource] of NEEDED) {
      if (!Object.hasOwn(quota.spec?.hard ?? {}, name)) continue;
      if (side === 'requests' && measured.has(resource)) continue;
      const without = all.filter(({ resources = {} }) => {
        const quantities = side === 'limits' ? resources.limits : { ...resources.limits, ...resources.requests };
        return quantities?.[resource] === undefined;
      });
      if (without.length > 0) names.push(name);
      for (const container of without) lacking.add(containerName(container));
    }
    if (names.length > 0) return { quota, name: listed(names), names, containers: [...lacking] };
  }
  return undefined;
}

function hasAny(quantities: object = {}): boolean {
  return Object.keys(quantities).length > 0;
}

function lackOf(inventory: Inventory, workload: Workload, { name, bound, need, pods }: Room): string | undefined {
  const bounds = `has ${name} ${bound}, and a pod takes ${need}`;
  if (pods === 0) return `has no room for one pod: it ${bounds}`;
  const replicas = replicasOf(inventory, workload);
  if (!replicas || inventory.of('PropagationPolicy').length > 0) return undefined;
  const { least, most } = replicas;
  if (pods < least) return `has room for ${pods} of the ${least} pods that are always needed: it ${bounds}`;
  const isStuck = pods === least && most > least;
  return isStuck ? `has room for the ${least} pods of minReplicas and no more: it ${bounds}` : undefined;
}

function example(resources: string): string {
  return `
apiVersion: v1
kind: ResourceQuota
metadata: { name: team }
spec: { hard: { requests.cpu: '10', limits.cpu: '20' } }
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
          resources: { ${resources} }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`;
}
