import type { Duration } from 'cdk8s';
import type { InferenceResources } from '../values/inference-resources';

/** The type of an address of a node. */
export enum KubeletAddressType {
  /** The IP address in the network of the cluster. */
  INTERNAL_IP = 'InternalIP',
  /** The IP address from outside the cluster. */
  EXTERNAL_IP = 'ExternalIP',
  /** The host name. */
  HOSTNAME = 'Hostname',
  /** The DNS name in the network of the cluster. */
  INTERNAL_DNS = 'InternalDNS',
  /** The DNS name from outside the cluster. */
  EXTERNAL_DNS = 'ExternalDNS',
}

/** Properties of `MetricsServer`. */
export interface MetricsServerProps {
  /**
   * The image; its tag is the version.
   *
   * @default registry.k8s.io/metrics-server/metrics-server:v0.9.0
   */
  readonly image?: string;

  /**
   * The types of address by which kubelets are scraped, the preferred one first.
   *
   * @default - InternalIP, ExternalIP, Hostname
   */
  readonly kubeletAddressTypes?: KubeletAddressType[];

  /**
   * Whether the certificates of the kubelets are **not** verified, so that any host on the network can impersonate a
   * kubelet. For test clusters such as minikube, and for KubeEdge, whose edge nodes have their own certificates.
   * Elsewhere, have the certificates of the kubelets signed.
   *
   * @default false
   */
  readonly kubeletInsecureTls?: boolean;

  /**
   * The scrape interval: whole seconds, 12 or more; 15 or more except for tests.
   *
   * @default Duration.seconds(15)
   */
  readonly metricResolution?: Duration;

  /**
   * Whether it uses the network of its node: for KubeEdge, and where the API server does not reach pods. It then
   * listens on port 4443, because the kubelet uses 10250.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether it runs on a node of the control plane, and tolerates its taint: for KubeEdge, where only these nodes reach
   * the edge through the tunnel.
   *
   * @default false
   */
  readonly onControlPlane?: boolean;

  /**
   * Whether it has two replicas on different nodes, and a PodDisruptionBudget that keeps one. The API server should run
   * with `--enable-aggregator-routing=true`.
   *
   * @default false
   */
  readonly highAvailability?: boolean;

  /**
   * Its requests and limits. Above 100 nodes, add 1m CPU and 2Mi memory for each node.
   *
   * @default - 100m CPU and 200Mi memory requested, as upstream
   */
  readonly resources?: InferenceResources;
}
