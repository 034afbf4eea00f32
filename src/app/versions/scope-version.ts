import type { IConstruct } from 'constructs';
import type { TargetVersion } from '../../kubernetes/versions/target-version';

/** The Kubernetes that was named for a construct and all below it. */
const named = new WeakMap<IConstruct, TargetVersion>();
/** Apps in which a version was named somewhere. */
const apps = new WeakSet<IConstruct>();
/** Constructs at or below which somebody asked already, and found no version on the way here. */
const asked = new WeakSet<IConstruct>();

/** Names the Kubernetes of a construct and all below it; the nearest one counts. */
export function nameVersion(scope: IConstruct, version: TargetVersion): void {
  named.set(scope, version);
  apps.add(scope.node.root);
}

/** The Kubernetes that was named for a construct, by the nearest who did; undefined where nobody did. */
export function versionOf(construct: IConstruct): TargetVersion | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const version = named.get(at);
    if (version) return version;
  }
  return undefined;
}

/** The same, for a construct that is checked and printed by it: it cannot be named differently any more. */
export function versionFor(construct: IConstruct): TargetVersion | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const version = named.get(at);
    asked.add(at);
    if (version) return version;
  }
  return undefined;
}

/** Whether what is at or below a construct was checked by its version, or by that there is none. */
export function isVersionUsed(scope: IConstruct): boolean {
  return asked.has(scope);
}

/** Whether a version was named in the app of a construct. */
export function hasVersions(construct: IConstruct): boolean {
  return apps.has(construct.node.root);
}
