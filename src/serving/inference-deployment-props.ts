import type { Duration, Size } from 'cdk8s';
import type {
  ContainerPort, ContainerProps, DeploymentStrategy, EnvFrom, EnvValue, ImagePullPolicy, ISecret, IServiceAccount, Probe, Volume, VolumeMount,
} from 'cdk8s-plus-27';
import type { DisruptionBudgetOptions } from './disruption-budget-options';
import type { InferenceConfigOptions } from './inference-config-options';
import type { InferenceServiceOptions } from './inference-service-options';
import type { NetworkAdmissionOptions } from './network-admission-options';
import type { Accelerator } from '../values/accelerator';
import type { InferenceResources } from '../values/inference-resources';
import type { ModelServer } from '../servers/model-server';
import type { ModelSource } from '../values/model-source';
import type { IPlacement } from '../values/placement';
import type { IWasmRuntime } from '../values/wasm';

/** What describes a model server's deployment, scaled or not. */
export interface InferenceDeploymentOptions {
  /** The software that serves the model. */
  readonly server: ModelServer;

  /** What one replica asks of its node; at least one request or limit. */
  readonly resources: InferenceResources;

  /**
   * Where the model comes from. Required for the servers whose own images hold none: TensorFlow Serving, Triton, OpenVINO Model Server,
   * TorchServe, llama.cpp, and vLLM without `model`.
   *
   * @default ModelSource.inServerImage()
   */
  readonly model?: ModelSource;

  /**
   * The name of the Deployment, the Service and all else that is not named otherwise: a DNS-1035 label.
   *
   * @default - the construct ids below the chart, such as `classifier` for `Classifier`
   */
  readonly name?: string;

  /**
   * The accelerators of one replica.
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
   * Labels of every object and of the pods, beside those of the selector.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * The labels that select the pods. They cannot be changed later without making the Deployment anew.
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
   * When the server's image is pulled.
   *
   * @default ImagePullPolicy.IF_NOT_PRESENT - an edge node that is offline can restart its pods
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * The credentials of the image's registry.
   *
   * @default - none
   */
  readonly imagePullSecret?: ISecret;

  /**
   * The service account of the pods. Its token is not mounted.
   *
   * @default - the namespace's `default`
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Plain environment variables.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Environment variables with values from elsewhere, as in cdk8s-plus: from a ConfigMap, a Secret or the pod itself.
   *
   * @default - none
   */
  readonly envVariables?: Record<string, EnvValue>;

  /**
   * ConfigMaps and Secrets whose every key becomes a variable.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Configuration in a ConfigMap of its own. The pods are restarted when it changes.
   *
   * @default - none
   */
  readonly config?: InferenceConfigOptions;

  /**
   * Further containers of the pod.
   *
   * Each gets the defaults of this library, not of cdk8s-plus: no invented resources, no startup probe of 30 seconds, the
   * restricted security context. Under an autoscaler on utilization each needs a request.
   *
   * @default - none
   */
  readonly extraContainers?: ContainerProps[];

  /**
   * Containers that run to their end before the server starts, after the model is there.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Further mounts of the server's container; their volumes come with them.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * Volumes that only other containers mount.
   *
   * @default - none
   */
  readonly volumes?: Volume[];

  /**
   * Further ports of the server's container. They are on the Service too.
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
   * Passes once the model is loaded.
   *
   * @default - what the server documents
   */
  readonly readiness?: Probe;

  /**
   * Fails when only a restart helps.
   *
   * @default - what the server documents
   */
  readonly liveness?: Probe;

  /**
   * Keeps readiness and liveness waiting while the model loads.
   *
   * @default - the server's own, as often as `startupBudget` allows
   */
  readonly startup?: Probe;

  /**
   * How long it may take from the container's start until the model is loaded: 1 second or more. The rollout's deadline follows it.
   *
   * @default - the server's own, 10 to 30 minutes
   */
  readonly startupBudget?: Duration;

  /**
   * How long a request may take: 1 second or more. The grace period and the preStop hook follow it.
   *
   * @default - the server's own: 30 seconds for predictions, 5 minutes for generated text
   */
  readonly maxRequestDuration?: Duration;

  /**
   * How a new version replaces the old one.
   *
   * On the edge and with accelerators room for one more pod is scarce, so there one goes before another comes.
   *
   * @default - a quarter more pods and none missing; on the edge and with accelerators no more pods and one missing
   */
  readonly rollout?: DeploymentStrategy;

  /**
   * How many pods a drain may take away at a time.
   *
   * @default - one
   */
  readonly disruptionBudget?: DisruptionBudgetOptions;

  /**
   * Who may connect to the pods.
   *
   * @default - everyone in the cluster: no NetworkPolicy is made
   */
  readonly admit?: NetworkAdmissionOptions;

  /**
   * Memory for `/dev/shm`; it counts as the container's memory.
   *
   * @default - the server's own; none for servers that do not need it
   */
  readonly sharedMemory?: Size;

  /**
   * Whether the pods share the node's network. Every node then has each port once, so it is refused under an autoscaler.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Runs the server's image as WebAssembly.
   *
   * Experimental: CPU metrics come from the runtime's own control group, so look at `kubectl top pod` before you scale on them.
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
   * How many pods run: a whole number, 0 or more. For a number that follows the load use `AutoscaledInference`.
   *
   * @default 1
   */
  readonly replicas?: number;
}
