import type { ServicePort, ServiceType } from 'cdk8s-plus-27';

/** The Service in front of a model server. */
export interface InferenceServiceOptions {
  /**
   * The Service's name, a DNS-1035 label.
   *
   * @default - the deployment's name
   */
  readonly name?: string;

  /**
   * How it is reached.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;

  /**
   * Its ports, in place of those of the server. Each target must be a port of a container, and several ports need names.
   *
   * @default - the server's HTTP, gRPC and metrics ports and the extra `ports`
   */
  readonly ports?: ServicePort[];

  /**
   * Its labels.
   *
   * @default - the deployment's labels
   */
  readonly labels?: Record<string, string>;

  /**
   * Its annotations.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;

  /**
   * The labels of the pods that it sends to; the pods must carry them.
   *
   * @default - the deployment's selector
   */
  readonly selector?: Record<string, string>;

  /**
   * The source addresses that a load balancer lets in, in CIDR notation. Only for `ServiceType.LOAD_BALANCER`.
   *
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];
}
