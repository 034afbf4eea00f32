import { namespaceOf } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { GatewaySpec, VirtualServiceSpec } from '../../kubernetes/schema/istio-schema';

/** The path of a match: exactly one of the two; the prefix `/` where a match names no path. */
export interface Path {
  readonly exact?: string;
  readonly prefix?: string;
}

const ANY: Path = { prefix: '' };

/** What DNS allows; Istio rejects a longer host. */
const LONGEST_HOST = 253;

/** Which VirtualServices Istio uses for the hosts of the Gateways of a set. */
export class GatewayRoutes {
  /** The VirtualServices with HTTP routes on any gateway, by each of their hosts. */
  public readonly byHost = new Map<string, Manifest[]>();

  /** The hosts of the servers of each Gateway, by its namespace and name. */
  private readonly servers = new Map<string, readonly string[]>();

  public constructor(gateways: readonly Manifest[], virtualServices: readonly Manifest[]) {
    for (const gateway of gateways) {
      const { servers = [] }: GatewaySpec = gateway.spec ?? {};
      const hosts = servers.flatMap((s) => s.hosts ?? []).map((h) => h.toLowerCase());
      this.servers.set(`${namespaceOf(gateway)}/${gateway.metadata?.name}`, hosts);
    }
    for (const route of virtualServices) {
      const { hosts = [], http = [] }: VirtualServiceSpec = route.spec ?? {};
      if (http.length === 0 || gatewaysOf(route).length === 0) continue;
      for (const host of new Set(hosts.map((h) => h.toLowerCase()))) {
        const known = this.byHost.get(host) ?? [];
        known.push(route);
        this.byHost.set(host, known);
      }
    }
  }

  /** The VirtualServices whose host covers a more specific one, on whatever gateway. */
  public covering(host: string): Manifest[] {
    const named = new Set(this.byHost.get(host));
    return parentsOf(host).flatMap((parent) => this.byHost.get(parent) ?? []).filter((route) => !named.has(route));
  }

  /** The Gateways on which a host is named, and a wider host of the Gateway covers it. */
  public gatewaysNaming(host: string): ReadonlySet<string> {
    const named = this.byHost.get(host) ?? [];
    return new Set(named.flatMap(gatewaysOf).filter((g) => this.serves(g, host)));
  }

  /** Whether it is certain that Istio does not use a covering VirtualService for the host, on one of these Gateways. */
  public isShadowed(route: Manifest, host: string, gateways: ReadonlySet<string>): boolean {
    const own = gatewaysOf(route);
    return own.some((g) => gateways.has(g)) && own.every((g) => this.isKnownWithout(g, host));
  }

  /** The paths that a VirtualService may match, whatever else its matches ask for. */
  public pathsOf({ spec }: Manifest): Path[] {
    return matchesOf(spec).map((path) => path ?? ANY);
  }

  /** The paths that a VirtualService is known to match: no regular expression among them. */
  public knownPathsOf({ spec }: Manifest): Path[] {
    return matchesOf(spec).filter((path) => path !== undefined).map((path) => (path === ANY ? { prefix: '/' } : path));
  }

  /** Whether a wider host of a Gateway covers the host, for the VirtualServices of every namespace. */
  private serves(gateway: string, host: string): boolean {
    const hosts = (this.servers.get(gateway) ?? []).filter((h) => !h.includes('/') || h.startsWith('*/'));
    const wider = new Set(hosts.map(withoutNamespace));
    return parentsOf(host).some((parent) => wider.has(parent));
  }

  /** Whether the Gateway is in the set, and none of its servers has exactly this host. */
  private isKnownWithout(gateway: string, host: string): boolean {
    return this.servers.get(gateway)?.every((h) => withoutNamespace(h) !== host) ?? false;
  }
}

/** The path of each match: `ANY` where it names none, undefined for a regular expression. */
function matchesOf({ http = [] }: VirtualServiceSpec): Array<Path | undefined> {
  return http.flatMap(({ match = [] }): Array<Path | undefined> => {
    if (match.length === 0) return [ANY];
    return match.map(({ uri }) => {
      if (uri === undefined) return ANY;
      const { exact, prefix } = uri;
      if (exact !== undefined) return { exact };
      return prefix === undefined ? undefined : { prefix };
    });
  });
}

/** The gateways of a VirtualService as `<namespace>/<name>`, without the mesh. */
function gatewaysOf(route: Manifest): string[] {
  const { gateways = [] }: VirtualServiceSpec = route.spec ?? {};
  const named = gateways.filter((g) => g !== 'mesh');
  return named.map((g) => (g.includes('/') ? g : `${namespaceOf(route)}/${g}`));
}

/** The wildcards that cover a host: `*.example.com` and `*.com` and `*` for `tiny.example.com`. */
function parentsOf(host: string): string[] {
  if (host === '*') return [];
  if (host.length > LONGEST_HOST) return ['*'];
  const labels = host.split('.');
  const parents = labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`);
  return [...parents.filter((parent) => parent !== host), '*'];
}

function withoutNamespace(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}
