import type { HeadIngressProps } from './head-ingress-options';
import type { Spoke } from '../fleet/spoke';

/** A host that a head ingress routes to: that of one spoke, or with `failover` the host of all of them. */
export interface Destination {
  /** The name of its ServiceEntry and its DestinationRule. */
  readonly name: string;
  readonly host: string;
  readonly tls: boolean;
  /** The Secret with the authority, and with `mutualTls` the certificate of the gateway. */
  readonly credentialName?: string;
  readonly mutualTls?: boolean;
  /** Undefined for a single destination, which gets all requests. */
  readonly weight?: number;
  /** The spokes behind the host, with `failover` only. */
  readonly endpoints?: readonly Endpoint[];
}

/** A spoke behind the host of a failover. */
export interface Endpoint {
  readonly address: string;
  readonly locality: string;
}

/** The destinations of a head ingress of some name: with `failover` one, else one for each spoke, with its weight. */
export function destinationsOf(name: string, props: HeadIngressProps): Destination[] {
  const { spokes } = props.fleet;
  if (props.failover) {
    const serving = servingSpokes(spokes);
    return [{
      name,
      host: props.failoverHost!,
      ...tlsOf(serving[0]),
      endpoints: serving.map((s) => ({ address: destinationHost(props, s)!, locality: s._options.locality! })),
    }];
  }
  return spokes.map((spoke) => ({
    name: `${name}-${spoke.name}`,
    host: destinationHost(props, spoke)!,
    ...tlsOf(spoke),
    weight: spokes.length > 1 ? weightOf(spoke, props.weights) : undefined,
  }));
}

/** The spokes that get requests. */
export function servingSpokes(spokes: readonly Spoke[]): Spoke[] {
  return spokes.filter((s) => !s._options.drained);
}

/** The host of a spoke: that of `spokeHosts`, or that of the fleet. */
export function destinationHost({ fleet, spokeHosts }: HeadIngressProps, spoke: Spoke): string | undefined {
  return spokeHosts?.[spoke.name] ?? fleet.hostIn(spoke);
}

/** A drained spoke has weight 0; without `weights` all others have the same. */
function weightOf(spoke: Spoke, weights: Readonly<Record<string, number>> | undefined): number {
  if (spoke._options.drained) return 0;
  return weights?.[spoke.name] ?? 1;
}

/** How a spoke is reached, with every default filled in. */
export function tlsOf(spoke: Spoke): Pick<Destination, 'tls' | 'credentialName' | 'mutualTls'> {
  const { tls = true, credentialName, mutualTls = false } = spoke._options;
  return { tls, credentialName, mutualTls };
}
