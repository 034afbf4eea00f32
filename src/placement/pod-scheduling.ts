import { ApiObject } from 'cdk8s';
import { Node, NodeLabelQuery, NodeTaintQuery, type TaintEffect } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import { objectOf } from '../cdk8s-plus/handed-over';
import {
  addNodeSelector, printedPod, requireOfNodes, setNodeName, tolerate, type NodeRequirement, type Toleration,
} from '../kubernetes/json-patches';
import type { PodSpec } from '../kubernetes/manifest';

type Affinity = PodSpec['affinity'];

/** What a placement sets on the pods of a workload. */
export interface PodScheduling {
  /** The pod of an `ApiObject` as it is printed so far: what is set there already is final. */
  readonly printed?: PodSpec;
  /** The terms to which conditions would be an alternative: of an `ApiObject` none, since each gets the conditions. */
  alternatives(): readonly any[];
  /** Conditions that the nodes meet, all of them. */
  requireOfNodes(...requirements: NodeRequirement[]): void;
  /** Taints that the pods tolerate. */
  tolerate(...tolerations: Toleration[]): void;
  /** What the pods tolerate already, as Kubernetes has it. */
  tolerations(): readonly any[];
  /** A label that the nodes have, in the node selector. */
  selectNodes(label: string, value: string): void;
  /** The node of the pods, past the scheduler. */
  setNodeName(name: string): void;
}

/** `scheduling` of a workload or pod, which is the same in every cdk8s-plus. */
interface PlusScheduling {
  attract(node: object): void;
  tolerate(node: object): void;
  assign(node: object): void;
  /** How every cdk8s-plus renders it. */
  _toKube?(): { readonly affinity?: Affinity; readonly tolerations?: readonly any[] };
}

/** Why a value has no pods that can be placed. */
export type NoPods = 'no-construct' | 'no-scheduling' | 'no-pod-template';

/**
 * How the pods of a workload are placed: by `scheduling` where it is a construct of cdk8s-plus, by patches where it is
 * an `ApiObject`. Both print the same.
 */
export function schedulingOf(pod: unknown): PodScheduling | NoPods {
  if (!Construct.isConstruct(pod)) return 'no-construct';
  const owner = plusScheduling(pod) ? pod : pod.node.scope;
  const scheduling = owner && objectOf(owner) !== undefined && objectOf(owner) === objectOf(pod)
    ? plusScheduling(owner)
    : undefined;
  if (scheduling) return ofPlus(pod, scheduling);
  // A construct that only holds a workload may hold others.
  if (!ApiObject.isApiObject(pod)) return 'no-scheduling';
  const printed = printedPod(pod);
  return printed ? ofObject(pod, printed) : 'no-pod-template';
}

function plusScheduling(construct: IConstruct): PlusScheduling | undefined {
  const { scheduling } = construct as { scheduling?: Partial<PlusScheduling> };
  const verbs = [scheduling?.attract, scheduling?.tolerate, scheduling?.assign];
  return verbs.every((verb) => typeof verb === 'function') ? scheduling as PlusScheduling : undefined;
}

function ofPlus(pod: IConstruct, scheduling: PlusScheduling): PodScheduling {
  return {
    alternatives: () => termsOf(scheduling._toKube?.().affinity),
    requireOfNodes: (...requirements) => scheduling.attract(Node.labeled(...requirements.map(query))),
    tolerate: (...tolerations) => tolerations.forEach((one) => scheduling.tolerate(Node.tainted(taint(one)))),
    tolerations: () => scheduling._toKube?.().tolerations ?? [],
    selectNodes: (label, value) => addNodeSelector(pod, label, value),
    setNodeName: (name) => scheduling.assign(Node.named(name)),
  };
}

function ofObject(object: ApiObject, printed: PodSpec): PodScheduling {
  return {
    printed,
    alternatives: () => [],
    requireOfNodes: (...requirements) => requireOfNodes(object, requirements),
    tolerate: (...tolerations) => tolerate(object, tolerations),
    tolerations: () => printedPod(object)?.tolerations ?? [],
    selectNodes: (label, value) => addNodeSelector(object, label, value, printed.nodeSelector),
    setNodeName: (name) => setNodeName(object, name),
  };
}

function termsOf(affinity: Affinity): readonly any[] {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
}

function taint({ key, value, effect }: Toleration): NodeTaintQuery {
  const options = { effect: effect as TaintEffect };
  return value === undefined ? NodeTaintQuery.exists(key, options) : NodeTaintQuery.is(key, value, options);
}

function query({ key, operator, values = [] }: NodeRequirement): NodeLabelQuery {
  switch (operator) {
    case 'In': return NodeLabelQuery.in(key, [...values]);
    case 'NotIn': return NodeLabelQuery.notIn(key, [...values]);
    case 'Exists': return NodeLabelQuery.exists(key);
    case 'DoesNotExist': return NodeLabelQuery.doesNotExist(key);
  }
}
