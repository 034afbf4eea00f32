import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { removeNamespace } from '../kubernetes/patch';
import { plainObject } from '../kubernetes/plain-object';
import * as check from '../validation/check';
import { DNS_LABEL, DNS_SUBDOMAIN, readableName } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
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

function groupProblems(name: string, { nodes, matchLabels }: NodeGroupProps): Problem[] {
  const problems = new Problems();
  problems.addAll(check.name('name', name, DNS_LABEL));
  if (nodes !== undefined) problems.addAll(nodesProblems(nodes));
  problems.addAll(check.labels('matchLabels', matchLabels));
  if (isEmpty(nodes) && isEmpty(matchLabels)) {
    problems.add({
      code: 'placement/group-without-members',
      field: 'nodes',
      value: nodes ?? [],
      rule: 'must name a node, unless matchLabels finds some',
      why: 'the group would have no member',
      fix: 'give nodes or matchLabels',
    });
  }
  return problems.all;
}

/** Neither a node nor a label; what is of another type is reported as such. */
function isEmpty(members: unknown): boolean {
  if (typeof members !== 'object' || members === null) return members === undefined;
  return Object.keys(members).length === 0;
}

function nodesProblems(nodes: unknown): Problem[] {
  if (!Array.isArray(nodes)) {
    return [{
      code: 'placement/nodes-not-a-list',
      field: 'nodes',
      value: nodes,
      rule: 'must be a list of node names',
      why: 'the API server would reject the object',
      fix: 'write it as [\'edge-1\']',
    }];
  }
  const problems = new Problems();
  const named = new Set<unknown>();
  for (const [i, node] of nodes.entries()) {
    problems.addAll(check.name(`nodes[${i}]`, node, DNS_SUBDOMAIN, 'give the node\'s name'));
    if (named.has(node)) {
      problems.add({
        code: 'placement/node-named-twice',
        field: `nodes[${i}]`,
        value: node,
        rule: 'is named twice',
        why: 'a node is a member once',
        fix: 'remove one',
      });
    }
    named.add(node);
  }
  return problems.all;
}
