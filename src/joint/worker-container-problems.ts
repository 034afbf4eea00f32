import type { VolumeMount } from 'cdk8s-plus-27';
import type { SednaContainerOptions, SednaHostFolder } from './sedna-container-options';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { CONTAINER_NAMES, folderVolume, plainPath } from './worker-pod';
import * as check from '../private/check';
import { DNS_LABEL, ENV_NAME, PORT_NAME } from '../private/names';
import { within, type Problem } from '../private/problem';
import { resourceProblems } from '../private/resources';
import { modelDelivery, type WorkerType } from '../private/sedna';
import { containerProblems, envFromProblems, mountProblems, probeProblems, variableProblems } from '../serving/container-problems';
import { Accelerator } from '../values/accelerator';

/** What is wrong with a worker that is described by its container. */
export function containerOptionProblems(type: WorkerType, options: SednaWorkerOptions): Problem[] {
  const { container } = options;
  if (typeof container !== 'object' || container === null) {
    return [{ at: 'container', got: container, rule: 'is required without pod', why: 'there is nothing to run', fix: 'describe the container, or give a pod' }];
  }
  const folders = options.hostFolders ?? [];
  return [
    ...within('container', ownProblems(container)),
    ...folderProblems(folders),
    ...claimProblems(options, folders),
    ...furtherProblems(type, options),
    ...acceleratorProblems(options),
  ];
}

function ownProblems(c: SednaContainerOptions): Problem[] {
  const { environment = {}, envVariables = {}, ports = [] } = c;
  return [
    ...(c.name === undefined ? [] : check.name('name', c.name, DNS_LABEL)),
    ...check.image('image', c.image),
    ...resourceProblems('resources', c.resources),
    ...Object.entries(environment).flatMap(([name, value]) => [
      ...check.name(`environment[${JSON.stringify(name)}]`, name, ENV_NAME, 'rename the variable'),
      ...(typeof value === 'string' ? [] : [{
        at: `environment[${JSON.stringify(name)}]`, got: value, rule: 'must be a string', why: 'the API server would reject the container', fix: 'write the value as a string',
      }]),
      ...(name in envVariables ? [{
        at: `envVariables[${JSON.stringify(name)}]`, rule: 'is given in environment too', why: 'only one of the two could take effect', fix: 'keep one of them',
      }] : []),
    ]),
    ...variableProblems('envVariables', envVariables),
    ...envFromProblems(c.envFrom),
    ...(['startup', 'readiness', 'liveness'] as const).flatMap((key) => probeProblems(key, c[key])),
    ...ports.flatMap((p, i) => [
      ...check.port(`ports[${i}].number`, p.number),
      ...(p.name === undefined ? [] : check.name(`ports[${i}].name`, p.name, PORT_NAME)),
    ]),
  ];
}

function folderProblems(folders: readonly SednaHostFolder[]): Problem[] {
  return folders.flatMap((f, i) => within(`hostFolders[${i}]`, [
    ...check.absolutePath('path', f.path),
    ...check.absolutePath('mountPath', f.mountPath),
    ...(f.name === undefined ? [] : check.name('name', f.name, DNS_LABEL)),
  ]));
}

/** Mount paths and volume names are taken once each, and Sedna takes some for the model. */
function claimProblems({ container, model, volumes = [] }: SednaWorkerOptions, folders: readonly SednaHostFolder[]): Problem[] {
  const delivery = typeof model?.modelUrl === 'string' ? modelDelivery(model.modelUrl) : undefined;
  const taken = new Map(delivery?.mountPath === undefined ? [] : [[plainPath(delivery.mountPath), 'the model that Sedna mounts']]);
  const mounts: readonly VolumeMount[] = container?.volumeMounts ?? [];
  const problems = within('container', mountProblems('volumeMounts', mounts, taken));
  folders.forEach((f, i) => {
    const path = typeof f.mountPath === 'string' ? plainPath(f.mountPath) : '';
    const other = path === '/' ? 'the image' : taken.get(path);
    taken.set(path, `hostFolders[${i}]`);
    if (other) problems.push({ at: `hostFolders[${i}].mountPath`, got: f.mountPath, rule: `is taken by ${other}`, why: 'the API server rejects two mounts on one path', fix: 'mount it elsewhere' });
  });
  const names = new Map<string, string>(delivery?.volume === undefined ? [] : [[delivery.volume, 'the model\'s volume']]);
  const claim = (at: string, name: string, what: string) => {
    const other = names.get(name);
    names.set(name, what);
    if (other && other !== what) problems.push({ at, got: name, rule: `is the name of ${other} already`, why: 'a pod tells its volumes apart by their names', fix: 'give another name' });
  };
  const given = new Set([...mounts.flatMap((m) => (m.volume ? [m.volume] : [])), ...volumes]);
  [...given].forEach((v, i) => claim('volumes', v.name, `the volume ${v.node?.path ?? i}`));
  folders.forEach((f, i) => {
    if (typeof f.path === 'string') claim(`hostFolders[${i}].name`, folderVolume(f), `the volume of hostFolders[${i}]`);
  });
  return problems;
}

/** The containers beside the worker: Sedna gives them the same variables and the model. */
function furtherProblems(type: WorkerType, { container, extraContainers = [], initContainers = [] }: SednaWorkerOptions): Problem[] {
  const names = new Map([[container!.name ?? CONTAINER_NAMES[type], 'the worker'], ['storage-initializer', 'the container by which Sedna downloads a model']]);
  return [['initContainers', initContainers] as const, ['extraContainers', extraContainers] as const].flatMap(([list, containers]) => containers.flatMap((c, i) => {
    const other = c.name === undefined ? undefined : names.get(c.name);
    if (c.name !== undefined && !other) names.set(c.name, `${list}[${i}]`);
    return [
      ...containerProblems(`${list}[${i}]`, c),
      ...(other ? [{ at: `${list}[${i}].name`, got: c.name, rule: `is the name of ${other} already`, why: 'the API server would reject the pod', fix: 'give another name' }] : []),
    ];
  }));
}

function acceleratorProblems({ accelerator, container }: SednaWorkerOptions): Problem[] {
  if (accelerator !== undefined && !(accelerator instanceof Accelerator)) {
    return [{ at: 'accelerator', got: accelerator, rule: 'must be an Accelerator', why: 'nothing else can be checked and printed', fix: 'use one of its factories' }];
  }
  const problems = accelerator?._problems('accelerator') ?? [];
  const { limits = {}, requests = {} } = container!.resources ?? {};
  const given = accelerator && (limits[accelerator.resource] ?? requests[accelerator.resource]);
  if (given === undefined) return problems;
  return [...problems, { at: 'accelerator', got: accelerator!.resource, rule: 'is given in resources too', why: 'only one of the two could take effect', fix: 'keep one of them' }];
}
