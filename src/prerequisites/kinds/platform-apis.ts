import { brought } from './brought';
import { isOfEdgeMesh } from './edge-mesh';
import { kubectl, shown } from './kubectl';
import { PLATFORMS, type Platform } from './platforms';
import type { Needed, PrerequisiteKind } from './prerequisite';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/** The groups that every API server serves itself. */
const BUILT_IN = new Set([
  '', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'apps',
  'authentication.k8s.io', 'authorization.k8s.io', 'autoscaling', 'batch', 'certificates.k8s.io',
  'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'extensions', 'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io', 'networking.k8s.io', 'node.k8s.io', 'policy', 'rbac.authorization.k8s.io',
  'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io', 'storagemigration.k8s.io',
]);

/** Objects of tools that read a file and send nothing to the cluster. */
const OF_TOOLS = /^(kustomize\.config\.k8s\.io|kind\.x-k8s\.io|kubeadm\.k8s\.io|config\.kubernetes\.io)$/;

/** The APIs that are not Kubernetes' own: a platform that is known, or its group. */
export const PLATFORM_APIS: PrerequisiteKind = {
  ids: [...[...PLATFORMS.values()].map(({ id }) => id), 'api'],
  find: (inventory, need) => {
    for (const [group, objects] of byGroup(inventory)) {
      const needed = neededFor(group, objects);
      for (const object of objects) need(needed, object, 'apiVersion');
    }
  },
};

/** The objects that need an API, by its group. */
function byGroup(inventory: Inventory): Map<string, Manifest[]> {
  const { kinds } = brought(inventory);
  const groups = new Map<string, Manifest[]>();
  for (const object of inventory.objects) {
    const group = groupOf(object);
    if (BUILT_IN.has(group) || OF_TOOLS.test(group) || kinds.has(`${group}/${object.kind}`)) continue;
    if (isOfEdgeMesh(inventory, object)) continue;
    const known = groups.get(group);
    if (known) known.push(object);
    else groups.set(group, [object]);
  }
  return groups;
}

function groupOf({ apiVersion }: Manifest): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function neededFor(group: string, objects: readonly Manifest[]): Needed {
  const kinds = sorted(objects.map(({ kind }) => kind));
  const versions = sorted(objects.map(({ apiVersion }) => apiVersion));
  const { since, ...platform } = PLATFORMS.get(group) ?? unknown(group);
  const needed: Needed = {
    ...platform,
    check: kubectl(undefined, 'api-resources', `--api-group=${group}`),
    // The list shows one version of each kind, not every one that is served.
    expected: `a list with ${kinds.join(', ')}; kubectl api-versions lists ${versions.join(', ')}`,
  };
  const version = oldest(objects, since);
  return version === undefined ? needed : { ...needed, version };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].map(shown).sort();
}

function unknown(group: string): Platform | Omit<Platform, 'install'> & { readonly install?: undefined } {
  return {
    id: `api/${shown(group)}`,
    title: `What serves ${shown(group)}`,
    why: 'Kubernetes has no such kind itself: without its CustomResourceDefinition the API server rejects the objects '
      + '("no matches for kind"), and without its controller nothing acts on them.',
  };
}

/** The version that serves every version of the API that is used. */
function oldest(objects: readonly Manifest[], since: Platform['since'] = {}): string | undefined {
  const found = objects.map(({ apiVersion }) => (Object.hasOwn(since, apiVersion) ? since[apiVersion] : undefined));
  return found.find((version) => version !== undefined);
}
