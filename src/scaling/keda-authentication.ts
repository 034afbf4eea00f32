/** A TriggerAuthentication that exists: where KEDA finds credentials, which never stand in a trigger. */
export interface KedaAuthentication {
  /** Its name. */
  readonly name: string;

  /**
   * Whether it is one of the whole cluster (ClusterTriggerAuthentication).
   *
   * @default false
   */
  readonly clusterWide?: boolean;
}
