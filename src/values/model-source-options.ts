import type { Size } from 'cdk8s';
import type { HostPathVolumeType, ISecret, SecretValue } from 'cdk8s-plus-27';
import type { InferenceResources } from './inference-resources';

/** Where the model's files appear in the server's container. */
export interface ModelMountOptions {
  /**
   * The folder in the container that holds the model: an absolute path.
   *
   * @default - the folder where the model server looks for it
   */
  readonly mountPath?: string;
}

/** How a folder of the node is mounted. */
export interface HostPathModelOptions extends ModelMountOptions {
  /**
   * What must be at that path on the node before the pod starts.
   *
   * @default - not checked, as Kubernetes does by default
   */
  readonly type?: HostPathVolumeType;
}

/** How a model is brought into an empty volume before the server starts. */
export interface ModelDownloadOptions extends ModelMountOptions {
  /**
   * The image that does the work.
   *
   * @default - a pinned image that is stated at each factory
   */
  readonly image?: string;

  /**
   * What the download itself asks of the node.
   *
   * @default - 100m CPU and 128Mi memory requested, no limit
   */
  readonly resources?: InferenceResources;

  /**
   * How large the model may become on the node's disk; the pod is evicted when it grows past that.
   *
   * @default - what the node has
   */
  readonly sizeLimit?: Size;
}

/** How a model is downloaded from an S3 bucket. */
export interface S3ModelOptions extends ModelDownloadOptions {
  /**
   * The Secret with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; it is referenced, never read.
   *
   * @default - what the pod's service account may read
   */
  readonly credentials?: ISecret;

  /**
   * Whether the bucket is read without any credentials, as public ones are. Cannot be combined with `credentials`.
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

/** How a model is downloaded over HTTP. */
export interface HttpsModelOptions extends ModelDownloadOptions {
  /**
   * The value of the `Authorization` header, such as `Bearer …`, by reference to a Secret's key.
   *
   * @default - none is sent
   */
  readonly authorization?: SecretValue;

  /**
   * Whether the download is a tar archive, compressed with gzip unless its name ends in `.tar`, that is unpacked into the model's folder.
   *
   * @default - true when the URL's path ends in `.tar`, `.tar.gz` or `.tgz`
   */
  readonly unpack?: boolean;
}

/** How a model is taken out of a container image. */
export interface ImageModelOptions extends ModelMountOptions {
  /**
   * The folder in that image that holds the model: an absolute path.
   *
   * @default /models
   */
  readonly path?: string;

  /**
   * What the copy asks of the node.
   *
   * @default - 100m CPU and 128Mi memory requested, no limit
   */
  readonly resources?: InferenceResources;

  /**
   * How large the model may become on the node's disk.
   *
   * @default - what the node has
   */
  readonly sizeLimit?: Size;
}
