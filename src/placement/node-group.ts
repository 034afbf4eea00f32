import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { removeNamespace } from '../kubernetes/json-patches';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

/** A KubeEdge node group, of this program or an existing one. */
export interface INodeGroup extends IConstruct {
  /** The name of the group, which its members have as the label `apps.kubeedge.io/belonging-to`. */
  readonly nodeGroupName: string;
}

/** Properties of `NodeGroup`. */
export interface NodeGroupProps {
  /**
   * The name of the group: a DNS label, because it becomes the value of a node label.
   *
   * @default - the construct ids below the chart
   */
  readonly name?: string;

  /**
   * The names of its members.
   *
   * @default - none; then `matchLabels` is required
   */
  readonly nodes?: string[];

  /**
   * The labels of its members: nodes with all of these labels.
   *
   * @default - none; then `nodes` is required
   */
  readonly matchLabels?: Record<string, string>;

  /**
   * Whether KubeEdge sets the label `topology.kubernetes.io/zone` of the members to the name of the group, so that
   * Services can keep traffic inside the group.
   *
   * Otherwise KubeEdge removes that label from the members, whoever set it. It needs KubeEdge 1.21 or newer.
   *
   * @default false
   */
  readonly topologyEnabled?: boolean;
}

/**
 * Defines a KubeEdge node group (`apps.kubeedge.io/v1alpha1`), a named set of edge nodes. A node can be in one group
 * only.
 *
 * It needs the controller-manager of KubeEdge, which its Helm chart disables by default.
 *
 * @see https://github.com/kubeedge/kubeedge/blob/master/docs/proposals/node-group-management.md
 *
 * @example
 *
 * const beijing = new NodeGroup(chart, 'Beijing', { nodes: ['edge-1', 'edge-2'] });
 * const placement = new EdgePlacement(chart, 'InBeijing', { nodes: EdgeNodes.group(beijing) });
 */
@checksArguments
export class NodeGroup extends Construct implements INodeGroup {
  /**
   * Refers to an existing node group.
   *
   * @param scope the scope of the reference
   * @param id its id there
   * @param nodeGroupName the name of the group
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
   * @param scope the scope of the construct
   * @param id its id there
   * @param props its members
   */
  public constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    this.nodeGroupName = props?.name ?? readableName(this);
    refuse(this, groupProblems(this.nodeGroupName, props ?? {}));
    const { nodes, matchLabels, topologyEnabled } = props;
    this.apiObject = removeNamespace(plainObject(this, 'Resource', {
      apiVersion: 'apps.kubeedge.io/v1alpha1',
      kind: 'NodeGroup',
      metadata: { name: this.nodeGroupName },
      spec: {
        // With empty labels, every node of the cluster would be a member.
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
    // A refused reference does not keep its id.
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
      rule: 'must name a node, unless matchLabels is set',
      why: 'without nodes and labels, the group has no member',
      fix: 'set nodes or matchLabels',
    });
  }
  return problems.all;
}

/** Whether there is no node or label; a value of another type is reported as such. */
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
    problems.addAll(check.name(`nodes[${i}]`, node, DNS_SUBDOMAIN, 'set the name of the node'));
    if (named.has(node)) {
      problems.add({
        code: 'placement/node-named-twice',
        field: `nodes[${i}]`,
        value: node,
        rule: 'must be named once',
        why: 'a repeated name has no effect',
        fix: 'remove it from the list',
      });
    }
    named.add(node);
  }
  return problems.all;
}
