import type { CpuResources, EphemeralStorageResources, MemoryResources } from 'cdk8s-plus-27';

/**
 * What one replica of a model server asks of its node.
 *
 * The typed properties are those of cdk8s-plus; `requests` and `limits` take any resource in Kubernetes' own notation,
 * which the typed ones cannot always say (`64M`, `1500m`, huge pages, a vendor's device).
 *
 * A container without a request cannot be scaled on utilization: `Utilization` is a share of the request.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface InferenceResources {
  /**
   * CPU that the server asks for (`request`) and may use (`limit`).
   *
   * A limit throttles a server that computes; without one it may use what its node has left.
   *
   * @default - none, unless `requests.cpu` or `limits.cpu` is given
   */
  readonly cpu?: CpuResources;

  /**
   * Memory that the server asks for (`request`) and may use (`limit`), in binary units.
   *
   * The limit ends a server that passes it, so leave room for the model, its activations and the batches.
   *
   * @default - none, unless `requests.memory` or `limits.memory` is given
   */
  readonly memory?: MemoryResources;

  /**
   * Disk on the node: the writable folders, the logs, and a model that is downloaded into the pod.
   *
   * @default - none, unless `requests` or `limits` name `ephemeral-storage`
   */
  readonly ephemeralStorage?: EphemeralStorageResources;

  /**
   * Requests by resource name in Kubernetes notation, such as `{ memory: '64M' }`.
   *
   * Fails when a quantity does not parse, is not above zero, is above its limit, or is given in a typed property too.
   *
   * @default - none
   */
  readonly requests?: Record<string, string>;

  /**
   * Limits by resource name in Kubernetes notation, such as `{ memory: '2G', 'hugepages-2Mi': '256Mi' }`.
   *
   * A limit without a request counts as the request too. Fails as `requests` does.
   *
   * @default - none
   */
  readonly limits?: Record<string, string>;
}
