import { GatewayRoutes, type Path } from './gateway-routes';
import { istioObjects } from './istio-objects';
import { identity } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';
import { title } from '../rule';

/** How many pairs of paths the rule looks at; a set that needs more gets no advice. */
const MOST_PAIRS = 200_000;

export const virtualServiceHostShadowed: Rule = {
  id: 'virtual-service-host-shadowed',
  title: 'A VirtualService for any host does not get requests for a host that another one names',
  severity: 'advice',
  description: [
    'Fires when a VirtualService has the host `*`, or `*.<domain>`, and another one on the same Gateway has a more',
    'specific host without a route for the path of the first.',
    '',
    'For each request Istio uses only the VirtualServices with the most specific host, and tries no other when none of',
    'their paths matches: the request gets a 404. This was observed with Istio\'s pilot of August 2026 and Envoy 1.40.',
    '',
    'It looks at Gateways of the set only: where a server of the Gateway lists the specific host itself, the',
    'VirtualService for any host gets its requests too.',
  ].join('\n'),
  fix: [
    'Add the specific host to `hosts` of the VirtualService for any host, or a route for the path to the other one.',
    'With this library: define one more head ingress with the specific host and the same path.',
    '',
    'Acknowledge it when requests for that host are not meant to reach this path.',
  ].join('\n'),
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  failing: `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: istio-ingress }
spec:
  selector: { istio: ingress }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: mnist, namespace: demo }
spec:
  hosts: ['*']
  gateways: [istio-ingress/public]
  http: [{ match: [{ uri: { prefix: /mnist/ } }], route: [{ destination: { host: mnist } }] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: tiny, namespace: demo }
spec:
  hosts: [tiny.example.com]
  gateways: [istio-ingress/public]
  http: [{ match: [{ uri: { prefix: /v1/ } }], route: [{ destination: { host: tiny } }] }]
`,
  repaired: `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: istio-ingress }
spec:
  selector: { istio: ingress }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: mnist, namespace: demo }
spec:
  hosts: ['*', tiny.example.com]
  gateways: [istio-ingress/public]
  http: [{ match: [{ uri: { prefix: /mnist/ } }], route: [{ destination: { host: mnist } }] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: tiny, namespace: demo }
spec:
  hosts: [tiny.example.com]
  gateways: [istio-ingress/public]
  http: [{ match: [{ uri: { prefix: /v1/ } }], route: [{ destination: { host: tiny } }] }]
`,
  check: (inventory, report) => {
    for (const [wide, { host, path, named }] of shadowed(inventory)) {
      report(wide, {
        field: 'spec.hosts',
        value: wide.spec.hosts,
        rule: `must name ${host} too: ${title(named)} names it on the same Gateway, without a route for `
          + `${path.exact ?? path.prefix}`,
        why: 'Istio uses only the VirtualServices with the most specific host of a request, so those for this path '
          + 'get a 404',
        fix: `add ${host} to hosts, or a route for the path to the other; acknowledge this when it is intended`,
      });
    }
  },
};

/** A request that a VirtualService for any host does not get. */
interface Lost {
  readonly host: string;
  readonly path: Path;
  /** The VirtualService that has the host. */
  readonly named: Manifest;
}

/** The first request that each VirtualService for any host does not get. */
function shadowed(inventory: Inventory): Map<Manifest, Lost> {
  const routes = new GatewayRoutes(istioObjects(inventory, 'Gateway'), istioObjects(inventory, 'VirtualService'));
  const lost = new Map<Manifest, Lost>();
  let pairs = 0;
  for (const [host, named] of routes.byHost) {
    const gateways = routes.gatewaysNaming(host);
    if (gateways.size === 0) continue;
    const wide = routes.covering(host);
    pairs += wide.length;
    const matched = wide.length === 0 ? [] : named.flatMap((v) => routes.pathsOf(v));
    for (const route of wide.filter((r) => !lost.has(r) && routes.isShadowed(r, host, gateways))) {
      // The same object twice is `duplicate-object`.
      const other = named.find((v) => identity(v) !== identity(route));
      if (other === undefined) continue;
      const paths = routes.knownPathsOf(route);
      pairs += paths.length * matched.length;
      if (pairs > MOST_PAIRS) return new Map();
      const path = paths.find((p) => !matched.some((m) => covers(m, p)));
      if (path) lost.set(route, { host, path, named: other });
    }
  }
  return lost;
}

/** Whether every request of a path is one of another. */
function covers({ exact, prefix }: Path, path: Path): boolean {
  if (exact !== undefined) return path.exact === exact;
  return (path.exact ?? path.prefix ?? '').startsWith(prefix ?? '');
}
