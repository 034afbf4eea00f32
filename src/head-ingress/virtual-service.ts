import { Duration } from 'cdk8s';
import type { Destination } from './destinations';
import type { HeadIngressProps } from './head-ingress-options';
import { formatDuration } from './istio-duration';
import { routePath } from './route-path';

/** Conditions under which the request did not reach the model, so that no model gets it twice. */
const SAFE = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

/** The VirtualService that routes the requests of the hosts to the destinations, by weight. */
export function virtualService(
  apiVersion: string,
  name: string,
  props: HeadIngressProps,
  destinations: readonly Destination[],
) {
  const { rewrite = true, timeout = Duration.minutes(5) } = props;
  const path = routePath(props.path);
  return {
    apiVersion,
    kind: 'VirtualService',
    metadata: { name },
    spec: {
      hosts: props.anyHost ? ['*'] : [...props.hosts!],
      gateways: [props.gateway],
      http: [{
        match: matchesOf(path),
        ...(rewrite && path !== '' && { rewrite: { uri: '/' } }),
        timeout: formatDuration(timeout),
        retries: retriesOf(props),
        route: destinations.map(({ host, weight }) => ({
          destination: { host, port: { number: 80 } },
          // The ingress of a spoke finds its service by the host.
          headers: { request: { set: { Host: host } } },
          ...(weight !== undefined && { weight }),
        })),
      }],
    },
  };
}

/** A prefix is compared as text, `/a` matches `/ab`: so the path itself, and all paths below it. */
function matchesOf(path: string): object[] {
  if (path === '') return [{ uri: { prefix: '/' } }];
  return [{ uri: { exact: path } }, { uri: { prefix: `${path}/` } }];
}

function retriesOf({ retries = { attempts: 2 }, failover }: HeadIngressProps): object {
  const { attempts, perTryTimeout, retryOn } = retries;
  if (attempts === 0) return { attempts };
  return {
    attempts,
    ...(perTryTimeout && { perTryTimeout: formatDuration(perTryTimeout) }),
    retryOn: (retryOn ?? SAFE).join(','),
    // A retry stays in one locality otherwise, so with the spoke that fails.
    ...(failover && { retryRemoteLocalities: true }),
  };
}
