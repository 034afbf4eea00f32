import { comparablePath, deliveryOf, mountPathTaken, volumeNameProblems } from './pod-conflict-problems';
import { booleanProblems } from './property-type-problems';
import type { SednaHostFolder } from './sedna-container-options';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { folderVolume } from './worker-pod';
import type { IPodVolume, VolumeMountOptions } from '../../cdk8s-plus/container-options';
import { rendersItself } from '../../cdk8s-plus/handed-over';
import { mountProblems } from '../../serving/container-problems';
import { wrongType } from '../../serving/property-type-problems';
import { DNS_LABEL } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';

/** Why a path must be plain: only the kubelet reads it. */
const NO_SHELL = 'the path is used literally: no variables are expanded and no quotes are removed';

/**
 * What is wrong with the volumes of a worker that is described: its mounts, the folders of the node, and their names.
 */
export function workerVolumeProblems(options: SednaWorkerOptions): Problem[] {
  const { hostFolders = [], volumes = [] } = options;
  const problems = new Problems();
  for (const [i, folder] of hostFolders.entries()) problems.within(`hostFolders[${i}]`, hostFolderProblems(folder));
  problems.addAll(mountPathProblems(options));
  for (const [i, volume] of volumes.entries()) problems.addAll(volumeProblems(`volumes[${i}]`, volume));
  problems.addAll(nameProblems(options));
  return problems.all;
}

function hostFolderProblems({ path, mountPath, name, mustExist, readOnly }: SednaHostFolder): Problem[] {
  const problems = new Problems();
  problems.addAll(check.absolutePath('path', path, NO_SHELL));
  problems.addAll(check.absolutePath('mountPath', mountPath, NO_SHELL));
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_LABEL));
  problems.addAll(booleanProblems('mustExist', mustExist));
  problems.addAll(booleanProblems('readOnly', readOnly));
  return problems.all;
}

function volumeProblems(field: string, volume: IPodVolume): Problem[] {
  if (!rendersItself(volume)) return [wrongType(field, volume, 'a Volume', 'a factory of Volume')];
  return check.name(field, volume.name, DNS_LABEL, 'give the volume another name');
}

/** The mounts of the worker's own container, among which is Sedna's mount of the model. */
function mountPathProblems({ model, container, hostFolders = [] }: SednaWorkerOptions): Problem[] {
  const taken = new Map<string, string>();
  const ofModel = deliveryOf(model)?.mountPath;
  if (ofModel !== undefined) taken.set(comparablePath(ofModel), 'the model that Sedna mounts');
  const problems = new Problems();
  problems.within('container', mountProblems('volumeMounts', container?.volumeMounts ?? [], taken));
  for (const [i, { mountPath }] of hostFolders.entries()) {
    const path = comparablePath(mountPath);
    if (path === '') continue;
    const other = path === '/' ? 'the image' : taken.get(path);
    if (other) problems.add(mountPathTaken(`hostFolders[${i}].mountPath`, mountPath, other));
    taken.set(path, `hostFolders[${i}]`);
  }
  return problems.all;
}

/** The volumes of all containers, those of the folders, and the one that Sedna adds for the model. */
function nameProblems(options: SednaWorkerOptions): Problem[] {
  const { container, model, volumes = [], hostFolders = [], extraContainers = [], initContainers = [] } = options;
  const further = [...initContainers, ...extraContainers].flatMap((c) => c.volumeMounts ?? []);
  const mounts: readonly VolumeMountOptions[] = [...(container?.volumeMounts ?? []), ...further];
  const mounted = mounts.map((m) => m.volume).filter(Boolean);
  const given = [...new Set([...mounted, ...volumes])];
  return volumeNameProblems(model, [
    ...given.map((v, i) => ({ field: 'volumes', name: v.name, what: `the volume ${v.node?.path ?? i}` })),
    ...hostFolders.map((folder, i) => ({
      field: `hostFolders[${i}].name`,
      name: typeof folder.path === 'string' ? folderVolume(folder) : undefined,
      what: `the volume of hostFolders[${i}]`,
    })),
  ]);
}
