import type {
  ContainerLifecycle, ContainerPort, ContainerSecurityContextProps, EnvFrom, EnvValue, ImagePullPolicy, Probe, VolumeMount,
} from 'cdk8s-plus-27';
import type { InferenceResources } from '../../values/inference-resources';

/** The container of a worker, in the words of `InferenceDeployment` and cdk8s-plus. */
export interface SednaContainerOptions {
  /** The image: your worker, built with Sedna's library. */
  readonly image: string;

  /** What it asks of its node: as in `AutoscaledInference`, also in Kubernetes' own notation (`requests: { memory: '64M' }`). */
  readonly resources: InferenceResources;

  /**
   * Its name, a DNS label.
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
   * The program, in place of the image's entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * The program's arguments.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment variables. Sedna sets some itself (`MODEL_URL`, `HEM_NAME`, `BIG_MODEL_IP` and more): these are refused.
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
   * All entries of ConfigMaps or Secrets as variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * The ports that it listens on. On the edge each is a port of the Service; the port 5000 of the cloud worker need not be declared.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * Where volumes are mounted. Sedna mounts the model itself; for folders of the node see `hostFolders`.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * Tells when it has started; until then nobody asks the other probes.
   *
   * @default - none
   */
  readonly startup?: Probe;

  /**
   * Tells when it can take requests.
   *
   * @default - on the edge none; in the cloud `GET /sedna` on port 5000, which Sedna's library answers once the model is loaded
   */
  readonly readiness?: Probe;

  /**
   * Tells when it must be restarted.
   *
   * @default - none
   */
  readonly liveness?: Probe;

  /**
   * What happens after its start and before its end.
   *
   * @default - nothing
   */
  readonly lifecycle?: ContainerLifecycle;

  /**
   * What the process may do.
   *
   * @default - no capabilities and no escalation of privileges; root and a writable image are allowed, for Sedna's own images need both
   */
  readonly securityContext?: ContainerSecurityContextProps;
}

/** A folder of the node in a worker. */
export interface SednaHostFolder {
  /** Its absolute path on the node. */
  readonly path: string;

  /** Its absolute path in the container. */
  readonly mountPath: string;

  /**
   * The name of the volume, a DNS label.
   *
   * @default - made of `path`
   */
  readonly name?: string;

  /**
   * Whether pods wait until the folder is there (`Directory`), in place of it being made (`DirectoryOrCreate`).
   *
   * @default false
   */
  readonly mustExist?: boolean;

  /**
   * Whether the worker only reads it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
