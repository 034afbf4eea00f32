import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { modelUrlProblems } from '../model/model-url';
import { readyPodProblems } from './ready-pod-problems';
import type { ISednaModel } from '../model/sedna-model';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { containerOptionProblems } from './worker-container-problems';
import * as check from '../../validation/check';
import { DNS_SUBDOMAIN } from '../../validation/names';
import { within, type Problem } from '../../validation/problem';
import { SEDNA_SOURCE, type WorkerType } from '../../kubernetes/sedna-generated';
import { scalingProblems } from '../../scaling/autoscaler-problems';
import type { ScalingOptions } from '../../scaling/scaling-options';

/** What a worker belongs to. */
export interface WorkerContext {
  readonly owner: Construct;
  readonly name: string;
  readonly type: WorkerType;
  readonly namespace?: string;
}

/** What is wrong with one worker. */
export function workerProblems(context: WorkerContext, options: SednaWorkerOptions): Problem[] {
  return [
    ...modelProblems(context, options.model),
    ...(options.pod === undefined ? containerOptionProblems(context.type, options) : readyPodProblems(options)),
    ...(options.placement === undefined || typeof options.placement?.placeOn === 'function' ? [] : [{
      field: 'placement', value: options.placement, rule: 'must be an EdgePlacement', why: 'nothing else places the pods', fix: 'define one',
    }]),
    ...(options.scaling === undefined ? [] : within('scaling', jointScalingProblems(options.scaling))),
    ...graceProblems(options.terminationGracePeriod),
    ...(options.priorityClassName === undefined ? [] : check.name('priorityClassName', options.priorityClassName, DNS_SUBDOMAIN)),
    ...(options.runtimeClassName === undefined ? [] : check.name('runtimeClassName', options.runtimeClassName, DNS_SUBDOMAIN)),
  ];
}

function modelProblems({ namespace }: WorkerContext, model: ISednaModel | undefined): Problem[] {
  if (!Construct.isConstruct(model) || typeof model.modelName !== 'string') {
    return [{ field: 'model', value: model, rule: 'must be a SednaModel', why: 'a service without its model is Failed for good', fix: 'define one, or refer to it by SednaModel.fromModelName' }];
  }
  // Any construct may be a model; those of this library were checked.
  const problems = [
    ...check.name('model.modelName', model.modelName, DNS_SUBDOMAIN), ...(model.modelUrl === undefined ? [] : modelUrlProblems('model.modelUrl', model.modelUrl)),
  ];
  if (problems.length > 0) return problems;
  // A reference from elsewhere, and a chart without a namespace, do not tell.
  if (model.modelNamespace === undefined || namespace === undefined || model.modelNamespace === namespace) return [];
  return [{
    field: 'model',
    value: model.modelName,
    rule: `is in the namespace ${model.modelNamespace}, not in ${namespace}`,
    why: 'Sedna looks for it in the namespace of the service, and a service whose model is missing is Failed for good',
    fix: 'define the model in a chart of the same namespace',
    source: SEDNA_SOURCE,
  }];
}

function graceProblems(grace: Duration | undefined): Problem[] {
  if (grace === undefined || typeof grace?.toSeconds === 'function') return check.seconds('terminationGracePeriod', grace, { min: 0 }, 'the API server would reject the pod');
  return [{ field: 'terminationGracePeriod', value: grace, rule: 'must be a Duration', why: 'a number alone has no unit', fix: 'write it as Duration.seconds(30)' }];
}

/** The rules of every autoscaler, and what Sedna's schema of it lacks. */
function jointScalingProblems(scaling: ScalingOptions): Problem[] {
  if (!check.isObject(scaling)) {
    return [{ field: '', value: scaling, rule: 'must say how many replicas there are', why: 'there is nothing to scale by', fix: 'give maxReplicas and metrics, or leave it out' }];
  }
  const problems = scalingProblems(scaling);
  if (problems.length > 0) return problems;
  return (['scaleUp', 'scaleDown'] as const).flatMap((direction) => {
    const rules = (scaling.behavior?._render() as Record<string, { tolerance?: string }> | undefined)?.[direction];
    return rules?.tolerance === undefined ? [] : [{
      field: `behavior.${direction}.tolerance`,
      value: Number(rules.tolerance),
      rule: 'is not known to Sedna',
      why: 'the schema of JointInferenceService is older than it, so it would be dropped or refused',
      fix: 'leave it out',
      source: SEDNA_SOURCE,
    }];
  });
}
