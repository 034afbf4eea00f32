import { SizeRoundingBehavior } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-27';
import { requestSeconds } from './drain';
import type { InferenceDeploymentOptions, InferenceDeploymentProps } from './inference-deployment-props';
import { podProblems } from './pod-problems';
import { runsCommand, serverProbes } from './probes';
import { sharedMemory } from './server-container';
import { declaredPorts, serviceProblems } from './service-problems';
import * as check from '../private/check';
import { DNS_1035_LABEL, DNS_SUBDOMAIN } from '../private/names';
import { within, type Problem } from '../private/problem';
import { parseQuantity } from '../private/quantity';
import { renderResources, renderSize, resourceProblems } from '../private/resources';
import { ModelServer } from '../values/model-server';

/** The longest that a pod may take to end, and a probe budget that a rollout can wait for. */
const DAY = 24 * 3600;

/** Every problem of what describes a deployment, scaled or not; `name` is the one that it will get. */
export function deploymentProblems(name: string, props: InferenceDeploymentOptions): Problem[] {
  if (!(props.server instanceof ModelServer)) {
    return [{
      at: 'server',
      got: props.server,
      rule: 'must be a ModelServer',
      why: 'nothing is known of what to run',
      fix: 'use ModelServer.tensorflowServing, vllm, custom or another factory',
    }];
  }
  return [
    ...check.name('name', name, DNS_1035_LABEL, props.name === undefined ? 'give a name, because the construct\'s id does not make one' : 'give another name'),
    ...props.server._problems('server'),
    ...(props.model?._problems('model') ?? []),
    ...resourceProblems('resources', props.resources),
    ...(props.accelerator?._problems('accelerator') ?? []),
    ...labelProblems(name, props),
    ...podProblems(props),
    ...(props.service ? within('service', serviceProblems(props.service, podLabels(name, props), declaredPorts(props))) : []),
    ...modelProblems(props),
    ...timeProblems(props),
    ...memoryProblems(props),
    ...acceleratorProblems(props),
    ...wasmProblems(props),
    ...budgetProblems(props),
    ...admissionProblems(props),
    ...(['priorityClassName', 'schedulerName'] as const).flatMap((key) => (props[key] === undefined ? [] : check.name(key, props[key], DNS_SUBDOMAIN))),
  ];
}

export function fixedReplicaProblems({ replicas, hostNetwork }: InferenceDeploymentProps): Problem[] {
  if (replicas === undefined) return [];
  return [
    ...check.integer('replicas', replicas, { min: 0 }, 'the API server would reject the Deployment', 'give a number of pods, or use AutoscaledInference'),
    ...(hostNetwork && replicas > 1 ? [{
      at: 'hostNetwork',
      got: true,
      rule: `cannot be combined with ${replicas} replicas`,
      why: 'each node has every port once, so a second pod on a node stays Pending',
      fix: 'reach the pods through their Service, or keep one replica',
    }] : []),
  ];
}

/** Whether the server would start with a model, as far as that can be known. */
function modelProblems({ server, model, volumeMounts = [] }: InferenceDeploymentOptions): Problem[] {
  const mounted = model !== undefined && model._origin.kind !== 'server-image';
  if (mounted && server._row.modelInImage === 'always') {
    return [{
      at: 'model',
      rule: `${server._row.id} brings its own model`,
      why: 'the mounted folder would hide it, or nobody would read it',
      fix: 'leave model out',
    }];
  }
  if (mounted || volumeMounts.length > 0 || server._row.modelInImage !== 'never') return [];
  return [{
    at: 'model',
    rule: `the image ${server.image} holds no model`,
    why: 'the server would not start',
    fix: 'say where the model comes from, or give an image that holds it',
    source: 'docs/models.md',
  }];
}

function podLabels(name: string, { labels, selector }: InferenceDeploymentOptions): Record<string, string> {
  return { ...labels, ...(selector ?? { app: name }) };
}

function labelProblems(name: string, { labels, selector, podAnnotations }: InferenceDeploymentOptions): Problem[] {
  const problems = [...check.labels('labels', labels), ...check.labels('selector', selector), ...check.annotations('podAnnotations', podAnnotations)];
  if (selector && (Object.keys(selector).length === 0 || Object.values(selector).includes(''))) {
    problems.push({
      at: 'selector',
      got: selector,
      rule: 'must hold at least one label, each with a value',
      why: 'an empty selector picks every pod of the namespace',
      fix: `leave selector out for { app: "${name}" }`,
    });
  }
  for (const key of Object.keys(labels ?? {}).filter((k) => selector?.[k] !== undefined && selector[k] !== labels![k])) {
    problems.push({
      at: `labels[${JSON.stringify(key)}]`,
      got: labels![key],
      rule: `contradicts the selector, which says "${selector![key]}"`,
      why: 'the Deployment would not select its own pods',
      fix: 'keep it in the selector only',
    });
  }
  return problems;
}

function timeProblems(props: InferenceDeploymentOptions): Problem[] {
  const whole = 'probes and grace period are counted in whole seconds';
  const problems = [
    ...check.seconds('startupBudget', props.startupBudget, { min: 1, max: DAY }, whole),
    ...check.seconds('maxRequestDuration', props.maxRequestDuration, { min: 1, max: DAY }, whole),
  ];
  if (props.startupBudget && props.startup) {
    problems.push({
      at: 'startupBudget',
      got: props.startupBudget.toSeconds({ integral: false }),
      rule: 'cannot be combined with startup',
      why: 'the probe\'s own failureThreshold and periodSeconds decide how long the model may load',
      fix: 'keep one of them',
    });
  }
  if (problems.length === 0 && requestSeconds(props) > DAY) {
    problems.push({
      at: 'maxRequestDuration',
      got: requestSeconds(props),
      rule: 'must be at most a day',
      why: 'a pod would take as long to end',
      fix: 'shorten it',
    });
  }
  return problems;
}

function memoryProblems(props: InferenceDeploymentOptions): Problem[] {
  const { server, resources } = props;
  if (resourceProblems('', resources).length > 0) return [];
  const limit = parseQuantity(renderResources(resources).limits.memory);
  const least = server._row.minimumMemory;
  const problems: Problem[] = [];
  if (limit !== undefined && least !== undefined && limit < least) {
    problems.push({
      at: 'resources.memory.limit',
      got: renderResources(resources).limits.memory,
      rule: `${server._row.id} needs at least ${least / 2 ** 30}Gi`,
      why: 'the container would be killed while it starts (OOMKilled)',
      fix: 'raise the limit to hold the model too',
    });
  }
  const shared = sharedMemory(props);
  const kibibytes = shared?.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) ?? 0;
  if (props.sharedMemory) problems.push(...check.wholeMebibytes('sharedMemory', kibibytes));
  if (shared && limit !== undefined && kibibytes * 1024 >= limit) {
    problems.push({
      at: 'sharedMemory',
      got: renderSize(shared),
      rule: `${props.sharedMemory ? '' : `of ${server._row.id} `}must be below the memory limit of ${renderResources(resources).limits.memory}`,
      why: 'what lies in /dev/shm counts as the container\'s memory',
      fix: 'raise the limit or lower sharedMemory',
    });
  }
  return problems;
}

function acceleratorProblems({ accelerator, resources, server }: InferenceDeploymentOptions): Problem[] {
  const problems: Problem[] = [];
  const needed = server._accelerators;
  const devices = accelerator?.count ?? Object.entries(resources?.limits ?? {}).reduce((sum, [name, value]) => sum + (name.includes('/') ? Number(value) : 0), 0);
  if (needed !== undefined && needed > 1 && devices < needed) {
    problems.push({
      at: 'accelerator',
      got: devices,
      rule: `must be at least the ${needed} over which server.tensorParallelSize spreads the model`,
      why: 'the server would not start',
      fix: `ask for ${needed}, such as Accelerator.nvidia(${needed})`,
    });
  }
  const given = accelerator && (resources?.limits?.[accelerator.resource] ?? resources?.requests?.[accelerator.resource]);
  if (given === undefined) return problems;
  return [...problems, {
    at: 'accelerator',
    got: accelerator!.resource,
    rule: 'is given in resources too',
    why: 'only one of the two could take effect',
    fix: 'keep one of them',
  }];
}

function wasmProblems(props: InferenceDeploymentOptions): Problem[] {
  const { wasmRuntime, server, podAnnotations = {} } = props;
  if (!wasmRuntime) return [];
  const exec = Object.entries(serverProbes(props)).find(([, probe]) => runsCommand(probe));
  const other = Object.entries(wasmRuntime.podAnnotations).find(([key, value]) => podAnnotations[key] !== undefined && podAnnotations[key] !== value);
  return [
    ...check.name('wasmRuntime', wasmRuntime.runtimeClassName, DNS_SUBDOMAIN),
    ...(exec ? [{
      at: 'wasmRuntime',
      got: wasmRuntime.runtimeClassName,
      rule: `cannot run the ${exec[0]} probe of ${server._row.id}`,
      why: 'a WebAssembly container has no shell and no other program',
      fix: 'use HTTP or TCP probes',
    }] : []),
    ...(other ? [{
      at: `podAnnotations[${JSON.stringify(other[0])}]`,
      got: podAnnotations[other[0]],
      rule: `contradicts the runtime, which needs "${other[1]}"`,
      why: 'only one of the two could take effect',
      fix: 'leave the annotation to the runtime',
    }] : []),
  ];
}

function budgetProblems({ disruptionBudget }: InferenceDeploymentOptions): Problem[] {
  const { maxUnavailable, minAvailable } = disruptionBudget ?? {};
  const given = [['maxUnavailable', maxUnavailable], ['minAvailable', minAvailable]] as const;
  return within('disruptionBudget', [
    ...(maxUnavailable && minAvailable ? [{
      at: 'minAvailable',
      got: minAvailable.value,
      rule: 'cannot be combined with maxUnavailable',
      why: 'the API server would reject the PodDisruptionBudget',
      fix: 'keep one of them',
    }] : []),
    ...given.flatMap(([at, budget]) => (budget === undefined || /^\d+%?$/.test(String(budget.value)) ? [] : [{
      at,
      got: budget.value,
      rule: 'must be a whole number or per cent, not negative',
      why: 'the API server would reject the PodDisruptionBudget',
      fix: 'use PercentOrAbsolute.absolute(1)',
    }])),
  ]);
}

function admissionProblems({ admit, server, ports = [] }: InferenceDeploymentOptions): Problem[] {
  if (!admit) return [];
  const problems: Problem[] = [];
  if (!Array.isArray(admit.callers)) {
    problems.push({ at: 'admit.callers', got: admit.callers, rule: 'must be a list', why: 'nobody is named', fix: 'name the callers; an empty list admits no one' });
  }
  if (admit.metricsScraper && server.metricsPort === undefined) {
    problems.push({
      at: 'admit.metricsScraper',
      rule: `${server._row.id} shows no metrics here`,
      why: 'there would be nothing to let the scraper in for',
      fix: 'leave it out, or switch the metrics on',
    });
  }
  if (ports.some((p) => p.protocol === Protocol.SCTP)) {
    problems.push({
      at: 'admit',
      rule: 'cannot admit callers to an SCTP port',
      why: 'network policies of cdk8s-plus-27 know TCP and UDP only',
      fix: 'leave admit out and write the NetworkPolicy yourself',
    });
  }
  return problems;
}
