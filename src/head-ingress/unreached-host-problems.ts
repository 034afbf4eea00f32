import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HeadIngressMode } from './head-ingress-options';
import { routesIn, type Route } from './head-ingress-overlap';
import { appInventory } from '../app/app-inventory';
import { passOf } from '../app/synth-pass';
import { isTakenOut } from '../fleet/nested-objects';
import { listed } from '../rules/listed';
import { page } from '../validation/documentation-links';
import type { Problem } from '../validation/problem';

/** How many pairs of routes are compared; a chart that needs more gets no advice. */
const MOST_PAIRS = 200_000;

/** By the head ingress that does not get their requests: hosts that it covers, each with the route that names it. */
type Unreached = ReadonlyMap<IConstruct, ReadonlyMap<string, Route>>;

/**
 * A head ingress for any host, or for all hosts of a domain, beside one with a more specific host and another path.
 * Where the Gateway is in the app, the rule `virtual-service-host-shadowed` knows more.
 */
export function unreachedHostProblems(ingress: IConstruct): Problem[] {
  const routes = routesIn(Chart.of(ingress));
  const route = routes.find((r) => r.ingress === ingress);
  if (route === undefined || hasGateway(route)) return [];
  const unreached = passOf(ingress).once(routes, () => unreachedHosts(routes)).get(ingress);
  if (unreached === undefined) return [];
  const hosts = [...unreached.keys()];
  const [other] = unreached.values();
  const isAny = route.hosts[0] === '*';
  return [{
    code: 'head-ingress/host-not-reached',
    field: isAny ? 'anyHost' : 'hosts',
    value: isAny ? true : route.hosts,
    rule: `does not match ${listed(hosts)}, which ${other.ingress.node.path} names on ${route.gateway}`,
    why: `Istio uses only the routes with the most specific host of a request, and none of them has ${shown(route)}: `
      + 'it gets a 404, unless the Gateway itself lists the host',
    fix: `define one more HeadIngress with hosts: ${JSON.stringify(hosts.slice(0, 5))} and path: '${shown(route)}'; `
      + 'acknowledge it when such requests are not meant to reach this one',
    source: page('fleet.md#hosts'),
  }];
}

function unreachedHosts(all: readonly Route[]): Unreached {
  const routes = all.filter((r) => r.mode === HeadIngressMode.ISTIO && !isTakenOut(r.ingress));
  const named = new Map<string, Map<string, Route[]>>();
  for (const route of routes) {
    const byHost = named.get(route.gateway) ?? new Map<string, Route[]>();
    named.set(route.gateway, byHost);
    for (const host of route.hosts) byHost.set(host, [...byHost.get(host) ?? [], route]);
  }
  const found = new Map<IConstruct, Map<string, Route>>();
  let pairs = 0;
  for (const route of routes.filter(({ hosts }) => hosts.some((h) => h.startsWith('*')))) {
    const lost = new Map<string, Route>();
    for (const [host, others] of named.get(route.gateway)!) {
      pairs += others.length;
      if (pairs > MOST_PAIRS) return new Map();
      if (route.hosts.includes(host) || !route.hosts.some((wide) => covers(wide, host))) continue;
      if (!others.some(({ path }) => isBelow(route.path, path))) lost.set(host, others[0]);
    }
    if (lost.size > 0) found.set(route.ingress, lost);
  }
  return found;
}

/** Whether a host is one of those below a domain. */
function covers(wide: string, host: string): boolean {
  return wide === '*' || (wide.startsWith('*.') && host.endsWith(wide.slice(1)));
}

function isBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`) || other === '';
}

function hasGateway({ ingress, gateway }: Route): boolean {
  const [namespace, name] = gateway.split('/');
  return appInventory(ingress).find('Gateway', namespace, name) !== undefined;
}

function shown({ path }: Route): string {
  return path === '' ? '/' : path;
}
