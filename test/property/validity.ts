/**
 * What Kubernetes asks of the objects that this library prints, written down a second time and independently of `src`: a list of what is
 * wrong with them, empty when nothing is.
 */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const DNS_1035 = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/;
const UNIT: Record<string, bigint> = { Ki: 1n << 10n, Mi: 1n << 20n, Gi: 1n << 30n, Ti: 1n << 40n, k: 1000n, M: 1000000n, G: 1000000000n, T: 1000000000000n };

type Say = (wrong: string) => void;

/** A quantity in billionths, or undefined when it is none. */
export function billionths(text: unknown): bigint | undefined {
  const match = typeof text === 'string' ? /^(\d*)\.?(\d*)(?:(Ki|Mi|Gi|Ti|k|M|G|T|m|u|n)|[eE](\d+))?$/.exec(text) : null;
  if (!match || match[1] + match[2] === '') return undefined;
  const [, whole, part, unit, exponent] = match;
  const digits = BigInt(whole + part) * 10n ** 9n;
  const scaled = unit === 'm' ? digits / 1000n : unit === 'u' ? digits / 10n ** 6n : unit === 'n' ? digits / 10n ** 9n : digits * (UNIT[unit] ?? 10n ** BigInt(exponent ?? 0));
  return scaled / 10n ** BigInt(part.length);
}

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
  if (value === undefined || value === null || (typeof value === 'number' && !Number.isInteger(value))) say(`${at} is ${value}`);
  if (typeof value === 'string' && /undefined|\[object|NaN|\$\{Token/.test(value)) say(`${at} reads ${value}`);
  if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, v]) => leaves(v, `${at}.${key}`, say));
}

function labelsOf(map: Record<string, string> | undefined, at: string, say: Say, values = true): void {
  for (const [key, value] of Object.entries(map ?? {})) {
    const [name, prefix, ...rest] = key.split('/').reverse();
    if (rest.length > 0 || name === '' || !LABEL_VALUE.test(name) || (prefix !== undefined && !SUBDOMAIN.test(prefix))) say(`${at}: key ${key}`);
    if (typeof value !== 'string' || (values && !LABEL_VALUE.test(value))) say(`${at}: value ${value}`);
  }
}

function metadata(o: any, say: Say): void {
  const grammar = o.kind === 'Service' ? DNS_1035 : SUBDOMAIN;
  if (!grammar.test(o.metadata?.name)) say('bad name');
  const wide = ['NodeGroup', 'RuntimeClass'].includes(o.kind);
  if (wide ? o.metadata.namespace !== undefined : !DNS_LABEL.test(o.metadata?.namespace)) say(`namespace ${o.metadata?.namespace}`);
  labelsOf(o.metadata?.labels, 'labels', say);
  labelsOf(o.metadata?.annotations, 'annotations', say, false);
}

/** Whether all labels of a selector are among those of the pods. */
function picks(selector: Record<string, string> | undefined, pods: Record<string, string>): boolean {
  const entries = Object.entries(selector ?? {});
  return entries.length > 0 && entries.every(([key, value]) => pods[key] === value);
}

function doubles(list: unknown[], at: string, say: Say): void {
  list.forEach((v, i) => { if (v !== undefined && list.indexOf(v) !== i) say(`${at}: ${String(v)} twice`); });
}

function within(value: any, least: number, most: number, at: string, say: Say): void {
  if (!Number.isInteger(value) || value < least || value > most) say(`${at} is ${value}`);
}

function workload(o: any, objects: any[], configMaps: string[], say: Say): void {
  const { template, selector, replicas, progressDeadlineSeconds = 600 } = o.spec;
  const pod = template.spec;
  labelsOf(template.metadata.labels, 'pod labels', say);
  labelsOf(template.metadata.annotations, 'pod annotations', say, false);
  if (!picks(selector.matchLabels, template.metadata.labels)) say('its selector picks other pods');
  if (replicas !== undefined) within(replicas, 0, 2 ** 31 - 1, 'replicas', say);
  const all = [...pod.containers, ...(pod.initContainers ?? [])];
  doubles(all.map((c: any) => c.name), 'container', say);
  doubles((pod.volumes ?? []).map((v: any) => v.name), 'volume', say);
  doubles(pod.containers.flatMap((c: any) => (c.ports ?? []).map((p: any) => p.name)), 'port name', say);
  doubles(pod.containers.flatMap((c: any) => (c.ports ?? []).map((p: any) => `${p.containerPort}/${p.protocol ?? 'TCP'}`)), 'port', say);
  doubles(all.flatMap((c: any) => (c.ports ?? []).map((p: any) => p.hostPort)), 'host port', say);
  for (const v of pod.volumes ?? []) {
    if (!DNS_LABEL.test(v.name) || Object.keys(v).length !== 2) say(`volume ${v.name}`);
    if (v.emptyDir?.sizeLimit !== undefined && !((billionths(v.emptyDir.sizeLimit) ?? 0n) > 0n)) say(`volume ${v.name} of ${v.emptyDir.sizeLimit}`);
  }
  const owned = [...configMaps, ...objects.filter((m) => m.kind === 'ConfigMap').map((m) => m.metadata.name)];
  const read = [...(pod.volumes ?? []).map((v: any) => v.configMap?.name), ...all.flatMap((c: any) => (c.envFrom ?? []).map((e: any) => e.configMapRef?.name))];
  read.filter((name) => name !== undefined && !owned.includes(name)).forEach((name) => say(`there is no ConfigMap ${name}`));
  for (const c of all) container(c, pod, progressDeadlineSeconds, (wrong) => say(`container ${c.name}: ${wrong}`));
  for (const list of [pod.tolerations ?? [], pod.imagePullSecrets ?? []]) doubles(list.map((t: any) => JSON.stringify(t)), 'entry', say);
}

function container(c: any, pod: any, deadline: number, say: Say): void {
  if (!DNS_LABEL.test(c.name) || !c.image || /\s/.test(c.image)) say('bad name or image');
  for (const p of c.ports ?? []) {
    within(p.containerPort, 1, 65535, 'port', say);
    if (p.name !== undefined && !PORT_NAME.test(p.name)) say(`port name ${p.name}`);
    if (pod.hostNetwork && p.hostPort !== undefined && p.hostPort !== p.containerPort) say('host port');
  }
  doubles((c.env ?? []).map((e: any) => e.name), 'variable', say);
  for (const e of c.env ?? []) {
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(e.name) || e.name === '.' || e.name.startsWith('..')) say(`variable ${e.name}`);
    if ((e.value === undefined) === (e.valueFrom === undefined) || (e.value !== undefined && typeof e.value !== 'string')) say(`value of ${e.name}`);
  }
  doubles((c.volumeMounts ?? []).map((m: any) => m.mountPath), 'mount', say);
  for (const m of c.volumeMounts ?? []) {
    if (!m.mountPath.startsWith('/') || m.mountPath.includes(':') || m.subPath?.startsWith('/')) say(`mount ${m.mountPath}`);
    if (!(pod.volumes ?? []).some((v: any) => v.name === m.name)) say(`there is no volume ${m.name}`);
  }
  resources(c.resources ?? {}, say);
  const budget = c.startupProbe ? (c.startupProbe.initialDelaySeconds ?? 0) + (c.startupProbe.failureThreshold ?? 3) * (c.startupProbe.periodSeconds ?? 10) : 0;
  if (budget >= deadline) say(`may start for ${budget} s of ${deadline}`);
  for (const key of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const p = c[key];
    if (!p) continue;
    if (['exec', 'httpGet', 'tcpSocket', 'grpc'].filter((kind) => p[kind]).length !== 1) say(key);
    const port = p.httpGet?.port ?? p.tcpSocket?.port;
    if (port !== undefined) within(port, 1, 65535, `${key} port`, say);
    for (const field of ['failureThreshold', 'periodSeconds', 'timeoutSeconds']) if (p[field] !== undefined) within(p[field], 1, 2 ** 31 - 1, `${key}.${field}`, say);
  }
  const [program, sleep] = c.lifecycle?.preStop?.exec?.command ?? [];
  if (program === 'sleep' && Number(sleep) >= pod.terminationGracePeriodSeconds) say(`sleeps ${sleep} s of ${pod.terminationGracePeriodSeconds}`);
  const { runAsNonRoot, allowPrivilegeEscalation, capabilities, runAsUser } = c.securityContext;
  if (runAsNonRoot && (runAsUser ?? pod.securityContext?.runAsUser) === 0) say('must not be root, but is');
  if (allowPrivilegeEscalation !== false || (pod.securityContext?.seccompProfile && !capabilities?.drop?.includes('ALL'))) say('is not restricted');
}

function resources({ requests = {}, limits = {} }: any, say: Say): void {
  for (const [name, text] of [...Object.entries(requests), ...Object.entries(limits)]) {
    const n = billionths(text);
    if (n === undefined || n <= 0n) say(`${name} of ${String(text)}`);
    else if (name !== 'cpu' && n % 10n ** 9n !== 0n) say(`${name} is no whole number: ${String(text)}`);
    if (!/^(cpu|memory|ephemeral-storage|hugepages-\d+[KMG]i)$/.test(name) && !/^(?!requests\.)[^/]+\/[^/]+$/.test(name)) say(`there is no resource ${name}`);
  }
  for (const [name, request] of Object.entries(requests)) {
    if (limits[name] !== undefined && billionths(request)! > billionths(limits[name])!) say(`${name} request above its limit`);
    if ((name.includes('/') || name.startsWith('hugepages-')) && (limits[name] === undefined || billionths(limits[name]) !== billionths(request))) say(`${name} request is not its limit`);
  }
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
    if (pods.length > 0 && !declared.some((d) => d.containerPort === (p.targetPort ?? p.port) && (d.protocol ?? 'TCP') === (p.protocol ?? 'TCP'))) say(`sends to ${p.targetPort}`);
  }
  if (loadBalancerSourceRanges && (type !== 'LoadBalancer' || loadBalancerSourceRanges.some((r: string) => !/^[\da-f.:]+\/\d+$/.test(r)))) say('source ranges');
}

function scalerOf(w: any, objects: any[]): any {
  return objects.find((h) => h.kind === 'HorizontalPodAutoscaler' && h.spec.scaleTargetRef.kind === w.kind && h.spec.scaleTargetRef.name === w.metadata.name);
}

function budget(o: any, objects: any[], say: Say): void {
  const { minAvailable, maxUnavailable, selector } = o.spec;
  const pods = objects.filter((w) => w.kind === 'Deployment' && picks(selector.matchLabels, w.spec.template.metadata.labels));
  if (pods.length !== 1 || (minAvailable === undefined) === (maxUnavailable === undefined)) say('selector or bounds');
  const least = scalerOf(pods[0], objects)?.spec.minReplicas ?? pods[0].spec.replicas;
  const bound = minAvailable ?? maxUnavailable;
  if (typeof bound === 'string' && (!/^\d+%$/.test(bound) || parseInt(bound, 10) > 100)) say(`${bound}`);
  const allowed = minAvailable === undefined ? bound : least - (typeof bound === 'number' ? bound : Math.ceil(parseInt(bound, 10) * least / 100));
  if (least > 0 && parseInt(String(allowed), 10) < 1) say(`blocks every drain of ${least} pods`);
}

const SOURCES: Record<string, [string, string[]]> = {
  Resource: ['resource', ['Utilization', 'AverageValue']],
  ContainerResource: ['containerResource', ['Utilization', 'AverageValue']],
  Pods: ['pods', ['AverageValue']],
  Object: ['object', ['Value', 'AverageValue']],
  External: ['external', ['Value', 'AverageValue']],
};
const FIELD: Record<string, string> = { Utilization: 'averageUtilization', AverageValue: 'averageValue', Value: 'value' };

function autoscaler(o: any, objects: any[], say: Say): void {
  const { minReplicas, maxReplicas, metrics, behavior = {}, scaleTargetRef } = o.spec;
  within(minReplicas, 1, maxReplicas, 'minReplicas', say);
  within(maxReplicas, 1, 2 ** 31 - 1, 'maxReplicas', say);
  const target = objects.find((w) => w.kind === scaleTargetRef.kind && w.metadata.name === scaleTargetRef.name && w.apiVersion === scaleTargetRef.apiVersion);
  if (!target || target.spec.replicas !== undefined) say('its target is missing or has replicas');
  if (target?.spec.template.spec.nodeName || (maxReplicas > 1 && target?.spec.template.spec.hostNetwork)) say('its target is pinned');
  if (!metrics?.length) say('has no metric');
  doubles(metrics.map((m: any) => JSON.stringify(m)), 'metric', say);
  for (const m of metrics) {
    const [field, types] = SOURCES[m.type] ?? [];
    const source = m[field];
    if (Object.keys(m).sort().join() !== ['type', field].sort().join() || !types.includes(source.target.type)) { say(`metric ${JSON.stringify(m)}`); continue; }
    const { type, ...values } = source.target;
    if (Object.keys(values).join() !== FIELD[type]) say(`target ${JSON.stringify(source.target)}`);
    if (type === 'Utilization') within(values.averageUtilization, 1, 2 ** 31 - 1, 'averageUtilization', say);
    else if (!((billionths(values[FIELD[type]]) ?? 0n) > 0n)) say(`target ${values[FIELD[type]]}`);
    if (source.metric && !/^(?!\.{1,2}$)[^/%]+$/.test(source.metric.name)) say(`metric name ${source.metric.name}`);
    const measured = (target?.spec.template.spec.containers ?? []).filter((c: any) => field === 'resource' || c.name === source.container);
    const unasked = measured.filter((c: any) => !c.resources?.requests?.[source.name] && !c.resources?.limits?.[source.name]);
    if (field.toLowerCase().includes('resource') && (measured.length === 0 || (type === 'Utilization' && unasked.length > 0))) say(`metric of ${source.name} without a request`);
  }
  for (const rules of [behavior.scaleUp, behavior.scaleDown]) {
    if (!rules) continue;
    if (rules.stabilizationWindowSeconds !== undefined) within(rules.stabilizationWindowSeconds, 0, 3600, 'stabilizationWindowSeconds', say);
    if (rules.selectPolicy !== undefined && !['Max', 'Min', 'Disabled'].includes(rules.selectPolicy)) say(`selectPolicy ${rules.selectPolicy}`);
    if (rules.policies?.length === 0) say('no policies');
    for (const p of rules.policies ?? []) {
      within(p.value, 1, 2 ** 31 - 1, 'policy', say);
      within(p.periodSeconds, 1, 1800, 'period', say);
      if (!['Pods', 'Percent'].includes(p.type)) say(`policy ${p.type}`);
    }
  }
}

function admission(o: any, objects: any[], say: Say): void {
  const pods = objects.filter((w) => w.kind === 'Deployment' && picks(o.spec.podSelector.matchLabels, w.spec.template.metadata.labels));
  if (pods.length !== 1 || !o.spec.policyTypes.includes('Ingress')) say('selector');
  const declared = pods.flatMap((w) => w.spec.template.spec.containers).flatMap((c) => c.ports ?? []).map((p) => `${p.containerPort}/${p.protocol ?? 'TCP'}`);
  for (const rule of o.spec.ingress ?? []) {
    if (!rule.ports?.length || !rule.from?.length) say('admits everything');
    for (const p of rule.ports ?? []) if (!declared.includes(`${p.port}/${p.protocol}`)) say(`admits to ${p.port}/${p.protocol}`);
  }
}

function configMap(o: any, say: Say): void {
  const entries = Object.entries(o.data ?? {});
  if (entries.length === 0) say('is empty');
  for (const [key, value] of entries) if (!/^(?!\.\.?$)(?!\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key) || typeof value !== 'string') say(`entry ${key}`);
}
