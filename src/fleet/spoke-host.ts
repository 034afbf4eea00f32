import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Spoke } from './spoke';

/** A Service that answers requests: that of an MLService, or that of a model server. */
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

/** The endpoints of constructs and of all constructs in them, in their order. */
export function servingEndpoints(constructs: readonly IConstruct[]): ServingEndpoint[] {
  return constructs.flatMap((c) => c.node.findAll()).flatMap((c): ServingEndpoint[] => {
    const { _servingEndpoint, server, service } = c as Partial<Serves>;
    if (_servingEndpoint !== undefined) return [_servingEndpoint];
    // An autoscaled server and the deployment inside it have the same Service.
    const outer = c.node.scope as { service?: unknown } | undefined;
    if (server === undefined || service === undefined || outer?.service === service) return [];
    return [{ name: service.name, namespace: service.metadata.namespace ?? Chart.of(c).namespace, split: false }];
  });
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
