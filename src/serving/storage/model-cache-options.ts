import type { Size } from 'cdk8s';

/** Where a cache of downloads is in the container, and how the server finds it. */
export interface ModelCacheOptions {
  /**
   * The folder of the container where the cache is mounted: an absolute path.
   *
   * @default '/model-cache'
   */
  readonly mountPath?: string;

  /**
   * The environment variables that get the path of the folder. Required for `ModelServer.custom`; an empty list for a
   * server that looks at `mountPath` anyway.
   *
   * @default - those of the server: `HF_HOME`, with llama.cpp also `LLAMA_CACHE`
   */
  readonly variables?: string[];
}

/** A cache on the disk of the node, for the time of a pod. */
export interface EmptyDirCacheOptions extends ModelCacheOptions {
  /**
   * The most that the cache may hold, in whole mebibytes; the kubelet evicts a pod that writes more. The pod requests
   * as much ephemeral storage, so that it gets a node that has it free.
   *
   * @default - none: nothing is reserved
   */
  readonly sizeLimit?: Size;
}

/** A cache in an existing PersistentVolumeClaim. */
export interface VolumeClaimCacheOptions extends ModelCacheOptions {
  /**
   * The folder of the volume, with or without a leading slash.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;
}

/** A cache in a volume that each pod gets for itself. */
export interface EphemeralCacheOptions extends ModelCacheOptions {
  /** The size of the volume. */
  readonly size: Size;

  /**
   * The StorageClass of the volume.
   *
   * @default - the default StorageClass of the cluster
   */
  readonly storageClassName?: string;
}
