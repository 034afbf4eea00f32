import type { Duration } from 'cdk8s';
import type { InferenceResources } from '../values/inference-resources';

/** An address by which the kubelet of a node is reached. */
export enum KubeletAddressType {
  /** Inside the cluster's network. */
  INTERNAL_IP = 'InternalIP',
  /** From outside. */
  EXTERNAL_IP = 'ExternalIP',
  /** The node's name. */
  HOSTNAME = 'Hostname',
  /** A name inside the cluster's network. */
  INTERNAL_DNS = 'InternalDNS',
  /** A name from outside. */
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
   * By which address kubelets are asked, the preferred one first.
   *
   * @default - InternalIP, ExternalIP, Hostname
   */
  readonly kubeletAddressTypes?: KubeletAddressType[];

  /**
   * Whether the kubelets' certificates are **not** checked, so that anybody on the network may answer in their place. For test clusters such as
   * minikube and for KubeEdge, whose edge nodes have certificates of their own; elsewhere let the kubelets' certificates be signed.
   *
   * @default false
   */
  readonly kubeletInsecureTls?: boolean;

  /**
   * How often kubelets are asked: 12 seconds or more, and 15 for anything but a test.
   *
   * @default Duration.seconds(15)
   */
  readonly metricResolution?: Duration;

  /**
   * Whether it uses the network of its node: for KubeEdge, and where the API server does not reach pods. It then listens on 4443, because the
   * kubelet has 10250.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether it runs on a node of the control plane, and tolerates its taint: for KubeEdge, where only these reach the edge through the tunnel.
   *
   * @default false
   */
  readonly onControlPlane?: boolean;

  /**
   * Whether two replicas on different nodes serve, with a budget that keeps one. The API server should run with
   * `--enable-aggregator-routing=true`.
   *
   * @default false
   */
  readonly highAvailability?: boolean;

  /**
   * What it asks of its node. Above 100 nodes add 1m CPU and 2Mi memory for each.
   *
   * @default - 100m CPU and 200Mi memory requested, as upstream
   */
  readonly resources?: InferenceResources;
}
