import {
  Node, NodeLabelQuery, NodeTaintQuery, TaintEffect, type AbstractPod, type LabeledNode, type Pod,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { EdgeNodes } from './edge-nodes';
import { isPlaced, markPlaced } from './placed-pods';
import { guard } from '../app/validator';
import { addNodeSelector } from '../kubernetes/patch';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import { EDGE_LABEL, GROUP_LABEL } from '../values/kubeedge-labels';
import type { IPlacement } from '../values/placement';

/** Properties of `EdgePlacement`. */
export interface EdgePlacementProps {
  /**
   * On which nodes.
   *
   * @default EdgeNodes.any()
   */
  readonly nodes?: EdgeNodes;

  /**
   * Whether pods tolerate the taint `node-role.kubernetes.io/edge:NoSchedule`. KubeEdge sets none, administrators may.
   *
   * @default true on edge nodes; not allowed in the cloud
   */
  readonly tolerateEdgeTaint?: boolean;

  /**
   * Whether pods stay on a node that is offline, in place of being evicted after five minutes.
   *
   * An edge node serves on without the cloud, and what Kubernetes would start elsewhere would run beside it. In return, a replica that
   * cannot be reached still counts for the autoscaler.
   *
   * @default true on edge nodes; not allowed in the cloud
   */
  readonly autonomy?: boolean;
}

/**
 * Defines where pods run in a KubeEdge cluster: on edge nodes, or off them. One placement serves any number of workloads.
 *
 * It emits nothing of its own; it sets node affinity (or the node selector of a group) and tolerations on the pods that it places:
 * those of `InferenceDeployment` and `AutoscaledInference` by their `placement`, any other cdk8s-plus workload by `placeOn`.
 *
 * KubeEdge sets no taint on edge nodes, so whatever must stay in the cloud needs `EdgeNodes.cloud()`.
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
export class EdgePlacement extends Construct implements IPlacement {
  public readonly onEdge: boolean;

  private readonly nodes: EdgeNodes;
  private readonly tolerateEdgeTaint: boolean;
  private readonly autonomy: boolean;

  /**
   * Defines a placement.
   *
   * @param scope where it belongs
   * @param id its id there
   * @param props which nodes
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
   * Places the pods of a workload, or a pod. Fails when it was placed before: node affinities of two placements would be alternatives,
   * not conditions.
   *
   * @param pod a cdk8s-plus workload or pod
   */
  public placeOn(pod: AbstractPod): void {
    refuse(this, podProblems(pod), 'The workload cannot be placed');
    markPlaced(pod);
    this.choose(pod);
    // Workload and Pod have their scheduling each; their common ancestor has none.
    const { scheduling } = pod as Pod;
    if (this.tolerateEdgeTaint) scheduling.tolerate(Node.tainted(NodeTaintQuery.exists(EDGE_LABEL, { effect: TaintEffect.NO_SCHEDULE })));
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
      field: 'placeOn',
      value: pod,
      rule: 'must be a workload or a pod of cdk8s-plus',
      why: 'nothing else has pods to place',
      fix: 'give a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod',
    }];
  }
  if (!isPlaced(pod)) return [];
  return [{
    code: 'placement/placed-twice',
    field: 'placeOn',
    value: pod.node.path,
    rule: 'was placed before',
    why: 'Kubernetes takes several node affinity terms as alternatives, so the pods could land on the nodes of either',
    fix: 'place each workload once',
  }];
}

function placementProblems({ nodes, ...onEdgeOnly }: EdgePlacementProps): Problem[] {
  if (nodes !== undefined && !(nodes instanceof EdgeNodes)) {
    return [{
      code: 'placement/not-edge-nodes',
      field: 'nodes',
      value: nodes,
      rule: 'must be EdgeNodes',
      why: 'nothing else says which nodes are meant',
      fix: 'use EdgeNodes.named, any or another factory',
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
      rule: 'is for edge nodes only',
      why: 'EdgeNodes.cloud keeps the pods off them, so it could have no effect',
      fix: 'leave it out',
    });
  }
  return problems.all;
}
