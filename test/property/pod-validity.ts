import { billionths, DNS_LABEL, doubles, labelsOf, picks, PORT_NAME, within, type Say } from './grammar';

const VARIABLE = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const RESOURCE = /^(cpu|memory|ephemeral-storage|hugepages-\d+[KMG]i)$/;
const EXTENDED_RESOURCE = /^(?!requests\.)[^/]+\/[^/]+$/;

/** What is wrong with a workload and the pods that it would make. */
export function workload(o: any, objects: any[], configMaps: string[], say: Say): void {
  const { template, selector, replicas, progressDeadlineSeconds = 600 } = o.spec;
  const pod = template.spec;
  labelsOf(template.metadata.labels, 'pod labels', say);
  labelsOf(template.metadata.annotations, 'pod annotations', say, false);
  if (!picks(selector.matchLabels, template.metadata.labels)) say('its selector picks other pods');
  if (replicas !== undefined) within(replicas, 0, 2 ** 31 - 1, 'replicas', say);
  const all = [...pod.containers, ...(pod.initContainers ?? [])];
  doubles(all.map((c: any) => c.name), 'container', say);
  doubles((pod.volumes ?? []).map((v: any) => v.name), 'volume', say);
  const ports = pod.containers.flatMap((c: any) => c.ports ?? []);
  doubles(ports.map((p: any) => p.name), 'port name', say);
  doubles(ports.map((p: any) => `${p.containerPort}/${p.protocol ?? 'TCP'}`), 'port', say);
  doubles(all.flatMap((c: any) => (c.ports ?? []).map((p: any) => p.hostPort)), 'host port', say);
  for (const v of pod.volumes ?? []) {
    if (!DNS_LABEL.test(v.name) || Object.keys(v).length !== 2) say(`volume ${v.name}`);
    const limit = v.emptyDir?.sizeLimit;
    if (limit !== undefined && !((billionths(limit) ?? 0n) > 0n)) say(`volume ${v.name} of ${limit}`);
  }
  const owned = [...configMaps, ...objects.filter((m) => m.kind === 'ConfigMap').map((m) => m.metadata.name)];
  const variables = all.flatMap((c: any) => c.envFrom ?? []).map((e: any) => e.configMapRef?.name);
  const read = [...(pod.volumes ?? []).map((v: any) => v.configMap?.name), ...variables];
  read.filter((name) => name !== undefined && !owned.includes(name))
    .forEach((name) => say(`there is no ConfigMap ${name}`));
  for (const c of all) container(c, pod, progressDeadlineSeconds, (wrong) => say(`container ${c.name}: ${wrong}`));
  for (const list of [pod.tolerations ?? [], pod.imagePullSecrets ?? []]) {
    doubles(list.map((t: any) => JSON.stringify(t)), 'entry', say);
  }
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
    if (!VARIABLE.test(e.name) || e.name === '.' || e.name.startsWith('..')) say(`variable ${e.name}`);
    const values = [e.value, e.valueFrom].filter((value) => value !== undefined);
    if (values.length !== 1 || !['string', 'undefined'].includes(typeof e.value)) say(`value of ${e.name}`);
  }
  doubles((c.volumeMounts ?? []).map((m: any) => m.mountPath), 'mount', say);
  for (const m of c.volumeMounts ?? []) {
    const isPath = m.mountPath.startsWith('/') && !m.mountPath.includes(':');
    if (!isPath || m.subPath?.startsWith('/')) say(`mount ${m.mountPath}`);
    if (!(pod.volumes ?? []).some((v: any) => v.name === m.name)) say(`there is no volume ${m.name}`);
  }
  resources(c.resources ?? {}, say);
  const startup = c.startupProbe ?? { failureThreshold: 0 };
  const { initialDelaySeconds = 0, failureThreshold = 3, periodSeconds = 10 } = startup;
  const longest = initialDelaySeconds + failureThreshold * periodSeconds;
  if (longest >= deadline) say(`may start for ${longest} s of ${deadline}`);
  for (const key of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const p = c[key];
    if (!p) continue;
    if (['exec', 'httpGet', 'tcpSocket', 'grpc'].filter((kind) => p[kind]).length !== 1) say(key);
    const port = p.httpGet?.port ?? p.tcpSocket?.port;
    const named = typeof port === 'string' && (c.ports ?? []).some((q: any) => q.name === port);
    if (port !== undefined && !named) within(port, 1, 65535, `${key} port`, say);
    for (const field of ['failureThreshold', 'periodSeconds', 'timeoutSeconds']) {
      if (p[field] !== undefined) within(p[field], 1, 2 ** 31 - 1, `${key}.${field}`, say);
    }
  }
  const [program, sleep] = c.lifecycle?.preStop?.exec?.command ?? [];
  if (program === 'sleep' && Number(sleep) >= pod.terminationGracePeriodSeconds) {
    say(`sleeps ${sleep} s of ${pod.terminationGracePeriodSeconds}`);
  }
  const { runAsNonRoot, allowPrivilegeEscalation, capabilities, runAsUser } = c.securityContext;
  if (runAsNonRoot && (runAsUser ?? pod.securityContext?.runAsUser) === 0) say('must not be root, but is');
  const isCapable = pod.securityContext?.seccompProfile && !capabilities?.drop?.includes('ALL');
  if (allowPrivilegeEscalation !== false || isCapable) say('is not restricted');
}

function resources({ requests = {}, limits = {} }: any, say: Say): void {
  for (const [name, text] of [...Object.entries(requests), ...Object.entries(limits)]) {
    const n = billionths(text);
    if (n === undefined || n <= 0n) say(`${name} of ${String(text)}`);
    else if (name !== 'cpu' && n % 10n ** 9n !== 0n) say(`${name} is no whole number: ${String(text)}`);
    if (!RESOURCE.test(name) && !EXTENDED_RESOURCE.test(name)) say(`there is no resource ${name}`);
  }
  for (const [name, request] of Object.entries(requests)) {
    const limit = billionths(limits[name]);
    const mustBeEqual = name.includes('/') || name.startsWith('hugepages-');
    if (limits[name] !== undefined && billionths(request)! > limit!) say(`${name} request above its limit`);
    if (mustBeEqual && (limit === undefined || limit !== billionths(request))) say(`${name} request is not its limit`);
  }
}
