import { Duration } from 'cdk8s';
import type { Destination } from './destinations';
import type { HeadIngressProps } from './head-ingress-options';
import { formatDuration } from './istio-duration';
import { routePath } from './route-path';

/** The HTTPRoute that routes the requests of the hosts to the destinations, by weight. */
export function httpRoute(name: string, props: HeadIngressProps, destinations: readonly Destination[]) {
  const { rewrite = true, timeout = Duration.minutes(5) } = props;
  const [gatewayNamespace, gateway] = props.gateway.split('/');
  const path = routePath(props.path);
  const toRoot = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name },
    spec: {
      parentRefs: [{
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        namespace: gatewayNamespace,
        name: gateway,
      }],
      ...(!props.anyHost && { hostnames: [...props.hosts!] }),
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: path === '' ? '/' : path } }],
        ...(rewrite && path !== '' && { filters: [toRoot] }),
        timeouts: { request: formatDuration(timeout) },
        backendRefs: destinations.map(backendRef),
      }],
    },
  };
}

/** The host of a ServiceEntry as a backend. The ingress of a spoke finds its service by the host, so `Host` is set. */
function backendRef({ host, weight = 1 }: Destination): object {
  return {
    group: 'networking.istio.io',
    kind: 'Hostname',
    name: host,
    port: 80,
    weight,
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'Host', value: host }] } }],
  };
}
