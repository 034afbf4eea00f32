import { namespaceOf, type Inventory } from '../kubernetes/inventory';
import { ADD_ON_GROUP } from '../kubernetes/keda/http-add-on';
import type { Manifest } from '../kubernetes/manifest';

/** What one rule of a route matches: hosts and paths are alternatives, headers must all be there. */
export interface MatchedRequests {
  /** The path of the rule in its object. */
  readonly at: string;
  /** Undefined for all hosts. */
  readonly hosts?: readonly string[];
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
  return [...routes.map(interceptorRoute), ...older.map(httpScaledObject)];
}

function interceptorRoute(object: Manifest): HttpRoute {
  const { rules = [], target } = object.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    service: target?.service,
    rules: rules.map(({ hosts, paths = [], headers = [] }: any, i: number): MatchedRequests => ({
      at: `spec.rules[${i}]`,
      hosts: hosts?.length > 0 ? hosts : undefined,
      paths: paths.map(({ value = '' }: any) => value),
      headers,
    })),
  };
}

/** Without hosts an HTTPScaledObject is for all hosts. */
function httpScaledObject(object: Manifest): HttpRoute {
  const { hosts, pathPrefixes = [], headers = [], scaleTargetRef } = object.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    service: scaleTargetRef?.service,
    rules: [{ at: 'spec', hosts: hosts?.length > 0 ? hosts : undefined, paths: pathPrefixes, headers }],
  };
}
