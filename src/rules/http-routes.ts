import { namespaceOf, type Inventory } from '../kubernetes/inventory';
import { ADD_ON_GROUP } from '../kubernetes/keda/http-add-on';
import type { Manifest } from '../kubernetes/manifest';

/** What one rule of a route matches: hosts and paths are alternatives, headers must all be there. */
export interface MatchedRequests {
  /** The path of the rule in its object. */
  readonly at: string;
  /** Undefined for all hosts. */
  readonly hosts?: readonly string[];
  /** Whether the only host stands in `host`, as in releases of the add-on before 0.6. */
  readonly isOneHost?: boolean;
  readonly paths: readonly string[];
  readonly headers: ReadonlyArray<{ readonly name?: string; readonly value?: string }>;
}

/** An object by which the interceptor of KEDA's HTTP add-on routes requests. */
export interface HttpRoute {
  readonly object: Manifest;
  readonly namespace: string;
  readonly rules: readonly MatchedRequests[];
  /** The name of the Service to which requests go. */
  readonly service?: string;
}

/** The routes of the HTTP add-on: InterceptorRoutes, and HTTPScaledObjects, which it turns into such. */
export function httpRoutes(inventory: Inventory): HttpRoute[] {
  const ofAddOn = ({ apiVersion }: Manifest) => apiVersion.startsWith(ADD_ON_GROUP);
  const routes = inventory.of('InterceptorRoute').filter((one) => ofAddOn(one) && !inventory.isPatch(one));
  const older = inventory.of('HTTPScaledObject').filter((one) => ofAddOn(one) && !inventory.isPatch(one));
  return [
    ...routes.map((object) => interceptorRoute(object, inventory.original(object))),
    ...older.map((object) => httpScaledObject(object, inventory.original(object))),
  ];
}

/** @param original with the hosts that are of another type, which are not those of all requests */
function interceptorRoute(object: Manifest, original: Manifest): HttpRoute {
  const { rules = [], target } = object.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    service: target?.service,
    rules: rules.map(({ paths = [], headers = [] }: any, i: number): MatchedRequests => ({
      at: `spec.rules[${i}]`,
      hosts: hostsIn(original.spec?.rules?.[i]?.hosts),
      paths: paths.map(({ value = '' }: any) => value),
      headers,
    })),
  };
}

/** Without hosts an HTTPScaledObject is for all hosts; releases before 0.6 of the add-on have one, in `host`. */
function httpScaledObject(object: Manifest, original: Manifest): HttpRoute {
  const { host, hosts } = original.spec ?? {};
  const { pathPrefixes = [], headers = [], scaleTargetRef } = object.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    service: scaleTargetRef?.service,
    rules: [{
      at: 'spec', hosts: hostsIn(hosts ?? host), isOneHost: hosts === undefined, paths: pathPrefixes, headers,
    }],
  };
}

/** The hosts of a list, or of a text; undefined for all, and none where they cannot be read. */
function hostsIn(hosts: unknown): string[] | undefined {
  if (hosts === undefined || hosts === null) return undefined;
  if (!Array.isArray(hosts)) return typeof hosts === 'string' && hosts !== '' ? [hosts] : [];
  return hosts.length > 0 ? hosts.filter((one): one is string => typeof one === 'string') : undefined;
}

/** The path of a host of a rule in its object. */
export function hostField({ at, hosts, isOneHost }: MatchedRequests, i: number): string {
  if (hosts === undefined) return `${at}.hosts`;
  return isOneHost ? `${at}.host` : `${at}.hosts[${i}]`;
}
