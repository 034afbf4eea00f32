import { containerNameProblems, modelMountProblems, workerPortProblems, type NameUse } from './pod-conflict-problems';
import { booleanProblems, isLeftOut, objectProblems } from './property-type-problems';
import type { SednaContainerOptions } from './sedna-container-options';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { CONTAINER_NAMES } from './worker-pod';
import { workerVolumeProblems } from './worker-volume-problems';
import type { ContainerOptions } from '../../cdk8s-plus/container-options';
import { lifecycleProblems, seccompProblems } from '../../cdk8s-plus/container-problems';
import { hasMember } from '../../cdk8s-plus/handed-over';
import { SEDNA_SOURCE, type WorkerType } from '../../kubernetes/sedna/api';
import {
  PULL_POLICIES, containerProblems, envFromProblems, probeProblems, variableProblems, variableTextProblems,
} from '../../serving/container-problems';
import { initProblems } from '../../serving/pod-problems';
import { containerPorts } from '../../serving/port-problems';
import { wrongType } from '../../serving/property-type-problems';
import { DNS_LABEL, ENV_NAME } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';
import { Accelerator } from '../../values/accelerator';
import { resourceProblems } from '../../values/resource-requirements';

/** What is wrong with a worker that is described by the property `container` and those beside it. */
export function workerContainerProblems(type: WorkerType, options: SednaWorkerOptions): Problem[] {
  const { container } = options;
  if (typeof container !== 'object' || container === null) {
    return [{
      code: 'sedna/container-missing',
      field: 'container',
      value: container,
      rule: 'is required without pod',
      why: 'the worker has nothing to run',
      fix: 'describe the container, or set pod',
    }];
  }
  const problems = new Problems();
  problems.within('container', ownProblems(container));
  problems.addAll(podTypeProblems(options));
  problems.addAll(portProblems(container, options));
  problems.addAll(workerVolumeProblems(options));
  problems.addAll(nameProblems(type, container, options));
  problems.addAll(furtherContainerProblems(options));
  problems.addAll(acceleratorProblems(container, options.accelerator));
  return problems.all;
}

function ownProblems(container: SednaContainerOptions): Problem[] {
  const { name, image, resources, envVariables, envFrom } = container;
  const problems = new Problems();
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_LABEL));
  problems.addAll(check.image('image', image));
  problems.addAll(resourceProblems('resources', resources));
  problems.addAll(containerTypeProblems(container));
  problems.addAll(environmentProblems(container));
  problems.addAll(variableProblems('envVariables', envVariables));
  problems.addAll(envFromProblems(envFrom));
  for (const key of ['startup', 'readiness', 'liveness'] as const) {
    problems.addAll(probeProblems(key, container[key]));
  }
  return problems.all;
}

/** Properties that cdk8s-plus would print whatever their type. */
function containerTypeProblems(container: SednaContainerOptions): Problem[] {
  const { imagePullPolicy, lifecycle, securityContext } = container;
  const problems = new Problems();
  problems.addAll(check.choice('imagePullPolicy', imagePullPolicy, PULL_POLICIES));
  if (!isLeftOut(lifecycle)) problems.addAll(objectProblems('lifecycle', lifecycle));
  if (!isLeftOut(securityContext)) problems.addAll(objectProblems('securityContext', securityContext));
  problems.addAll(lifecycleProblems('lifecycle', lifecycle));
  problems.addAll(seccompProblems('securityContext', securityContext));
  for (const key of ['command', 'args'] as const) {
    for (const [i, argument] of (container[key] ?? []).entries()) {
      if (typeof argument !== 'string') problems.add(wrongType(`${key}[${i}]`, argument, 'a string', 'quotes'));
    }
  }
  return problems.all;
}

/** Properties of the pod that cdk8s-plus would drop or print, whatever their type. */
function podTypeProblems(options: SednaWorkerOptions): Problem[] {
  const { hostNetwork, enableServiceLinks, serviceAccount, imagePullSecret } = options;
  const problems = new Problems();
  problems.addAll(booleanProblems('hostNetwork', hostNetwork));
  problems.addAll(booleanProblems('enableServiceLinks', enableServiceLinks));
  if (!isLeftOut(serviceAccount) && !hasMember(serviceAccount, 'name', 'string')) {
    const factory = 'ServiceAccount.fromServiceAccountName';
    problems.add(wrongType('serviceAccount', serviceAccount, 'a ServiceAccount', factory));
  }
  if (!isLeftOut(imagePullSecret) && !hasMember(imagePullSecret, 'name', 'string')) {
    problems.add(wrongType('imagePullSecret', imagePullSecret, 'a Secret', 'Secret.fromSecretName'));
  }
  return problems.all;
}

function environmentProblems({ environment = {}, envVariables = {} }: SednaContainerOptions): Problem[] {
  const problems = new Problems();
  for (const [name, value] of Object.entries(environment)) {
    const key = `[${JSON.stringify(name)}]`;
    problems.addAll(check.name(`environment${key}`, name, ENV_NAME, 'rename the variable'));
    problems.addAll(variableTextProblems(`environment${key}`, value));
    if (Object.hasOwn(envVariables, name)) {
      problems.add({
        code: 'sedna/variable-set-twice',
        field: `envVariables${key}`,
        rule: 'is set in environment too',
        why: 'only one of the two can take effect',
        fix: 'keep one of them',
      });
    }
  }
  return problems.all;
}

function portProblems({ ports }: SednaContainerOptions, options: SednaWorkerOptions): Problem[] {
  const { extraContainers = [], hostNetwork } = options;
  const own = containerPorts('container', { ports });
  const further = extraContainers.flatMap((c, i) => containerPorts(`extraContainers[${i}]`, c));
  return workerPortProblems([...own, ...further], hostNetwork === true);
}

function nameProblems(type: WorkerType, { name }: SednaContainerOptions, options: SednaWorkerOptions): Problem[] {
  const uses = (list: string, containers: readonly ContainerOptions[] = []): NameUse[] => (
    containers.map((c, i) => ({ field: `${list}[${i}].name`, name: c.name, what: `${list}[${i}]` })));
  return containerNameProblems([
    { field: 'container.name', name: name ?? CONTAINER_NAMES[type], what: 'the worker' },
    ...uses('initContainers', options.initContainers),
    ...uses('extraContainers', options.extraContainers),
  ]);
}

function furtherContainerProblems({ model, initContainers = [], extraContainers = [] }: SednaWorkerOptions): Problem[] {
  const problems = new Problems();
  for (const [i, container] of initContainers.entries()) {
    problems.addAll(containerProblems(`initContainers[${i}]`, container));
    problems.addAll(initProblems(`initContainers[${i}]`, container));
    for (const { at, number } of containerPorts(`initContainers[${i}]`, container)) {
      problems.addAll(check.port(at.endsWith('portNumber') ? at : `${at}.number`, number));
    }
  }
  for (const [i, container] of extraContainers.entries()) {
    problems.addAll(containerProblems(`extraContainers[${i}]`, container));
    problems.addAll(modelMountProblems(model, `extraContainers[${i}].volumeMounts`, container.volumeMounts));
  }
  return problems.all;
}

function acceleratorProblems({ resources }: SednaContainerOptions, accelerator: unknown): Problem[] {
  if (accelerator === undefined) return [];
  if (!(accelerator instanceof Accelerator)) {
    return [wrongType('accelerator', accelerator, 'an Accelerator', 'a factory of Accelerator')];
  }
  const problems = new Problems();
  problems.addAll(accelerator._problems('accelerator'));
  if (accelerator._claim) {
    problems.add({
      code: 'sedna/device-claim-dropped',
      field: 'accelerator',
      value: accelerator.resource,
      rule: 'must be an extended resource',
      why: 'the schema of JointInferenceService has claims in the form of Kubernetes 1.27, which 1.31 drops, so '
        + 'the pods would have no device',
      fix: 'request the device by its plugin, such as Accelerator.nvidia()',
      source: SEDNA_SOURCE,
    });
  }
  const { resource } = accelerator;
  if ((resources?.limits?.[resource] ?? resources?.requests?.[resource]) !== undefined) {
    problems.add({
      code: 'sedna/accelerator-set-twice',
      field: 'accelerator',
      value: resource,
      rule: 'is set in resources too',
      why: 'only one of the two can take effect',
      fix: 'keep one of them',
    });
  }
  return problems.all;
}
