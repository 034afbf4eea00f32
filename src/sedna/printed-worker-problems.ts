import type { ApiObject } from 'cdk8s';
import { hasNewerLibrary } from './joint-inference-problems';
import type { ISednaModel } from './model/sedna-model';
import type { SednaJointInferenceProps } from './sedna-joint-inference-props';
import { modelLoadingProblems } from './worker/model-loading-problems';
import { podGraceProblems } from './worker/pod-grace-problems';
import { appInventory } from '../app/app-inventory';
import { passOf } from '../app/synth-pass';
import { namespaceOf } from '../kubernetes/identity';
import type { Manifest } from '../kubernetes/manifest';
import { WORKER_TYPES, type WorkerType } from '../kubernetes/sedna/api';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** A service, and what only its construct knows of it. */
interface PrintedService {
  readonly object: ApiObject;
  readonly models: Readonly<Record<WorkerType, ISednaModel>>;
  /** Whether the library in the images is newer than 0.7.0. */
  readonly isNewer: boolean;
  /** Whether the cloud worker is a ready pod. */
  readonly hasCloudPod: boolean;
}

/** What is kept of the properties: they may change after the constructor. */
export function printedAs(object: ApiObject, props: SednaJointInferenceProps): PrintedService {
  const { edge, cloud } = props;
  const models = { edge: edge.model, cloud: cloud.model };
  return { object, models, isNewer: hasNewerLibrary(props), hasCloudPod: cloud.pod !== undefined };
}

/** What keeps the workers from their models, whose URLs only the construct may know. */
export function printedModelProblems({ object, models, isNewer }: PrintedService): Problem[] {
  const service = rendered(object);
  const problems = new Problems();
  if (service === undefined) return problems.all;
  const namespace = namespaceOf(service);
  for (const type of WORKER_TYPES) {
    const { modelUrl: url, modelName } = models[type];
    if (url === undefined) continue;
    const isPrinted = appInventory(object).sednaModels(modelName).some((model) => namespaceOf(model) === namespace);
    const containers = service.spec?.[`${type}Worker`]?.template?.spec?.containers ?? [];
    problems.addAll(modelLoadingProblems(`${type}.model`, { url, containers, isNewer, isPrinted }));
  }
  return problems.all;
}

/** A ready pod of the cloud worker whose grace period nobody seems to have chosen. */
export function printedGraceProblems({ object, hasCloudPod }: PrintedService): Problem[] {
  const service = hasCloudPod ? rendered(object) : undefined;
  return service === undefined ? [] : podGraceProblems(service);
}

function rendered(object: ApiObject): Manifest | undefined {
  return passOf(object).rendering.tryOf(object);
}
