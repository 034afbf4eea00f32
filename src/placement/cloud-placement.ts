import { Construct, type IConstruct } from 'constructs';
import { CloudNodes } from './cloud-nodes';
import { cloudPlacementProblems, spreadProblems } from './cloud-placement-problems';
import type { CloudPlacementProps } from './cloud-placement-props';
import { attractedProblems, podProblems } from './placeable-problems';
import { markPlaced, spreadLabelsOf } from './placed-pods';
import { schedulingOf } from './pod-scheduling';
import type { ToleratedTaint, ZoneSpreadOptions } from './zone-spread-options';
import { guard } from '../app/validator';
import { addSpread, setPodField, type Toleration } from '../kubernetes/json-patches';
import { EDGE_LABEL } from '../kubernetes/kubeedge-labels';
import { unwrapped } from '../served/given-workload';
import { checksArguments } from '../validation/checks-arguments';
import { refuse } from '../validation/refuse';
import type { IPlacement } from '../values/placement';

/** The keys of the taints of nodes with GPUs, by vendor. */
const GPU_TAINTS: Readonly<Record<string, readonly string[]>> = {
  nvidia: ['nvidia.com/gpu'],
  amd: ['amd.com/gpu'],
  any: ['nvidia.com/gpu', 'amd.com/gpu'],
};

/**
 * Defines where pods run in a cluster of a cloud: on nodes by label, instance type, zone, model of GPU or spot
 * capacity, spread over zones. One placement can be used for any number of workloads.
 *
 * It creates no object. It sets node affinity, tolerations, topology spread constraints and the priority on pods: those
 * of `InferenceDeployment`, `AutoscaledInference` and the cloud worker of `SednaJointInference` by their property
 * `placement`, those of any other workload by `placeOn`. The pods stay off the edge nodes of KubeEdge.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/
 *
 * @example
 *
 * const gpus = new CloudPlacement(chart, 'Gpus', {
 *   nodes: CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-l4'),
 *   spread: {},
 * });
 * new InferenceDeployment(chart, 'Llama', {
 *   server: ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' }),
 *   resources: { cpu: { request: kplus.Cpu.units(4) }, memory: { request: Size.gibibytes(16) } },
 *   accelerator: Accelerator.nvidia(),
 *   placement: gpus,
 * });
 */
@checksArguments
export class CloudPlacement extends Construct implements IPlacement {
  /** False: the pods run on no edge node. */
  public readonly onEdge: boolean = false;

  /** The vendor of the GPUs by whose model the nodes are chosen: `nvidia`, `amd` or `any`; undefined for none. */
  public readonly gpuVendor?: string;

  /** The PriorityClass of the pods; undefined for the cluster's default. */
  public readonly priorityClassName?: string;

  private readonly nodes: CloudNodes;
  private readonly spread?: ZoneSpreadOptions;
  private readonly tolerations: readonly Toleration[];

  /**
   * Defines a placement.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props nodes, spread, tolerations and priority
   */
  public constructor(scope: Construct, id: string, props: CloudPlacementProps = {}) {
    super(scope, id);
    refuse(this, cloudPlacementProblems(props));
    const { nodes = CloudNodes.any(), spread, priorityClassName } = props;
    this.nodes = nodes;
    this.gpuVendor = nodes._vendor;
    this.priorityClassName = priorityClassName;
    this.spread = spread && { ...spread };
    this.tolerations = tolerationsOf(nodes, props);
    guard(this);
  }

  /**
   * Places the pods of a workload, or a pod. A second placement of the same workload is refused: its node affinity
   * would be an alternative to the first, not a condition.
   *
   * An `ApiObject` keeps what it has already: its node affinity then holds as well, and its tolerations stay. A
   * construct of cdk8s-plus that requires something of its nodes already (`scheduling.attract`) is refused.
   *
   * @param workload a workload or pod: a construct of any cdk8s-plus, an `ApiObject` with a pod template, as `Include`
   * and `cdk8s import` make them, or the `ServedWorkload` that describes one
   */
  public placeOn(workload: IConstruct): void {
    const pod = unwrapped(workload);
    const scheduling = schedulingOf(pod);
    refuse(this, podProblems(pod, scheduling), 'The workload cannot be placed');
    if (typeof scheduling === 'string') return;
    refuse(this, attractedProblems(pod, scheduling), 'The workload cannot be placed');
    const labels = this.spread && spreadLabelsOf(pod);
    if (this.spread) refuse(this, spreadProblems(pod, labels), 'The workload cannot be placed');
    markPlaced(pod);
    scheduling.requireOfNodes({ key: EDGE_LABEL, operator: 'DoesNotExist' }, ...this.nodes._requirements);
    const known = scheduling.tolerations();
    scheduling.tolerate(...this.tolerations.filter((one) => !isTolerated(known, one)));
    if (this.priorityClassName !== undefined) setPodField(pod, 'priorityClassName', this.priorityClassName);
    if (!this.spread || !labels) return;
    const { required = false, maxSkew = 1, minZones } = this.spread;
    addSpread(pod, {
      maxSkew,
      ...(minZones !== undefined && { minDomains: minZones }),
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: required ? 'DoNotSchedule' : 'ScheduleAnyway',
      labelSelector: { matchLabels: { ...labels.labels } },
      ...(labels.byRevision && { matchLabelKeys: ['pod-template-hash'] }),
      nodeTaintsPolicy: 'Honor',
    });
  }
}

function tolerationsOf(nodes: CloudNodes, props: CloudPlacementProps): Toleration[] {
  const { tolerates = [], tolerateGpuTaint = true } = props;
  const ofGpus = tolerateGpuTaint && nodes._vendor !== undefined ? GPU_TAINTS[nodes._vendor] : [];
  const all: ToleratedTaint[] = [...ofGpus.map((key) => ({ key })), ...nodes._taints, ...tolerates];
  return all.map(({ key, value, effect = 'NoSchedule' }) => (
    value === undefined ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect }));
}

/** Whether the pods tolerate a taint already, such as that of the accelerator that they request. */
function isTolerated(known: readonly any[], { key, value, effect }: Toleration): boolean {
  return known.some((one) => one.key === key && (one.effect === effect || one.effect === undefined)
    && (one.operator === 'Exists' || one.value === value));
}
