import type { Size } from 'cdk8s';
import type {
  HostPathModelOptions, HttpsModelOptions, ImageModelOptions, ModelDownloadOptions, ModelMountOptions, S3ModelOptions,
} from './model-source-options';
import * as check from '../validation/check';
import type { Download, ModelOrigin } from './model-origin';
import { originProblems, sizeProblems } from './model-source-problems';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { isSize, renderSize } from './resource-requirements';

const AWS_CLI = 'docker.io/amazon/aws-cli:2.36.1';
const CURL = 'docker.io/curlimages/curl:8.21.0';

/**
 * Defines where a model comes from and how its files reach the model server.
 *
 * The folder is mounted read-only. What a server expects inside it (TensorFlow Serving: a folder per version, `1/saved_model.pb`;
 * Triton: a repository of models) is the server's own layout.
 *
 * A source that every replica shares (`volumeClaim` with a class for many readers) starts fastest; a download is made again for
 * each new replica, so it lengthens every scale-up.
 *
 * @example
 *
 * const shared = ModelSource.volumeClaim('models', '/resnet');
 * const bucket = ModelSource.s3('s3://models/resnet', { credentials: kplus.Secret.fromSecretName(chart, 'Keys', 's3-keys') });
 */
export class ModelSource {
  /** The model is part of the server's image; nothing is mounted. */
  public static inServerImage(): ModelSource {
    return new ModelSource({ kind: 'server-image' });
  }

  /**
   * A folder of the node. Every node that may run a replica must have it, and Pod Security `restricted` and `baseline` forbid it:
   * for edge nodes that were provisioned with the model.
   *
   * @param path the folder on the node: an absolute path
   * @param options where it is mounted, and what must be there
   */
  public static hostPath(path: string, options: HostPathModelOptions = {}): ModelSource {
    return new ModelSource({ kind: 'host-path', path, type: options.type }, options.mountPath);
  }

  /**
   * A folder of an existing PersistentVolumeClaim in the same namespace.
   *
   * More than one replica on more than one node needs access mode `ReadOnlyMany` or `ReadWriteMany`.
   *
   * @param claimName the claim's name
   * @param subPath the model's folder in the volume, with or without a leading slash; default: the whole volume
   * @param options where it is mounted
   */
  public static volumeClaim(claimName: string, subPath?: string, options: ModelMountOptions = {}): ModelSource {
    const folder = typeof subPath === 'string' ? withoutOuterSlashes(subPath) || undefined : subPath;
    return new ModelSource({ kind: 'claim', claim: claimName, subPath: folder }, options.mountPath);
  }

  /**
   * A download of everything below a prefix of an S3 bucket, by `aws s3 cp --recursive` in an init container
   * (`docker.io/amazon/aws-cli:2.36.1`).
   *
   * @param uri the prefix: `s3://<bucket>/<prefix>`
   * @param options credentials, endpoint, region, and how it is downloaded
   */
  public static s3(uri: string, options: S3ModelOptions = {}): ModelSource {
    const { credentials, endpoint, region, anonymous = false, mountPath, sizeLimit } = options;
    const origin = { kind: 's3', uri, credentials, endpoint, region, anonymous, ...download(options, AWS_CLI) } as const;
    return new ModelSource(origin, mountPath, sizeLimit);
  }

  /**
   * A download of one file or tar archive by `curl` in an init container (`docker.io/curlimages/curl:8.21.0`). A file keeps its name.
   *
   * @param url an `https://` URL, or `http://` inside the cluster
   * @param options authorization, unpacking, and how it is downloaded
   */
  public static https(url: string, options: HttpsModelOptions = {}): ModelSource {
    const { authorization, mountPath, sizeLimit, unpack = isArchive(url) } = options;
    const origin = { kind: 'https', url, authorization, unpack, ...download(options, CURL) } as const;
    return new ModelSource(origin, mountPath, sizeLimit);
  }

  /**
   * A folder of a container image, copied by an init container that runs that image; it must have `cp`.
   *
   * It works on every Kubernetes version and with every registry credential of the pod; a node pulls the image once for all its replicas.
   *
   * @param image the image that holds the model
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
     * The folder in the container that holds the model, where it is not the server's own.
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

/** Whether the path of a URL ends as that of a tar archive. */
function isArchive(url: unknown): boolean {
  return typeof url === 'string' && /\.(tar|tar\.gz|tgz)$/.test(url.split(/[?#]/)[0]);
}

/** A path without the slashes around it, in one pass however many there are. */
function withoutOuterSlashes(path: string): string {
  let [start, end] = [0, path.length];
  while (start < end && path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}

function download({ image, resources, sizeLimit }: ModelDownloadOptions, own: string): Download {
  return { image: image ?? own, resources, sizeLimit: isSize(sizeLimit) ? renderSize(sizeLimit) : undefined };
}
