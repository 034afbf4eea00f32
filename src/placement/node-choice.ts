/** The label that KubeEdge gives to every edge node. */
export const EDGE_LABEL = 'node-role.kubernetes.io/edge';
/** The label that KubeEdge gives to the members of a node group. */
export const GROUP_LABEL = 'apps.kubeedge.io/belonging-to';

/** What `EdgeNodes` asks of a node, for the file that renders it. */
export type NodeChoice =
  | { readonly kind: 'any-edge' | 'cloud' }
  | { readonly kind: 'named'; readonly names: readonly string[] }
  | { readonly kind: 'labelled'; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'pinned'; readonly name: string };
