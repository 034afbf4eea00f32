import { destinationHost } from './destinations';
import type { HeadIngressProps } from './head-ingress-options';
import { HOST } from './host-problems';
import { objectProblems } from './not-an-object';
import type { Spoke } from '../fleet/spoke';
import type { ServingEndpoint } from '../fleet/spoke-host';
import { listed } from '../rules/listed';
import { fixWith, similarName } from '../validation/corrections';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What a fleet of this library knows of its endpoints. */
interface WithEndpoints {
  readonly _servingEndpointsIn?: (spoke: Spoke) => ServingEndpoint[];
  readonly _plainServicesIn?: (spoke: Spoke) => string[];
}

/** The problems of the hosts of all spokes, and of `spokeHosts`. */
export function spokeHostsProblems(props: HeadIngressProps): Problem[] {
  const { fleet, spokeHosts, failover } = props;
  const problems = new Problems();
  if (spokeHosts !== undefined) problems.addAll(objectProblems('spokeHosts', spokeHosts));
  if (!problems.isEmpty) return problems.all;
  const known = new Map<string, Spoke>();
  for (const spoke of fleet.spokes) {
    const host = destinationHost(props, spoke);
    problems.addAll(hostProblems(props, spoke, host));
    if (host === undefined) continue;
    const other = known.get(host);
    if (other === undefined) {
      known.set(host, spoke);
    } else if (!failover) {
      problems.add({
        code: 'head-ingress/spoke-host-shared',
        field: 'fleet.spokes',
        value: host,
        rule: `must be the host of one spoke, and is that of ${other.name} and ${spoke.name}`,
        why: 'both would have the same ServiceEntry host, and the weights no effect',
        fix: 'give each spoke a domain of its own',
      });
    }
  }
  problems.addAll(unknownSpokes(props));
  return problems.all;
}

/** The problems of the host of one spoke. */
function hostProblems(props: HeadIngressProps, spoke: Spoke, host: unknown): Problem[] {
  if (host === undefined) return noHostProblems(props, spoke);
  if (props.spokeHosts?.[spoke.name] === undefined) {
    const fix = 'shorten the name of the service, or correct the domain of the spoke';
    return check.name('fleet.spokes', host, HOST, fix);
  }
  const invalid = check.name(fieldOf(spoke.name), host, HOST, 'give the full name');
  return invalid.length > 0 ? invalid : releaseHostProblems(props, spoke, host as string);
}

/** A spoke whose host is unknown: it has no domain, or none of its Services is known to serve. */
function noHostProblems({ fleet }: HeadIngressProps, spoke: Spoke): Problem[] {
  if (spoke._options.domain === undefined) {
    return [{
      code: 'head-ingress/spoke-without-domain',
      field: 'fleet.spokes',
      value: spoke.name,
      rule: 'must have a domain',
      why: 'the host of its service is <name>.<namespace>.<domain>',
      fix: 'set domain in Spoke.of, or give the host in spokeHosts',
    }];
  }
  const services = (fleet as WithEndpoints)._plainServicesIn?.(spoke) ?? [];
  if (services.length > 1) {
    return [{
      code: 'head-ingress/spoke-with-several-services',
      field: 'fleet.spokes',
      value: spoke.name,
      rule: `must have one host, and gets the Services ${listed(services)}`,
      why: 'none of them belongs to a model server or an MLService, so it is unknown which one serves requests',
      fix: 'give the host in spokeHosts',
    }];
  }
  return [{
    code: 'head-ingress/spoke-without-service',
    field: 'fleet.spokes',
    value: spoke.name,
    rule: 'must get an MLService, a model server or a Service',
    why: 'it gets none with an address in the cluster, so it is unknown where it serves requests',
    fix: 'add the Service to what the fleet sends to it, or give the host in spokeHosts',
  }];
}

/** The host of one release bypasses the canary and the transformer. */
function releaseHostProblems({ fleet }: HeadIngressProps, spoke: Spoke, host: string): Problem[] {
  const problems = new Problems();
  for (const { name, split } of (fleet as WithEndpoints)._servingEndpointsIn?.(spoke) ?? []) {
    if (!split || !host.startsWith(`${name}-predict-`)) continue;
    problems.add({
      code: 'head-ingress/host-of-one-release',
      field: fieldOf(spoke.name),
      value: host,
      rule: `must not be the host of one release of MLService ${name}, which has a canary or a transformer`,
      why: 'requests would bypass the canary and the transformer',
      fix: `leave it out, or give the host of the MLService, ${name}.${host.split('.').slice(1).join('.')}`,
    });
  }
  return problems.all;
}

function unknownSpokes({ fleet, spokeHosts = {} }: HeadIngressProps): Problem[] {
  const problems = new Problems();
  const names = fleet.spokes.map((s) => s.name);
  for (const [spoke, host] of Object.entries(spokeHosts)) {
    if (names.includes(spoke)) continue;
    problems.add({
      code: 'head-ingress/host-of-unknown-spoke',
      field: fieldOf(spoke),
      value: host,
      rule: `must be the host of a spoke of the fleet: ${names.join(', ')}`,
      why: 'it would have no effect',
      fix: fixWith(similarName(spoke, names), `use one of ${names.join(', ')}, or remove the host`),
    });
  }
  return problems.all;
}

function fieldOf(spoke: string): string {
  return `spokeHosts[${JSON.stringify(spoke)}]`;
}
