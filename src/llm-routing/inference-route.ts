import { InferenceGateway, type InferenceRouteOptions } from './inference-pool-options';

/** The HTTPRoute that sends requests to a pool. */
export function inferenceRoute(
  pool: string,
  route: InferenceRouteOptions,
  gatewayType: InferenceGateway,
  requestSeconds: number,
) {
  const [namespace, name] = route.gateway.split('/');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: pool },
    spec: {
      parentRefs: [{
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace,
        name,
        ...(route.listener !== undefined && { sectionName: route.listener }),
      }],
      ...(route.hostnames && { hostnames: [...route.hostnames] }),
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: route.path ?? '/' } }],
        // GKE has a policy for it, and rejects a route that has one.
        ...(gatewayType !== InferenceGateway.GKE && { timeouts: { request: `${requestSeconds}s` } }),
        backendRefs: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: pool }],
      }],
    },
  };
}
