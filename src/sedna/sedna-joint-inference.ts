import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { edgeService, isExposed } from './edge-service';
import { jointProblems } from './joint-inference-problems';
import { SednaAutoscalerAccess } from './sedna-autoscaler-access';
import type { SednaJointInferenceProps } from './sedna-joint-inference-props';
import type { ISednaCloudWorker, ISednaEdgeWorker } from './worker/sedna-worker';
import { takePod } from './worker/detach-pod';
import { Worker } from './worker/worker';
import { completeCloud, completeEdge, workerTemplate } from './worker/worker-template';
import { guard } from '../app/validator';
import { readableName } from '../validation/names';
import { refuse } from '../validation/refuse';
import { JOINT_INFERENCE, SEDNA_API } from '../kubernetes/sedna-generated';
import { whole } from './all-or-nothing';
import type { ScalingOptions } from '../scaling/scaling-options';

/**
 * Defines a joint inference of KubeEdge's Sedna (v0.7): a small model on the edge answers the easy cases, hard examples go to a big model in
 * the cloud, and each side scales on its own.
 *
 * It emits the JointInferenceService with placement and autoscalers; the right that Sedna needs to make these; the Service in front of the
 * edge worker; and what Sedna leaves out on the cloud side, a readiness probe and the address to listen on. Sedna's controller makes two
 * Deployments, the cloud Service and the autoscalers of it, whose names are properties here.
 *
 * Sedna never tries again: what is missing or wrong when the service is created makes it `Failed` for good. So the order of the output is
 * part of it (rights and models first), and what Sedna could not handle is refused here.
 *
 * Once a worker has more than one ready pod Sedna's status says `Failed` while all works: read the Deployments and the autoscalers.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md
 *
 * @example
 *
 * const helmet = new SednaJointInference(chart, 'Helmet', {
 *   edge: {
 *     model: new SednaModel(chart, 'Little', { url: '/data/little-model/yolov3_resnet18.pb', format: 'pb' }),
 *     container: {
 *       image: 'registry.example.com/helmet-little:1.0',
 *       resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: Size.gibibytes(1) } },
 *     },
 *     hardExampleMining: HardExampleMining.ibt({ thresholdImg: 0.9, thresholdBox: 0.9 }),
 *     scaling: { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] },
 *   },
 *   cloud: {
 *     model: new SednaModel(chart, 'Big', { url: '/data/big-model/yolov3_darknet.pb', format: 'pb' }),
 *     container: {
 *       image: 'registry.example.com/helmet-big:1.0',
 *       resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(2) } },
 *     },
 *     scaling: { maxReplicas: 5, metrics: [ScalingMetric.cpuUtilization(20)] },
 *   },
 * });
 * const toWatch = [helmet.edge.autoscalerName, helmet.cloud.autoscalerName];
 */
export class SednaJointInference extends Construct {
  /** The JointInferenceService. */
  public readonly apiObject: ApiObject;

  /** Its name. */
  public readonly name: string;

  /** The edge worker: its pod, and the names of what Sedna makes of it. */
  public readonly edge: ISednaEdgeWorker;

  /** The cloud worker: its pod, and the names of what Sedna makes of it. */
  public readonly cloud: ISednaCloudWorker;

  /** The right that Sedna needs for autoscalers; undefined when no worker scales, or without `grantAutoscalerAccess`. */
  public readonly autoscalerAccess?: SednaAutoscalerAccess;

  /**
   * Defines a joint inference.
   *
   * @param scope where it belongs
   * @param id its id there; without `name` the objects are called after it
   * @param props its two workers
   */
  public constructor(scope: Construct, id: string, props: SednaJointInferenceProps) {
    super(scope, id);
    // A program without types may forget them.
    const given = props ?? {} as SednaJointInferenceProps;
    this.name = given.name ?? readableName(this);
    refuse(this, whole(this, () => jointProblems(this, this.name, given)));

    const { apiObject, edge, cloud, autoscalerAccess } = whole(this, () => this.compose(given));
    this.apiObject = apiObject;
    this.autoscalerAccess = autoscalerAccess;
    this.edge = edge;
    this.cloud = cloud;
    this.node.defaultChild = apiObject;
    guard(this);
  }

  private compose(props: SednaJointInferenceProps) {
    const { edge, cloud, grantAutoscalerAccess = true } = props;
    // The pods are rendered into the JointInferenceService, so they belong to a chart that is never written.
    const scratch = new Chart(new App(), 'Workers', { namespace: Chart.of(this).namespace });
    const worker = (type: 'edge' | 'cloud') => new Worker({ owner: this, scratch: new Construct(scratch, type), service: this.name }, type, props[type]);
    const [onEdge, inCloud] = [worker('edge'), worker('cloud')];
    // Values are read once; the pods may be changed until they are written.
    const fixed = {
      edge: { model: { name: edge.model.modelName }, hardExampleMining: edge.hardExampleMining._render(), ...hpa(edge.scaling) },
      cloud: { model: { name: cloud.model.modelName }, ...hpa(cloud.scaling) },
    };
    const { listenOnAllAddresses, readinessProbe } = cloud;
    const wanted = { ...edge.hardExampleMining._environment };
    const apiObject = new ApiObject(this, 'Resource', {
      apiVersion: SEDNA_API,
      kind: JOINT_INFERENCE,
      metadata: { name: this.name, labels: props.labels && { ...props.labels }, annotations: props.annotations && { ...props.annotations } },
      spec: Lazy.any({
        produce: () => ({
          edgeWorker: { ...fixed.edge, template: workerTemplate(onEdge.pod, (c) => completeEdge(c, wanted)) },
          cloudWorker: {
            ...fixed.cloud,
            template: workerTemplate(inCloud.pod, (c) => completeCloud(c, { service: this.name, listenOnAllAddresses, readinessProbe })),
          },
        }),
      }),
    });
    if (isExposed(edge)) onEdge.service = edgeService(this, this.name, onEdge.selector, props.labels ?? {}, edge);
    const granted = grantAutoscalerAccess && (edge.scaling || cloud.scaling);
    const autoscalerAccess = granted ? SednaAutoscalerAccess._of(this, 'AutoscalerAccess') : undefined;
    follow(apiObject, edge.model, cloud.model, autoscalerAccess);
    // Last of all: what fails before leaves the pods where they are.
    for (const pod of [edge.pod, cloud.pod]) if (pod) takePod(pod);
    return { apiObject, edge: onEdge, cloud: inCloud, autoscalerAccess };
  }
}

/** A JointInferenceService that is created before these fails for good, so they are printed before it. Charts are ordered by their user. */
function follow(service: ApiObject, ...before: Array<IConstruct | undefined>): void {
  const chart = Chart.of(service);
  for (const other of before) {
    if (other?.node.scopes.includes(chart)) service.node.addDependency(other);
  }
}

/** The autoscaler of a worker, as JointInferenceService writes it. */
function hpa(scaling: ScalingOptions | undefined): object {
  if (!scaling) return {};
  const { minReplicas = 1, maxReplicas, metrics, behavior } = scaling;
  const rendered = behavior?._render();
  return { hpa: { minReplicas, maxReplicas, metrics: metrics.map((m) => m._render()), ...(rendered && { behavior: rendered }) } };
}
