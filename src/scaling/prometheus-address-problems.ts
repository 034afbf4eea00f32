import type { Problem } from '../validation/problem';

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
