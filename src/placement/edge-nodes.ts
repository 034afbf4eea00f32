import type { NodeChoice } from './node-choice';
import type { INodeGroup } from './node-group';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN, LABEL_VALUE } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/**
 * Defines which nodes are meant: edge nodes by name, label or node group, any edge node, or the nodes in the cloud.
 *
 * @example
 *
 * const anywhere = EdgeNodes.any();
 * const cameras = EdgeNodes.labelled({ 'example.com/camera': 'true' });
 * const two = EdgeNodes.named('edge-1', 'edge-2');
 */
export class EdgeNodes {
  /** Every edge node: those that KubeEdge labels `node-role.kubernetes.io/edge`. */
  public static any(): EdgeNodes {
    return new EdgeNodes({ kind: 'any-edge' });
  }

  /**
   * The nodes with these names, by their label `kubernetes.io/hostname`; the scheduler chooses among them.
   *
   * @param names one or more node names
   */
  public static named(...names: string[]): EdgeNodes {
    return new EdgeNodes({ kind: 'named', names: [...names] });
  }

  /**
   * The edge nodes that carry all of these labels.
   *
   * @param labels one or more labels with their values
   */
  public static labelled(labels: Record<string, string>): EdgeNodes {
    return new EdgeNodes({ kind: 'labelled', labels: check.isObject(labels) ? { ...labels } : labels });
  }

  /**
   * The members of a KubeEdge node group, by node selector: the only form in which KubeEdge takes pods away from a node that leaves the group.
   *
   * @param group a `NodeGroup`, or one that exists already by `NodeGroup.fromNodeGroupName`
   */
  public static group(group: INodeGroup): EdgeNodes {
    return new EdgeNodes({ kind: 'group', group: group?.nodeGroupName });
  }

  /** The nodes that are not edge nodes. A node selector cannot say this; it becomes a node affinity. */
  public static cloud(): EdgeNodes {
    return new EdgeNodes({ kind: 'cloud' });
  }

  /**
   * One node by `spec.nodeName`, past the scheduler: no check whether the pod fits, no second node when it is down, and pods that
   * the node rejects are made again without end. Refused under an autoscaler beyond one replica.
   *
   * `named` is what you want unless the scheduler itself is out of reach.
   *
   * @param name the node's name
   */
  public static pinnedPastTheScheduler(name: string): EdgeNodes {
    return new EdgeNodes({ kind: 'pinned', name });
  }

  private constructor(
    /** @internal */
    public readonly _choice: NodeChoice,
  ) {}

  /** @internal */
  public _problems(at: string): Problem[] {
    return within(at, choiceProblems(this._choice));
  }
}

function choiceProblems(choice: NodeChoice): Problem[] {
  switch (choice.kind) {
    case 'named': return namesProblems(choice.names);
    case 'labelled': return labelsProblems(choice.labels);
    case 'group': return check.name('group', choice.group, LABEL_VALUE, 'give the name of the NodeGroup');
    case 'pinned': return check.name('name', choice.name, DNS_SUBDOMAIN, 'give the node\'s name');
    default: return [];
  }
}

function namesProblems(names: readonly string[]): Problem[] {
  if (names.length === 0) {
    return [{
      code: 'placement/no-node-named',
      field: 'names',
      value: names,
      rule: 'must name at least one node',
      why: 'no node could match, and the pods would stay Pending',
      fix: 'give the nodes\' names, or use EdgeNodes.any',
    }];
  }
  const problems = new Problems();
  for (const [i, name] of names.entries()) {
    problems.addAll(check.name(
      `names[${i}]`,
      name,
      LABEL_VALUE,
      'give the value of the node\'s label kubernetes.io/hostname',
    ));
  }
  return problems.all;
}

function labelsProblems(labels: Readonly<Record<string, string>> | undefined): Problem[] {
  if (Object.keys(labels ?? {}).length > 0) return check.labels('labels', labels);
  return [{
    code: 'placement/no-label-chosen',
    field: 'labels',
    value: labels,
    rule: 'must hold at least one label',
    why: 'nothing would be chosen',
    fix: 'give a label, or use EdgeNodes.any',
  }];
}
