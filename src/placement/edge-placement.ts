import { Construct, type IConstruct } from 'constructs';
import { EdgeNodes } from './edge-nodes';
import { attractedProblems, podProblems } from './placeable-problems';
import { markPlaced } from './placed-pods';
import { schedulingOf, type PodScheduling } from './pod-scheduling';
import { guard } from '../app/validator';
import { EDGE_LABEL, GROUP_LABEL } from '../kubernetes/kubeedge-labels';
import { unwrapped } from '../served/given-workload';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import type { IPlacement } from '../values/placement';

/** Properties of `EdgePlacement`. */
export interface EdgePlacementProps {
  /**
   * The nodes on which the pods run.
   *
   * @default EdgeNodes.any()
   */
  readonly nodes?: EdgeNodes;

  /**
   * Whether the pods tolerate the taint `node-role.kubernetes.io/edge:NoSchedule`, which administrators may set;
   * KubeEdge does not.
   *
   * @default true on edge nodes; not allowed in the cloud
   */
  readonly tolerateEdgeTaint?: boolean;

  /**
   * Whether the pods stay on a node that is offline; otherwise they are evicted after five minutes.
   *
   * An edge node keeps serving without the cloud, and a replacement elsewhere would run at the same time. However, a
   * replica that is unreachable still counts for the autoscaler.
   *
   * @default true on edge nodes; not allowed in the cloud
   */
  readonly autonomy?: boolean;
}

/**
 * Defines where pods run in a KubeEdge cluster: on edge nodes, or in the cloud. One placement can be used for any
 * number of workloads.
 *
 * It creates no object. It sets node affinity (or the node selector of a node group) and tolerations on pods: those of
 * `InferenceDeployment` and `AutoscaledInference` by their property `placement`, those of any other workload by
 * `placeOn`.
 *
 * KubeEdge sets no taint on edge nodes, so pods that must stay in the cloud need `EdgeNodes.cloud()`.
 *
 * @see https://kubeedge.io/docs/
 *
 * @example
 *
 * const edge = new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('edgenode') });
 * const collector = new kplus.Deployment(chart, 'Collector', {
 *   containers: [{ image: 'registry.example.com/collector:1.0', ports: [{ number: 8080 }] }],
 * });
 * edge.placeOn(collector);
 */
@checksArguments
export class EdgePlacement extends Construct implements IPlacement {
  public readonly onEdge: boolean;

  private readonly nodes: EdgeNodes;
  private readonly tolerateEdgeTaint: boolean;
  private readonly autonomy: boolean;

  /**
   * Defines a placement.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props nodes and tolerations
   */
  public constructor(scope: Construct, id: string, props: EdgePlacementProps = {}) {
    super(scope, id);
    refuse(this, placementProblems(props));
    this.nodes = props.nodes ?? EdgeNodes.any();
    this.onEdge = this.nodes._choice.kind !== 'cloud';
    this.tolerateEdgeTaint = props.tolerateEdgeTaint ?? this.onEdge;
    this.autonomy = props.autonomy ?? this.onEdge;
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
    refuse(this, this.chosenProblems(pod, scheduling), 'The workload cannot be placed');
    markPlaced(pod);
    this.choose(scheduling);
    if (this.tolerateEdgeTaint) scheduling.tolerate({ key: EDGE_LABEL, operator: 'Exists', effect: 'NoSchedule' });
    if (!this.autonomy) return;
    for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
      scheduling.tolerate({ key, operator: 'Exists', effect: 'NoExecute' });
    }
  }

  /** What a workload has already of what the placement would replace, or be an alternative to. */
  private chosenProblems(pod: IConstruct, scheduling: PodScheduling): Problem[] {
    const { kind } = this.nodes._choice;
    if (kind !== 'group' && kind !== 'pinned') return attractedProblems(pod, scheduling);
    const { printed } = scheduling;
    const label = kind === 'group' ? printed?.nodeSelector?.[GROUP_LABEL] : undefined;
    const chosen = kind === 'pinned' ? printed?.nodeName : label;
    if (chosen === undefined) return [];
    return [{
      code: 'placement/nodes-chosen-already',
      field: 'placeOn',
      value: chosen,
      rule: `must have no ${kind === 'pinned' ? 'nodeName' : `node selector ${GROUP_LABEL}`} of its own`,
      why: 'the placement would replace it',
      fix: 'remove it from the object, or remove the placement',
    }];
  }

  private choose(scheduling: PodScheduling): void {
    const choice = this.nodes._choice;
    const edge = { key: EDGE_LABEL, operator: 'Exists' } as const;
    switch (choice.kind) {
      case 'any-edge': return scheduling.requireOfNodes(edge);
      case 'cloud': return scheduling.requireOfNodes({ key: EDGE_LABEL, operator: 'DoesNotExist' });
      case 'named': {
        return scheduling.requireOfNodes({ key: 'kubernetes.io/hostname', operator: 'In', values: choice.names });
      }
      case 'labelled': {
        const labels = Object.entries(choice.labels).map(([key, value]) => {
          return { key, operator: 'In', values: [value] } as const;
        });
        return scheduling.requireOfNodes(edge, ...labels);
      }
      case 'group': return scheduling.selectNodes(GROUP_LABEL, choice.group);
      case 'pinned': return scheduling.setNodeName(choice.name);
    }
  }
}

function placementProblems({ nodes, ...onEdgeOnly }: EdgePlacementProps): Problem[] {
  if (nodes !== undefined && !(nodes instanceof EdgeNodes)) {
    return [{
      code: 'placement/not-edge-nodes',
      field: 'nodes',
      value: nodes,
      rule: 'must be EdgeNodes',
      why: 'no node can be selected by any other value',
      fix: 'use a factory such as EdgeNodes.named',
    }];
  }
  const problems = new Problems();
  if (nodes !== undefined) problems.addAll(nodes._problems('nodes'));
  if (nodes?._choice.kind !== 'cloud') return problems.all;
  for (const property of ['tolerateEdgeTaint', 'autonomy'] as const) {
    if (onEdgeOnly[property] !== true) continue;
    problems.add({
      code: 'placement/edge-property-in-cloud',
      field: property,
      value: true,
      rule: 'must not be true in the cloud',
      why: 'EdgeNodes.cloud keeps the pods off edge nodes, so the property has no effect',
      fix: 'omit it',
    });
  }
  return problems.all;
}
