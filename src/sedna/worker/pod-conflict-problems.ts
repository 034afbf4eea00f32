import { posix } from 'path';
import type { VolumeMount } from 'cdk8s-plus-27';
import type { ISednaModel } from '../model/sedna-model';
import * as check from '../../validation/check';
import { PORT_NAME } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { modelDelivery, type ModelDelivery } from '../../kubernetes/sedna-generated';
import { placedPortProblems, type PlacedPort } from '../../serving/port-problems';

/** What a pod has each once, names, paths and ports, and what of it Sedna takes: the same for a container that is described and for a ready pod. */

/** A name, and where its user wrote it. */
export interface Claim {
  readonly at: string;
  readonly name: string | undefined;
  /** What has the name then. */
  readonly what: string;
}

/** A mount path without a slash at its end, by which two are compared. */
export function plainPath(path: unknown): string {
  return typeof path === 'string' ? posix.normalize(path).replace(/(.)\/$/, '$1') : '';
}

export function delivered(model: ISednaModel | undefined): ModelDelivery | undefined {
  return typeof model?.modelUrl === 'string' ? modelDelivery(model.modelUrl) : undefined;
}

export function containerNameProblems(claims: readonly Claim[]): Problem[] {
  return taken(new Map([['storage-initializer', 'the container by which Sedna downloads a model']]), claims, 'the API server would reject the pod');
}

export function volumeNameProblems(model: ISednaModel | undefined, claims: readonly Claim[]): Problem[] {
  const volume = delivered(model)?.volume;
  return taken(new Map(volume === undefined ? [] : [[volume, 'the model\'s volume']]), claims, 'a pod tells its volumes apart by their names');
}

function taken(names: Map<string, string>, claims: readonly Claim[], why: string): Problem[] {
  return claims.flatMap(({ at, name, what }) => {
    if (name === undefined) return [];
    const other = names.get(name);
    if (other === undefined) names.set(name, what);
    return other === undefined || other === what ? [] : [{ field: at, value: name, rule: `is the name of ${other} already`, why, fix: 'give another name' }];
  });
}

/** Mounts of a container beside the worker's own: Sedna mounts the model into all of them. */
export function modelMountProblems(model: ISednaModel | undefined, at: string, mounts: readonly VolumeMount[] = []): Problem[] {
  const path = delivered(model)?.mountPath;
  if (path === undefined) return [];
  return mounts.flatMap((m, i) => (plainPath(m.path) !== plainPath(path) ? [] : [{
    field: `${at}[${i}].path`, value: m.path, rule: 'is taken by the model that Sedna mounts', why: 'the API server rejects two mounts on one path', fix: 'mount it elsewhere',
  }]));
}

/** The ports of all containers of a pod. None must have a name here: the Service makes one where there is none. */
export function workerPortProblems(ports: readonly PlacedPort[], hostNetwork: boolean): Problem[] {
  return placedPortProblems(ports, hostNetwork, ({ at, name }) => (name === undefined ? [] : check.name(`${at}.name`, name, PORT_NAME)));
}
