import type { CpuResources, EphemeralStorageResources, MemoryResources } from 'cdk8s-plus-27';

/**
 * The resource requests and limits of one replica of a model server.
 *
 * The typed properties are those of cdk8s-plus. `requests` and `limits` take any resource in Kubernetes notation, for
 * what the typed properties cannot express (`64M`, `1500m`, huge pages, a vendor's device).
 *
 * A container without a request cannot be scaled on utilization, which is usage divided by request.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface InferenceResources {
  /**
   * CPU request and limit.
   *
   * A limit throttles the server; without one it may use the free CPU of its node.
   *
   * @default - none, unless `requests.cpu` or `limits.cpu` is given
   */
  readonly cpu?: CpuResources;

  /**
   * Memory request and limit, in binary units.
   *
   * A server that exceeds its limit is killed (OOMKilled), so leave room for the model, its activations and the
   * batches.
   *
   * @default - none, unless `requests.memory` or `limits.memory` is given
   */
  readonly memory?: MemoryResources;

  /**
   * Request and limit of local disk: the writable folders, the logs, and a model that is downloaded into the pod.
   *
   * @default - none, unless `requests` or `limits` name `ephemeral-storage`
   */
  readonly ephemeralStorage?: EphemeralStorageResources;

  /**
   * Requests by resource name in Kubernetes notation, such as `{ memory: '64M' }`.
   *
   * A quantity is refused when it does not parse, is not above zero, is above its limit, or is also set in a typed
   * property.
   *
   * @default - none
   */
  readonly requests?: Record<string, string>;

  /**
   * Limits by resource name in Kubernetes notation, such as `{ memory: '2G', 'hugepages-2Mi': '256Mi' }`.
   *
   * A limit without a request is the request too. A quantity is refused as in `requests`.
   *
   * @default - none
   */
  readonly limits?: Record<string, string>;
}
