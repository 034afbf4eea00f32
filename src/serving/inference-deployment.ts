import { Duration, type ApiObject } from 'cdk8s';
import {
  Deployment, DeploymentStrategy, DnsPolicy, FsGroupChangePolicy, LabelSelector, Node, NodeTaintQuery, PercentOrAbsolute,
  Pod, TaintEffect, type ConfigMap, type Container, type ContainerPort, type NetworkPolicy, type Service,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { fixedReplicaProblems } from './availability-problems';
import { deploymentProblems } from './deployment-problems';
import { disruptionBudget } from './disruption-budget';
import { drain } from './drain';
import type { InferenceDeploymentOptions, InferenceDeploymentProps } from './inference-deployment-props';
import { inferenceService } from './inference-service';
import { modelFiles, type ModelFiles } from './model-files';
import { networkAdmission } from './network-policy';
import { takesHostPort } from './port-problems';
import { startupSeconds } from './probes';
import { CONFIG_HASH, serverConfig, type ServerConfig } from './server-config';
import { serverContainer, serverPorts } from './server-container';
import { serverSecurity, sidecar } from './sidecar';
import { assumeReplicas } from './assumed-replicas';
import { isChecked } from '../validation/checked-props';
import { guard } from '../app/validator';
import { readableName } from '../validation/names';
import { setPodField, setResources, setSeccompRuntimeDefault } from '../kubernetes/patch';
import { refuse } from '../validation/refuse';
import { renderResources } from '../values/resource-requirements';
import type { IInference } from '../servers/inference';
import type { ModelServer } from '../servers/model-server';
import type { ScalingMetric } from '../values/scaling-metric';

/** How long a rollout waits beyond the model's own start: scheduling, pulling the image, fetching the model. */
const ROLLOUT_MARGIN_SECONDS = 600;

/**
 * Defines one model server with a fixed number of replicas: a Deployment, its Service, a PodDisruptionBudget, and ConfigMaps where there
 * is configuration.
 *
 * The pods meet Pod Security `restricted` wherever the server's image and the model's source allow. Probes, rollout and drain follow how
 * long the model loads and how long a request takes. Names and selectors are readable and stay the same when code is moved.
 *
 * For replicas that follow the load use `AutoscaledInference`. The cdk8s-plus objects are public: change through them what has no
 * property here.
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

  /** The name of the Deployment. */
  public readonly name: string;

  public readonly server: ModelServer;
  public readonly selector: Record<string, string>;
  public readonly ports: ContainerPort[];
  public readonly autoscalerName?: string;
  public readonly scalingMetrics: ScalingMetric[] = [];

  /**
   * Defines a model server.
   *
   * @param scope where it belongs
   * @param id its id there; without `name` the objects are called after it
   * @param props what it is
   */
  public constructor(scope: Construct, id: string, props: InferenceDeploymentProps) {
    super(scope, id);
    this.name = props.name ?? readableName(this);
    if (!isChecked(props)) refuse(this, [...deploymentProblems(this.name, props), ...fixedReplicaProblems(props)]);

    const selector = { ...(props.selector ?? { app: this.name }) };
    const labels = { ...props.labels, ...selector };
    const config = serverConfig(this, this.name, props, labels);
    const files = modelFiles(this, props.server, props.model);
    const ports = [...serverPorts(props.server), ...(props.ports ?? [])];

    this.deployment = this.defineDeployment(props, labels, config);
    if (props.replicas === undefined) assumeReplicas(this.deployment);
    this.configMap = config.configMap;
    this.container = this.defineContainers(props, files, config);
    this.place(props, selector);
    const served = { name: this.name, selector, labels, ports, onEdge: props.placement?.onEdge ?? false };
    this.server = props.server;
    this.selector = selector;
    this.ports = ports;
    this.service = inferenceService(this, served, props.service);
    this.disruptionBudget = disruptionBudget(this, served, props.disruptionBudget);
    this.networkPolicy = props.admit && networkAdmission(this, served, props.server, props.admit);

    this.node.defaultChild = this.deployment;
    guard(this);
  }

  private defineDeployment(props: InferenceDeploymentProps, labels: Record<string, string>, config: ServerConfig): Deployment {
    const { user, group } = props.server._row;
    const hashed: Record<string, string> = config.hash === undefined ? {} : { [CONFIG_HASH]: config.hash };
    const annotations = { ...props.podAnnotations, ...props.wasmRuntime?.podAnnotations, ...hashed };
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
      serviceAccount: props.serviceAccount,
      dockerRegistryAuth: props.imagePullSecret,
      hostNetwork: props.hostNetwork,
      dns: props.hostNetwork ? { policy: DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET } : undefined,
      volumes: props.volumes && [...props.volumes],
    });
  }

  private defineContainers(props: InferenceDeploymentProps, files: ModelFiles, config: ServerConfig): Container {
    const { deployment } = this;
    const server = serverContainer(this, props, files, config);
    const container = deployment.addContainer(server);
    setResources(deployment, { index: 0 }, renderResources(props.resources, props.accelerator));
    if (files.fetch) {
      const tmp = container.mounts.filter((m) => m.path === '/tmp');
      const fetcher = { ...sidecar(files.fetch.container), volumeMounts: [...files.fetch.container.volumeMounts!, ...tmp] };
      deployment.addInitContainer({ ...fetcher, securityContext: serverSecurity(props.server._row.user) });
      setResources(deployment, { index: 0, init: true }, renderResources(files.fetch.resources));
    }
    props.initContainers?.forEach((c) => deployment.addInitContainer(sidecar(c)));
    props.extraContainers?.forEach((c) => deployment.addContainer(sidecar(c)));
    return container;
  }

  private place(props: InferenceDeploymentProps, selector: Record<string, string>): void {
    const { deployment } = this;
    deployment.select(LabelSelector.of({ labels: selector }));
    // cdk8s-plus selects pods by this label, with a hash of the construct's path as its value; the name does not change when code moves.
    deployment.podMetadata.addLabel(Pod.ADDRESS_LABEL, this.name);
    if (props.accelerator) {
      deployment.scheduling.tolerate(Node.tainted(NodeTaintQuery.exists(props.accelerator.taintKey, { effect: TaintEffect.NO_SCHEDULE })));
    }
    props.placement?.placeOn(deployment);
    setSeccompRuntimeDefault(deployment);
    if (props.wasmRuntime) setPodField(deployment, 'runtimeClassName', props.wasmRuntime.runtimeClassName);
    if (props.priorityClassName !== undefined) setPodField(deployment, 'priorityClassName', props.priorityClassName);
    if (props.schedulerName !== undefined) setPodField(deployment, 'schedulerName', props.schedulerName);
  }
}

/** A free accelerator, room on an edge node or a second port of the node is seldom at hand; elsewhere a rollout costs no capacity. */
function rollout(props: InferenceDeploymentOptions): DeploymentStrategy {
  const { rollout: given, accelerator, placement, hostNetwork } = props;
  if (given) return given;
  const bound = hostNetwork === true || takesHostPort(props);
  const scarce = accelerator !== undefined || placement?.onEdge === true || bound;
  return DeploymentStrategy.rollingUpdate({
    maxSurge: scarce ? PercentOrAbsolute.absolute(0) : PercentOrAbsolute.percent(25),
    maxUnavailable: scarce ? PercentOrAbsolute.absolute(1) : PercentOrAbsolute.absolute(0),
  });
}
