import { groupKind, namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/** What the set itself brings, so that the cluster need not have it. */
export interface Brought {
  /** `<group>/<Kind>` of each CustomResourceDefinition. */
  readonly kinds: ReadonlySet<string>;
  /** The groups of each APIService. */
  readonly apis: ReadonlySet<string>;
  /** `<namespace>/<name>` of the Secrets that controllers make of objects of the set. */
  readonly secrets: ReadonlySet<string>;
}

const known = new WeakMap<Inventory, Brought>();

export function brought(inventory: Inventory): Brought {
  const read = known.get(inventory) ?? readBrought(inventory);
  known.set(inventory, read);
  return read;
}

function readBrought(inventory: Inventory): Brought {
  const kinds = new Set<string>();
  for (const { spec } of inventory.of('CustomResourceDefinition')) kinds.add(`${spec?.group}/${spec?.names?.kind}`);
  const apis = new Set(inventory.of('APIService').map(({ spec }) => String(spec?.group)));
  const secrets = new Set<string>();
  for (const [kind, nameOf] of Object.entries(SECRET_MAKERS)) {
    for (const object of inventory.of(kind)) {
      const name = groupKind(object.apiVersion, kind).startsWith('/') ? undefined : nameOf(object);
      if (name !== undefined) secrets.add(`${namespaceOf(object)}/${name}`);
    }
  }
  return { kinds, apis, secrets };
}

/** The Secret that a controller makes of an object: cert-manager, External Secrets, Sealed Secrets. */
const SECRET_MAKERS: Readonly<Record<string, (object: Manifest) => string | undefined>> = {
  Certificate: ({ spec }) => spec?.secretName,
  ExternalSecret: ({ spec, metadata }) => spec?.target?.name ?? metadata?.name,
  SealedSecret: ({ metadata }) => metadata?.name,
};
