import type { KedaAuthentication } from './keda-authentication';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';

/** How a trigger refers to its credentials. */
export function authenticationRef({ name, clusterWide }: KedaAuthentication): object {
  return { name, ...(clusterWide && { kind: 'ClusterTriggerAuthentication' }) };
}

export function authenticationProblems(at: string, authentication: KedaAuthentication | undefined): Problem[] {
  return authentication === undefined ? [] : within(at, check.name('name', authentication?.name, DNS_SUBDOMAIN, 'give the name of a TriggerAuthentication'));
}

export function prometheusProblems(at: string, address: unknown): Problem[] {
  if (/^https?:\/\/[^\s/]+\S*$/.test(String(address))) return [];
  return [{ field: at, value: address, rule: 'must be an address with http:// or https://', why: 'KEDA could not reach it', fix: 'write it as http://prometheus-operated.monitoring:9090' }];
}
