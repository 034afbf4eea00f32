import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Spoke } from './spoke';
import { isService, serviceAddress } from '../cdk8s-plus/service';

/** A Service that answers requests: that of an MLService, that of a model server, or a plain one. */
export interface ServingEndpoint {
  readonly name: string;
  /** Undefined where neither the object nor its chart has one. */
  readonly namespace?: string;
  /** Whether a canary or a transformer stands between the Service and a release. */
  readonly split: boolean;
}

/** What a construct that serves has: an endpoint of its own (`MLService`), or a model server and its Service. */
interface Serves {
  readonly _servingEndpoint: ServingEndpoint;
  readonly server: unknown;
  readonly service: { readonly name: string; readonly metadata: { readonly namespace?: string } };
}

/**
 * The endpoints of constructs and of all constructs in them, in their order: MLServices and model servers. Where there
 * is none of them, the one plain Service; of several, which of them serves is unknown.
 */
export function servingEndpoints(constructs: readonly IConstruct[]): ServingEndpoint[] {
  const all = constructs.flatMap((c) => c.node.findAll());
  const endpoints = all.flatMap((c): ServingEndpoint[] => {
    const { _servingEndpoint, server, service } = c as Partial<Serves>;
    if (_servingEndpoint !== undefined) return [_servingEndpoint];
    // An autoscaled server and the deployment inside it have the same Service.
    const outer = c.node.scope as { service?: unknown } | undefined;
    if (server === undefined || service === undefined || outer?.service === service) return [];
    return [endpointOf(service, c)];
  });
  if (endpoints.length > 0) return endpoints;
  const services = plainServices(constructs);
  return services.length === 1 ? services.map((service) => endpointOf(service, service)) : [];
}

/** The Services of constructs that have an address in the cluster, of cdk8s-plus or plain objects. */
export function plainServices(constructs: readonly IConstruct[]): ApiObject[] {
  const all = new Set(constructs.flatMap((c) => c.node.findAll()));
  return [...all].filter((c): c is ApiObject => (
    ApiObject.isApiObject(c) && isService(c) && isBalanced(c)));
}

function endpointOf({ name, metadata }: Serves['service'], construct: IConstruct): ServingEndpoint {
  return { name, namespace: metadata.namespace ?? Chart.of(construct).namespace, split: false };
}

/** A headless Service names single pods, and an external name leads out of the cluster. */
function isBalanced(object: ApiObject): boolean {
  const { clusterIP, type } = serviceAddress(object);
  return clusterIP !== 'None' && type !== 'ExternalName';
}

/**
 * The host at which a spoke serves constructs, `<service>.<namespace>.<domain>`, of the first endpoint among them;
 * undefined when there is none, or the spoke has no domain.
 */
export function spokeHost(constructs: readonly IConstruct[], spoke: Spoke): string | undefined {
  const [first] = servingEndpoints(constructs);
  const { domain } = spoke._options;
  if (first === undefined || domain === undefined) return undefined;
  return `${first.name}.${first.namespace ?? 'default'}.${domain}`;
}
