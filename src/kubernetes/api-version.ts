import {
  EXTENSIONS, FORMER_GROUPS, REMOVED, SERVED, SINCE, type ExtensionApi, type RemovedVersion,
} from './api-versions';
import { meant } from '../validation/nearest';

/** Why the version of an object is not served, or will not be. */
export interface VersionFault {
  /** The version to write instead, where there is one. */
  readonly replacement?: string;
  /** The Kubernetes that no longer serves it. */
  readonly until?: number;
  /** The Kubernetes that serves it first. */
  readonly since?: number;
  /** What else changes. */
  readonly changes?: string;
  /** Whose API it is, where that is no part of Kubernetes. */
  readonly product?: string;
  /** The release of the product that no longer serves it. */
  readonly release?: string;
  /** The kind that is written almost so, where there is none of the name. */
  readonly kind?: string;
}

/** A group that releases of an extension still serve beside the one of today. */
interface LeavingGroup {
  readonly versions: readonly string[];
  /** The group of today. */
  readonly group: string;
  /** The release of the extension that serves it no longer. */
  readonly removedIn: string;
}

const LEAVING_GROUPS: Readonly<Record<string, LeavingGroup>> = {
  // v1.0.0 to v1.4.0 install the definition of v1alpha2 with `served: true`.
  'inference.networking.x-k8s.io': { versions: ['v1alpha2'], group: 'inference.networking.k8s.io', removedIn: '1.5' },
};

const kindsOf = (text: string) => text.split(' ');
const keyOf = (apiVersion: string, kind: string) => `${apiVersion} ${kind}`;

/** The versions that serve a kind today, best first. */
const VERSIONS = new Map<string, string[]>();
const SERVED_KINDS = new Set<string>();
const REMOVED_KINDS = new Map<string, RemovedVersion>();
/** The groups of Kubernetes itself that nobody else can serve. */
const GROUPS = new Set<string>();
const EXTENSION_KINDS = new Map<string, ExtensionApi>();

for (const [apiVersion, kinds] of Object.entries(SERVED)) {
  GROUPS.add(groupOf(apiVersion));
  for (const kind of kindsOf(kinds)) {
    SERVED_KINDS.add(keyOf(apiVersion, kind));
    VERSIONS.set(kind, [apiVersion, ...VERSIONS.get(kind) ?? []]);
  }
}
for (const [apiVersion, removed] of Object.entries(REMOVED)) {
  GROUPS.add(groupOf(apiVersion));
  for (const one of removed) for (const kind of kindsOf(one.kinds)) REMOVED_KINDS.set(keyOf(apiVersion, kind), one);
}
for (const api of EXTENSIONS) {
  for (const kind of kindsOf(api.kinds)) EXTENSION_KINDS.set(`${api.group}/${kind}`, api);
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Whether a group is one of Kubernetes itself, of which every kind is known. */
export function isOfKubernetes(group: string): boolean {
  return GROUPS.has(group) && !group.includes('.');
}

/** Whether a Kubernetes of a minor version does not serve a kind in a version; undefined where it does or may. */
export function versionFault(apiVersion: string, kind: string, kubernetes: number): VersionFault | undefined {
  const key = keyOf(apiVersion, kind);
  const removed = REMOVED_KINDS.get(key);
  if (removed) return removed.until <= kubernetes ? removed : undefined;
  if (SERVED_KINDS.has(key)) return earlyFault(key, kubernetes);
  if (leavingFault(apiVersion, kind)) return undefined;
  const group = groupOf(apiVersion);
  return extensionFault(group, apiVersion, kind) ?? unknownFault(group, kind) ?? mistyped(group, kind);
}

/** The Kubernetes after the asked one, or the release of an extension, that no longer serves a kind in a version. */
export function laterFault(apiVersion: string, kind: string, kubernetes: number): VersionFault | undefined {
  const removed = REMOVED_KINDS.get(keyOf(apiVersion, kind));
  if (removed === undefined) return leavingFault(apiVersion, kind);
  return removed.until > kubernetes ? removed : undefined;
}

/** The release of an extension that no longer serves a kind, whatever Kubernetes it runs on. */
function leavingFault(apiVersion: string, kind: string): VersionFault | undefined {
  const group = groupOf(apiVersion);
  const leaving = Object.hasOwn(LEAVING_GROUPS, group) ? LEAVING_GROUPS[group] : undefined;
  const api = leaving && EXTENSION_KINDS.get(`${leaving.group}/${kind}`);
  if (!leaving || !api || !leaving.versions.includes(apiVersion.slice(group.length + 1))) return undefined;
  return { replacement: `${api.group}/${api.versions[0]}`, product: api.product, release: leaving.removedIn };
}

/** A kind of a known group, or the group of a known kind, that is written almost as one that there is. */
function mistyped(group: string, kind: string): VersionFault | undefined {
  if (kind.length > 60 || group.length > 60) return undefined;
  const apis = EXTENSIONS.filter((api) => api.group === group);
  if (apis.length > 0 || GROUPS.has(group)) return mistypedKind(kind, apis);
  const version = (VERSIONS.get(kind) ?? []).find((served) => meant(group, [groupOf(served)]) !== undefined);
  if (version !== undefined) return { replacement: version };
  const api = EXTENSIONS.find((one) => kindsOf(one.kinds).includes(kind) && meant(group, [one.group]) !== undefined);
  return api && { replacement: `${api.group}/${api.versions[0]}`, product: api.product };
}

/** @param apis of an extension; none for a group of Kubernetes */
function mistypedKind(kind: string, apis: readonly ExtensionApi[]): VersionFault | undefined {
  const known = apis.length > 0 ? apis.flatMap((api) => kindsOf(api.kinds)) : [...VERSIONS.keys()];
  const similar = known.includes(kind) ? undefined : meant(kind, known);
  if (similar === undefined) return undefined;
  const [api] = apis;
  const replacement = api ? `${api.group}/${api.versions[0]}` : VERSIONS.get(similar)?.[0];
  return { kind: similar, replacement, product: api?.product };
}

function earlyFault(key: string, kubernetes: number): VersionFault | undefined {
  const since = Object.hasOwn(SINCE, key) ? SINCE[key] : 0;
  return since > kubernetes ? { since } : undefined;
}

function extensionFault(group: string, apiVersion: string, kind: string): VersionFault | undefined {
  const former = Object.hasOwn(FORMER_GROUPS, group) ? FORMER_GROUPS[group] : undefined;
  const api = EXTENSION_KINDS.get(`${former ?? group}/${kind}`);
  if (!api) return undefined;
  const version = apiVersion.slice(group.length + 1);
  if (former === undefined && api.versions.includes(version)) return undefined;
  return { replacement: `${api.group}/${api.versions[0]}`, product: api.product };
}

/** A version or a group that never served the kind, where the kind is known. */
function unknownFault(group: string, kind: string): VersionFault | undefined {
  if (!GROUPS.has(group)) return undefined;
  const served = VERSIONS.get(kind) ?? [];
  const sameGroup = served.find((version) => groupOf(version) === group);
  if (sameGroup !== undefined) return { replacement: sameGroup };
  // A group with a dot may hold kinds that are in no table here.
  if (group.includes('.')) return undefined;
  if (served.length > 0) return { replacement: served[0] };
  const extension = EXTENSIONS.find((api) => kindsOf(api.kinds).includes(kind));
  return extension && { replacement: `${extension.group}/${extension.versions[0]}`, product: extension.product };
}
