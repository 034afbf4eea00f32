/** The capabilities of a container, without the prefix `CAP_`, such as `NET_BIND_SERVICE`. */
export interface ContainerCapabilityOptions {
  /**
   * Those that it gets.
   *
   * @default - none
   */
  readonly add?: string[];

  /**
   * Those that are taken from it.
   *
   * @default - as the property that holds this says
   */
  readonly drop?: string[];
}

/** The seccomp profile of a container. */
export interface SeccompProfileOptions {
  /** `RuntimeDefault`, `Localhost` or `Unconfined`. */
  readonly type: string;

  /**
   * The file of the profile on the node, relative to the folder of the kubelet; only for `Localhost`.
   *
   * @default - none
   */
  readonly localhostProfile?: string;
}

/** The security context of a container: what `ContainerSecurityContextProps` of any cdk8s-plus has. */
export interface ContainerSecurityOptions {
  /**
   * The user id.
   *
   * @default - that of the pod, or of the image
   */
  readonly user?: number;

  /**
   * The group id.
   *
   * @default - that of the pod, or of the image
   */
  readonly group?: number;

  /**
   * Whether the kubelet refuses to start it as root.
   *
   * @default - as the property that holds this says
   */
  readonly ensureNonRoot?: boolean;

  /**
   * Whether it is privileged.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Whether its root file system is read-only.
   *
   * @default - as the property that holds this says
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether its processes may get more privileges than their parents.
   *
   * @default false
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * Its capabilities.
   *
   * @default - all are dropped
   */
  readonly capabilities?: ContainerCapabilityOptions;

  /**
   * Its seccomp profile.
   *
   * @default - that of the pod, `RuntimeDefault`
   */
  readonly seccompProfile?: SeccompProfileOptions;
}
