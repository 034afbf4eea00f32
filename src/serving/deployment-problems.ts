import { ServiceType, type ContainerProps } from 'cdk8s-plus-27';
import { requestSeconds } from './drain';
import type { InferenceConfigOptions } from './inference-config-options';
import type { InferenceDeploymentOptions, InferenceDeploymentProps } from './inference-deployment-props';
import type { InferenceServiceOptions } from './inference-service-options';
import { modelPath } from './model-files';
import { startupSeconds } from './probes';
import { serverPorts } from './server-container';
import * as check from '../private/check';
import { CONFIG_KEY, DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, ENV_NAME, PORT_NAME } from '../private/names';
import { within, type Problem } from '../private/problem';
import { parseQuantity } from '../private/quantity';
import { renderResources, resourceProblems } from '../private/resources';
import { ModelServer } from '../values/model-server';

/** The longest that a pod may take to end, and a probe budget that a rollout can wait for. */
const DAY = 24 * 3600;

/** Every problem of what describes a deployment, scaled or not; `name` is the one that it will get. */
export function deploymentProblems(name: string, props: InferenceDeploymentOptions): Problem[] {
  if (!(props.server instanceof ModelServer)) {
    return [{ at: 'server', got: props.server, rule: 'must be a ModelServer', why: 'nothing is known of what to run', fix: 'use ModelServer.tensorflowServing, vllm, custom or another factory' }];
  }
  return [
    ...check.name('name', name, DNS_1035_LABEL, props.name === undefined ? 'give a name, because the construct\'s id does not make one' : 'give another name'),
    ...props.server._problems('server'),
    ...(props.model?._problems('model') ?? []),
    ...resourceProblems('resources', props.resources),
    ...(props.accelerator?._problems('accelerator') ?? []),
    ...labelProblems(name, props),
    ...containerProblems(props),
    ...environmentProblems(props),
    ...(props.config ? configProblems(props.config) : []),
    ...portProblems(props),
    ...(props.service ? within('service', serviceProblems(props.service, podLabels(name, props))) : []),
    ...timeProblems(props),
    ...memoryProblems(props),
    ...acceleratorProblems(props),
    ...wasmProblems(props),
    ...budgetProblems(props),
    ...(['priorityClassName', 'schedulerName'] as const).flatMap((key) => (props[key] === undefined ? [] : check.name(key, props[key], DNS_SUBDOMAIN))),
  ];
}

export function fixedReplicaProblems({ replicas, hostNetwork }: InferenceDeploymentProps): Problem[] {
  if (replicas === undefined) return [];
  return [
    ...check.integer('replicas', replicas, { min: 0 }, 'the API server would reject the Deployment', 'give a number of pods, or use AutoscaledInference'),
    ...(hostNetwork && replicas > 1 ? [{ at: 'hostNetwork', got: true, rule: `cannot be combined with ${replicas} replicas`, why: 'each node has every port once, so a second pod on a node stays Pending', fix: 'reach the pods through their Service, or keep one replica' }] : []),
  ];
}

function podLabels(name: string, { labels, selector }: InferenceDeploymentOptions): Record<string, string> {
  return { ...labels, ...(selector ?? { app: name }) };
}

function labelProblems(name: string, { labels, selector, podAnnotations }: InferenceDeploymentOptions): Problem[] {
  const problems = [...check.labels('labels', labels), ...check.labels('selector', selector), ...check.annotations('podAnnotations', podAnnotations)];
  if (selector && (Object.keys(selector).length === 0 || Object.values(selector).includes(''))) {
    problems.push({ at: 'selector', got: selector, rule: 'must hold at least one label, each with a value', why: 'an empty selector picks every pod of the namespace', fix: `leave selector out for { app: "${name}" }` });
  }
  for (const key of Object.keys(labels ?? {}).filter((k) => selector?.[k] !== undefined && selector[k] !== labels![k])) {
    problems.push({ at: `labels[${JSON.stringify(key)}]`, got: labels![key], rule: `contradicts the selector, which says "${selector![key]}"`, why: 'the Deployment would not select its own pods', fix: 'keep it in the selector only' });
  }
  return problems;
}

function containerProblems(props: InferenceDeploymentOptions): Problem[] {
  const own = props.containerName ?? props.server._row.id;
  const problems = props.containerName === undefined ? [] : check.name('containerName', props.containerName, DNS_LABEL);
  const names = new Map([[own, 'the server']]);
  const further: Array<[string, ContainerProps]> = [
    ...(props.initContainers ?? []).map((c, i): [string, ContainerProps] => [`initContainers[${i}]`, c]),
    ...(props.extraContainers ?? []).map((c, i): [string, ContainerProps] => [`extraContainers[${i}]`, c]),
  ];
  for (const [at, c] of further) {
    problems.push(...within(at, [...check.name('name', c.name, DNS_LABEL, 'give each container a name'), ...check.image('image', c.image), ...kplusResourceProblems(c)]));
    if (c.name !== undefined && (names.has(c.name) || c.name === 'fetch-model')) {
      problems.push({ at: `${at}.name`, got: c.name, rule: `is the name of ${names.get(c.name) ?? 'the container that fetches the model'} already`, why: 'the API server would reject the pod', fix: 'give another name' });
    } else if (c.name !== undefined) {names.set(c.name, at);}
  }
  return [...problems, ...mountProblems(props)];
}

function kplusResourceProblems({ resources }: ContainerProps): Problem[] {
  return resources === undefined || Object.values(resources).every((r) => r === undefined) ? [] : resourceProblems('resources', resources);
}

function mountProblems(props: InferenceDeploymentOptions): Problem[] {
  const taken = new Map<string, string>([
    ['/tmp', 'the writable folder'],
    ...(props.server._row.writable ?? []).map((path): [string, string] => [path, 'the writable folder']),
    ...(props.model ? [[modelPath(props.server, props.model), 'the model'] as [string, string]] : []),
    ...(props.config?.mountPath === undefined ? [] : [[props.config.mountPath, 'config'] as [string, string]]),
  ]);
  return (props.volumeMounts ?? []).flatMap((m, i) => {
    const problems = check.absolutePath(`volumeMounts[${i}].path`, m.path);
    const other = taken.get(m.path);
    taken.set(m.path, `volumeMounts[${i}]`);
    return other ? [...problems, { at: `volumeMounts[${i}].path`, got: m.path, rule: `is taken by ${other}`, why: 'the API server rejects two mounts on one path', fix: 'mount it elsewhere' }] : problems;
  });
}

function environmentProblems({ environment = {}, envVariables = {} }: InferenceDeploymentOptions): Problem[] {
  return [
    ...Object.keys({ ...environment, ...envVariables }).flatMap((key) => check.name(`${key in environment ? 'environment' : 'envVariables'}[${JSON.stringify(key)}]`, key, ENV_NAME, 'rename the variable')),
    ...Object.entries(environment).filter(([, value]) => typeof value !== 'string').map(([key, value]) => (
      { at: `environment[${JSON.stringify(key)}]`, got: value, rule: 'must be a string', why: 'the API server would reject the container', fix: 'write the value as a string' })),
    ...Object.keys(environment).filter((key) => key in envVariables).map((key) => (
      { at: `envVariables[${JSON.stringify(key)}]`, rule: 'is given in environment too', why: 'only one of the two could take effect', fix: 'keep one of them' })),
  ];
}

function configProblems({ data, name, mountPath }: InferenceConfigOptions): Problem[] {
  const entries = Object.entries(data ?? {});
  return within('config', [
    ...(name === undefined ? [] : check.name('name', name, DNS_SUBDOMAIN)),
    ...(mountPath === undefined ? [] : check.absolutePath('mountPath', mountPath)),
    ...(entries.some(([, value]) => value !== '') ? [] : [{ at: 'data', got: data, rule: 'must hold an entry with a value', why: 'the ConfigMap would be empty', fix: 'add an entry or leave config out' }]),
    ...entries.flatMap(([key, value]) => [
      ...check.name(`data[${JSON.stringify(key)}]`, key, mountPath === undefined ? ENV_NAME : CONFIG_KEY, mountPath === undefined ? 'rename the entry, or set mountPath for files' : 'rename the entry'),
      ...(typeof value === 'string' ? [] : [{ at: `data[${JSON.stringify(key)}]`, got: value, rule: 'must be a string', why: 'the API server would reject the ConfigMap', fix: 'write the value as a string' }]),
    ]),
  ]);
}

function portProblems(props: InferenceDeploymentOptions): Problem[] {
  const taken = serverPorts(props.server);
  return (props.ports ?? []).flatMap((p, i) => {
    const at = `ports[${i}]`;
    const other = taken.find((t) => t.number === p.number && (t.protocol ?? 'TCP') === (p.protocol ?? 'TCP')) ?? taken.find((t) => t.name === p.name);
    taken.push(p);
    return [
      ...check.port(`${at}.number`, p.number),
      ...(p.hostPort === undefined ? [] : check.port(`${at}.hostPort`, p.hostPort)),
      ...check.name(`${at}.name`, p.name, PORT_NAME, 'name the port, because the Service has several'),
      ...(other ? [{ at, got: { name: p.name, number: p.number }, rule: `is the same as port ${other.name} (${other.number})`, why: 'the API server would reject the container', fix: 'give another name and number' }] : []),
    ];
  });
}

function serviceProblems(service: InferenceServiceOptions, pods: Record<string, string>): Problem[] {
  const { name, ports, labels, annotations, selector, type, loadBalancerSourceRanges } = service;
  const seen = new Set<string>();
  const problems = [...(name === undefined ? [] : check.name('name', name, DNS_1035_LABEL)), ...check.labels('labels', labels), ...check.annotations('annotations', annotations), ...check.labels('selector', selector)];
  if (ports?.length === 0) problems.push({ at: 'ports', got: ports, rule: 'must not be empty', why: 'the API server would reject the Service', fix: 'leave ports out for those of the server' });
  for (const [i, p] of (ports ?? []).entries()) {
    problems.push(...check.port(`ports[${i}].port`, p.port), ...(p.targetPort === undefined ? [] : check.port(`ports[${i}].targetPort`, p.targetPort)));
    if (p.nodePort !== undefined) problems.push(...check.port(`ports[${i}].nodePort`, p.nodePort));
    if (ports!.length > 1 || p.name !== undefined) problems.push(...check.name(`ports[${i}].name`, p.name, DNS_LABEL, 'name each port of the Service'));
    for (const key of [`name ${p.name}`, `port ${p.port}/${p.protocol ?? 'TCP'}`]) {
      if (p.name !== undefined && seen.has(key)) problems.push({ at: `ports[${i}]`, got: key, rule: 'is given twice', why: 'the API server would reject the Service', fix: 'give each port a name and a number of its own' });
      seen.add(key);
    }
    if (p.nodePort !== undefined && (type ?? ServiceType.CLUSTER_IP) === ServiceType.CLUSTER_IP) {
      problems.push({ at: `ports[${i}].nodePort`, got: p.nodePort, rule: 'needs type NODE_PORT or LOAD_BALANCER', why: 'the API server would reject the Service', fix: 'set service.type' });
    }
  }
  if (selector && Object.entries(selector).some(([key, value]) => pods[key] !== value)) {
    problems.push({ at: 'selector', got: selector, rule: `must hold only labels of the pods (${Object.entries(pods).map(([k, v]) => `${k}=${v}`).join(', ')})`, why: 'the Service would send to no pod', fix: 'use some of those labels, or add the missing ones to labels' });
  }
  if (selector && Object.keys(selector).length === 0) {
    problems.push({ at: 'selector', got: selector, rule: 'must not be empty', why: 'the Service would send to no pod', fix: 'leave it out for the deployment\'s selector' });
  }
  if (loadBalancerSourceRanges && type !== ServiceType.LOAD_BALANCER) {
    problems.push({ at: 'loadBalancerSourceRanges', got: loadBalancerSourceRanges, rule: 'needs type LOAD_BALANCER', why: 'it would have no effect', fix: 'set service.type' });
  }
  if (type === ServiceType.EXTERNAL_NAME) {
    problems.push({ at: 'type', got: type, rule: 'must send to the pods', why: 'a Service of that type is a DNS alias', fix: 'use CLUSTER_IP, NODE_PORT or LOAD_BALANCER' });
  }
  return problems;
}

function timeProblems(props: InferenceDeploymentOptions): Problem[] {
  const whole = 'probes and grace period are counted in whole seconds';
  const problems = [...check.seconds('startupBudget', props.startupBudget, { min: 1, max: DAY }, whole), ...check.seconds('maxRequestDuration', props.maxRequestDuration, { min: 1, max: DAY }, whole)];
  if (props.startupBudget && props.startup) {
    problems.push({ at: 'startupBudget', got: startupSeconds(props), rule: 'cannot be combined with startup', why: 'the probe\'s own failureThreshold and periodSeconds decide how long the model may load', fix: 'keep one of them' });
  }
  if (problems.length === 0 && requestSeconds(props) > DAY) problems.push({ at: 'maxRequestDuration', got: requestSeconds(props), rule: 'must be at most a day', why: 'a pod would take as long to end', fix: 'shorten it' });
  return problems;
}

function memoryProblems({ server, resources, sharedMemory }: InferenceDeploymentOptions): Problem[] {
  if (resourceProblems('', resources).length > 0) return [];
  const limit = parseQuantity(renderResources(resources).limits.memory);
  const least = server._row.minimumMemory;
  const problems: Problem[] = [];
  if (limit !== undefined && least !== undefined && limit < least) {
    problems.push({ at: 'resources.memory.limit', got: renderResources(resources).limits.memory, rule: `${server._row.id} needs at least ${least / 2 ** 30}Gi`, why: 'the container would be killed while it starts (OOMKilled)', fix: 'raise the limit to hold the model too' });
  }
  if (sharedMemory && limit !== undefined && sharedMemory.toKibibytes() * 1024 >= limit) {
    problems.push({ at: 'sharedMemory', got: `${sharedMemory.toKibibytes()}Ki`, rule: 'must be below the memory limit', why: 'what lies in /dev/shm counts as the container\'s memory', fix: 'raise the limit or lower sharedMemory' });
  }
  return problems;
}

function acceleratorProblems({ accelerator, resources }: InferenceDeploymentOptions): Problem[] {
  const given = accelerator && (resources?.limits?.[accelerator.resource] ?? resources?.requests?.[accelerator.resource]);
  if (given === undefined) return [];
  return [{ at: 'accelerator', got: accelerator!.resource, rule: 'is given in resources too', why: 'only one of the two could take effect', fix: 'keep one of them' }];
}

function wasmProblems({ wasmRuntime, server }: InferenceDeploymentOptions): Problem[] {
  if (!wasmRuntime) return [];
  const exec = Object.entries(server._row.probes).find(([, p]) => p.command);
  return [
    ...check.name('wasmRuntime', wasmRuntime.runtimeClassName, DNS_SUBDOMAIN),
    ...(exec ? [{ at: 'wasmRuntime', got: wasmRuntime.runtimeClassName, rule: `cannot run the ${exec[0]} probe of ${server._row.id}`, why: 'a WebAssembly container has no shell and no other program', fix: 'use a server with HTTP or TCP probes' }] : []),
  ];
}

function budgetProblems({ disruptionBudget }: InferenceDeploymentOptions): Problem[] {
  const { maxUnavailable, minAvailable } = disruptionBudget ?? {};
  const given = [['maxUnavailable', maxUnavailable], ['minAvailable', minAvailable]] as const;
  return within('disruptionBudget', [
    ...(maxUnavailable && minAvailable ? [{ at: 'minAvailable', got: minAvailable.value, rule: 'cannot be combined with maxUnavailable', why: 'the API server would reject the PodDisruptionBudget', fix: 'keep one of them' }] : []),
    ...given.flatMap(([at, budget]) => (budget === undefined || /^\d+%?$/.test(String(budget.value)) ? [] : [{ at, got: budget.value, rule: 'must be a whole number or per cent, not negative', why: 'the API server would reject the PodDisruptionBudget', fix: 'use PercentOrAbsolute.absolute(1)' }])),
  ]);
}

