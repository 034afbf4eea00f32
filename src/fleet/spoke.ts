import { checksArguments } from '../validation/checks-arguments';
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
   * The name of the Secret with the certificate authority that signed the certificate of the spoke, in the key `ca.crt`
   * or `cacert`. It must exist in the namespace of the pods of Istio's gateway, which may differ from that of the head
   * ingress.
   *
   * @default - none: the gateway trusts the authorities of its image
   */
  readonly credentialName?: string;

  /**
   * Whether the gateway presents a certificate of its own to the spoke: `tls.crt` and `tls.key` of the Secret
   * `credentialName`.
   *
   * @default false
   */
  readonly mutualTls?: boolean;

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
@checksArguments
export class Spoke {
  /**
   * A cluster by the name that it is registered with on the hub.
   *
   * @param name the name, a DNS label of at most 48 characters
   * @param options how the cluster is reached
   */
  public static of(name: string, options: SpokeOptions = {}): Spoke {
    return new Spoke(name, check.isObject(options) ? { ...options } : options);
  }

  private constructor(
    /** The name that the cluster is registered with. */
    public readonly name: string,
    /** @internal */
    public readonly _options: SpokeOptions,
  ) {}

  /** @internal */
  public _problems(field: string): Problem[] {
    if (!check.isObject(this._options)) return within(field, notOptions(this._options));
    const { domain, locality, tls, mutualTls, drained } = this._options;
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
    problems.addAll(check.boolean('drained', drained));
    const wrongTypes = [...check.boolean('tls', tls), ...check.boolean('mutualTls', mutualTls)];
    problems.addAll(wrongTypes.length > 0 ? wrongTypes : this.credentialProblems());
    return within(field, problems.all);
  }

  private credentialProblems(): Problem[] {
    const { tls, credentialName, mutualTls } = this._options;
    const problems = new Problems();
    if (credentialName !== undefined) {
      problems.addAll(check.name('credentialName', credentialName, DNS_SUBDOMAIN, 'give the name of a Secret'));
    }
    if (mutualTls && credentialName === undefined) {
      problems.add({
        code: 'fleet/mutual-tls-without-credential',
        field: 'mutualTls',
        value: mutualTls,
        rule: 'cannot be set without credentialName',
        why: 'the gateway would have no certificate to present, and Istio would reject the DestinationRule',
        fix: 'give in credentialName a Secret with tls.crt, tls.key and ca.crt',
      });
    }
    if (tls === false && (credentialName !== undefined || mutualTls)) {
      problems.add({
        code: 'fleet/credential-without-tls',
        field: 'tls',
        value: tls,
        rule: 'must not be false with credentialName or mutualTls',
        why: 'requests would cross to the spoke in plain text, and the certificates have no effect',
        fix: 'remove tls: false, or remove credentialName and mutualTls',
      });
    }
    return problems.all;
  }
}

function notOptions(options: unknown): Problem[] {
  return [{
    code: 'fleet/options-not-an-object',
    field: 'options',
    value: options,
    rule: 'must be an object',
    why: 'a value of another type has no named properties',
    fix: "write it as Spoke.of('bj', { domain: 'bj.example.com' })",
  }];
}
