import type { KedaHttpOptions } from './keda-http-options';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';

const ROUTES = 'https://keda.sh/http-add-on/latest/reference/interceptorroute/';
const REJECTED = 'the API server would reject the InterceptorRoute';

/** What is wrong with the options of a trigger over HTTP. */
export function httpTriggerProblems(options: KedaHttpOptions): Problem[] {
  const { hosts, pathPrefixes, addOnNamespace } = options;
  const problems = new Problems();
  problems.addAll(hostProblems(hosts));
  if (pathPrefixes !== undefined) problems.addAll(prefixProblems(pathPrefixes));
  problems.addAll(targetProblems(options));
  for (const field of ['rateWindow', 'readinessTimeout', 'responseTimeout'] as const) {
    problems.addAll(check.seconds(field, options[field], { min: 1 }, REJECTED));
  }
  if (addOnNamespace !== undefined) problems.addAll(check.name('addOnNamespace', addOnNamespace, DNS_LABEL));
  return problems.all;
}

function hostProblems(hosts: readonly string[]): Problem[] {
  if (hosts.length === 0) {
    return [{
      code: 'scaling/http-host-missing',
      field: 'hosts',
      value: hosts,
      rule: 'must be a list of at least one host',
      why: 'the interceptor serves the whole cluster, and finds the workload of a request by its host',
      fix: "give the host that clients send, such as ['chat.example.com']",
      source: ROUTES,
    }];
  }
  const problems = new Problems();
  const seen = new Set<string>();
  for (const [i, host] of hosts.entries()) {
    if (!isHost(host)) problems.add(hostProblem(`hosts[${i}]`, host));
    else if (seen.has(host)) problems.add(repeatedProblem(`hosts[${i}]`, host));
    seen.add(host);
  }
  return problems.all;
}

function isHost(host: string): boolean {
  const name = host.startsWith('*.') ? host.slice(2) : host;
  return host === '*' || (name.length <= DNS_SUBDOMAIN.max && DNS_SUBDOMAIN.pattern.test(name));
}

function hostProblem(field: string, value: string): Problem {
  return {
    code: 'scaling/not-a-http-host',
    field,
    value,
    rule: 'must be a host name in lower case, *.<domain>, or *',
    why: 'the interceptor compares it with the host of each request as it is, without the port, so no request would '
      + 'match',
    fix: 'write the name alone, such as chat.example.com',
    source: ROUTES,
  };
}

function repeatedProblem(field: string, value: string): Problem {
  return {
    code: 'scaling/http-host-repeated',
    field,
    value,
    rule: 'must be in the list once',
    why: REJECTED,
    fix: 'remove it',
    source: ROUTES,
  };
}

function prefixProblems(prefixes: readonly string[] | null): Problem[] {
  if (prefixes === null || prefixes.length === 0) {
    return [{
      code: 'scaling/http-prefixes-not-a-list',
      field: 'pathPrefixes',
      value: prefixes,
      rule: 'must be a list of at least one path',
      why: 'an empty list means all paths',
      fix: "remove it, or give paths such as ['/v1']",
      source: ROUTES,
    }];
  }
  const problems = new Problems();
  for (const [i, prefix] of prefixes.entries()) {
    if (/^[^\s?#]+$/.test(prefix)) continue;
    problems.add({
      code: 'scaling/not-a-path-prefix',
      field: `pathPrefixes[${i}]`,
      value: prefix,
      rule: 'must be a path, without spaces, "?" and "#"',
      why: 'the interceptor compares it with the path of each request, so no request would match',
      fix: 'write it as /v1',
      source: ROUTES,
    });
  }
  return problems.all;
}

function targetProblems({ targetConcurrency, targetRate, rateWindow }: KedaHttpOptions): Problem[] {
  const problems = new Problems();
  for (const [field, value] of Object.entries({ targetConcurrency, targetRate })) {
    if (value === undefined) continue;
    problems.addAll(check.integer(field, value, { min: 1 }, REJECTED, 'give what one replica can handle'));
  }
  if (targetConcurrency === undefined && targetRate === undefined) {
    problems.add({
      code: 'scaling/http-target-missing',
      field: 'targetConcurrency',
      value: undefined,
      rule: 'must be set, or targetRate',
      why: REJECTED,
      fix: 'give how many requests at once one replica can handle',
      source: ROUTES,
    });
  }
  if (rateWindow !== undefined && targetRate === undefined) {
    problems.add({
      code: 'scaling/http-window-without-rate',
      field: 'rateWindow',
      rule: 'needs targetRate',
      why: 'only a rate is measured over a window, so it would have no effect',
      fix: 'remove it, or set targetRate',
      source: ROUTES,
    });
  }
  return problems.all;
}
