import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import type { Inventory } from '../../kubernetes/inventory';
import { containersOf, podsOf } from '../../rules/pods';

/** The plugins that announce devices, by the domain of the resource. */
const PLUGINS: ReadonlyMap<string, string> = new Map([
  ['nvidia.com', 'https://github.com/NVIDIA/k8s-device-plugin'],
  ['amd.com', 'https://github.com/ROCm/k8s-device-plugin'],
  ['gpu.intel.com', 'https://github.com/intel/intel-device-plugins-for-kubernetes'],
  ['intel.com', 'https://github.com/intel/intel-device-plugins-for-kubernetes'],
  ['qat.intel.com', 'https://github.com/intel/intel-device-plugins-for-kubernetes'],
  ['habana.ai', 'https://docs.habana.ai/en/latest/Orchestration/Gaudi_Kubernetes/'],
  ['google.com', 'https://cloud.google.com/kubernetes-engine/docs/how-to/tpus'],
  [
    'aws.amazon.com',
    'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/containers/kubernetes-getting-started.html',
  ],
]);
const ANY_PLUGIN = 'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/';

/** Resources that nodes have only with a device plugin, or with pages that were set aside. */
export const DEVICES: PrerequisiteKind = {
  ids: ['resource'],
  find: (inventory, need) => {
    const known = classified(inventory);
    for (const pods of podsOf(inventory)) {
      for (const { container, path } of [{ container: pods.pod, path: pods.path }, ...containersOf(pods)]) {
        for (const part of ['limits', 'requests'] as const) {
          for (const name of Object.keys(container.resources?.[part] ?? {})) {
            if (!isExtended(name) || known.has(name)) continue;
            need(neededFor(name), pods.object, `${path}.resources.${part}["${shown(name)}"]`);
          }
        }
      }
    }
  },
};

/** A resource of a domain, besides those of Kubernetes; and huge pages, which a node sets aside. */
function isExtended(name: string): boolean {
  const slash = name.indexOf('/');
  if (slash < 0) return name.startsWith('hugepages-');
  const domain = name.slice(0, slash);
  return domain !== 'kubernetes.io' && !domain.endsWith('.kubernetes.io');
}

/** What a DeviceClass of the set serves as an extended resource. */
function classified(inventory: Inventory): Set<string> {
  return new Set(inventory.of('DeviceClass').map(({ spec }) => String(spec?.extendedResourceName)));
}

function neededFor(name: string): Needed {
  const column = `.status.allocatable.${shown(name).replace(/\./g, '\\.')}`;
  const isPages = name.startsWith('hugepages-');
  return {
    id: `resource/${shown(name)}`,
    title: isPages ? `A node with ${shown(name)}` : `A node with ${shown(name)}, and the plugin that announces it`,
    why: `Without ${shown(name)} in the allocatable resources of a node the pods stay Pending (Insufficient).`,
    check: kubectl(undefined, 'get', 'nodes', '-o', `custom-columns=NODE:.metadata.name,FREE:${column}`),
    expected: 'a number above zero for at least one node',
    install: isPages ? 'https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/'
      : PLUGINS.get(name.slice(0, name.indexOf('/'))) ?? ANY_PLUGIN,
  };
}
