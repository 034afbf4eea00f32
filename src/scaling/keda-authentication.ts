/** An existing TriggerAuthentication, from which KEDA reads the credentials of a trigger. */
export interface KedaAuthentication {
  /** Its name. */
  readonly name: string;

  /**
   * Whether it is a ClusterTriggerAuthentication, which all namespaces can use.
   *
   * @default false
   */
  readonly clusterWide?: boolean;
}
