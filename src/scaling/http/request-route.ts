import { Chart, type ApiObject } from 'cdk8s';
import { Namespaces, NetworkPolicyPort, type NetworkPolicy, type Service } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { interceptorRoute, interceptorService, SUFFIX, wakeUrl } from './interceptor-route';
import type { KedaHttpOptions } from './keda-http-options';
import { markWakeAddress } from './wake-address';
import { ADD_ON_NAMESPACE } from '../../kubernetes/keda/http-add-on';
import type { IInference } from '../../servers/inference';
import { requestSeconds } from '../../serving/graceful-termination';
import type { InferenceDeploymentOptions } from '../../serving/inference-deployment-props';
import { startupSeconds } from '../../serving/probes';

/** What brings requests over HTTP to a workload, and starts it. */
export interface RequestRoute {
  readonly object: ApiObject;
  readonly interceptor: Service;
  readonly url: string;
}

/** What an HTTP trigger needs to know of a workload besides its description. */
export interface HttpServing {
  /** The port of its Service for the HTTP API of its server; undefined without one. */
  readonly port: number | undefined;
  /** How long a request may take. */
  readonly requestSeconds: number;
  /** From the start of a pod until it is ready. */
  readonly startupSeconds: number;
}

interface RouteParts extends HttpServing {
  /** The name of the ScaledObject. */
  readonly name: string;
  /** What the Service of the interceptor is named after. */
  readonly namedAfter: string;
  readonly options: KedaHttpOptions;
  readonly inference: IInference;
  readonly policy?: NetworkPolicy;
  readonly labels?: Record<string, string>;
}

/** What is known of a workload that this library makes. */
export function httpServingOf(props: InferenceDeploymentOptions): HttpServing {
  return { port: httpPort(props), requestSeconds: requestSeconds(props), startupSeconds: startupSeconds(props) };
}

function httpPort({ server, service }: InferenceDeploymentOptions): number | undefined {
  const { httpPort: number } = server;
  if (!service?.ports) return number;
  return service.ports.find(({ port, targetPort = port }) => targetPort === number)?.port;
}

/** Defines the route, and the Service through which clients reach the interceptor; `admit` lets the interceptor in. */
export function defineRoute(scope: Construct, parts: RouteParts): RequestRoute {
  const { name, namedAfter, options, inference, policy, labels, port, startupSeconds: startup } = parts;
  // A Service and an autoscaler act in the namespace of the workload, which may be another than that of the chart.
  const { namespace: ofChart } = Chart.of(scope);
  const namespace = (inference.workload.metadata.namespace ?? ofChart)!;
  const routed = {
    name,
    namespace,
    elsewhere: namespace === ofChart ? undefined : namespace,
    labels: { ...labels },
    options,
    service: { name: inference.exposedBy!.name, port: port! },
    interceptor: `${namedAfter}${SUFFIX}`,
    requestSeconds: parts.requestSeconds,
  };
  const ofRoute = { ...inference.selector, ...labels };
  const object = interceptorRoute(scope, 'InterceptorRoute', { ...routed, labels: ofRoute });
  // Labels of the pods would let what looks for the Service of the server find this one, which leads elsewhere.
  const interceptor = interceptorService(scope, 'Interceptor', routed);
  const url = wakeUrl(routed);
  markWakeAddress(inference, { url, startupSeconds: startup });
  if (policy) {
    const chosen = { 'kubernetes.io/metadata.name': options.addOnNamespace ?? ADD_ON_NAMESPACE };
    const ofAddOn = Namespaces.select(scope, 'InterceptorNamespace', { labels: chosen });
    policy.addIngressRule(ofAddOn, [NetworkPolicyPort.tcp(inference.server.httpPort!)]);
  }
  return { object, interceptor, url };
}
