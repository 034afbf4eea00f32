import type { KedaAuthentication } from './keda-authentication';
import { DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import * as check from '../validation/value-checks';

/** The `authenticationRef` of a trigger. */
export function authenticationRef({ name, clusterWide }: KedaAuthentication): object {
  return { name, ...(clusterWide && { kind: 'ClusterTriggerAuthentication' }) };
}

/** What is wrong with a reference to a TriggerAuthentication. */
export function authenticationProblems(field: string, authentication: KedaAuthentication | undefined): Problem[] {
  if (authentication === undefined) return [];
  const fix = 'give the name of a TriggerAuthentication';
  return within(field, check.name('name', authentication?.name, DNS_SUBDOMAIN, fix));
}

/** What is wrong with the address of Prometheus. */
export function prometheusAddressProblems(field: string, address: unknown): Problem[] {
  if (typeof address === 'string' && /^https?:\/\/[^\s/]\S*$/.test(address)) return [];
  return [{
    code: 'scaling/not-a-prometheus-url',
    field,
    value: address,
    rule: 'must be a URL with http:// or https://',
    why: 'KEDA could not connect to Prometheus',
    fix: 'write it as http://prometheus-operated.monitoring:9090',
  }];
}
