/** What kind of volume holds a cache. */
export type CacheVolume =
  | { readonly kind: 'empty-dir'; readonly sizeLimit?: unknown }
  | { readonly kind: 'claim'; readonly claim: string; readonly subPath?: string }
  | { readonly kind: 'host-path'; readonly path: string }
  | { readonly kind: 'ephemeral'; readonly size: unknown; readonly storageClassName?: string };
