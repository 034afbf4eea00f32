import type { Duration } from 'cdk8s';
import type { ContainerProps, IServiceAccount, ISecret, Pod, ServicePort, Volume } from 'cdk8s-plus-27';
import type { HardExampleMining } from './hard-example-mining';
import type { SednaContainerOptions, SednaHostFolder } from './sedna-container-options';
import type { ISednaModel } from '../model/sedna-model';
import type { ScalingOptions } from '../../scaling/scaling-options';
import type { Accelerator } from '../../values/accelerator';
import type { IPlacement } from '../../values/placement';

/** What the edge worker and the cloud worker have in common. */
export interface SednaWorkerOptions {
  /** The model that it serves, in the service's namespace. */
  readonly model: ISednaModel;

  /**
   * Its container. Either this or `pod`.
   *
   * @default - that of `pod`
   */
  readonly container?: SednaContainerOptions;

  /**
   * A pod of cdk8s-plus whose spec the worker gets, for what has no property here. Its first container is the worker. The pod is taken
   * out of its chart: Sedna makes the pods. Its labels and annotations would never reach them, so it may have none.
   *
   * @default - made of `container` and the properties beside it, of which a pod admits only `model`, `placement`, `scaling` and `spreadOverNodes`
   */
  readonly pod?: Pod;

  /**
   * Where it runs.
   *
   * @default - on any edge node for the edge worker, off the edge nodes for the cloud worker; a `pod` that chooses its nodes keeps its choice
   */
  readonly placement?: IPlacement;

  /**
   * How it scales, as in `AutoscaledInference`: Sedna makes a HorizontalPodAutoscaler of it. `tolerance` is not known to Sedna.
   *
   * @default - one replica: without an autoscaler Sedna knows no other number
   */
  readonly scaling?: ScalingOptions;

  /**
   * Whether replicas are spread over the nodes: a node gets a second one only when each that fits has one. Replicas that share what a node has
   * once, its network or folders, are never two on one node; what cannot be placed so waits (Pending).
   *
   * @default - true for an edge worker that scales, else false
   */
  readonly spreadOverNodes?: boolean;

  /**
   * Devices such as GPUs.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;

  /**
   * Whether the pods use the network of their node. The edge worker needs it to report to Sedna's Local Controller, which listens on the
   * node only; inference works without. DNS goes through the cluster (`ClusterFirstWithHostNet`), or Services could not be found.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Folders of the node, made where they are missing.
   *
   * @default - none
   */
  readonly hostFolders?: SednaHostFolder[];

  /**
   * Further volumes, for containers that are added later; those of `volumeMounts` need not be named.
   *
   * @default - none
   */
  readonly volumes?: Volume[];

  /**
   * Containers that run to their end before.
   *
   * @default - none; Sedna adds its own that downloads a model
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Further containers of each pod. Each needs a request for what the autoscaler measures; Sedna gives it the model too.
   *
   * @default - none
   */
  readonly extraContainers?: ContainerProps[];

  /**
   * The identity of the pods. Its token is not mounted.
   *
   * @default - none
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * The Secret for a private registry.
   *
   * @default - none
   */
  readonly imagePullSecret?: ISecret;

  /**
   * How long a pod may take to end.
   *
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Which pods go first when a node is full.
   *
   * @default - the cluster's
   */
  readonly priorityClassName?: string;

  /**
   * The RuntimeClass of the pods. Runtimes that need an annotation cannot be used: Sedna passes none on.
   *
   * @default - the cluster's
   */
  readonly runtimeClassName?: string;
}

/** The Service in front of the edge worker, which Sedna does not make. */
export interface SednaEdgeServiceOptions {
  /**
   * Its name, a DNS-1035 label.
   *
   * @default - the service's name and `-edge`
   */
  readonly name?: string;

  /**
   * Its ports.
   *
   * @default - the container's, called `tcp-<n>` or `http-0` as EdgeMesh documents it
   */
  readonly ports?: ServicePort[];

  /**
   * Its annotations.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;
}

/** The edge worker: the small model. */
export interface SednaEdgeWorkerOptions extends SednaWorkerOptions {
  /** How hard examples are told, which go to the cloud worker. */
  readonly hardExampleMining: HardExampleMining;

  /**
   * The Service in front of its pods.
   *
   * @default - one for the ports that its containers declare
   */
  readonly service?: SednaEdgeServiceOptions;

  /**
   * Whether there is a Service in front of its pods. Without one nothing balances requests over the replicas; a worker that fetches its
   * work needs none.
   *
   * @default - true when `service` is given or a container declares a port
   */
  readonly exposed?: boolean;
}

/** The cloud worker: the big model. */
export interface SednaCloudWorkerOptions extends SednaWorkerOptions {
  /**
   * Whether it listens on all addresses (`BIG_MODEL_BIND_IP=0.0.0.0`). Sedna's library otherwise looks for the address by which the pod
   * reaches 8.8.8.8, and takes 127.0.0.1 where there is no such way, so that the Service never answers.
   *
   * @default true, unless the container sets the variable
   */
  readonly listenOnAllAddresses?: boolean;

  /**
   * Whether it gets a readiness probe (`GET /sedna` on port 5000, or `/<JOB_NAME>`). Without one a new replica gets requests while it is
   * still loading its model.
   *
   * @default true, unless the container has one
   */
  readonly readinessProbe?: boolean;
}
