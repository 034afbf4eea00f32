import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { edgeService, isExposed } from './edge-service';
import { jointProblems } from './joint-inference-problems';
import type { ISednaModel } from './model/sedna-model';
import { laterChartProblems, lostOrderProblems } from './output-order-problems';
import { printedAs, printedGraceProblems, printedModelProblems } from './printed-worker-problems';
import { removeOnFailure } from './remove-on-failure';
import { SednaAutoscalerAccess } from './sedna-autoscaler-access';
import type { SednaJointInferenceProps } from './sedna-joint-inference-props';
import { detachPod } from './worker/detach-pod';
import type { ISednaCloudWorker, ISednaEdgeWorker } from './worker/sedna-worker';
import { Worker } from './worker/worker';
import { completeCloud, completeEdge, workerTemplate } from './worker/worker-template';
import { guard } from '../app/validator';
import { JOINT_INFERENCE, SEDNA_API, type WorkerType } from '../kubernetes/sedna/api';
import type { ScalingOptions } from '../scaling/scaling-options';
import { checksArguments } from '../validation/checks-arguments';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';

/**
 * Defines a joint inference of KubeEdge's Sedna (v0.7): a small model on the edge answers easy examples, hard examples
 * go to a big model in the cloud, and each worker scales on its own.
 *
 * It emits the JointInferenceService with placement and autoscalers, the permission that Sedna needs to create the
 * autoscalers, the Service in front of the edge worker, and what Sedna leaves out for the cloud worker: a readiness
 * probe and the address to listen on. From the JointInferenceService Sedna's controller creates two Deployments, the
 * Service of the cloud worker and the autoscalers, whose names are properties here.
 *
 * Sedna does not retry: when something is missing or invalid while it handles the JointInferenceService, the status
 * stays `Failed`. So permission and models are printed first, and what Sedna cannot handle is refused here.
 *
 * Sedna's status may be `Failed` although everything works, with one ready pod on each side too: observe the
 * Deployments and the autoscalers instead.
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
@checksArguments
export class SednaJointInference extends Construct {
  /** The JointInferenceService. */
  public readonly apiObject: ApiObject;

  /** The name of the JointInferenceService. */
  public readonly name: string;

  /** The edge worker: its pod, and the names of the objects that Sedna creates for it. */
  public readonly edge: ISednaEdgeWorker;

  /** The cloud worker: its pod, and the names of the objects that Sedna creates for it. */
  public readonly cloud: ISednaCloudWorker;

  /**
   * The permission that Sedna needs to create autoscalers; undefined when no worker scales, and when
   * `grantAutoscalerAccess` is false.
   */
  public readonly autoscalerAccess?: SednaAutoscalerAccess;

  /**
   * Defines a joint inference.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct, from which the names of the objects are made when `name` is left out
   * @param props the two workers
   */
  public constructor(scope: Construct, id: string, props: SednaJointInferenceProps) {
    super(scope, id);
    // A program without types may leave out the properties.
    const given = props ?? {} as SednaJointInferenceProps;
    this.name = given.name ?? readableName(this);
    refuse(this, removeOnFailure(this, () => jointProblems(this, this.name, given)));

    const { apiObject, edge, cloud, autoscalerAccess } = removeOnFailure(this, () => this.compose(given));
    this.apiObject = apiObject;
    this.autoscalerAccess = autoscalerAccess;
    this.edge = edge;
    this.cloud = cloud;
    this.node.defaultChild = apiObject;
    const models = [given.edge.model, given.cloud.model];
    const printed = printedAs(apiObject, given);
    guard(this, {
      object: apiObject,
      check: () => [...lostOrderProblems(this, [...models, autoscalerAccess]), ...printedModelProblems(printed)],
      warn: () => [...laterChartProblems(this, models), ...printedGraceProblems(printed)],
    });
  }

  private compose(props: SednaJointInferenceProps) {
    const { edge, cloud, labels = {}, grantAutoscalerAccess = true } = props;
    // The pods are rendered into the JointInferenceService, so their chart is never printed.
    const scratch = new Chart(new App(), 'Workers', { namespace: Chart.of(this).namespace });
    const worker = (type: WorkerType) => (
      new Worker({ owner: this, scratch: new Construct(scratch, type), service: this.name }, type, props[type]));
    const [onEdge, inCloud] = [worker('edge'), worker('cloud')];
    const apiObject = this.jointInferenceService(props, onEdge, inCloud);
    if (isExposed(edge)) {
      onEdge.service = edgeService(this, { name: this.name, selector: onEdge.selector, labels }, edge);
    }
    const granted = grantAutoscalerAccess && (edge.scaling || cloud.scaling);
    const autoscalerAccess = granted ? SednaAutoscalerAccess._of(this, 'AutoscalerAccess') : undefined;
    printAfter(apiObject, [edge.model, cloud.model, autoscalerAccess]);
    // Last of all, so that a failure before leaves the pods in their charts.
    for (const pod of [edge.pod, cloud.pod]) if (pod) detachPod(pod);
    return { apiObject, edge: onEdge, cloud: inCloud, autoscalerAccess };
  }

  private jointInferenceService(props: SednaJointInferenceProps, onEdge: Worker, inCloud: Worker): ApiObject {
    const { edge, cloud, labels, annotations } = props;
    // Values are read once; the pods may be changed until they are printed.
    const edgeWorker = {
      model: { name: edge.model.modelName },
      hardExampleMining: edge.hardExampleMining._render(),
      ...hpa(edge.scaling),
    };
    const cloudWorker = { model: { name: cloud.model.modelName }, ...hpa(cloud.scaling) };
    const environment = { ...edge.hardExampleMining._environment, ...modelPath(edge.model) };
    const { listenOnAllAddresses, readinessProbe } = cloud;
    const completion = {
      service: this.name, listenOnAllAddresses, readinessProbe, environment: modelPath(cloud.model),
    };
    return new ApiObject(this, 'Resource', {
      apiVersion: SEDNA_API,
      kind: JOINT_INFERENCE,
      metadata: {
        name: this.name,
        labels: labels && { ...labels },
        annotations: annotations && { ...annotations },
      },
      spec: Lazy.any({
        produce: () => ({
          edgeWorker: { ...edgeWorker, template: workerTemplate(onEdge.pod, (c) => completeEdge(c, environment)) },
          cloudWorker: { ...cloudWorker, template: workerTemplate(inCloud.pod, (c) => completeCloud(c, completion)) },
        }),
      }),
    });
  }
}

/**
 * A JointInferenceService that is created before these objects stays `Failed`, so they are printed before it. The order
 * of charts is left to the user.
 */
function printAfter(service: ApiObject, others: ReadonlyArray<IConstruct | undefined>): void {
  const chart = Chart.of(service);
  for (const other of others) {
    if (other?.node.scopes.includes(chart)) service.node.addDependency(other);
  }
}

/** The variable by which Sedna's library finds a model that is not at `MODEL_URL`. */
function modelPath({ modelPath: path }: ISednaModel): Record<string, string> {
  return path === undefined ? {} : { MODEL_PATH: path };
}

/** The autoscaler of a worker, as JointInferenceService writes it. */
function hpa(scaling: ScalingOptions | undefined): object {
  if (!scaling) return {};
  const { minReplicas = 1, maxReplicas, metrics, behavior } = scaling;
  const rendered = behavior?._render();
  return {
    hpa: {
      minReplicas,
      maxReplicas,
      metrics: metrics.map((m) => m._render()),
      ...(rendered && { behavior: rendered }),
    },
  };
}
