import type { Grammar } from '../validation/names';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** A host of an HTTPRoute. */
const HOST: Grammar = {
  title: 'a host name of at most 253 characters, in lower case, perhaps with "*." before it',
  pattern: /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  max: 253,
};

/** A path that the API server takes for a prefix: no "//", "." and "..". */
const PATH = /^\/$|^(\/(?!\.{1,2}(\/|$))([-\w.~!$&'()*+,;=:@]|%(?!2f)[\da-f]{2})+)+\/?$/i;

const MOST_HOSTS = 16;
export const LONGEST_REQUEST = 86_400;

/** The problems of the route of a pool. */
export function routeProblems(route: unknown): Problem[] {
  if (route === undefined) return [];
  if (!check.isObject(route)) {
    return [{
      code: 'llm-routing/not-a-route',
      field: '',
      value: route,
      rule: 'must be options of a route, with its gateway',
      why: 'a route is attached to a Gateway',
      fix: "set { gateway: '<namespace>/<name>' }, or omit it for a route of your own",
    }];
  }
  const { gateway, listener, hostnames, path, requestTimeout } = route as Readonly<Record<string, any>>;
  const problems = new Problems();
  problems.addAll(gatewayProblems(gateway));
  if (listener !== undefined) problems.addAll(check.name('listener', listener, DNS_SUBDOMAIN, 'give its name'));
  problems.addAll(hostnameProblems(hostnames));
  problems.addAll(pathProblems(path));
  problems.addAll(check.seconds(
    'requestTimeout',
    requestTimeout,
    { min: 1, max: LONGEST_REQUEST },
    'the gateway ends a request, and a streamed answer, after it',
  ));
  return problems.all;
}

function gatewayProblems(gateway: unknown): Problem[] {
  const [namespace, name, ...rest] = typeof gateway === 'string' ? gateway.split('/') : [];
  if (rest.length === 0 && DNS_LABEL.pattern.test(namespace ?? '') && DNS_SUBDOMAIN.pattern.test(name ?? '')) return [];
  return [{
    code: 'llm-routing/gateway-invalid',
    field: 'gateway',
    value: gateway,
    rule: 'must be <namespace>/<name>',
    why: 'the route would be attached to no Gateway',
    fix: 'write it as istio-ingress/public',
  }];
}

function hostnameProblems(hostnames: unknown): Problem[] {
  if (hostnames === undefined) return [];
  if (!Array.isArray(hostnames) || hostnames.length === 0 || hostnames.length > MOST_HOSTS) {
    return [{
      code: 'llm-routing/hostnames-count',
      field: 'hostnames',
      value: hostnames,
      rule: `must be a list of 1 to ${MOST_HOSTS} hosts`,
      why: 'the API server would reject more, and an empty list would match all hosts',
      fix: 'name the hosts, or omit it for every host of the listeners',
    }];
  }
  const problems = new Problems();
  for (const [i, host] of hostnames.entries()) {
    problems.addAll(check.name(`hostnames[${i}]`, host, HOST, 'give the full name of the host'));
  }
  return problems.all;
}

function pathProblems(path: unknown): Problem[] {
  if (path === undefined || (typeof path === 'string' && PATH.test(path))) return [];
  return [{
    code: 'llm-routing/path-invalid',
    field: 'path',
    value: path,
    rule: 'must start with "/" and have no query, "//", "." and ".."',
    why: 'the API server would reject the route',
    fix: 'write it as /v1',
  }];
}
