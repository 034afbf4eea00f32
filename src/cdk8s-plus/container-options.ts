import type { ContainerPort, ContainerResources, EnvValue } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { ContainerSecurityOptions } from './container-security-options';

/** A volume of a pod: `Volume` of any cdk8s-plus. */
export interface IPodVolume extends IConstruct {
  /** The name of the volume in the pod. */
  readonly name: string;
}

/** Where a volume is mounted in a container: what `VolumeMount` of any cdk8s-plus has. */
export interface VolumeMountOptions {
  /** The volume. */
  readonly volume: IPodVolume;

  /** The absolute path in the container. */
  readonly path: string;

  /**
   * Whether it is mounted read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * The path inside the volume that is mounted, relative to its root.
   *
   * @default - the root of the volume
   */
  readonly subPath?: string;

  /**
   * The same with environment variables of the container in it, as `$(NAME)`.
   *
   * @default - the root of the volume
   */
  readonly subPathExpr?: string;

  /**
   * How mounts are propagated between the node and the container: `None` or `HostToContainer`.
   *
   * @default None
   */
  readonly propagation?: string;
}

/** The hooks of a container: what `ContainerLifecycle` of any cdk8s-plus has. */
export interface ContainerLifecycleOptions {
  /**
   * What runs after the container was created: a `Handler` of any cdk8s-plus.
   *
   * @default - nothing
   */
  readonly postStart?: any;

  /**
   * What runs before the container is stopped: a `Handler` of any cdk8s-plus.
   *
   * @default - nothing
   */
  readonly preStop?: any;
}

/**
 * A further container of a pod: what `ContainerProps` of any cdk8s-plus has.
 *
 * It gets the defaults of this library: no resources, no startup probe, the restricted security context.
 */
export interface ContainerOptions {
  /** The image. */
  readonly image: string;

  /**
   * The name, a DNS label that no other container of the pod has.
   *
   * @default - none; a name is required where there are other containers
   */
  readonly name?: string;

  /**
   * A TCP port on which it listens, 1 to 65535, beside those of `ports`.
   *
   * @default - none
   */
  readonly portNumber?: number;

  /**
   * The same as `portNumber`, as older versions of cdk8s-plus have it.
   *
   * @default - none
   */
  readonly port?: number;

  /**
   * The ports on which it listens.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * The command, which replaces the entry point of the image.
   *
   * @default - that of the image
   */
  readonly command?: string[];

  /**
   * The arguments of the command.
   *
   * @default - those of the image
   */
  readonly args?: string[];

  /**
   * The folder in which it starts.
   *
   * @default - that of the image
   */
  readonly workingDir?: string;

  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly envVariables?: Record<string, EnvValue>;

  /**
   * ConfigMaps and Secrets whose keys all become environment variables: each an `EnvFrom` of any cdk8s-plus, such as
   * `Env.fromSecret` makes one.
   *
   * @default - none
   */
  readonly envFrom?: any[];

  /**
   * Its mounts. Their volumes are added to the pod.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMountOptions[];

  /**
   * When the image is pulled: `Always`, `IfNotPresent` or `Never`.
   *
   * @default IfNotPresent
   */
  readonly imagePullPolicy?: string;

  /**
   * The readiness probe: a `Probe` of any cdk8s-plus.
   *
   * @default - none
   */
  readonly readiness?: any;

  /**
   * The liveness probe: a `Probe` of any cdk8s-plus.
   *
   * @default - none
   */
  readonly liveness?: any;

  /**
   * The startup probe: a `Probe` of any cdk8s-plus.
   *
   * @default - none
   */
  readonly startup?: any;

  /**
   * The hooks that run after it starts and before it stops.
   *
   * @default - none
   */
  readonly lifecycle?: ContainerLifecycleOptions;

  /**
   * Its requests and limits.
   *
   * @default - none
   */
  readonly resources?: ContainerResources;

  /**
   * Its security context.
   *
   * @default - no root, no capabilities, a read-only root file system
   */
  readonly securityContext?: ContainerSecurityOptions;
}
