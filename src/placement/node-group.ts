import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import * as check from '../validation/check';
import { DNS_LABEL, DNS_SUBDOMAIN, readableName } from '../validation/names';
import { removeNamespace } from '../kubernetes/patch';
import { plainObject } from '../kubernetes/plain-object';
import type { Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';

/** A KubeEdge node group, made here or elsewhere. */
export interface INodeGroup extends IConstruct {
  /** The group's name, which its members carry as label `apps.kubeedge.io/belonging-to`. */
  readonly nodeGroupName: string;
}

/** Properties of `NodeGroup`. */
export interface NodeGroupProps {
  /**
   * The group's name: a DNS label, because it becomes the value of a node label.
   *
   * @default - the construct ids below the chart
   */
  readonly name?: string;

  /**
   * Members by name.
   *
   * @default - none, unless `matchLabels` finds some
   */
  readonly nodes?: string[];

  /**
   * Members by label: nodes that carry all of these.
   *
   * @default - none, unless `nodes` names some
   */
  readonly matchLabels?: Record<string, string>;

  /**
   * Whether the members get the label `topology.kubernetes.io/zone` with the group's name as value, so that Services can keep traffic
   * inside the group.
   *
   * Without it KubeEdge removes that label from the members, also one that somebody else had set.
   *
   * @default false
   */
  readonly topologyEnabled?: boolean;
}

/**
 * Defines a KubeEdge node group (`apps.kubeedge.io/v1alpha1`), a named set of edge nodes. A node can be in one group only.
 *
 * KubeEdge's controller-manager must run: its chart leaves it off by default.
 *
 * @see https://github.com/kubeedge/kubeedge/blob/master/docs/proposals/node-group-management.md
 *
 * @example
 *
 * const beijing = new NodeGroup(chart, 'Beijing', { nodes: ['edge-1', 'edge-2'] });
 * const placement = new EdgePlacement(chart, 'InBeijing', { nodes: EdgeNodes.group(beijing) });
 */
export class NodeGroup extends Construct implements INodeGroup {
  /**
   * Refers to a node group that is made elsewhere.
   *
   * @param scope where the reference belongs
   * @param id its id there
   * @param nodeGroupName the group's name
   */
  public static fromNodeGroupName(scope: Construct, id: string, nodeGroupName: string): INodeGroup {
    return new ImportedNodeGroup(scope, id, nodeGroupName);
  }

  /** The NodeGroup. */
  public readonly apiObject: ApiObject;
  public readonly nodeGroupName: string;

  /**
   * Defines a node group.
   *
   * @param scope where it belongs
   * @param id its id there
   * @param props its members
   */
  public constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    this.nodeGroupName = props.name ?? readableName(this);
    refuse(this, groupProblems(this.nodeGroupName, props));
    const { nodes, matchLabels, topologyEnabled } = props;
    this.apiObject = removeNamespace(plainObject(this, 'Resource', {
      apiVersion: 'apps.kubeedge.io/v1alpha1',
      kind: 'NodeGroup',
      metadata: { name: this.nodeGroupName },
      spec: {
        // Empty labels would make every node of the cluster a member.
        ...(nodes && nodes.length > 0 && { nodes: [...nodes] }),
        ...(matchLabels && Object.keys(matchLabels).length > 0 && { matchLabels: { ...matchLabels } }),
        ...(topologyEnabled !== undefined && { topologyEnabled }),
      },
    }));
    this.node.defaultChild = this.apiObject;
  }
}

class ImportedNodeGroup extends Construct implements INodeGroup {
  public constructor(scope: Construct, id: string, public readonly nodeGroupName: string) {
    super(scope, id);
    const problems = check.name('nodeGroupName', nodeGroupName, DNS_LABEL);
    // What cannot be referred to does not keep its id.
    if (problems.length > 0) scope.node.tryRemoveChild(id);
    refuse(this, problems, 'NodeGroup cannot be referred to');
  }
}

const MEMBERLESS = { why: 'the group would have no member', fix: 'give nodes or matchLabels' };

function groupProblems(name: string, { nodes = [], matchLabels = {} }: NodeGroupProps): Problem[] {
  const empty = nodes.length + Object.keys(matchLabels).length === 0;
  return [
    ...check.name('name', name, DNS_LABEL),
    ...nodes.flatMap((n, i) => check.name(`nodes[${i}]`, n, DNS_SUBDOMAIN, 'give the node\'s name')),
    ...nodes.flatMap((n, i) => (
      nodes.indexOf(n) === i ? [] : [{ field: `nodes[${i}]`, value: n, rule: 'is named twice', why: 'a node is a member once', fix: 'remove one' }])),
    ...check.labels('matchLabels', matchLabels),
    ...(empty ? [{ field: 'nodes', value: nodes, rule: 'must name a node, unless matchLabels finds some', ...MEMBERLESS }] : []),
  ];
}
