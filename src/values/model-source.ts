import type { InferenceResources } from './inference-resources';
import type {
  HostPathModelOptions, HttpsModelOptions, ImageModelOptions, ModelDownloadOptions, ModelMountOptions, S3ModelOptions,
} from './model-source-options';
import * as check from '../validation/check';
import type { ModelOrigin } from './model-origin';
import { DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { parseQuantity } from '../validation/quantity';
import { renderSize, resourceProblems } from './resource-requirements';

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
    return new ModelSource({ kind: 'claim', claim: claimName, subPath: subPath?.replace(/^\/+|\/+$/g, '') || undefined }, options.mountPath);
  }

  /**
   * A download of everything below a prefix of an S3 bucket, by `aws s3 cp --recursive` in an init container
   * (`docker.io/amazon/aws-cli:2.36.1`).
   *
   * @param uri the prefix: `s3://<bucket>/<prefix>`
   * @param options credentials, endpoint, region, and how it is downloaded
   */
  public static s3(uri: string, options: S3ModelOptions = {}): ModelSource {
    const { credentials, endpoint, region, anonymous = false } = options;
    return new ModelSource({ kind: 's3', uri, credentials, endpoint, region, anonymous, ...download(options, AWS_CLI) }, options.mountPath);
  }

  /**
   * A download of one file or tar archive by `curl` in an init container (`docker.io/curlimages/curl:8.21.0`). A file keeps its name.
   *
   * @param url an `https://` URL, or `http://` inside the cluster
   * @param options authorization, unpacking, and how it is downloaded
   */
  public static https(url: string, options: HttpsModelOptions = {}): ModelSource {
    const unpack = options.unpack ?? /\.(tar|tar\.gz|tgz)$/.test(String(url).split(/[?#]/)[0]);
    return new ModelSource({ kind: 'https', url, authorization: options.authorization, unpack, ...download(options, CURL) }, options.mountPath);
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
    return new ModelSource({ kind: 'image', path: options.path ?? '/models', ...download(options, image) }, options.mountPath);
  }

  private constructor(
    /** @internal */
    public readonly _origin: ModelOrigin,
    /**
     * The folder in the container that holds the model, where it is not the server's own.
     * @internal
     */
    public readonly _mountPath?: string,
  ) {}

  /** @internal */
  public _problems(at: string): Problem[] {
    return within(at, [...(this._mountPath === undefined ? [] : check.absolutePath('mountPath', this._mountPath)), ...originProblems(this._origin)]);
  }
}

function download(options: ModelDownloadOptions, image: string) {
  return { image: options.image ?? image, resources: options.resources, sizeLimit: options.sizeLimit && renderSize(options.sizeLimit) };
}

function originProblems(origin: ModelOrigin): Problem[] {
  switch (origin.kind) {
    case 'server-image': return [];
    case 'host-path': return check.absolutePath('path', origin.path);
    case 'claim': return [
      ...check.name('claimName', origin.claim, DNS_SUBDOMAIN, 'give the name of the PersistentVolumeClaim'),
      ...(origin.subPath?.split('/').includes('..') ? [{
        field: 'subPath',
        value: origin.subPath,
        rule: 'must not contain ".."',
        why: 'the API server would reject the mount',
        fix: 'give the folder\'s path in the volume',
      }] : []),
    ];
    case 's3': return [
      ...urlProblems('uri', origin.uri, ['s3:'], 's3://<bucket>/<prefix>'),
      ...(origin.anonymous && origin.credentials ? [{
        field: 'anonymous',
        value: true,
        rule: 'cannot be combined with credentials',
        why: 'only one of the two could take effect',
        fix: 'leave one of them out',
      }] : []),
      ...(origin.endpoint === undefined ? [] : urlProblems('endpoint', origin.endpoint, ['http:', 'https:'], 'http(s)://<host>[:<port>]')),
      ...downloadProblems(origin),
    ];
    case 'https': return [...urlProblems('url', origin.url, ['https:', 'http:'], 'https://<host>/<path of the file>'), ...downloadProblems(origin)];
    case 'image': return [...check.absolutePath('path', origin.path), ...downloadProblems(origin)];
  }
}

function downloadProblems(origin: { image: string; resources?: InferenceResources; sizeLimit?: string }): Problem[] {
  return [
    ...check.image('image', origin.image),
    ...(origin.resources === undefined ? [] : resourceProblems('resources', origin.resources)),
    ...(origin.sizeLimit === undefined ? [] : check.wholeMebibytes('sizeLimit', (parseQuantity(origin.sizeLimit) ?? 0) / 1024)),
  ];
}

function urlProblems(at: string, value: string, protocols: string[], shape: string): Problem[] {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  const file = protocols[0] !== 'https:' || (parsed !== undefined && !parsed.pathname.endsWith('/'));
  if (parsed && protocols.includes(parsed.protocol) && parsed.host !== '' && file && !/[\s'"$`\\]/.test(value)) {
    if (!parsed.username && !parsed.password) return [];
    return [{ field: at, rule: 'must not hold a user or a password', why: 'it would stand in clear in the manifest', fix: 'reference a Secret instead' }];
  }
  return [{ field: at, value: value, rule: `must be ${shape}`, why: 'the download would fail, and the pod would never start', fix: 'correct the URL' }];
}
