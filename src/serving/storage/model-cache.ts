import type { CacheVolume } from './cache-kinds';
import type {
  EmptyDirCacheOptions, EphemeralCacheOptions, ModelCacheOptions, VolumeClaimCacheOptions,
} from './model-cache-options';
import { checksArguments } from '../../validation/checks-arguments';
import { DNS_SUBDOMAIN, ENV_NAME } from '../../validation/names';
import { within, type Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';
import { ModelSource } from '../../values/model-source';
import { originProblems, sizeProblems } from '../../values/model-source-problems';
import { isSize, renderSize } from '../../values/resource-requirements';

/**
 * Defines where a server that downloads its model when it starts keeps what it has downloaded: vLLM with an id of the
 * Hugging Face Hub, `huggingfaceserver` of KServe, MLServer, Triton and others.
 *
 * Without it, the download lands in `/tmp`, an empty volume on the disk of the node. It is kept when the container
 * restarts, so an interrupted download continues; a new pod downloads again.
 *
 * | where | a new replica | on the node |
 * | --- | --- | --- |
 * | `emptyDir` | downloads | takes the disk of the node |
 * | `ephemeral` | downloads | takes none of it: each pod gets a volume of its own |
 * | `volumeClaim` | finds what another replica has downloaded | takes none of it |
 * | `hostPath` | finds what was downloaded on this node | takes the disk of the node |
 *
 * The user of the server must be able to write. Kubernetes gives an empty volume, and most block volumes, to the group
 * of the pod; NFS and a folder of the node keep their owner.
 *
 * @example
 *
 * const onTheNode = ModelCache.emptyDir({ sizeLimit: Size.gibibytes(80) });
 * const shared = ModelCache.volumeClaim('hub-cache');
 * const own = ModelCache.ephemeral({ size: Size.gibibytes(100), storageClassName: 'premium-rwo' });
 */
@checksArguments
export class ModelCache {
  /**
   * An empty volume on the disk of the node, deleted with the pod.
   *
   * @param options its size limit, which is also reserved
   */
  public static emptyDir(options: EmptyDirCacheOptions = {}): ModelCache {
    return new ModelCache({ kind: 'empty-dir', sizeLimit: options.sizeLimit }, options);
  }

  /**
   * An existing PersistentVolumeClaim in the namespace of the pods. Replicas on several nodes need the access mode
   * `ReadWriteMany`. Replicas that start together may download the same files at the same time: the Hub's library locks
   * files, as far as the file system supports that. Let one replica fill the cache before others start.
   *
   * @param claimName the name of the claim
   * @param options the folder of the volume
   */
  public static volumeClaim(claimName: string, options: VolumeClaimCacheOptions = {}): ModelCache {
    return new ModelCache({ kind: 'claim', claim: claimName, subPath: options.subPath }, options);
  }

  /**
   * A folder of the node, which stays when the pod is deleted. It must exist, and the user of the server must be able
   * to write to it: a folder that Kubernetes creates belongs to root. Pod Security `restricted` and `baseline` forbid
   * it.
   *
   * @param path the folder on the node: an absolute path
   * @param options where it is mounted
   */
  public static hostPath(path: string, options: ModelCacheOptions = {}): ModelCache {
    return new ModelCache({ kind: 'host-path', path }, options);
  }

  /**
   * A volume of a StorageClass that each pod gets for itself and that is deleted with it (generic ephemeral volume). It
   * takes nothing of the disk of the node.
   *
   * @param options the size and the StorageClass
   */
  public static ephemeral(options: EphemeralCacheOptions): ModelCache {
    const { size, storageClassName } = options;
    return new ModelCache({ kind: 'ephemeral', size, storageClassName }, options);
  }

  private constructor(
    /** @internal */
    public readonly _volume: CacheVolume,
    private readonly options: ModelCacheOptions,
  ) {}

  /** @internal */
  public get _mountPath(): string {
    return this.options.mountPath ?? '/model-cache';
  }

  /**
   * The variables that the user names.
   * @internal
   */
  public get _variables(): readonly string[] | undefined {
    return this.options.variables;
  }

  /**
   * The bytes of the node's disk that it may take, as a quantity; undefined where that is unknown, or where it takes
   * none.
   * @internal
   */
  public get _onNode(): string | undefined {
    const { _volume: volume } = this;
    return volume.kind === 'empty-dir' && isSize(volume.sizeLimit) ? renderSize(volume.sizeLimit) : undefined;
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const problems = new Problems();
    problems.addAll(check.absolutePath('mountPath', this._mountPath));
    problems.addAll(variablesProblems(this._variables));
    problems.addAll(volumeProblems(this._volume));
    return within(at, problems.all);
  }
}

function volumeProblems(volume: CacheVolume): Problem[] {
  switch (volume.kind) {
    case 'empty-dir': return volume.sizeLimit === undefined ? [] : sizeProblems('sizeLimit', volume.sizeLimit);
    case 'claim': return originProblems(ModelSource.volumeClaim(volume.claim, volume.subPath)._origin);
    case 'host-path': return originProblems({ kind: 'host-path', path: volume.path });
    case 'ephemeral': {
      const problems = new Problems();
      problems.addAll(sizeProblems('size', volume.size));
      if (volume.storageClassName !== undefined) {
        problems.addAll(check.name('storageClassName', volume.storageClassName, DNS_SUBDOMAIN));
      }
      return problems.all;
    }
  }
}

function variablesProblems(variables: readonly string[] | null | undefined): Problem[] {
  if (variables === undefined) return [];
  if (variables === null) {
    return [{
      code: 'serving/cache-variables-not-a-list',
      field: 'variables',
      value: variables,
      rule: 'must be a list of names',
      why: 'no variable can be set from any other value',
      fix: 'write it as [\'HF_HOME\']',
    }];
  }
  const problems = new Problems();
  for (const [i, name] of variables.entries()) {
    problems.addAll(check.name(`variables[${i}]`, name, ENV_NAME, 'set the name of an environment variable'));
  }
  return problems.all;
}
