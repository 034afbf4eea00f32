import {
  Node, NodeLabelQuery, NodeTaintQuery, TaintEffect, type AbstractPod, type LabeledNode, type Pod,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { EdgeNodes } from './edge-nodes';
import { isPlaced, markPlaced } from './placed-pods';
import { guard } from '../app/validator';
import { addNodeSelector } from '../kubernetes/json-patches';
import { EDGE_LABEL, GROUP_LABEL } from '../kubernetes/kubeedge-labels';
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
 * `InferenceDeployment` and `AutoscaledInference` by their property `placement`, those of any other workload of
 * cdk8s-plus by `placeOn`.
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
   * @param pod a workload or pod of cdk8s-plus
   */
  public placeOn(pod: AbstractPod): void {
    refuse(this, podProblems(pod), 'The workload cannot be placed');
    markPlaced(pod);
    this.choose(pod);
    // Workload and Pod both have `scheduling`; their base class has not.
    const { scheduling } = pod as Pod;
    if (this.tolerateEdgeTaint) {
      scheduling.tolerate(Node.tainted(NodeTaintQuery.exists(EDGE_LABEL, { effect: TaintEffect.NO_SCHEDULE })));
    }
    if (this.autonomy) {
      for (const taint of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
        scheduling.tolerate(Node.tainted(NodeTaintQuery.exists(taint, { effect: TaintEffect.NO_EXECUTE })));
      }
    }
  }

  private choose(pod: AbstractPod): void {
    const { scheduling } = pod as Pod;
    const attract = (...queries: NodeLabelQuery[]) => scheduling.attract(Node.labeled(...queries) as LabeledNode);
    const choice = this.nodes._choice;
    switch (choice.kind) {
      case 'any-edge': return attract(NodeLabelQuery.exists(EDGE_LABEL));
      case 'cloud': return attract(NodeLabelQuery.doesNotExist(EDGE_LABEL));
      case 'named': return attract(NodeLabelQuery.in('kubernetes.io/hostname', [...choice.names]));
      case 'labelled': {
        const labels = Object.entries(choice.labels).map(([key, value]) => NodeLabelQuery.is(key, value));
        return attract(NodeLabelQuery.exists(EDGE_LABEL), ...labels);
      }
      case 'group': return addNodeSelector(pod, GROUP_LABEL, choice.group);
      case 'pinned': return scheduling.assign(Node.named(choice.name));
    }
  }
}

function podProblems(pod: AbstractPod): Problem[] {
  if (typeof (pod as Partial<Pod> | null)?.scheduling?.attract !== 'function') {
    return [{
      code: 'placement/not-a-workload',
      field: 'pod',
      value: pod,
      rule: 'must be a workload or a pod of cdk8s-plus',
      why: 'no pods of anything else can be placed',
      fix: 'set a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod',
    }];
  }
  if (!isPlaced(pod)) return [];
  return [{
    code: 'placement/placed-twice',
    field: 'pod',
    value: pod.node.path,
    rule: 'must be placed once',
    why: 'several node affinity terms are alternatives, so the pods could run on the nodes of either placement',
    fix: 'remove one of the placements',
  }];
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
