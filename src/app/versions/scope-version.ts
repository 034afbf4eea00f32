import type { IConstruct, Node } from 'constructs';
import type { TargetVersion } from '../../kubernetes/versions/target-version';

/** The Kubernetes that was named for a construct and all below it, by its node: a description has that of another. */
const named = new WeakMap<Node, TargetVersion>();
/** Apps in which a version was named somewhere. */
const apps = new WeakSet<IConstruct>();
/** Who asked already at or below a construct, and found no version on the way here. */
const asked = new WeakMap<Node, Set<IConstruct>>();

/** Names the Kubernetes of a construct and all below it; the nearest one counts. */
export function nameVersion({ node }: IConstruct, version: TargetVersion): void {
  named.set(node, version);
  apps.add(node.root);
}

/** The Kubernetes that was named for a construct, by the nearest who did; undefined where nobody did. */
export function versionOf(construct: IConstruct): TargetVersion | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const version = named.get(at.node);
    if (version) return version;
  }
  return undefined;
}

/** The same, for a construct that is checked and printed by it: it cannot be named differently any more. */
export function versionFor(construct: IConstruct): TargetVersion | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const { node } = at;
    const version = named.get(node);
    if (!asked.has(node)) asked.set(node, new Set());
    asked.get(node)!.add(construct);
    if (version) return version;
  }
  return undefined;
}

/** Whether what is at or below a construct was checked by its version, or by that there is none. */
export function isVersionUsed(scope: IConstruct): boolean {
  return [...asked.get(scope.node) ?? []].some((construct) => stands(construct, scope));
}

/** Whether a construct is still at or below another: one that was refused is not. */
function stands(construct: IConstruct, scope: IConstruct): boolean {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    if (at.node === scope.node) return true;
    if (at.node.scope?.node.tryFindChild(at.node.id) !== at) return false;
  }
  return false;
}

/** Whether a version was named in the app of a construct. */
export function hasVersions(construct: IConstruct): boolean {
  return apps.has(construct.node.root);
}
