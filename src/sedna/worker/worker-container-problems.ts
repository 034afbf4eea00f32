import type { ContainerProps, VolumeMount } from 'cdk8s-plus-27';
import type { SednaContainerOptions, SednaHostFolder } from './sedna-container-options';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { containerNameProblems, delivered, modelMountProblems, plainPath, volumeNameProblems, workerPortProblems } from './unique-in-pod';
import { CONTAINER_NAMES, folderVolume } from './worker-pod';
import * as check from '../../validation/check';
import { DNS_LABEL, ENV_NAME } from '../../validation/names';
import { within, type Problem } from '../../validation/problem';
import { resourceProblems } from '../../values/resource-requirements';
import type { WorkerType } from '../../kubernetes/sedna-generated';
import { containerProblems, envFromProblems, mountProblems, probeProblems, variableProblems } from '../../serving/container-problems';
import { initProblems } from '../../serving/pod-problems';
import { containerPorts } from '../../serving/port-problems';
import { Accelerator } from '../../values/accelerator';

/** What is wrong with a worker that is described by its container. */
export function containerOptionProblems(type: WorkerType, options: SednaWorkerOptions): Problem[] {
  const { container } = options;
  if (typeof container !== 'object' || container === null) {
    return [{ field: 'container', value: container, rule: 'is required without pod', why: 'there is nothing to run', fix: 'describe the container, or give a pod' }];
  }
  const folders = options.hostFolders ?? [];
  return [
    ...within('container', ownProblems(container)),
    ...workerPortProblems([
      ...containerPorts('container', { ports: container.ports }),
      ...(options.extraContainers ?? []).flatMap((c, i) => containerPorts(`extraContainers[${i}]`, c)),
    ], options.hostNetwork === true),
    ...folderProblems(folders),
    ...claimProblems(options, folders),
    ...furtherProblems(type, options),
    ...acceleratorProblems(options),
  ];
}

function ownProblems(c: SednaContainerOptions): Problem[] {
  const { environment = {}, envVariables = {} } = c;
  return [
    ...(c.name === undefined ? [] : check.name('name', c.name, DNS_LABEL)),
    ...check.image('image', c.image),
    ...resourceProblems('resources', c.resources),
    ...Object.entries(environment).flatMap(([name, value]) => [
      ...check.name(`environment[${JSON.stringify(name)}]`, name, ENV_NAME, 'rename the variable'),
      ...(typeof value === 'string' ? [] : [{
        field: `environment[${JSON.stringify(name)}]`, value: value, rule: 'must be a string', why: 'the API server would reject the container', fix: 'write the value as a string',
      }]),
      ...(Object.hasOwn(envVariables, name) ? [{
        field: `envVariables[${JSON.stringify(name)}]`, rule: 'is given in environment too', why: 'only one of the two could take effect', fix: 'keep one of them',
      }] : []),
    ]),
    ...variableProblems('envVariables', envVariables),
    ...envFromProblems(c.envFrom),
    ...(['startup', 'readiness', 'liveness'] as const).flatMap((key) => probeProblems(key, c[key])),
  ];
}

/** Why a path must be plain: nobody reads it but the kubelet. */
const LITERAL = 'it is taken as it stands: nothing puts variables in, or takes quotes out';

function folderProblems(folders: readonly SednaHostFolder[]): Problem[] {
  return folders.flatMap((f, i) => within(`hostFolders[${i}]`, [
    ...check.absolutePath('path', f.path, LITERAL),
    ...check.absolutePath('mountPath', f.mountPath, LITERAL),
    ...(f.name === undefined ? [] : check.name('name', f.name, DNS_LABEL)),
  ]));
}

/** Mount paths and volume names are taken once each, and Sedna takes some for the model. */
function claimProblems(options: SednaWorkerOptions, folders: readonly SednaHostFolder[]): Problem[] {
  const { container, model, volumes = [], extraContainers = [], initContainers = [] } = options;
  const path = delivered(model)?.mountPath;
  const taken = new Map(path === undefined ? [] : [[plainPath(path), 'the model that Sedna mounts']]);
  const mounts: readonly VolumeMount[] = container?.volumeMounts ?? [];
  const problems = within('container', mountProblems('volumeMounts', mounts, taken));
  folders.forEach((f, i) => {
    const mountPath = plainPath(f.mountPath);
    const other = mountPath === '/' ? 'the image' : taken.get(mountPath);
    taken.set(mountPath, `hostFolders[${i}]`);
    if (other) problems.push({ field: `hostFolders[${i}].mountPath`, value: f.mountPath, rule: `is taken by ${other}`, why: 'the API server rejects two mounts on one path', fix: 'mount it elsewhere' });
  });
  const mounted = [...mounts, ...[...initContainers, ...extraContainers].flatMap((c) => c.volumeMounts ?? [])];
  const given = new Set([...mounted.flatMap((m) => (m.volume ? [m.volume] : [])), ...volumes]);
  return [
    ...problems,
    ...volumes.flatMap((v, i) => check.name(`volumes[${i}]`, v.name, DNS_LABEL, 'name the volume so')),
    ...volumeNameProblems(model, [
      ...[...given].map((v, i) => ({ at: 'volumes', name: v.name, what: `the volume ${v.node?.path ?? i}` })),
      ...folders.map((f, i) => ({
        at: `hostFolders[${i}].name`, name: typeof f.path === 'string' ? folderVolume(f) : undefined, what: `the volume of hostFolders[${i}]`,
      })),
    ]),
  ];
}

/** The containers beside the worker: Sedna gives those that run on the same variables and the model. */
function furtherProblems(type: WorkerType, { container, model, extraContainers = [], initContainers = [] }: SednaWorkerOptions): Problem[] {
  const claim = (list: string, containers: readonly ContainerProps[]) => containers.map((c, i) => ({ at: `${list}[${i}].name`, name: c.name, what: `${list}[${i}]` }));
  return [
    ...containerNameProblems([
      { at: 'container.name', name: container!.name ?? CONTAINER_NAMES[type], what: 'the worker' },
      ...claim('initContainers', initContainers),
      ...claim('extraContainers', extraContainers),
    ]),
    ...initContainers.flatMap((c, i) => [...containerProblems(`initContainers[${i}]`, c), ...initProblems(`initContainers[${i}]`, c)]),
    ...extraContainers.flatMap((c, i) => [
      ...containerProblems(`extraContainers[${i}]`, c),
      ...modelMountProblems(model, `extraContainers[${i}].volumeMounts`, c.volumeMounts),
    ]),
  ];
}

function acceleratorProblems({ accelerator, container }: SednaWorkerOptions): Problem[] {
  if (accelerator !== undefined && !(accelerator instanceof Accelerator)) {
    return [{ field: 'accelerator', value: accelerator, rule: 'must be an Accelerator', why: 'nothing else can be checked and printed', fix: 'use one of its factories' }];
  }
  const problems = accelerator?._problems('accelerator') ?? [];
  const { limits, requests } = container!.resources ?? {};
  const given = accelerator && (limits?.[accelerator.resource] ?? requests?.[accelerator.resource]);
  if (given === undefined) return problems;
  return [...problems, { field: 'accelerator', value: accelerator!.resource, rule: 'is given in resources too', why: 'only one of the two could take effect', fix: 'keep one of them' }];
}
