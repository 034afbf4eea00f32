import { destinationHost } from './destinations';
import type { HeadIngressProps } from './head-ingress-options';
import { HOST } from './host-problems';
import { objectProblems } from './not-an-object';
import type { Spoke } from '../fleet/spoke';
import type { ServingEndpoint } from '../fleet/spoke-host';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** A fleet that knows its endpoints, such as a HyperMLService. */
interface WithEndpoints {
  readonly _servingEndpointsIn?: (spoke: Spoke) => ServingEndpoint[];
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
  if (host === undefined) {
    return [{
      code: 'head-ingress/spoke-without-host',
      field: 'fleet.spokes',
      value: spoke.name,
      rule: 'must have a host',
      why: 'the spoke has no domain, or gets no MLService, no model server and not exactly one plain Service, so it '
        + 'is unknown where it serves requests',
      fix: 'set domain in Spoke.of, or give the host in spokeHosts',
    }];
  }
  if (props.spokeHosts?.[spoke.name] === undefined) {
    const fix = 'shorten the name of the service, or correct the domain of the spoke';
    return check.name('fleet.spokes', host, HOST, fix);
  }
  const invalid = check.name(fieldOf(spoke.name), host, HOST, 'give the full name');
  return invalid.length > 0 ? invalid : releaseHostProblems(props, spoke, host as string);
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
      fix: 'correct the name, or remove the host',
    });
  }
  return problems.all;
}

function fieldOf(spoke: string): string {
  return `spokeHosts[${JSON.stringify(spoke)}]`;
}
