import type { Duration } from 'cdk8s';
import type { ServicePort } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import type { HardExampleMining } from './hard-example-mining';
import type { SednaContainerOptions, SednaHostFolder } from './sedna-container-options';
import type { ContainerOptions, IPodVolume } from '../../cdk8s-plus/container-options';
import type { INamedObject } from '../../cdk8s-plus/named-object';
import type { ScalingOptions } from '../../scaling/scaling-options';
import type { Accelerator } from '../../values/accelerator';
import type { IPlacement } from '../../values/placement';
import type { ISednaModel } from '../model/sedna-model';

/** What the edge worker and the cloud worker have in common. */
export interface SednaWorkerOptions {
  /** The model that it serves, in the namespace of the joint inference. */
  readonly model: ISednaModel;

  /**
   * Its container. Set either this or `pod`.
   *
   * @default - the first container of `pod`
   */
  readonly container?: SednaContainerOptions;

  /**
   * A `Pod` of any cdk8s-plus whose spec the worker gets, for what has no property here. Its first container is the worker.
   * The pod is removed from its chart, because Sedna creates the pods. They do not get its labels and annotations, so
   * it must have none.
   *
   * Beside it, only `model`, `placement`, `scaling`, `spreadOverNodes` and the properties of the edge or the cloud
   * worker may be set.
   *
   * @default - a pod made of `container` and the properties beside it
   */
  readonly pod?: IConstruct;

  /**
   * The nodes on which its pods run.
   *
   * @default - any edge node for the edge worker, any other node for the cloud worker; a `pod` that chooses its nodes
   * keeps its choice
   */
  readonly placement?: IPlacement;

  /**
   * How it scales, as in `AutoscaledInference`: Sedna creates a HorizontalPodAutoscaler from it. Sedna does not support
   * `tolerance`.
   *
   * @default - one replica; Sedna supports no other number without an autoscaler
   */
  readonly scaling?: ScalingOptions;

  /**
   * Whether replicas are spread over the nodes: a node gets a second replica only when every suitable node has one. Two
   * replicas that use the network or folders of their node never run on the same node; a replica without a free node
   * stays Pending.
   *
   * @default - true for an edge worker that scales, else false
   */
  readonly spreadOverNodes?: boolean;

  /**
   * The devices that each replica needs, such as GPUs.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;

  /**
   * Whether the pods use the network of their node. The edge worker needs it to report to Sedna's Local Controller,
   * which listens on the node only; inference works without it. The DNS policy is `ClusterFirstWithHostNet`, so that
   * names of Services resolve.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether the containers get environment variables for each Service of their namespace, such as
   * `HELMET_CLOUD_SERVICE_HOST`. Programs may read such a name as their own configuration.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Folders of the node that are mounted into the container. The kubelet creates those that do not exist.
   *
   * @default - none
   */
  readonly hostFolders?: SednaHostFolder[];

  /**
   * Further volumes, for containers that are added later. Volumes of `volumeMounts` need not be listed.
   *
   * @default - none
   */
  readonly volumes?: IPodVolume[];

  /**
   * Init containers.
   *
   * @default - none; Sedna adds one that downloads the model
   */
  readonly initContainers?: ContainerOptions[];

  /**
   * Further containers of each pod. Each needs a request for the resource that the autoscaler measures. Sedna mounts
   * the model into them too.
   *
   * @default - none
   */
  readonly extraContainers?: ContainerOptions[];

  /**
   * The ServiceAccount of the pods. Its token is not mounted.
   *
   * @default - none
   */
  readonly serviceAccount?: INamedObject;

  /**
   * The Secret with the credentials of a private registry.
   *
   * @default - none
   */
  readonly imagePullSecret?: INamedObject;

  /**
   * The time that a pod has to terminate, in whole seconds. A program that does not handle SIGTERM ignores it when it
   * is the first process of its container: it continues to serve until it is killed at the end of this time, at every
   * scale-down and every rollout. 10 seconds of it pass until no more requests are routed to the pod.
   *
   * @default - 30 seconds for the edge worker; for the cloud worker its `maxRequestDuration` and 10 seconds
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * The PriorityClass of the pods, which decides which pods are evicted first when a node is full.
   *
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * The RuntimeClass of the pods. Runtimes that need an annotation cannot be used, because the pods get no annotations.
   *
   * @default - that of the cluster
   */
  readonly runtimeClassName?: string;
}

/** The Service in front of the edge worker, which Sedna does not create. */
export interface SednaEdgeServiceOptions {
  /**
   * The name of the Service, a DNS-1035 label.
   *
   * @default - `<name>-edge`, after the name of the joint inference
   */
  readonly name?: string;

  /**
   * The ports of the Service.
   *
   * @default - those of the containers, with names such as `tcp-0` and `http-0`, as EdgeMesh documents them
   */
  readonly ports?: ServicePort[];

  /**
   * The annotations of the Service.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;
}

/** The edge worker: the small model. */
export interface SednaEdgeWorkerOptions extends SednaWorkerOptions {
  /** How the edge worker finds hard examples, which it sends to the cloud worker. */
  readonly hardExampleMining: HardExampleMining;

  /**
   * The Service in front of its pods.
   *
   * @default - one for the ports that its containers declare
   */
  readonly service?: SednaEdgeServiceOptions;

  /**
   * Whether there is a Service in front of its pods. Without one, requests are not balanced over the replicas. A worker
   * that fetches its input itself needs none.
   *
   * @default - true when `service` is given or a container declares a port
   */
  readonly exposed?: boolean;
}

/** The cloud worker: the big model. */
export interface SednaCloudWorkerOptions extends SednaWorkerOptions {
  /**
   * How long it may take to answer a hard example: whole seconds, from 1 second to a day. It sets the grace period:
   * Sedna's library ignores SIGTERM, so a pod that terminates serves until it is killed, and then its requests are cut.
   * Set either this or `terminationGracePeriod`.
   *
   * @default Duration.seconds(30)
   */
  readonly maxRequestDuration?: Duration;

  /**
   * Whether it listens on all addresses (`BIG_MODEL_BIND_IP=0.0.0.0`). Otherwise Sedna's library listens on the address
   * with which the pod reaches 8.8.8.8, or on 127.0.0.1 when there is no such route, so that the Service cannot reach
   * it.
   *
   * @default true, unless the container sets the variable
   */
  readonly listenOnAllAddresses?: boolean;

  /**
   * Whether it gets a readiness probe (`GET /sedna` on port 5000, or `/<JOB_NAME>`). Without one, a new replica gets
   * requests while it still loads its model.
   *
   * @default true, unless the container has one
   */
  readonly readinessProbe?: boolean;
}
