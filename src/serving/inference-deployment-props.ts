import type { Duration, Size } from 'cdk8s';
import type { ContainerPort } from 'cdk8s-plus-27';
import type { DisruptionBudgetOptions } from './disruption-budget-options';
import type { InferenceConfigOptions } from './inference-config-options';
import type { InferenceServiceOptions } from './inference-service-options';
import type { NetworkAdmissionOptions } from './network-admission-options';
import type { ModelCache } from './storage/model-cache';
import type { ContainerOptions, IPodVolume, VolumeMountOptions } from '../cdk8s-plus/container-options';
import type { INamedObject } from '../cdk8s-plus/named-object';
import type { EnvironmentOptions } from '../servers/environment-options';
import type { ModelServer } from '../servers/model-server';
import type { Accelerator } from '../values/accelerator';
import type { InferenceResources } from '../values/inference-resources';
import type { ModelSource } from '../values/model-source';
import type { IPlacement } from '../values/placement';
import type { IWasmRuntime } from '../values/wasm';

/** The options of a model server, scaled or not. */
export interface InferenceDeploymentOptions extends EnvironmentOptions {
  /** The software that serves the model. */
  readonly server: ModelServer;

  /** The requests and limits of one replica; at least one of them. */
  readonly resources: InferenceResources;

  /**
   * Where the model comes from. Required for servers whose images contain no model: TensorFlow Serving, Triton,
   * OpenVINO Model Server, TorchServe, llama.cpp, and vLLM without `model`.
   *
   * @default ModelSource.inServerImage()
   */
  readonly model?: ModelSource;

  /**
   * Where a server that downloads its model when it starts keeps the download.
   *
   * @default - in `/tmp`, an empty volume on the disk of the node
   */
  readonly modelCache?: ModelCache;

  /**
   * The name of the Deployment, the Service and every other object without a name of its own: a DNS-1035 label.
   *
   * @default - the construct ids below the chart, such as `classifier` for `Classifier`
   */
  readonly name?: string;

  /**
   * The accelerators of one replica. They decide the default image of the server, and the arguments that use them.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;

  /**
   * Where the pods run.
   *
   * @default - on any node
   */
  readonly placement?: IPlacement;

  /**
   * Labels of every object and of the pods, in addition to those of the selector.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * The labels that select the pods, at least one. They cannot be changed in an existing Deployment.
   *
   * @default - `app` with the name
   */
  readonly selector?: Record<string, string>;

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: Record<string, string>;

  /**
   * The name of the server's container, a DNS label.
   *
   * @default - the server's own, such as `tensorflow-serving`
   */
  readonly containerName?: string;

  /**
   * When the server's image is pulled, as `ImagePullPolicy` of any cdk8s-plus: `Always`, `IfNotPresent` or `Never`.
   *
   * @default IfNotPresent - so an edge node that is offline can restart its pods
   */
  readonly imagePullPolicy?: string;

  /**
   * The credentials of the image's registry.
   *
   * @default - none
   */
  readonly imagePullSecret?: INamedObject;

  /**
   * The service account of the pods. Its token is not mounted.
   *
   * @default - the namespace's `default`
   */
  readonly serviceAccount?: INamedObject;

  /**
   * Configuration in a ConfigMap. A change of it starts a rollout.
   *
   * @default - none
   */
  readonly config?: InferenceConfigOptions;

  /**
   * Extra containers of the pod.
   *
   * They get the defaults of this library, not of cdk8s-plus: no resources, no startup probe, the restricted security
   * context. An autoscaler on utilization needs a request on each of them.
   *
   * @default - none
   */
  readonly extraContainers?: ContainerOptions[];

  /**
   * Init containers, which run after the model is downloaded and before the server starts.
   *
   * @default - none
   */
  readonly initContainers?: ContainerOptions[];

  /**
   * Extra mounts of the server's container. Their volumes are added to the pod.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMountOptions[];

  /**
   * Volumes that only other containers mount.
   *
   * @default - none
   */
  readonly volumes?: IPodVolume[];

  /**
   * Extra ports of the server's container, each with a name. The Service gets them too.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * The Service in front of the pods.
   *
   * @default - a ClusterIP Service with the deployment's name and the server's ports
   */
  readonly service?: InferenceServiceOptions;

  /**
   * The readiness probe, which passes once the model is loaded: a `Probe` of any cdk8s-plus.
   *
   * @default - the probe that the server documents
   */
  readonly readiness?: any;

  /**
   * The liveness probe, which fails when the server must be restarted: a `Probe` of any cdk8s-plus.
   *
   * @default - the probe that the server documents
   */
  readonly liveness?: any;

  /**
   * The startup probe, a `Probe` of any cdk8s-plus. The other probes start when it has passed.
   *
   * @default - the probe of the server, which may fail until `startupBudget` is over
   */
  readonly startup?: any;

  /**
   * How long it may take from the start of the container until the model is loaded: whole seconds, from 1 second to a
   * day. The rollout's deadline is 10 minutes longer.
   *
   * @default - depends on the server, 10 to 30 minutes
   */
  readonly startupBudget?: Duration;

  /**
   * How long a request may take: whole seconds, from 1 second to a day. It sets the grace period and the preStop hook.
   *
   * @default - depends on the server: 30 seconds for predictions, 5 minutes for generated text
   */
  readonly maxRequestDuration?: Duration;

  /**
   * The strategy of rollouts: a `DeploymentStrategy` of any cdk8s-plus.
   *
   * @default - `maxSurge` 25% and `maxUnavailable` 0; with an accelerator, on the edge or with a host port 0 and 1
   */
  readonly rollout?: any;

  /**
   * How many pods a drain may evict at a time.
   *
   * @default - one
   */
  readonly disruptionBudget?: DisruptionBudgetOptions;

  /**
   * The peers that may connect to the pods.
   *
   * @default - all: no NetworkPolicy is created
   */
  readonly admit?: NetworkAdmissionOptions;

  /**
   * The size of `/dev/shm`, in whole mebibytes; it counts towards the memory limit of the container.
   *
   * @default - depends on the server; no volume for servers that do not need it
   */
  readonly sharedMemory?: Size;

  /**
   * Whether the pods use the host network. Only one pod can then use a port of a node, so it is for one replica.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Runs the server's image as WebAssembly.
   *
   * Experimental: CPU metrics come from the cgroup of the runtime; check `kubectl top pod` before you scale on them.
   *
   * @default - a regular container
   */
  readonly wasmRuntime?: IWasmRuntime;

  /**
   * The pods' PriorityClass.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * The scheduler that places the pods.
   *
   * @default - the cluster's default
   */
  readonly schedulerName?: string;
}

/** Properties of `InferenceDeployment`. */
export interface InferenceDeploymentProps extends InferenceDeploymentOptions {
  /**
   * The number of replicas: a whole number, 0 or more. To scale with the load, use `AutoscaledInference`.
   *
   * @default 1
   */
  readonly replicas?: number;
}
