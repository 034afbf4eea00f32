import { Construct } from 'constructs';
import { booleanProblems } from './property-type-problems';
import type { SednaCloudWorkerOptions, SednaEdgeWorkerOptions, SednaWorkerOptions } from './sedna-worker-options';
import { workerContainerProblems } from './worker-container-problems';
import { workerVariables } from './worker-environment';
import { workerPodProblems } from './worker-pod-problems';
import { hasMember } from '../../cdk8s-plus/handed-over';
import { SEDNA_SOURCE, type WorkerType } from '../../kubernetes/sedna/api';
import { MODEL_PATH_VARIABLES } from '../../kubernetes/sedna/model-loading';
import { scalingProblems } from '../../scaling/autoscaler-problems';
import type { ScalingOptions } from '../../scaling/scaling-options';
import { wrongType } from '../../serving/property-type-problems';
import { DNS_SUBDOMAIN } from '../../validation/names';
import { within, type Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';
import { modelUrlProblems } from '../model/model-url-problems';
import type { ISednaModel } from '../model/sedna-model';

/** What is wrong with one worker of a joint inference in a namespace, which is undefined when the chart has none. */
export function workerProblems(
  type: WorkerType,
  namespace: string | undefined,
  options: SednaWorkerOptions & Partial<SednaCloudWorkerOptions>,
): Problem[] {
  const { model, pod, scaling, priorityClassName, runtimeClassName } = options;
  const problems = new Problems();
  problems.addAll(modelProblems(namespace, model));
  problems.addAll(modelPathProblems(options));
  problems.addAll(pod === undefined ? workerContainerProblems(type, options) : workerPodProblems(options));
  problems.addAll(placementProblems(options));
  problems.addAll(switchProblems(options));
  if (scaling !== undefined) problems.within('scaling', workerScalingProblems(scaling));
  problems.addAll(graceProblems(options));
  if (priorityClassName !== undefined) {
    problems.addAll(check.name('priorityClassName', priorityClassName, DNS_SUBDOMAIN));
  }
  if (runtimeClassName !== undefined) {
    problems.addAll(check.name('runtimeClassName', runtimeClassName, DNS_SUBDOMAIN));
  }
  return problems.all;
}

function graceProblems({
  pod, terminationGracePeriod, maxRequestDuration,
}: SednaWorkerOptions & Partial<SednaCloudWorkerOptions>): Problem[] {
  const problems = new Problems();
  const rejected = 'the API server would reject the pod';
  problems.addAll(check.seconds('terminationGracePeriod', terminationGracePeriod, { min: 0 }, rejected));
  const whole = 'the grace period is counted in whole seconds, and a pod takes as long to terminate';
  problems.addAll(check.seconds('maxRequestDuration', maxRequestDuration, { min: 1, max: 86_400 }, whole));
  const isTwice = terminationGracePeriod !== undefined && maxRequestDuration !== undefined;
  // A pod has neither of them.
  if (!isTwice || pod !== undefined) return problems.all;
  problems.add({
    code: 'sedna/grace-period-given-twice',
    field: 'maxRequestDuration',
    value: maxRequestDuration,
    rule: 'cannot be combined with terminationGracePeriod',
    why: 'it only sets the grace period',
    fix: 'leave one of them out',
  });
  return problems.all;
}

/** Any construct may be a model, so also the name and the URL are checked. */
function modelProblems(namespace: string | undefined, model: ISednaModel | undefined): Problem[] {
  if (!Construct.isConstruct(model) || typeof model.modelName !== 'string') {
    return [{
      code: 'sedna/not-a-model',
      field: 'model',
      value: model,
      rule: 'must be a SednaModel',
      why: 'without its model the status of the JointInferenceService stays Failed',
      fix: 'define one, or refer to it with SednaModel.fromModelName',
    }];
  }
  const problems = check.name('modelName', model.modelName, DNS_SUBDOMAIN);
  if (model.modelUrl !== undefined) problems.push(...modelUrlProblems('modelUrl', model.modelUrl));
  if (problems.length > 0) return within('model', problems);
  const isUnknown = model.modelNamespace === undefined || namespace === undefined;
  if (isUnknown || model.modelNamespace === namespace) return [];
  return [{
    code: 'sedna/model-in-other-namespace',
    field: 'model',
    value: model.modelName,
    rule: `must be in the namespace ${namespace}, not in ${model.modelNamespace}`,
    why: 'Sedna looks for it in the namespace of the JointInferenceService, whose status otherwise stays Failed',
    fix: 'define the model in a chart of the same namespace',
    source: SEDNA_SOURCE,
  }];
}

/** The worker's own variable would win. */
function modelPathProblems(worker: SednaWorkerOptions): Problem[] {
  const { modelPath } = worker.model ?? {};
  if (modelPath === undefined) return [];
  const variables = workerVariables(worker);
  const problems = new Problems();
  for (const name of MODEL_PATH_VARIABLES) {
    const variable = variables.get(name);
    if (variable === undefined) continue;
    problems.add({
      code: 'sedna/model-path-given-twice',
      field: variable.field,
      value: variable.value,
      rule: `cannot be combined with fileInArchive of its model, which sets it to ${modelPath}`,
      why: 'only one of them takes effect',
      fix: 'leave one of them out',
    });
  }
  return problems.all;
}

function placementProblems({ placement, priorityClassName }: SednaWorkerOptions): Problem[] {
  if (placement === undefined) return [];
  if (!hasMember(placement, 'placeOn', 'function')) {
    return [wrongType('placement', placement, 'a placement', 'EdgePlacement or CloudPlacement')];
  }
  if (priorityClassName === undefined || placement.priorityClassName === undefined) return [];
  return [{
    code: 'sedna/priority-set-twice',
    field: 'priorityClassName',
    value: priorityClassName,
    rule: 'is set by placement too',
    why: 'only one of the two can take effect',
    fix: 'keep one of them',
  }];
}

function switchProblems(options: Partial<SednaEdgeWorkerOptions & SednaCloudWorkerOptions>): Problem[] {
  const switches = ['spreadOverNodes', 'exposed', 'listenOnAllAddresses', 'readinessProbe'] as const;
  return switches.flatMap((key) => booleanProblems(key, options[key]));
}

/** The rules of every autoscaler, and what the schema of JointInferenceService lacks. */
function workerScalingProblems(scaling: ScalingOptions): Problem[] {
  if (!check.isObject(scaling)) {
    return [{
      code: 'sedna/scaling-invalid',
      field: '',
      value: scaling,
      rule: 'must be an object with the options of an autoscaler',
      why: 'the autoscaler needs maxReplicas and metrics',
      fix: 'set maxReplicas and metrics, or leave scaling out',
    }];
  }
  const problems = scalingProblems(scaling);
  return problems.length > 0 ? problems : toleranceProblems(scaling);
}

function toleranceProblems({ behavior }: ScalingOptions): Problem[] {
  const problems = new Problems();
  const rendered: Record<string, { readonly tolerance?: string } | undefined> = { ...behavior?._render() };
  for (const direction of ['scaleUp', 'scaleDown']) {
    const tolerance = rendered[direction]?.tolerance;
    if (tolerance === undefined) continue;
    problems.add({
      code: 'sedna/tolerance-unsupported',
      field: `behavior.${direction}.tolerance`,
      value: Number(tolerance),
      rule: 'is not supported by Sedna',
      why: 'the schema of JointInferenceService has no such field, so the API server drops it or rejects the object',
      fix: 'leave it out',
      source: SEDNA_SOURCE,
    });
  }
  return problems.all;
}
