import { ApiObject, Chart } from 'cdk8s';
import { Pod } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { declaredPorts, isExposed } from './edge-service';
import type { ISednaModel } from './sedna-model';
import type { SednaEdgeWorkerOptions, SednaWorkerOptions } from './sedna-worker-options';
import { isTaken } from './take-pod';
import { containerOptionProblems } from './worker-container-problems';
import * as check from '../private/check';
import { DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN } from '../private/names';
import { within, type Problem } from '../private/problem';
import { SEDNA_SOURCE, type WorkerType } from '../private/sedna';
import { scalingProblems } from '../scaling/autoscaler-problems';
import type { ScalingOptions } from '../scaling/scaling-options';

/** What a worker belongs to. */
export interface WorkerContext {
  readonly owner: Construct;
  readonly name: string;
  readonly type: WorkerType;
  readonly namespace?: string;
}

/** What a pod says itself. */
const BESIDE_POD = [
  'container', 'accelerator', 'hostNetwork', 'hostFolders', 'volumes', 'initContainers', 'extraContainers', 'serviceAccount', 'imagePullSecret',
  'terminationGracePeriod', 'priorityClassName', 'runtimeClassName',
] as const;

/** What is wrong with one worker. */
export function workerProblems(context: WorkerContext, options: SednaWorkerOptions): Problem[] {
  return [
    ...modelProblems(context, options.model),
    ...(options.pod === undefined ? containerOptionProblems(context.type, options) : podProblems(options)),
    ...(options.placement === undefined || typeof options.placement.placeOn === 'function' ? [] : [{
      at: 'placement', got: options.placement, rule: 'must be an EdgePlacement', why: 'nothing else places the pods', fix: 'define one',
    }]),
    ...(options.scaling === undefined ? [] : within('scaling', jointScalingProblems(options.scaling))),
    ...check.seconds('terminationGracePeriod', options.terminationGracePeriod, { min: 0 }, 'the API server would reject the pod'),
    ...(options.priorityClassName === undefined ? [] : check.name('priorityClassName', options.priorityClassName, DNS_SUBDOMAIN)),
    ...(options.runtimeClassName === undefined ? [] : check.name('runtimeClassName', options.runtimeClassName, DNS_SUBDOMAIN)),
  ];
}

function modelProblems({ namespace }: WorkerContext, model: ISednaModel | undefined): Problem[] {
  if (typeof model?.modelName !== 'string') {
    return [{ at: 'model', got: model, rule: 'must be a SednaModel', why: 'a service without its model is Failed for good', fix: 'define one, or refer to it by SednaModel.fromModelName' }];
  }
  // A reference from elsewhere, and a chart without a namespace, do not tell.
  if (model.modelNamespace === undefined || namespace === undefined || model.modelNamespace === namespace) return [];
  return [{
    at: 'model',
    got: model.modelName,
    rule: `is in the namespace ${model.modelNamespace}, not in ${namespace}`,
    why: 'Sedna looks for it in the namespace of the service, and a service whose model is missing is Failed for good',
    fix: 'define the model in a chart of the same namespace',
    source: SEDNA_SOURCE,
  }];
}

function podProblems(options: SednaWorkerOptions): Problem[] {
  const { pod } = options;
  if (!(pod instanceof Pod)) {
    return [{ at: 'pod', got: pod, rule: 'must be a Pod of cdk8s-plus', why: 'nothing else has the spec of a pod', fix: 'make a Pod, or describe a container' }];
  }
  const beside = BESIDE_POD.filter((key) => options[key] !== undefined);
  const chart = Chart.of(pod);
  const { labels = {}, annotations = {} } = ApiObject.of(pod).toJson().metadata ?? {};
  const own = Object.keys(labels).filter((key) => key !== Pod.ADDRESS_LABEL && chart.labels[key] === undefined);
  const lost = [...own, ...Object.keys(annotations)];
  return [
    ...beside.map((at) => ({ at, rule: 'cannot be combined with pod', why: 'the pod says it itself, so it could have no effect', fix: 'set it on the pod, or leave pod out' })),
    ...(isTaken(pod) ? [{
      at: 'pod', got: pod.node.path, rule: 'is used by another worker', why: 'a change to one would change the other', fix: 'make a Pod for each',
    }] : []),
    ...(pod.containers.length > 0 ? [] : [{ at: 'pod', rule: 'must have a container', why: 'the API server would reject it', fix: 'add one' }]),
    ...(lost.length === 0 ? [] : [{
      at: 'pod',
      got: lost.join(', '),
      rule: 'must have no labels and annotations',
      why: 'the schema of JointInferenceService has no field for them, so they would never reach the pods',
      fix: 'remove them; the pods have the labels of the property labels',
      source: SEDNA_SOURCE,
    }]),
  ];
}

/** The rules of every autoscaler, and what Sedna's schema of it lacks. */
function jointScalingProblems(scaling: ScalingOptions): Problem[] {
  const problems = scalingProblems(scaling);
  if (problems.length > 0) return problems;
  return (['scaleUp', 'scaleDown'] as const).flatMap((direction) => {
    const rules = (scaling.behavior?._render() as Record<string, { tolerance?: string }> | undefined)?.[direction];
    return rules?.tolerance === undefined ? [] : [{
      at: `behavior.${direction}.tolerance`,
      got: Number(rules.tolerance),
      rule: 'is not known to Sedna',
      why: 'the schema of JointInferenceService is older than it, so it would be dropped or refused',
      fix: 'leave it out',
      source: SEDNA_SOURCE,
    }];
  });
}

/** What is wrong with the Service in front of the edge worker. */
export function edgeProblems(edge: SednaEdgeWorkerOptions): Problem[] {
  const { service, exposed } = edge;
  if (exposed === false && service) {
    return [{ at: 'service', rule: 'cannot be combined with exposed: false', why: 'it could have no effect', fix: 'leave one of them out' }];
  }
  if (!isExposed(edge)) return [];
  const ports = service?.ports ?? [];
  const names = ports.map((p) => p.name);
  return within('service', [
    ...(service?.name === undefined ? [] : check.name('name', service.name, DNS_1035_LABEL)),
    ...check.annotations('annotations', service?.annotations),
    ...(ports.length > 0 || declaredPorts(edge).length > 0 ? [] : [{
      at: 'ports', rule: 'name none, and no container declares one', why: 'a Service needs a port', fix: 'declare the port on the container, or give it here',
    }]),
    ...ports.flatMap((p, i) => [
      ...check.port(`ports[${i}].port`, p.port),
      ...(p.targetPort === undefined ? [] : check.port(`ports[${i}].targetPort`, p.targetPort)),
      ...(p.name === undefined ? [] : check.name(`ports[${i}].name`, p.name, DNS_LABEL)),
      ...(ports.length === 1 || (p.name !== undefined && names.indexOf(p.name) === i) ? [] : [{
        at: `ports[${i}].name`, got: p.name, rule: 'must be a name of its own', why: 'the API server rejects several ports that are not told apart', fix: 'name each port',
      }]),
    ]),
  ]);
}
