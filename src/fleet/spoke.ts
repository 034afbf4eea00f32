import * as check from '../validation/check';
import { DNS_SUBDOMAIN, type Grammar } from '../validation/names';
import { within, type Problem } from '../validation/problem';

/** What a spoke is known by. */
export interface SpokeOptions {
  /**
   * The domain below which the cluster serves: a service is found at `<name>.<namespace>.<domain>`.
   *
   * @default - none; a head ingress then needs the host of each service
   */
  readonly domain?: string;

  /**
   * Whether its ingress speaks TLS, on port 443, in place of plain HTTP on port 80.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * Whether it gets no traffic for the time being: its share goes to the others. It keeps its workloads.
   *
   * @default false
   */
  readonly drained?: boolean;

  /**
   * Where it is, `<region>`, `<region>/<zone>` or `<region>/<zone>/<subzone>`: by it a failover finds the nearest.
   *
   * @default - not known
   */
  readonly locality?: string;
}

/** The grammar of Karmada's cluster names. */
const CLUSTER_NAME: Grammar = {
  title: 'a DNS label of at most 48 characters',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  max: 48,
};

/**
 * Defines one of the clusters that serve: its name, and how a head ingress reaches it.
 *
 * @example
 *
 * const beijing = Spoke.of('bj', { domain: 'ksvc.bj.example.com' });
 */
export class Spoke {
  /**
   * A cluster by the name that it is registered with.
   *
   * @param name its name, a DNS label of at most 48 characters
   * @param options how it is reached
   */
  public static of(name: string, options: SpokeOptions = {}): Spoke {
    return new Spoke(name, { ...options });
  }

  private constructor(
    /** Its name. */
    public readonly name: string,
    /** @internal */
    public readonly _options: SpokeOptions,
  ) {}

  /** @internal */
  public _problems(at: string): Problem[] {
    const { domain, locality } = this._options;
    return within(at, [
      ...check.name('name', this.name, CLUSTER_NAME, 'give the name that the cluster is registered with'),
      ...(domain === undefined ? [] : check.name('domain', domain, DNS_SUBDOMAIN, 'give the domain without scheme, port and path')),
      ...(locality === undefined || /^[\w.-]+(\/[\w.-]+){0,2}$/.test(locality) ? [] : [{
        field: 'locality', value: locality, rule: 'must be <region>/<zone>/<subzone>', why: 'no other would be nearer or farther', fix: 'write it as cn-north/bj',
      }]),
    ]);
  }
}
