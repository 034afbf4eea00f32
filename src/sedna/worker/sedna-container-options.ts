import type { ContainerPort, EnvValue } from 'cdk8s-plus-27';
import type { ContainerLifecycleOptions, VolumeMountOptions } from '../../cdk8s-plus/container-options';
import type { ContainerSecurityOptions } from '../../cdk8s-plus/container-security-options';
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
   * When the image is pulled: `Always`, `IfNotPresent` or `Never`.
   *
   * @default IfNotPresent
   */
  readonly imagePullPolicy?: string;

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
   * All entries of ConfigMaps or Secrets as environment variables: each an `EnvFrom` of any cdk8s-plus, such as
   * `Env.fromSecret` makes one.
   *
   * @default - none
   */
  readonly envFrom?: any[];

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
  readonly volumeMounts?: VolumeMountOptions[];

  /**
   * The startup probe, a `Probe` of any cdk8s-plus. The other probes run only after it succeeds.
   *
   * @default - none
   */
  readonly startup?: any;

  /**
   * The readiness probe: a `Probe` of any cdk8s-plus.
   *
   * @default - none on the edge; in the cloud `GET /sedna` on port 5000, which Sedna's library answers when the model
   * is loaded
   */
  readonly readiness?: any;

  /**
   * The liveness probe: a `Probe` of any cdk8s-plus.
   *
   * @default - none
   */
  readonly liveness?: any;

  /**
   * The hooks that run after the container starts and before it stops.
   *
   * @default - none
   */
  readonly lifecycle?: ContainerLifecycleOptions;

  /**
   * The security context.
   *
   * @default - no capabilities and no privilege escalation; root and a writable root file system are allowed, because
   * Sedna's own images need both
   */
  readonly securityContext?: ContainerSecurityOptions;
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
