import { ApiObject } from 'cdk8s';
import { Protocol, Service, ServiceType } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { KedaHttpOptions } from './keda-http-options';
import { removeEmptyExternalIps, setServicePorts } from '../../kubernetes/json-patches';
import { ADD_ON_NAMESPACE, INTERCEPTOR, INTERCEPTOR_PORT } from '../../kubernetes/keda/http-add-on';
import { plainObject } from '../../kubernetes/plain-object';

/** The end of the name of the Service of the interceptor. */
export const SUFFIX = '-interceptor';
/** The add-on's own limit for the first byte of a response, in seconds. */
const LEAST_RESPONSE = 300;

/** What the requests of a route reach, and where they come from. */
export interface RoutedRequests {
  /** The name of the ScaledObject, and so of the route. */
  readonly name: string;
  /** The namespace of the workload. */
  readonly namespace: string;
  /** The same, where the chart is in another one: objects say it then. */
  readonly elsewhere?: string;
  readonly labels: Record<string, string>;
  readonly options: KedaHttpOptions;
  /** The Service of the server, and its port for HTTP. */
  readonly service: { readonly name: string; readonly port: number };
  /** The name of the Service of the interceptor. */
  readonly interceptor: string;
  /** How long a request may take. */
  readonly requestSeconds: number;
}

/**
 * Defines the InterceptorRoute that the requests of a trigger follow. It is made before the ScaledObject: KEDA reads
 * the targets of the route when it makes the autoscaler.
 */
export function interceptorRoute(scope: Construct, id: string, parts: RoutedRequests): ApiObject {
  const { name, namespace, elsewhere, labels, options, service, interceptor } = parts;
  const { hosts, pathPrefixes, targetConcurrency, targetRate, rateWindow, readinessTimeout } = options;
  return plainObject(scope, id, {
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name, labels: { ...labels }, ...(elsewhere !== undefined && { namespace: elsewhere }) },
    spec: {
      target: { service: service.name, port: service.port },
      rules: [{
        hosts: [...hosts, ...hostsInCluster(interceptor, namespace)],
        ...(pathPrefixes && { paths: pathPrefixes.map((value) => ({ value })) }),
      }],
      scalingMetric: {
        ...(targetConcurrency !== undefined && { concurrency: { targetValue: targetConcurrency } }),
        ...(targetRate !== undefined && {
          requestRate: { targetValue: targetRate, ...(rateWindow && { window: `${rateWindow.toSeconds()}s` }) },
        }),
      },
      // Each is set, so that no setting of the interceptor for all routes ends the first request.
      timeouts: {
        request: '0s',
        readiness: `${readinessTimeout?.toSeconds() ?? 0}s`,
        responseHeader: `${responseSeconds(parts)}s`,
      },
    },
  });
}

function responseSeconds({ options, requestSeconds }: RoutedRequests): number {
  return options.responseTimeout?.toSeconds() ?? Math.max(LEAST_RESPONSE, Math.ceil(2 * requestSeconds));
}

/** The names by which a client in the cluster may call the Service of the interceptor. */
function hostsInCluster(interceptor: string, namespace: string): string[] {
  const host = `${interceptor}.${namespace}`;
  return [host, `${host}.svc`, `${host}.svc.cluster.local`];
}

/** The Service in the namespace of the workload through which clients and an Ingress reach the interceptor. */
export function interceptorService(scope: Construct, id: string, parts: RoutedRequests): Service {
  const { interceptor, elsewhere, labels, options } = parts;
  const service = new Service(scope, id, {
    metadata: { name: interceptor, labels: { ...labels }, ...(elsewhere !== undefined && { namespace: elsewhere }) },
    type: ServiceType.EXTERNAL_NAME,
    externalName: `${INTERCEPTOR}.${options.addOnNamespace ?? ADD_ON_NAMESPACE}.svc.cluster.local`,
    ports: [{ name: 'http', port: INTERCEPTOR_PORT, protocol: Protocol.TCP }],
  });
  removeEmptyExternalIps(ApiObject.of(service));
  setServicePorts(service);
  return service;
}

/** The URL by which a client in the cluster reaches the server through the interceptor. */
export function wakeUrl({ interceptor, namespace }: RoutedRequests): string {
  return `http://${interceptor}.${namespace}:${INTERCEPTOR_PORT}`;
}
