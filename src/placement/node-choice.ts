/** What `EdgeNodes` requires of a node, for the file that renders it. */
export type NodeChoice =
  | { readonly kind: 'any-edge' | 'cloud' }
  | { readonly kind: 'named'; readonly names: readonly string[] }
  | { readonly kind: 'labelled'; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'pinned'; readonly name: string };
