import type { NodeChoice } from './node-choice';
import type { INodeGroup } from './node-group';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_SUBDOMAIN, LABEL_VALUE } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/**
 * Defines on which nodes pods run: edge nodes by name, label or node group, any edge node, or nodes in the cloud.
 *
 * @example
 *
 * const anywhere = EdgeNodes.any();
 * const cameras = EdgeNodes.labelled({ 'example.com/camera': 'true' });
 * const two = EdgeNodes.named('edge-1', 'edge-2');
 */
@checksArguments
export class EdgeNodes {
  /** Any edge node, by the label `node-role.kubernetes.io/edge` of KubeEdge. */
  public static any(): EdgeNodes {
    return new EdgeNodes({ kind: 'any-edge' });
  }

  /**
   * The nodes with these names, by their label `kubernetes.io/hostname`; the scheduler selects one of them.
   *
   * @param names one or more node names
   */
  public static named(...names: string[]): EdgeNodes {
    return new EdgeNodes({ kind: 'named', names: [...names] });
  }

  /**
   * The edge nodes with all of these labels.
   *
   * @param labels one or more labels with their values
   */
  public static labelled(labels: Record<string, string>): EdgeNodes {
    return new EdgeNodes({ kind: 'labelled', labels: check.isObject(labels) ? { ...labels } : labels });
  }

  /**
   * The members of a KubeEdge node group, by node selector. Only with a node selector KubeEdge evicts pods from a node
   * that leaves the group.
   *
   * @param group a `NodeGroup`, or an existing one by `NodeGroup.fromNodeGroupName`
   */
  public static group(group: INodeGroup): EdgeNodes {
    return new EdgeNodes({ kind: 'group', group: group?.nodeGroupName });
  }

  /** The nodes that are not edge nodes, by node affinity; a node selector cannot express it. */
  public static cloud(): EdgeNodes {
    return new EdgeNodes({ kind: 'cloud' });
  }

  /**
   * One node by `spec.nodeName`, which bypasses the scheduler: nothing checks whether the pod fits, no other node is
   * used when it is down, and a pod that the node rejects is created again and again. Refused with an autoscaler of
   * more than one replica.
   *
   * Use `named` unless the scheduler is not available.
   *
   * @param name the name of the node
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
    case 'group': return check.name('group', choice.group, LABEL_VALUE, 'set the name of the NodeGroup');
    case 'pinned': return check.name('name', choice.name, DNS_SUBDOMAIN, 'set the name of the node');
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
      fix: 'set the names of the nodes, or use EdgeNodes.any',
    }];
  }
  const problems = new Problems();
  for (const [i, name] of names.entries()) {
    problems.addAll(check.name(
      `names[${i}]`,
      name,
      LABEL_VALUE,
      'set the value of the label kubernetes.io/hostname of the node',
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
    rule: 'must contain at least one label',
    why: 'without a label, no node is selected',
    fix: 'set a label, or use EdgeNodes.any',
  }];
}
