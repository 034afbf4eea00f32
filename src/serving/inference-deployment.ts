import { ApiObject, Duration } from 'cdk8s';
import {
  Deployment, DeploymentStrategy, DnsPolicy, FsGroupChangePolicy, LabelSelector, Node, NodeTaintQuery,
  PercentOrAbsolute, Pod, TaintEffect, type ConfigMap, type Container, type ISecret, type IServiceAccount,
  type NetworkPolicy, type Service, type Volume,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { guardedBy } from './admission/admitted';
import { fixedReplicaProblems } from './availability-problems';
import { withoutAcceleratorProblems } from './capacity-problems';
import { completeContainers, serverSecurity, sidecar } from './container-defaults';
import { deploymentProblems } from './deployment-problems';
import { disruptionBudget } from './disruption-budget';
import { drain } from './graceful-termination';
import type { InferenceDeploymentOptions, InferenceDeploymentProps } from './inference-deployment-props';
import { inferenceService, printedService } from './inference-service';
import { modelFiles } from './model-files';
import { networkPolicy } from './network-policy';
import { takesHostPort } from './port-problems';
import { startupSeconds } from './probes';
import { CONFIG_HASH, serverConfig, type ServerConfig } from './server-config';
import { serverContainer, serverPorts, type ContainerParts } from './server-container';
import { cacheClaim, CACHE_VOLUME } from './storage/cache-volume';
import { claimTemplate, existingTemplate } from './storage/claim-template';
import { withNodeStorage } from './storage/node-storage';
import { guard } from '../app/validator';
import { versionFor } from '../app/versions/scope-version';
import {
  claimDevices, claimFirstVolume, setPodField, setResources, setSeccompRuntimeDefault,
} from '../kubernetes/json-patches';
import { assumeReplicas } from '../served/assumed-replicas';
import { needsAccelerator } from '../servers/image-accelerators';
import type { IInference, ServedPort, ServedService } from '../servers/inference';
import type { ModelServer } from '../servers/model-server';
import { checkedName } from '../validation/checked-props';
import { checksArguments } from '../validation/checks-arguments';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';
import { CLAIM } from '../values/devices/device-claim';
import { renderResources } from '../values/resource-requirements';
import type { ScalingMetric } from '../values/scaling-metric';

/** How long a rollout waits in addition to the start-up budget: for scheduling, image pull and model download. */
const ROLLOUT_MARGIN_SECONDS = 600;

/**
 * Defines one model server with a fixed number of replicas: a Deployment, its Service, a PodDisruptionBudget, and
 * ConfigMaps for configuration.
 *
 * The pods meet the Pod Security Standard `restricted` where the server's image and the model's source allow it.
 * Probes, rollout and termination are derived from the start-up budget and the duration of a request. Names and
 * selectors are readable and do not change when code is moved.
 *
 * For replicas that scale with the load, use `AutoscaledInference`. The cdk8s-plus objects are public; use them for
 * what has no property here.
 *
 * @example
 *
 * const resnet = new InferenceDeployment(chart, 'Resnet', {
 *   server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
 *   model: ModelSource.volumeClaim('models', '/resnet'),
 *   resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
 *   replicas: 3,
 * });
 * resnet.service.exposeViaIngress('/resnet');
 */
@checksArguments
export class InferenceDeployment extends Construct implements IInference {
  /** The Deployment. */
  public readonly deployment: Deployment;

  /** The Service in front of the pods. */
  public readonly service: Service;

  /** The container of the model server. */
  public readonly container: Container;

  /** The PodDisruptionBudget. */
  public readonly disruptionBudget: ApiObject;

  /** The ConfigMap of `config`; undefined without it. */
  public readonly configMap?: ConfigMap;

  /** The NetworkPolicy of `admit`; undefined without it. */
  public readonly networkPolicy?: NetworkPolicy;

  /** The ResourceClaimTemplate of an accelerator that is claimed; undefined without one. */
  public readonly claimTemplate?: ApiObject;

  /** The name of the Deployment. */
  public readonly name: string;

  public readonly server: ModelServer;
  public readonly selector: Record<string, string>;
  public readonly ports: ServedPort[];
  public readonly autoscalerName?: string;
  public readonly scalingMetrics: ScalingMetric[] = [];

  /**
   * Defines a model server.
   *
   * @param scope the construct that contains it
   * @param id its id in that construct; the default of `name` is derived from it
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: InferenceDeploymentProps) {
    super(scope, id);
    const given = checkedName(props);
    this.name = given ?? props.name ?? readableName(this);
    if (given === undefined) {
      refuse(this, [...deploymentProblems(this.name, props, versionFor(this)), ...fixedReplicaProblems(props)]);
    }

    const selector: Record<string, string> = props.selector ? { ...props.selector } : { app: this.name };
    const labels = { ...props.labels, ...selector };
    const config = serverConfig(this, this.name, props, labels);
    const files = modelFiles(this, props.server, props.model);
    const ports = [...serverPorts(props.server), ...(props.ports ?? [])];

    this.claimTemplate = claimTemplate(this, this.name, labels, props.accelerator);
    this.deployment = this.defineDeployment(props, labels, config);
    if (props.replicas === undefined) assumeReplicas(this.deployment);
    this.configMap = config.configMap;
    this.container = this.defineContainers(props, { files, config, ports });
    this.place(props, selector);
    const served = { name: this.name, selector, labels, ports, onEdge: props.placement?.onEdge ?? false };
    this.server = props.server;
    this.selector = selector;
    this.ports = ports;
    this.service = inferenceService(this, served, props.service);
    this.disruptionBudget = disruptionBudget(this, served, props.disruptionBudget);
    const admission = props.admit ? networkPolicy(this, served, props.server, props.admit) : undefined;
    this.networkPolicy = admission?.policy;
    guardedBy(this, admission?.door);

    this.node.defaultChild = this.deployment;
    guard(this, needsAccelerator(this.container.image) ? {
      object: ApiObject.of(this.deployment),
      warn: (printed) => withoutAcceleratorProblems(printed, this.container.name),
    } : undefined);
  }

  /** The Deployment as cdk8s has it. */
  public get workload(): ApiObject {
    return ApiObject.of(this.deployment);
  }

  /** The Service as it is printed. */
  public get exposedBy(): ServedService | undefined {
    return printedService(this.service);
  }

  private defineDeployment(
    props: InferenceDeploymentProps,
    labels: Record<string, string>,
    config: ServerConfig,
  ): Deployment {
    const { user, group } = props.server._row;
    const annotations: Record<string, string> = { ...props.podAnnotations, ...props.wasmRuntime?.podAnnotations };
    if (config.hash !== undefined) annotations[CONFIG_HASH] = config.hash;
    return new Deployment(this, 'Deployment', {
      metadata: { name: this.name, labels },
      podMetadata: { labels, annotations },
      select: false,
      replicas: props.replicas ?? 1,
      strategy: rollout(props),
      progressDeadline: Duration.seconds(startupSeconds(props) + ROLLOUT_MARGIN_SECONDS),
      terminationGracePeriod: drain(props).gracePeriod,
      securityContext: {
        ensureNonRoot: user !== 0,
        fsGroupChangePolicy: FsGroupChangePolicy.ON_ROOT_MISMATCH,
        ...(user !== 0 && { user, group, fsGroup: group }),
      },
      serviceAccount: props.serviceAccount as IServiceAccount | undefined,
      dockerRegistryAuth: props.imagePullSecret as ISecret | undefined,
      hostNetwork: props.hostNetwork,
      dns: props.hostNetwork ? { policy: DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET } : undefined,
      volumes: props.volumes && [...props.volumes] as Volume[],
    });
  }

  private defineContainers(props: InferenceDeploymentProps, parts: ContainerParts): Container {
    const { deployment } = this;
    const { files } = parts;
    const container = deployment.addContainer(serverContainer(this, props, parts));
    setResources(deployment, { index: 0 }, withNodeStorage(renderResources(props.resources, props.accelerator), props));
    const cache = props.modelCache && cacheClaim(props.modelCache);
    if (cache) claimFirstVolume(deployment, CACHE_VOLUME, cache);
    const template = this.claimTemplate?.name ?? existingTemplate(props);
    if (template !== undefined) claimDevices(deployment, { index: 0 }, { name: CLAIM, template });
    if (files.fetch) {
      const tmp = container.mounts.filter((m) => m.path === '/tmp');
      const volumeMounts = [...files.fetch.container.volumeMounts!, ...tmp];
      const fetcher = { ...sidecar(files.fetch.container), volumeMounts };
      deployment.addInitContainer({ ...fetcher, securityContext: serverSecurity(props.server._row.user) });
      setResources(deployment, { index: 0, init: true }, renderResources(files.fetch.resources));
    }
    props.initContainers?.forEach((c) => deployment.addInitContainer(sidecar(c)));
    props.extraContainers?.forEach((c) => deployment.addContainer(sidecar(c)));
    completeContainers(deployment, props.initContainers, { index: files.fetch ? 1 : 0, init: true });
    completeContainers(deployment, props.extraContainers, { index: 1 });
    return container;
  }

  private place(props: InferenceDeploymentProps, selector: Record<string, string>): void {
    const { deployment } = this;
    deployment.select(LabelSelector.of({ labels: selector }));
    // cdk8s-plus selects pods by this label. Its own value is a hash of the construct path, which changes when code is
    // moved.
    deployment.podMetadata.addLabel(Pod.ADDRESS_LABEL, this.name);
    if (props.accelerator?.taintKey !== undefined) {
      const taint = NodeTaintQuery.exists(props.accelerator.taintKey, { effect: TaintEffect.NO_SCHEDULE });
      deployment.scheduling.tolerate(Node.tainted(taint));
    }
    props.placement?.placeOn(deployment);
    setSeccompRuntimeDefault(deployment);
    setPodField(deployment, 'enableServiceLinks', props.enableServiceLinks ?? false);
    if (props.wasmRuntime) setPodField(deployment, 'runtimeClassName', props.wasmRuntime.runtimeClassName);
    if (props.priorityClassName !== undefined) setPodField(deployment, 'priorityClassName', props.priorityClassName);
    if (props.schedulerName !== undefined) setPodField(deployment, 'schedulerName', props.schedulerName);
  }
}

const OLD_FIRST = DeploymentStrategy.rollingUpdate({
  maxSurge: PercentOrAbsolute.absolute(0),
  maxUnavailable: PercentOrAbsolute.absolute(1),
});
const NEW_FIRST = DeploymentStrategy.rollingUpdate({
  maxSurge: PercentOrAbsolute.percent(25),
  maxUnavailable: PercentOrAbsolute.absolute(0),
});

/**
 * Accelerators, edge nodes and host ports rarely have room for one more pod, so there an old pod stops before a new one
 * starts.
 */
function rollout(props: InferenceDeploymentOptions): DeploymentStrategy {
  const { rollout: given, accelerator, placement, hostNetwork } = props;
  if (given) return given;
  const bound = hostNetwork === true || takesHostPort(props);
  return accelerator !== undefined || placement?.onEdge === true || bound ? OLD_FIRST : NEW_FIRST;
}
