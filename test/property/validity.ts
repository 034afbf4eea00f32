import { billionths, DNS_1035, DNS_LABEL, doubles, labelsOf, picks, SUBDOMAIN, within, type Say } from './grammar';
import { workload } from './pod-validity';

/**
 * What Kubernetes asks of the objects that this library prints, written down a second time and independently of `src`:
 * a list of what is wrong with them, empty when nothing is.
 */

export function wrongs(objects: any[], known: { readonly configMaps?: string[] } = {}): string[] {
  const found: string[] = [];
  const ids = new Set<string>();
  for (const o of objects) {
    const title = `${o.kind} ${o.metadata?.name}`;
    const say: Say = (wrong) => found.push(`${title}: ${wrong}`);
    leaves(o, '', say);
    metadata(o, say);
    const id = `${o.apiVersion} ${o.kind} ${o.metadata?.namespace} ${o.metadata?.name}`;
    if (ids.has(id)) say('there are two');
    ids.add(id);
    if (o.kind === 'Deployment' || o.kind === 'StatefulSet') workload(o, objects, known.configMaps ?? [], say);
    if (o.kind === 'Service') service(o, objects, say);
    if (o.kind === 'PodDisruptionBudget') budget(o, objects, say);
    if (o.kind === 'HorizontalPodAutoscaler') autoscaler(o, objects, say);
    if (o.kind === 'NetworkPolicy') admission(o, objects, say);
    if (o.kind === 'ConfigMap') configMap(o, say);
  }
  return found;
}

function leaves(value: unknown, at: string, say: Say): void {
  if (value === undefined || value === null) say(`${at} is ${value}`);
  if (typeof value === 'number' && !Number.isInteger(value)) say(`${at} is ${value}`);
  if (typeof value === 'string' && /undefined|\[object|NaN|\$\{Token/.test(value)) say(`${at} reads ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, v] of Object.entries(value)) leaves(v, `${at}.${key}`, say);
}

/** The names of rights need only be a segment of a path. */
const SEGMENT = /^(?!\.{1,2}$)[^/%]+$/;
const CLUSTER_WIDE = ['APIService', 'ClusterRole', 'ClusterRoleBinding', 'NodeGroup', 'RuntimeClass'];

function metadata(o: any, say: Say): void {
  const usual = /Role/.test(o.kind) ? SEGMENT : SUBDOMAIN;
  const grammar = o.kind === 'Service' ? DNS_1035 : usual;
  if (!grammar.test(o.metadata?.name)) say('bad name');
  const namespace = o.metadata?.namespace;
  const isRight = CLUSTER_WIDE.includes(o.kind) ? namespace === undefined : DNS_LABEL.test(namespace);
  if (!isRight) say(`namespace ${namespace}`);
  labelsOf(o.metadata?.labels, 'labels', say);
  labelsOf(o.metadata?.annotations, 'annotations', say, false);
}

function service(o: any, objects: any[], say: Say): void {
  const { selector, ports, type, loadBalancerSourceRanges } = o.spec;
  const pods = objects.filter((w) => w.kind === 'Deployment' && picks(selector, w.spec.template.metadata.labels));
  if (objects.some((w) => w.kind === 'Deployment') && pods.length !== 1) say(`picks ${pods.length} workloads`);
  if (!ports?.length && o.spec.clusterIP !== 'None') say('has no port');
  doubles((ports ?? []).map((p: any) => p.name), 'port name', say);
  doubles((ports ?? []).map((p: any) => `${p.port}/${p.protocol}`), 'port', say);
  for (const p of ports ?? []) {
    within(p.port, 1, 65535, 'port', say);
    if (ports.length > 1 && !DNS_LABEL.test(p.name)) say(`port name ${p.name}`);
    if (p.nodePort !== undefined && type === 'ClusterIP') say('node port');
    const declared = pods.flatMap((w) => w.spec.template.spec.containers).flatMap((c) => c.ports ?? []);
    const target = p.targetPort ?? p.port;
    const field = typeof target === 'string' ? 'name' : 'containerPort';
    const isTarget = (d: any) => d[field] === target && (d.protocol ?? 'TCP') === (p.protocol ?? 'TCP');
    if (pods.length > 0 && !declared.some(isTarget)) say(`sends to ${p.targetPort}`);
  }
  const ranges: string[] = loadBalancerSourceRanges ?? [];
  if (loadBalancerSourceRanges && type !== 'LoadBalancer') say('source ranges');
  if (ranges.some((r) => !/^[\da-f.:]+\/\d+$/.test(r))) say('source ranges');
}

function scalerOf(w: any, objects: any[]): any {
  const isTarget = ({ kind, name }: any) => kind === w.kind && name === w.metadata.name;
  return objects.find((h) => h.kind === 'HorizontalPodAutoscaler' && isTarget(h.spec.scaleTargetRef));
}

/** The Deployments whose pods a selector picks. */
function picked(selector: any, objects: any[]): any[] {
  return objects
    .filter((w) => w.kind === 'Deployment')
    .filter((w) => picks(selector.matchLabels, w.spec.template.metadata.labels));
}

function budget(o: any, objects: any[], say: Say): void {
  const { minAvailable, maxUnavailable, selector } = o.spec;
  const pods = picked(selector, objects);
  if (pods.length !== 1 || (minAvailable === undefined) === (maxUnavailable === undefined)) say('selector or bounds');
  const least = scalerOf(pods[0], objects)?.spec.minReplicas ?? pods[0].spec.replicas;
  const bound = minAvailable ?? maxUnavailable;
  if (typeof bound === 'string' && (!/^\d+%$/.test(bound) || parseInt(bound, 10) > 100)) say(`${bound}`);
  const kept = typeof bound === 'number' ? bound : Math.ceil(parseInt(bound, 10) * least / 100);
  const allowed = minAvailable === undefined ? bound : least - kept;
  if (least > 0 && parseInt(String(allowed), 10) < 1) say(`blocks every drain of ${least} pods`);
}

const SOURCES: Record<string, [string, string[]]> = {
  Resource: ['resource', ['Utilization', 'AverageValue']],
  ContainerResource: ['containerResource', ['Utilization', 'AverageValue']],
  Pods: ['pods', ['AverageValue']],
  Object: ['object', ['Value', 'AverageValue']],
  External: ['external', ['Value', 'AverageValue']],
};
const FIELD: Record<string, string> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
};

function autoscaler(o: any, objects: any[], say: Say): void {
  const { minReplicas, maxReplicas, metrics, behavior = {}, scaleTargetRef } = o.spec;
  within(minReplicas, 1, maxReplicas, 'minReplicas', say);
  within(maxReplicas, 1, 2 ** 31 - 1, 'maxReplicas', say);
  const { apiVersion, kind, name } = scaleTargetRef;
  const target = objects.find((w) => w.kind === kind && w.metadata.name === name && w.apiVersion === apiVersion);
  if (!target || target.spec.replicas !== undefined) say('its target is missing or has replicas');
  const pod = target?.spec.template.spec;
  if (pod?.nodeName || (maxReplicas > 1 && pod?.hostNetwork)) say('its target is pinned');
  if (!metrics?.length) say('has no metric');
  doubles(metrics.map((m: any) => JSON.stringify(m)), 'metric', say);
  for (const m of metrics) metric(m, pod?.containers ?? [], say);
  for (const rules of [behavior.scaleUp, behavior.scaleDown]) if (rules) pace(rules, say);
}

function metric(m: any, containers: any[], say: Say): void {
  const [field, types] = SOURCES[m.type] ?? [];
  const source = m[field];
  if (Object.keys(m).sort().join() !== ['type', field].sort().join() || !types.includes(source.target.type)) {
    say(`metric ${JSON.stringify(m)}`);
    return;
  }
  const { type, ...values } = source.target;
  if (Object.keys(values).join() !== FIELD[type]) say(`target ${JSON.stringify(source.target)}`);
  if (type === 'Utilization') within(values.averageUtilization, 1, 2 ** 31 - 1, 'averageUtilization', say);
  else if (!((billionths(values[FIELD[type]]) ?? 0n) > 0n)) say(`target ${values[FIELD[type]]}`);
  if (source.metric && !SEGMENT.test(source.metric.name)) say(`metric name ${source.metric.name}`);
  if (!field.toLowerCase().includes('resource')) return;
  const measured = containers.filter((c) => field === 'resource' || c.name === source.container);
  const isAsked = ({ requests, limits }: any = {}) => requests?.[source.name] || limits?.[source.name];
  const isUnasked = type === 'Utilization' && measured.some((c) => !isAsked(c.resources));
  if (measured.length === 0 || isUnasked) say(`metric of ${source.name} without a request`);
}

function pace({ stabilizationWindowSeconds, selectPolicy, policies }: any, say: Say): void {
  if (stabilizationWindowSeconds !== undefined) {
    within(stabilizationWindowSeconds, 0, 3600, 'stabilizationWindowSeconds', say);
  }
  if (![undefined, 'Max', 'Min', 'Disabled'].includes(selectPolicy)) say(`selectPolicy ${selectPolicy}`);
  if (policies?.length === 0) say('no policies');
  for (const p of policies ?? []) {
    within(p.value, 1, 2 ** 31 - 1, 'policy', say);
    within(p.periodSeconds, 1, 1800, 'period', say);
    if (!['Pods', 'Percent'].includes(p.type)) say(`policy ${p.type}`);
  }
}

function admission(o: any, objects: any[], say: Say): void {
  const pods = picked(o.spec.podSelector, objects);
  if (pods.length !== 1 || !o.spec.policyTypes.includes('Ingress')) say('selector');
  const declared = pods
    .flatMap((w) => w.spec.template.spec.containers)
    .flatMap((c) => c.ports ?? [])
    .map((p) => `${p.containerPort}/${p.protocol ?? 'TCP'}`);
  for (const rule of o.spec.ingress ?? []) {
    if (!rule.ports?.length || !rule.from?.length) say('admits everything');
    for (const p of rule.ports ?? []) {
      if (!declared.includes(`${p.port}/${p.protocol}`)) say(`admits to ${p.port}/${p.protocol}`);
    }
  }
}

function configMap(o: any, say: Say): void {
  const entries = Object.entries(o.data ?? {});
  if (entries.length === 0) say('is empty');
  for (const [key, value] of entries) {
    if (!/^(?!\.\.?$)(?!\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key) || typeof value !== 'string') say(`entry ${key}`);
  }
}
