import type { ServicePort } from 'cdk8s-plus-27';

/** The Service in front of a model server. */
export interface InferenceServiceOptions {
  /**
   * The Service's name, a DNS-1035 label.
   *
   * @default - the deployment's name
   */
  readonly name?: string;

  /**
   * The type of the Service, as `ServiceType` of any cdk8s-plus: `ClusterIP`, `NodePort` or `LoadBalancer`.
   *
   * @default ClusterIP
   */
  readonly type?: string;

  /**
   * Its ports, instead of those of the server. Each target must be a port of a container. Two or more ports need names.
   *
   * @default - the server's HTTP, gRPC and metrics ports and the extra `ports`
   */
  readonly ports?: ServicePort[];

  /**
   * The labels of the Service.
   *
   * @default - the deployment's labels
   */
  readonly labels?: Record<string, string>;

  /**
   * The annotations of the Service.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;

  /**
   * The labels of the pods that it selects; the pods must have them.
   *
   * @default - the deployment's selector
   */
  readonly selector?: Record<string, string>;

  /**
   * The source addresses that a load balancer accepts, in CIDR notation. Only for type `LoadBalancer`.
   *
   * @default - any address
   */
  readonly loadBalancerSourceRanges?: string[];
}
