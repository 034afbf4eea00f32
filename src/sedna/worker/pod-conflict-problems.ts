import { posix } from 'path';
import { protocolProblems } from './protocol-problems';
import type { VolumeMountOptions } from '../../cdk8s-plus/container-options';
import { modelDelivery, type ModelDelivery } from '../../kubernetes/sedna/model-delivery';
import { placedPortProblems, type PlacedPort } from '../../serving/port-problems';
import { PORT_NAME } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';
import type { ISednaModel } from '../model/sedna-model';

/**
 * Names, mount paths and ports that a pod may have only once, and those that Sedna adds to it: the same checks for a
 * container that is described and for a Pod of the user.
 */

/** A use of a name. */
export interface NameUse {
  /** The property that holds the name. */
  readonly field: string;
  readonly name: string | undefined;
  /** What has this name, as a message shows it. */
  readonly what: string;
}

/** A mount path without a slash at its end, so that two paths can be compared. */
export function comparablePath(path: unknown): string {
  if (typeof path !== 'string') return '';
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

/** How Sedna delivers a model; undefined when its URL is unknown at synth. */
export function deliveryOf(model: ISednaModel | undefined): ModelDelivery | undefined {
  return typeof model?.modelUrl === 'string' ? modelDelivery(model.modelUrl) : undefined;
}

export function containerNameProblems(uses: readonly NameUse[]): Problem[] {
  const taken = new Map([['storage-initializer', 'the container by which Sedna downloads a model']]);
  return conflicts(taken, uses).map(({ field, name, other }) => ({
    code: 'sedna/container-name-taken',
    field,
    value: name,
    rule: `is already the name of ${other}`,
    why: 'the API server would reject the pod',
    fix: 'give another name',
  }));
}

export function volumeNameProblems(model: ISednaModel | undefined, uses: readonly NameUse[]): Problem[] {
  const taken = new Map<string, string>();
  const ofModel = deliveryOf(model)?.volume;
  if (ofModel !== undefined) taken.set(ofModel, 'the volume of the model');
  return conflicts(taken, uses).map(({ field, name, other }) => ({
    code: 'sedna/volume-name-taken',
    field,
    value: name,
    rule: `is already the name of ${other}`,
    why: 'the API server rejects two volumes with the same name',
    fix: 'give another name',
  }));
}

/** The names that something else has already, in `taken` or before in `uses`. */
function conflicts(taken: Map<string, string>, uses: readonly NameUse[]) {
  return uses.flatMap(({ field, name, what }) => {
    if (name === undefined) return [];
    const other = taken.get(name);
    if (other === undefined) taken.set(name, what);
    return other === undefined || other === what ? [] : [{ field, name, other }];
  });
}

export function mountPathTaken(field: string, path: string, other: string): Problem {
  return {
    code: 'sedna/mount-path-taken',
    field,
    value: path,
    rule: `is taken by ${other}`,
    why: 'the API server rejects two mounts at the same path',
    fix: 'mount it at another path',
  };
}

/** Mounts of a further container: Sedna mounts the model into every container of the pod. */
export function modelMountProblems(
  model: ISednaModel | undefined,
  field: string,
  mounts: readonly Pick<VolumeMountOptions, 'path'>[] = [],
): Problem[] {
  const problems = new Problems();
  const ofModel = deliveryOf(model)?.mountPath;
  if (ofModel === undefined) return [];
  for (const [i, { path }] of mounts.entries()) {
    if (comparablePath(path) !== comparablePath(ofModel)) continue;
    problems.add(mountPathTaken(`${field}[${i}].path`, path, 'the model that Sedna mounts'));
  }
  return problems.all;
}

/** The ports of all containers of a pod. None needs a name: the Service gives one to a port that has none. */
export function workerPortProblems(ports: readonly PlacedPort[], hostNetwork: boolean): Problem[] {
  return placedPortProblems(ports, hostNetwork, ({ at, name, protocol }) => {
    const problems = new Problems();
    if (name !== undefined) problems.addAll(check.name(`${at}.name`, name, PORT_NAME));
    problems.addAll(protocolProblems(`${at}.protocol`, protocol));
    return problems.all;
  });
}
