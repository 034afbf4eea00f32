import type { Size } from 'cdk8s';
import type { InferenceResources } from './inference-resources';
import type { INamedObject, SecretKeyReference } from '../cdk8s-plus/named-object';

/** Where a model is mounted in the server's container. */
export interface ModelMountOptions {
  /**
   * The folder of the container where the model is mounted: an absolute path.
   *
   * @default - the folder where the model server looks for it
   */
  readonly mountPath?: string;
}

/** Options of a folder of the node. */
export interface HostPathModelOptions extends ModelMountOptions {
  /**
   * What must exist at that path on the node before the pod starts, as `HostPathVolumeType` of any cdk8s-plus:
   * `Directory`, `DirectoryOrCreate`, `File`, `FileOrCreate`, `Socket`, `CharDevice` or `BlockDevice`.
   *
   * @default - not checked, the default of Kubernetes
   */
  readonly type?: string;
}

/** Options of a download by an init container into an empty volume. */
export interface ModelDownloadOptions extends ModelMountOptions {
  /**
   * The image of the init container.
   *
   * @default - a pinned image, named in the documentation of each factory
   */
  readonly image?: string;

  /**
   * Requests and limits of the init container.
   *
   * @default - 100m CPU and 128Mi memory requested, no limit
   */
  readonly resources?: InferenceResources;

  /**
   * The size limit of the volume, in whole mebibytes; the kubelet evicts a pod whose model is larger.
   *
   * @default - none
   */
  readonly sizeLimit?: Size;
}

/** Options of a download from an S3 bucket. */
export interface S3ModelOptions extends ModelDownloadOptions {
  /**
   * The Secret with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; it is referenced, never read.
   *
   * @default - the credentials of the pod's service account
   */
  readonly credentials?: INamedObject;

  /**
   * Whether the bucket is read without credentials, for a public bucket. Cannot be combined with `credentials`.
   *
   * @default false
   */
  readonly anonymous?: boolean;

  /**
   * The URL of another S3 service, such as `http://minio.storage:9000`.
   *
   * @default - Amazon S3
   */
  readonly endpoint?: string;

  /**
   * The bucket's region.
   *
   * @default - `us-east-1`
   */
  readonly region?: string;
}

/** Options of a download over HTTP. */
export interface HttpsModelOptions extends ModelDownloadOptions {
  /**
   * The value of the `Authorization` header, such as `Bearer …`, by reference to a key of a Secret.
   *
   * @default - the header is not sent
   */
  readonly authorization?: SecretKeyReference;

  /**
   * Whether the download is a tar archive that is unpacked into the folder of the model. It is compressed with gzip
   * unless its name ends in `.tar`.
   *
   * @default - true when the path of the URL ends in `.tar`, `.tar.gz` or `.tgz`
   */
  readonly unpack?: boolean;
}

/** Options of a model in a container image. */
export interface ImageModelOptions extends ModelMountOptions {
  /**
   * The folder of the model in that image: an absolute path.
   *
   * @default /models
   */
  readonly path?: string;

  /**
   * Requests and limits of the init container that copies the model.
   *
   * @default - 100m CPU and 128Mi memory requested, no limit
   */
  readonly resources?: InferenceResources;

  /**
   * The size limit of the volume, in whole mebibytes; the kubelet evicts a pod whose model is larger.
   *
   * @default - none
   */
  readonly sizeLimit?: Size;
}
