import { Chart, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { destinationRule } from './destination-rule';
import { destinationsOf, type Destination } from './destinations';
import { HeadIngressMode, type HeadIngressProps } from './head-ingress-options';
import { remember } from './head-ingress-overlap';
import { headIngressProblems } from './head-ingress-problems';
import { httpRoute } from './http-route';
import { serviceEntry } from './service-entry';
import { rememberObjects, removedObjects, sharedObjects, type DestinationObjects } from './shared-destinations';
import { unreachedHostProblems } from './unreached-host-problems';
import { virtualService } from './virtual-service';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';

/**
 * Defines the one ingress of a service on many clusters: which requests it accepts, by host and path, and how they are
 * routed to the spokes. The hosts of the spokes, TLS and the `Host` header follow from the fleet.
 *
 * With weights each spoke gets requests by its weight, also when it fails: a retry does not go to another spoke.
 * With `failover` all requests go to the nearest spoke that works.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 *
 * @example
 *
 * const beijing = Spoke.of('bj', { domain: 'bj.example.com' });
 * const shanghai = Spoke.of('sh', { domain: 'sh.example.com' });
 * const hub = new Chart(app, 'hub', { namespace: 'demo' });
 * const mnist = new MLService(hub, 'Mnist', {
 *   releases: [{ name: 'origin', runtime: MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 't9k-torchserve') }],
 * });
 * const fleet = new HyperMLService(hub, 'Fleet', { groups: [{ spokes: [beijing, shanghai], resources: [mnist] }] });
 * new HeadIngress(chart, 'Head', {
 *   fleet,
 *   gateway: 'istio-ingress/public',
 *   hosts: ['mnist.example.com'],
 *   weights: { bj: 30, sh: 70 },
 * });
 */
@checksArguments
export class HeadIngress extends Construct {
  /**
   * The ServiceEntries: one for each spoke, with `failover` one for all. Where another head ingress of the chart routes
   * to the same host, both have its objects, which are printed once.
   */
  public readonly serviceEntries: ApiObject[];

  /** The DestinationRules, one for each ServiceEntry. */
  public readonly destinationRules: ApiObject[];

  /** The VirtualService, or the HTTPRoute. */
  public readonly route: ApiObject;

  /** The name of the route, and the prefix of the names of the other objects. */
  public readonly name: string;

  /**
   * The hosts that it routes to.
   * @internal
   */
  public readonly _destinations: readonly Destination[];

  /**
   * Defines a head ingress.
   *
   * @param scope the scope of the construct, in a chart of the ingress cluster
   * @param id the id of the construct in its scope
   * @param props which requests are routed to which spokes
   */
  public constructor(scope: Construct, id: string, props: HeadIngressProps) {
    super(scope, id);
    this.name = props?.name ?? readableName(this);
    refuse(this, headIngressProblems(this, this.name, props));
    remember(this, props);
    const apiVersion = `networking.istio.io/${props.istioVersion ?? 'v1'}`;
    const destinations = destinationsOf(this.name, props);
    this._destinations = destinations;
    const shared = destinations.map(({ host }) => sharedObjects(this, host));
    this.serviceEntries = destinations.map((d, i) => shared[i]?.serviceEntry
      ?? plainObject(this, props.failover ? 'Entry' : `Entry${i}`, serviceEntry(apiVersion, d)));
    this.destinationRules = destinations.map((d, i) => shared[i]?.destinationRule
      ?? plainObject(this, `Rule${i}`, destinationRule(apiVersion, d, props)));
    for (const [i, destination] of destinations.entries()) {
      if (shared[i] === undefined) rememberObjects(this.objectsAt(i), destination, props);
    }
    this.route = plainObject(this, 'Route', props.mode === HeadIngressMode.GATEWAY_API
      ? httpRoute(this.name, props, destinations)
      : virtualService(apiVersion, this.name, props, destinations));
    this.node.defaultChild = this.route;
    guard(this, {
      object: this.route,
      check: () => removedObjects(shared.filter((objects) => objects !== undefined)),
      warn: () => unreachedHostProblems(this),
    });
  }

  /** The namespace of its objects. */
  public get namespace(): string | undefined {
    return Chart.of(this).namespace;
  }

  private objectsAt(i: number): DestinationObjects {
    return { ingress: this, serviceEntry: this.serviceEntries[i], destinationRule: this.destinationRules[i] };
  }
}
