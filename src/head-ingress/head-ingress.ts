import { Chart, Duration, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { HeadIngressMode, type HeadIngressProps } from './head-ingress-options';
import { plainPath, remember } from './head-ingress-overlap';
import { headIngressProblems, shares, spokeHost } from './head-ingress-problems';
import type { Spoke } from '../fleet/spoke';
import { guard } from '../app/validator';
import { readableName } from '../validation/names';
import { plainObject } from '../kubernetes/plain-object';
import { refuse } from '../validation/refuse';

/** What Envoy may try again without asking a model twice. */
const SAFE = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

/**
 * Defines the one door to a service on many clusters, which the release engineer of seed 003 writes by hand: to which host requests come, below
 * which path, and how they are shared among the spokes. Hosts, rewrites, TLS and timeouts follow from the fleet.
 *
 * With weights each spoke gets its share, also when it fails: no retry goes to another. `failover` sends all to the nearest that works.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 *
 * @example
 *
 * const beijing = Spoke.of('bj', { domain: 'bj.example.com' });
 * const shanghai = Spoke.of('sh', { domain: 'sh.example.com' });
 * const hub = new Chart(chart, 'hub', { namespace: 'demo' });
 * const mnist = new MLService(hub, 'Mnist', {
 *   releases: [{ name: 'origin', runtime: MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 't9k-torchserve') }],
 * });
 * const fleet = new HyperMLService(hub, 'Fleet', { groups: [{ spokes: [beijing, shanghai], resources: [mnist] }] });
 * new HeadIngress(chart, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['mnist.example.com'], weights: { bj: 30, sh: 70 } });
 */
export class HeadIngress extends Construct {
  /** The ServiceEntries, one for each spoke, or one for all with `failover`. */
  public readonly serviceEntries: ApiObject[];

  /** The DestinationRules, one for each ServiceEntry. */
  public readonly destinationRules: ApiObject[];

  /** The VirtualService, or the HTTPRoute. */
  public readonly route: ApiObject;

  /** Its name. */
  public readonly name: string;

  private readonly version: string;

  /**
   * Defines a head ingress.
   *
   * @param scope where it belongs: a chart of the ingress cluster
   * @param id its id there
   * @param props what it sends where
   */
  public constructor(scope: Construct, id: string, props: HeadIngressProps) {
    super(scope, id);
    this.name = props.name ?? readableName(this);
    refuse(this, headIngressProblems(this, this.name, props));
    remember(this, props);
    this.version = `networking.istio.io/${props.istioVersion ?? 'v1'}`;
    const { spokes } = props.fleet;
    const hosts = props.failover ? [props.failoverHost!] : spokes.map((s) => spokeHost(props, s)!);
    const endpoints = spokes.filter((s) => !s._options.drained).map((s) => endpoint(props, s));
    this.serviceEntries = props.failover
      ? [this.entry('Entry', this.name, props.failoverHost!, spokes[0], { endpoints })]
      : spokes.map((s, i) => this.entry(`Entry${i}`, `${this.name}-${s.name}`, hosts[i], s));
    this.destinationRules = hosts.map((host, i) => this.rule(i, host, spokes[i], props));
    this.route = props.mode === HeadIngressMode.GATEWAY_API ? this.httpRoute(props, hosts) : this.virtualService(props, hosts);
    this.node.defaultChild = this.route;
    guard(this);
  }

  private entry(id: string, name: string, host: string, spoke: Spoke, more: object = {}): ApiObject {
    const { tls = true } = spoke._options;
    return plainObject(this, id, {
      apiVersion: this.version,
      kind: 'ServiceEntry',
      metadata: { name },
      spec: {
        hosts: [host],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        // Requests stay HTTP up to here; the DestinationRule makes TLS of them.
        ports: [{ number: 80, name: 'http', protocol: 'HTTP', ...(tls && { targetPort: 443 }) }],
        ...more,
      },
    });
  }

  private rule(i: number, host: string, spoke: Spoke, props: HeadIngressProps): ApiObject {
    const { outlierDetection: o = {}, connectionLimits: c = {}, failover } = props;
    const { tls = true } = spoke._options;
    return plainObject(this, `Rule${i}`, {
      apiVersion: this.version,
      kind: 'DestinationRule',
      metadata: { name: failover ? this.name : `${this.name}-${spoke.name}` },
      spec: {
        host,
        trafficPolicy: {
          connectionPool: {
            tcp: {
              connectTimeout: duration(c.connectTimeout ?? Duration.seconds(5)),
              ...(c.maxConnections !== undefined && { maxConnections: c.maxConnections }),
            },
            ...(c.maxPendingRequests !== undefined && { http: { http1MaxPendingRequests: c.maxPendingRequests } }),
          },
          ...(failover && { loadBalancer: { localityLbSetting: { enabled: true } } }),
          outlierDetection: {
            // Errors of the model itself are the model's.
            consecutive5xxErrors: 0,
            consecutiveGatewayErrors: o.consecutiveGatewayErrors ?? 5,
            interval: duration(o.interval ?? Duration.seconds(10)),
            baseEjectionTime: duration(o.baseEjectionTime ?? Duration.seconds(30)),
            maxEjectionPercent: 100,
          },
          ...(tls && { tls: { mode: 'SIMPLE', sni: host } }),
        },
      },
    });
  }

  private virtualService(props: HeadIngressProps, hosts: readonly string[]): ApiObject {
    const { rewrite = true, retries = { attempts: 2 }, timeout = Duration.minutes(5) } = props;
    const path = plainPath(props.path);
    const weights = shares(props);
    const prefix = path === '' ? '/' : `${path}/`;
    return plainObject(this, 'Route', {
      apiVersion: this.version,
      kind: 'VirtualService',
      metadata: { name: this.name },
      spec: {
        hosts: props.anyHost ? ['*'] : [...props.hosts!],
        gateways: [props.gateway],
        http: [{
          // Istio compares text: the path itself, and what is below it.
          match: [...(path === '' ? [] : [{ uri: { exact: path } }]), { uri: { prefix } }],
          ...(rewrite && path !== '' && { rewrite: { uri: '/' } }),
          timeout: duration(timeout),
          retries: {
            attempts: retries.attempts,
            ...(retries.attempts > 0 && {
              ...(retries.perTryTimeout && { perTryTimeout: duration(retries.perTryTimeout) }),
              retryOn: (retries.retryOn ?? SAFE).join(','),
            }),
          },
          route: hosts.map((host, i) => ({
            destination: { host, port: { number: 80 } },
            // A spoke finds its service by the host.
            headers: { request: { set: { Host: host } } },
            ...(hosts.length > 1 && { weight: weights[i] }),
          })),
        }],
      },
    });
  }

  private httpRoute(props: HeadIngressProps, hosts: readonly string[]): ApiObject {
    const { rewrite = true, timeout = Duration.minutes(5) } = props;
    const [namespace, name] = props.gateway.split('/');
    const path = plainPath(props.path);
    const weights = shares(props);
    return plainObject(this, 'Route', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: this.name },
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace, name }],
        ...(!props.anyHost && { hostnames: [...props.hosts!] }),
        rules: [{
          matches: [{ path: { type: 'PathPrefix', value: path === '' ? '/' : path } }],
          ...(rewrite && path !== '' && { filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }] }),
          timeouts: { request: duration(timeout) },
          backendRefs: hosts.map((host, i) => ({
            group: 'networking.istio.io',
            kind: 'Hostname',
            name: host,
            port: 80,
            weight: hosts.length > 1 ? weights[i] : 1,
            filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'Host', value: host }] } }],
          })),
        }],
      },
    });
  }

  /** The namespace of its objects. */
  public get namespace(): string | undefined {
    return Chart.of(this).namespace;
  }
}

function endpoint(props: HeadIngressProps, spoke: Spoke): object {
  return { address: spokeHost(props, spoke), locality: spoke._options.locality };
}

/** As Istio and the Gateway API write it, which has room for five digits before each unit. */
function duration(given: Duration): string {
  const ms = given.toMilliseconds();
  if (ms < 1000) return `${ms}ms`;
  const seconds = Math.floor(ms / 1000);
  const hours = seconds > 99_999 ? Math.floor(seconds / 3600) : 0;
  return [[hours, 'h'], [seconds - 3600 * hours, 's'], [ms % 1000, 'ms']].filter(([n]) => n !== 0).map(([n, unit]) => `${n}${unit}`).join('');
}
