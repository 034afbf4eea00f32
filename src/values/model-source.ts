import type { Size } from 'cdk8s';
import type { Download, ModelOrigin } from './model-origin';
import type {
  HostPathModelOptions, HttpsModelOptions, ImageModelOptions, ModelDownloadOptions, ModelMountOptions, S3ModelOptions,
} from './model-source-options';
import { originProblems, sizeProblems } from './model-source-problems';
import { isSize, renderSize } from './resource-requirements';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const AWS_CLI = 'docker.io/amazon/aws-cli:2.36.1';
const CURL = 'docker.io/curlimages/curl:8.21.0';

/**
 * Defines where a model comes from and how it is mounted in the server's container.
 *
 * The folder is mounted read-only. Its layout is the server's own (TensorFlow Serving: a folder per version,
 * `1/saved_model.pb`; Triton: a model repository).
 *
 * A volume that every replica shares (`volumeClaim` with an access mode for many readers) starts fastest. A download is
 * repeated for each new replica, so it delays every scale-up.
 *
 * @example
 *
 * const shared = ModelSource.volumeClaim('models', '/resnet');
 * const credentials = kplus.Secret.fromSecretName(chart, 'Keys', 's3-keys');
 * const bucket = ModelSource.s3('s3://models/resnet', { credentials });
 */
@checksArguments
export class ModelSource {
  /** A model in the server's image; nothing is mounted. */
  public static inServerImage(): ModelSource {
    return new ModelSource({ kind: 'server-image' });
  }

  /**
   * A folder of the node (hostPath), for edge nodes that were provisioned with the model.
   *
   * Every node that may run a replica must have the folder. Pod Security `restricted` and `baseline` forbid it.
   *
   * @param path the folder on the node: an absolute path
   * @param options where it is mounted, and what must exist at the path
   */
  public static hostPath(path: string, options: HostPathModelOptions = {}): ModelSource {
    return new ModelSource({ kind: 'host-path', path, type: options.type }, options.mountPath);
  }

  /**
   * A folder of an existing PersistentVolumeClaim in the same namespace.
   *
   * Replicas on several nodes need the access mode `ReadOnlyMany` or `ReadWriteMany`.
   *
   * @param claimName the name of the claim
   * @param subPath the folder of the model in the volume, with or without a leading slash; default: the whole volume
   * @param options where it is mounted
   */
  public static volumeClaim(claimName: string, subPath?: string, options: ModelMountOptions = {}): ModelSource {
    const folder = typeof subPath === 'string' ? withoutOuterSlashes(subPath) || undefined : subPath;
    return new ModelSource({ kind: 'claim', claim: claimName, subPath: folder }, options.mountPath);
  }

  /**
   * A download of all files below a prefix of an S3 bucket, by `aws s3 cp --recursive` in an init container
   * (`docker.io/amazon/aws-cli:2.36.1`).
   *
   * @param uri the prefix: `s3://<bucket>/<prefix>`
   * @param options credentials, endpoint, region, and the init container
   */
  public static s3(uri: string, options: S3ModelOptions = {}): ModelSource {
    const { credentials, endpoint, region, anonymous = false, mountPath, sizeLimit } = options;
    const bucket = { kind: 's3', uri, credentials, endpoint, region, anonymous } as const;
    return new ModelSource({ ...bucket, ...download(options, AWS_CLI) }, mountPath, sizeLimit);
  }

  /**
   * A download of one file or one tar archive, by `curl` in an init container (`docker.io/curlimages/curl:8.21.0`). A
   * file keeps its name.
   *
   * @param url an `https://` URL, or `http://` inside the cluster
   * @param options authorization, unpacking, and the init container
   */
  public static https(url: string, options: HttpsModelOptions = {}): ModelSource {
    const { authorization, mountPath, sizeLimit, unpack = isArchive(url) } = options;
    const origin = { kind: 'https', url, authorization, unpack, ...download(options, CURL) } as const;
    return new ModelSource(origin, mountPath, sizeLimit);
  }

  /**
   * A folder of a container image, which an init container of that image copies. The image must contain `cp`.
   *
   * It works with every version of Kubernetes and with the registry credentials of the pod. A node pulls the image once
   * for all its replicas.
   *
   * @param image the image that contains the model
   * @param options which folder, and where it is mounted
   */
  public static image(image: string, options: ImageModelOptions = {}): ModelSource {
    const { path = '/models', mountPath, sizeLimit } = options;
    return new ModelSource({ kind: 'image', path, ...download(options, image) }, mountPath, sizeLimit);
  }

  private constructor(
    /** @internal */
    public readonly _origin: ModelOrigin,
    /**
     * The folder of the container where the model is mounted; undefined for the server's own.
     * @internal
     */
    public readonly _mountPath?: string,
    private readonly sizeLimit?: Size,
  ) {}

  /** @internal */
  public _problems(at: string): Problem[] {
    const problems = new Problems();
    if (this._mountPath !== undefined) problems.addAll(check.absolutePath('mountPath', this._mountPath));
    problems.addAll(originProblems(this._origin));
    if (this.sizeLimit !== undefined) problems.addAll(sizeProblems('sizeLimit', this.sizeLimit));
    return within(at, problems.all);
  }
}

/** Whether the path of a URL is that of a tar archive. */
function isArchive(url: unknown): boolean {
  return typeof url === 'string' && /\.(tar|tar\.gz|tgz)$/.test(url.split(/[?#]/)[0]);
}

/** A path without leading and trailing slashes; in linear time, other than a regular expression. */
function withoutOuterSlashes(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}

function download({ image, resources, sizeLimit }: ModelDownloadOptions, own: string): Download {
  return { image: image ?? own, resources, sizeLimit: isSize(sizeLimit) ? renderSize(sizeLimit) : undefined };
}
