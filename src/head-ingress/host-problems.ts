import type { Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The host of a destination. */
export const HOST: Grammar = {
  title: 'a full host name of at least two labels, each of at most 63 characters',
  pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/,
  max: 253,
};

/** A host of a route; `*.` stands for all hosts below it. */
const ROUTE_HOST: Grammar = { ...HOST, pattern: new RegExp(HOST.pattern.source.replace('^', '^(\\*\\.)?')) };

/** The problems of the hosts whose requests a head ingress routes. */
export function hostsProblems(hosts: unknown, anyHost: boolean | undefined): Problem[] {
  if (anyHost) return anyHostProblems(hosts);
  if (!Array.isArray(hosts) || hosts.length === 0) {
    return [{
      code: 'head-ingress/no-host',
      field: 'hosts',
      value: hosts,
      rule: 'must name at least one host',
      why: 'no request would match this route',
      fix: 'give the host, or set anyHost: true',
    }];
  }
  const problems = new Problems();
  const known = new Set<unknown>();
  for (const [i, host] of hosts.entries()) {
    const invalid = host === '*' ? [] : check.name(`hosts[${i}]`, host, ROUTE_HOST, 'give the full name');
    problems.addAll(invalid);
    if (host === '*') {
      problems.add({
        code: 'head-ingress/host-matches-any',
        field: `hosts[${i}]`,
        value: host,
        rule: 'must not be "*"',
        why: 'the route would match every host of the gateway, and the order of all routes decides which one is used',
        fix: 'give the host, or set anyHost: true',
      });
    } else if (invalid.length === 0 && known.has(host)) {
      problems.add({
        code: 'head-ingress/host-repeated',
        field: `hosts[${i}]`,
        value: host,
        rule: 'must name each host once',
        why: 'Istio would reject the object',
        fix: 'remove one of them',
      });
    }
    known.add(host);
  }
  return problems.all;
}

function anyHostProblems(hosts: unknown): Problem[] {
  if (hosts === undefined) return [];
  return [{
    code: 'head-ingress/hosts-with-any-host',
    field: 'hosts',
    value: hosts,
    rule: 'cannot be combined with anyHost',
    why: 'anyHost matches every host of the gateway',
    fix: 'remove one of the two',
  }];
}
