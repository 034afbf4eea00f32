import type { Manifest } from '../../../kubernetes/manifest';

/** An object that an MLService names. */
export interface Reference {
  /** The field that names it. */
  readonly field: string;
  readonly kind: 'MLServiceRuntime' | 'Secret';
  readonly name: string;
}

const SECRET = 'storage.s3.secretRef.name';

/**
 * What an MLService of TensorStack names in its namespace: the runtimes of its releases, and the Secrets of its
 * storages. An object that it names in several fields is there once, by the first of them.
 */
export function referencesOf({ apiVersion, kind, spec }: Manifest): Reference[] {
  if (kind !== 'MLService' || !apiVersion.startsWith('tensorstack.dev/')) return [];
  const found = new Map<string, Reference>();
  const add = (object: Reference['kind'], name: string | undefined, field: string): void => {
    const key = `${object}/${name}`;
    if (name && !found.has(key)) found.set(key, { field, kind: object, name });
  };
  for (const [i, release] of (spec?.releases ?? []).entries()) {
    const { model, storage } = release.predictor ?? {};
    add('MLServiceRuntime', model?.runtime, `spec.releases[${i}].predictor.model.runtime`);
    add('Secret', storage?.s3?.secretRef?.name, `spec.releases[${i}].predictor.${SECRET}`);
  }
  add('Secret', spec?.transformer?.storage?.s3?.secretRef?.name, `spec.transformer.${SECRET}`);
  return [...found.values()];
}
