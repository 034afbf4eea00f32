import { Size } from 'cdk8s';
import { HostPathVolumeType, PersistentVolumeClaim, Volume, type VolumeMount } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ModelCache } from './model-cache';
import type { PodVolumeClaim } from '../../kubernetes/json-patches';
import type { ModelServer } from '../../servers/model-server';
import { parseQuantity } from '../../validation/quantity';
import { ModelSource } from '../../values/model-source';
import { isSize, renderSize } from '../../values/resource-requirements';

/** The name of the volume of a cache. */
export const CACHE_VOLUME = 'model-cache';

/** The variables that get the path of a cache. */
export function cacheVariables(server: ModelServer, cache: ModelCache): readonly string[] {
  return cache._variables ?? server._row.cacheVariables ?? [];
}

/** The mount of a cache; `scope` owns its volume. */
export function cacheMount(scope: Construct, cache: ModelCache): VolumeMount {
  const path = cache._mountPath;
  const { _volume: where } = cache;
  switch (where.kind) {
    case 'claim': {
      const { _origin: origin } = ModelSource.volumeClaim(where.claim, where.subPath);
      const claim = PersistentVolumeClaim.fromClaimName(scope, 'CacheClaim', where.claim);
      const volume = Volume.fromPersistentVolumeClaim(scope, 'ModelCache', claim, { name: CACHE_VOLUME });
      return { path, volume, ...(origin.kind === 'claim' && { subPath: origin.subPath }) };
    }
    case 'host-path': {
      const folder = { path: where.path, type: HostPathVolumeType.DIRECTORY };
      return { path, volume: Volume.fromHostPath(scope, 'ModelCache', CACHE_VOLUME, folder) };
    }
    default: {
      // The claim of each pod takes the place of the empty volume.
      const sizeLimit = limitOf(cache);
      return { path, volume: Volume.fromEmptyDir(scope, 'ModelCache', CACHE_VOLUME, { sizeLimit }) };
    }
  }
}

/** The claim that each pod gets for its cache; undefined for any other cache. */
export function cacheClaim({ _volume: volume }: ModelCache): PodVolumeClaim | undefined {
  if (volume.kind !== 'ephemeral' || !isSize(volume.size)) return undefined;
  const { storageClassName, size } = volume;
  return { storageClassName, accessModes: ['ReadWriteOnce'], size: renderSize(size) };
}

function limitOf({ _onNode: limit }: ModelCache): Size | undefined {
  const bytes = limit === undefined ? undefined : parseQuantity(limit);
  return bytes === undefined ? undefined : Size.kibibytes(bytes / 1024);
}
