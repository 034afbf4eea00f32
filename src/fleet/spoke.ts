import { DNS_SUBDOMAIN, type Grammar } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** How a spoke is reached. */
export interface SpokeOptions {
  /**
   * The domain of the services in the cluster: a service has the host `<name>.<namespace>.<domain>`.
   *
   * @default - none; a head ingress then needs `spokeHosts`
   */
  readonly domain?: string;

  /**
   * Whether the ingress of the cluster serves TLS on port 443. If false, it serves plain HTTP on port 80.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * Whether the spoke is drained: a head ingress sends it no requests. The cluster keeps its workloads, except those
   * that a FederatedHPA of Karmada scales: their replicas go to the other spokes.
   *
   * @default false
   */
  readonly drained?: boolean;

  /**
   * Where the cluster is: `<region>`, `<region>/<zone>` or `<region>/<zone>/<subzone>`. A failover goes to the
   * nearest spoke.
   *
   * @default - unknown
   */
  readonly locality?: string;
}

/** Karmada's limit for the name of a cluster. */
const CLUSTER_NAME: Grammar = {
  title: 'a DNS label of at most 48 characters',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  max: 48,
};

const LOCALITY = /^[\w.-]+(\/[\w.-]+){0,2}$/;

/**
 * Defines a cluster that serves a model: its name, and how a head ingress reaches it.
 *
 * @example
 *
 * const beijing = Spoke.of('bj', { domain: 'ksvc.bj.example.com' });
 */
export class Spoke {
  /**
   * A cluster by the name that it is registered with on the hub.
   *
   * @param name the name, a DNS label of at most 48 characters
   * @param options how the cluster is reached
   */
  public static of(name: string, options: SpokeOptions = {}): Spoke {
    return new Spoke(name, { ...options });
  }

  private constructor(
    /** The name that the cluster is registered with. */
    public readonly name: string,
    /** @internal */
    public readonly _options: SpokeOptions,
  ) {}

  /** @internal */
  public _problems(field: string): Problem[] {
    const { domain, locality } = this._options;
    const problems = new Problems();
    problems.addAll(check.name('name', this.name, CLUSTER_NAME, 'give the name that the cluster is registered with'));
    if (domain !== undefined) {
      problems.addAll(check.name('domain', domain, DNS_SUBDOMAIN, 'give the domain without scheme, port and path'));
    }
    if (locality !== undefined && !(typeof locality === 'string' && LOCALITY.test(locality))) {
      problems.add({
        code: 'fleet/locality-invalid',
        field: 'locality',
        value: locality,
        rule: 'must be <region>, <region>/<zone> or <region>/<zone>/<subzone>',
        why: 'a failover could not find the nearest spoke',
        fix: 'write it as cn-north/bj',
      });
    }
    return within(field, problems.all);
  }
}
