import type {
  ContainerLifecycle, ContainerPort, ContainerSecurityContextProps, EnvFrom, EnvValue, ImagePullPolicy, Probe,
  VolumeMount,
} from 'cdk8s-plus-27';
import type { InferenceResources } from '../../values/inference-resources';

/** The container of a worker, with the same property names as `InferenceDeployment` and cdk8s-plus. */
export interface SednaContainerOptions {
  /** The image of your worker, built with Sedna's library. */
  readonly image: string;

  /**
   * The requests and limits of the container, as in `AutoscaledInference`; also in Kubernetes' own notation
   * (`requests: { memory: '64M' }`).
   */
  readonly resources: InferenceResources;

  /**
   * The name of the container, a DNS label.
   *
   * @default - `little-model` on the edge, `big-model` in the cloud
   */
  readonly name?: string;

  /**
   * When the image is pulled.
   *
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * The command, which replaces the entry point of the image.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * The arguments of the command.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment variables. Those that Sedna sets itself, such as `MODEL_URL`, `HEM_NAME` and `BIG_MODEL_IP`, are
   * refused.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Environment variables from Secrets, ConfigMaps or fields of the pod.
   *
   * @default - none
   */
  readonly envVariables?: Record<string, EnvValue>;

  /**
   * All entries of ConfigMaps or Secrets as environment variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * The ports on which it listens. On the edge, each is a port of the Service. Port 5000 of the cloud worker need not
   * be declared.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * The mounts of volumes. Sedna mounts the model itself; for folders of the node see `hostFolders`.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * The startup probe. The other probes run only after it succeeds.
   *
   * @default - none
   */
  readonly startup?: Probe;

  /**
   * The readiness probe.
   *
   * @default - none on the edge; in the cloud `GET /sedna` on port 5000, which Sedna's library answers when the model
   * is loaded
   */
  readonly readiness?: Probe;

  /**
   * The liveness probe.
   *
   * @default - none
   */
  readonly liveness?: Probe;

  /**
   * The hooks that run after the container starts and before it stops.
   *
   * @default - none
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * The security context.
   *
   * @default - no capabilities and no privilege escalation; root and a writable root file system are allowed, because
   * Sedna's own images need both
   */
  readonly securityContext?: ContainerSecurityContextProps;
}

/** A folder of the node that is mounted into a worker. */
export interface SednaHostFolder {
  /** The absolute path on the node. */
  readonly path: string;

  /** The absolute path in the container. */
  readonly mountPath: string;

  /**
   * The name of the volume, a DNS label.
   *
   * @default - `path` with other characters than letters and digits replaced by "-"
   */
  readonly name?: string;

  /**
   * Whether the folder must exist before a pod starts (`Directory`). Otherwise the kubelet creates it
   * (`DirectoryOrCreate`).
   *
   * @default false
   */
  readonly mustExist?: boolean;

  /**
   * Whether it is mounted read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
