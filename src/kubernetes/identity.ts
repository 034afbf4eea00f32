/** What an object is known by: a manifest has it, and an object of cdk8s. */
interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** Kinds without a namespace: those of Kubernetes, and of the platforms of this library. Of others nothing says so. */
const CLUSTER_WIDE = new Set([
  'APIService',
  'ClusterOverridePolicy',
  'ClusterPropagationPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterTriggerAuthentication',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'NodeGroup',
  'PersistentVolume',
  'PriorityClass',
  'ResourceInterpreterCustomization',
  'RuntimeClass',
  'StorageClass',
  'ValidatingWebhookConfiguration',
]);

export function isClusterWide(kind: string): boolean {
  return CLUSTER_WIDE.has(kind);
}

/** The namespace that an object lands in: none for a cluster-wide kind, `default` where none is given. */
export function namespaceOf({ kind, metadata }: Identified): string {
  return isClusterWide(kind) ? '' : metadata?.namespace ?? 'default';
}

/** Whether a version is of an API of Karmada itself, whose objects stay on the hub: `policy.karmada.io/v1alpha1`. */
export function isOfKarmada(apiVersion: string): boolean {
  return /^([^/]*\.)?karmada\.io\//.test(apiVersion);
}

/** The group of an object's API, and its kind: `apps/Deployment`, `/Pod`. */
export function groupKind(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  return `${slash < 0 ? '' : apiVersion.slice(0, slash)}/${kind}`;
}

/** What the API server takes for the same object: group, kind, namespace and name, whatever the version. */
export function identity(object: Identified): string {
  return `${groupKind(object.apiVersion, object.kind)}/${namespaceOf(object)}/${object.metadata?.name}`;
}
