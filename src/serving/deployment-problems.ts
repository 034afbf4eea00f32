import { Pod } from 'cdk8s-plus-27';
import { admissionProblems, budgetProblems, rolloutProblems } from './availability-problems';
import { acceleratorProblems, memoryProblems, wasmProblems } from './capacity-problems';
import { requestSeconds } from './drain';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { podProblems } from './pod-problems';
import { podPorts } from './port-problems';
import { serviceProblems } from './service-problems';
import * as check from '../validation/check';
import { DNS_1035_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { resourceProblems } from '../values/resource-requirements';
import { Accelerator } from '../values/accelerator';
import { ModelServer } from '../servers/model-server';
import { ModelSource } from '../values/model-source';

/** The longest that a pod may take to end, and a probe budget that a rollout can wait for. */
const DAY = 24 * 3600;

/** Every problem of what describes a deployment, scaled or not; `name` is the one that it will get. */
export function deploymentProblems(name: string, props: InferenceDeploymentOptions): Problem[] {
  if (!(props.server instanceof ModelServer)) {
    return [{
      field: 'server',
      value: props.server,
      rule: 'must be a ModelServer',
      why: 'nothing is known of what to run',
      fix: 'use ModelServer.tensorflowServing, vllm, custom or another factory',
    }];
  }
  const wrong = wrongValues(props);
  if (wrong.length > 0) return wrong;
  const resources = resourceProblems('resources', props.resources);
  return [
    ...check.name('name', name, DNS_1035_LABEL, props.name === undefined ? 'give a name, because the construct\'s id does not make one' : 'give another name'),
    ...props.server._problems('server'),
    ...(props.model?._problems('model') ?? []),
    ...resources,
    ...(props.accelerator?._problems('accelerator') ?? []),
    ...labelProblems(name, props),
    ...podProblems(props),
    ...(props.service ? within('service', serviceProblems(props.service, podLabels(name, props), podPorts(props))) : []),
    ...modelProblems(props),
    ...timeProblems(props),
    ...(resources.length > 0 ? [] : memoryProblems(props)),
    ...acceleratorProblems(props),
    ...wasmProblems(props),
    ...budgetProblems(props),
    ...rolloutProblems(props.rollout),
    ...admissionProblems(props),
    ...(['priorityClassName', 'schedulerName'] as const).flatMap((key) => (props[key] === undefined ? [] : check.name(key, props[key], DNS_SUBDOMAIN))),
  ];
}

/** Values that are none of the library's: untyped programs may give anything. */
function wrongValues({ model, accelerator }: InferenceDeploymentOptions): Problem[] {
  const given = [['model', model, ModelSource], ['accelerator', accelerator, Accelerator]] as const;
  return given.filter(([, value, type]) => value !== undefined && !(value instanceof type)).map(([at, value, type]) => (
    { field: at, value: value, rule: `must be of class ${type.name}`, why: 'nothing else can be checked and printed', fix: `use a factory of ${type.name}` }));
}

/** Whether the server would start with a model, as far as that can be known. */
function modelProblems({ server, model, volumeMounts = [] }: InferenceDeploymentOptions): Problem[] {
  const mounted = model !== undefined && model._origin.kind !== 'server-image';
  if (mounted && server._row.modelInImage === 'always') {
    return [{
      field: 'model',
      rule: `${server._row.id} brings its own model`,
      why: 'the mounted folder would hide it, or nobody would read it',
      fix: 'leave model out',
    }];
  }
  if (mounted || volumeMounts.length > 0 || server._row.modelInImage !== 'never') return [];
  return [{
    field: 'model',
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
      field: 'selector',
      value: selector,
      rule: 'must hold at least one label, each with a value',
      why: 'an empty selector picks every pod of the namespace',
      fix: `leave selector out for { app: "${name}" }`,
    });
  }
  for (const [at, map] of [['labels', labels], ['selector', selector]] as const) {
    if (map?.[Pod.ADDRESS_LABEL] === undefined) continue;
    problems.push({
      field: `${at}[${JSON.stringify(Pod.ADDRESS_LABEL)}]`,
      value: map[Pod.ADDRESS_LABEL],
      rule: 'belongs to cdk8s-plus',
      why: 'it selects pods by this label, and its value is the deployment\'s name',
      fix: 'use another key',
    });
  }
  const selected = selector ?? { app: name };
  for (const key of Object.keys(labels ?? {}).filter((k) => selected[k] !== undefined && selected[k] !== labels![k])) {
    problems.push({
      field: `labels[${JSON.stringify(key)}]`,
      value: labels![key],
      rule: `contradicts the selector, which says "${selected[key]}"`,
      why: 'the Deployment would not select its own pods',
      fix: 'give it in selector',
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
      field: 'startupBudget',
      value: props.startupBudget.toSeconds({ integral: false }),
      rule: 'cannot be combined with startup',
      why: 'the probe\'s own failureThreshold and periodSeconds decide how long the model may load',
      fix: 'keep one of them',
    });
  }
  if (problems.length === 0 && requestSeconds(props) > DAY) {
    problems.push({
      field: 'maxRequestDuration',
      value: requestSeconds(props),
      rule: 'must be at most a day',
      why: 'a pod would take as long to end',
      fix: 'shorten it',
    });
  }
  return problems;
}
