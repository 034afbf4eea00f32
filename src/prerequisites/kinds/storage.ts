import { kubectl, shown } from './kubectl';
import type { Need, Needed, PrerequisiteKind } from './prerequisite';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Of } from '../../kubernetes/schema/manifest-shape';
import type { CLAIM } from '../../kubernetes/schema/reference-schema';
import { podsOf } from '../../rules/pods';

/** Claims that pods name, and the classes that claims name. */
export const STORAGE: PrerequisiteKind = {
  ids: ['persistentvolumeclaim', 'storageclass', 'default-storageclass'],
  find: (inventory, need) => {
    const classes = new Classes(inventory, need);
    for (const { object, namespace, pod, path } of podsOf(inventory)) {
      for (const [i, { persistentVolumeClaim, ephemeral }] of (pod.volumes ?? []).entries()) {
        const field = `${path}.volumes[${i}]`;
        const name = persistentVolumeClaim?.claimName;
        if (name && !inventory.find('PersistentVolumeClaim', namespace, name)) {
          need(claimOf(namespace, name), object, `${field}.persistentVolumeClaim.claimName`);
        }
        const template = ephemeral?.volumeClaimTemplate;
        if (template) classes.add(template.spec ?? {}, object, `${field}.ephemeral.volumeClaimTemplate.spec`);
      }
    }
    for (const object of inventory.of('PersistentVolumeClaim')) classes.add(object.spec ?? {}, object, 'spec');
    for (const object of inventory.of('StatefulSet')) {
      for (const [i, { spec }] of (object.spec?.volumeClaimTemplates ?? []).entries()) {
        classes.add(spec ?? {}, object, `spec.volumeClaimTemplates[${i}].spec`);
      }
    }
  },
};

/** The classes of claims, without those that are here and those that a volume of the set satisfies. */
class Classes {
  private readonly here: ReadonlySet<string>;

  public constructor(inventory: Inventory, private readonly need: Need) {
    const classes = inventory.of('StorageClass').map(({ metadata }) => String(metadata?.name));
    const volumes = inventory.of('PersistentVolume').map(({ spec }) => spec?.storageClassName ?? '');
    this.here = new Set([...classes, ...volumes]);
  }

  public add({ storageClassName: name, volumeName }: Of<typeof CLAIM>, object: Manifest, field: string): void {
    // Either is bound to a volume that somebody made.
    if (name === '' || volumeName) return;
    if (name === undefined) this.need(DEFAULT_CLASS, object, `${field}.storageClassName`);
    else if (!this.here.has(name)) this.need(classOf(name), object, `${field}.storageClassName`);
  }
}

const DOCS = 'https://kubernetes.io/docs/concepts/storage/storage-classes/';

const DEFAULT_CLASS: Needed = {
  id: 'default-storageclass',
  title: 'A default StorageClass',
  why: 'A claim without a class gets its volume from it. Without it the claim and its pods stay Pending.',
  check: 'kubectl get storageclass',
  expected: 'one line with (default)',
  install: DOCS,
};

function classOf(name: string): Needed {
  return {
    id: `storageclass/${shown(name)}`,
    title: `The StorageClass ${shown(name)}`,
    why: 'Claims get their volumes from it. Without it, or a volume of this class, they and their pods stay Pending.',
    check: kubectl(undefined, 'get', 'storageclass', name),
    expected: `the StorageClass ${shown(name)}`,
    install: DOCS,
  };
}

function claimOf(namespace: string, name: string): Needed {
  return {
    id: `persistentvolumeclaim/${shown(namespace)}/${shown(name)}`,
    title: `The PersistentVolumeClaim ${shown(name)} in the namespace ${shown(namespace)}, with its files`,
    why: 'Pods mount it. Without it they stay Pending; replicas on several nodes need ReadOnlyMany or ReadWriteMany.',
    check: kubectl(namespace, 'get', 'persistentvolumeclaim', name),
    expected: `${shown(name)} with the status Bound; or Pending until the first pod, with WaitForFirstConsumer`,
    install: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
  };
}
