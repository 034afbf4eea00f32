import { Chart, type ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { destinationRule } from './destination-rule';
import { destinationsOf, type Destination } from './destinations';
import type { HeadIngressProps } from './head-ingress-options';
import { serviceEntry } from './service-entry';
import { isTakenOut } from '../fleet/nested-objects';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The two objects of a destination, and the head ingress that defined them. */
export interface DestinationObjects {
  readonly ingress: IConstruct;
  readonly serviceEntry: ApiObject;
  readonly destinationRule: ApiObject;
}

/** The objects of a host, with the settings that they have. */
export interface Defined extends DestinationObjects {
  readonly settings: Settings;
}

/** What the two objects of a host hold, by the property that it follows from. */
type Settings = Readonly<Record<'connectionLimits' | 'outlierDetection' | 'tls' | 'endpoints', object>>;

type Setting = keyof Settings;

/** The destinations of a chart, so of one cluster, by host. */
const charts = new WeakMap<Chart, Map<string, Defined>>();

/** The objects of a host that another head ingress of the chart defined: Istio uses one of each for a host. */
export function sharedObjects(ingress: IConstruct, host: string): Defined | undefined {
  const known = charts.get(Chart.of(ingress))?.get(host);
  return known === undefined || isTakenOut(known.ingress) ? undefined : known;
}

/** Remembers the objects of a destination, for the head ingresses that are defined later. */
export function rememberObjects(objects: DestinationObjects, destination: Destination, props: HeadIngressProps): void {
  const chart = Chart.of(objects.ingress);
  const known = charts.get(chart) ?? new Map<string, Defined>();
  charts.set(chart, known);
  known.set(destination.host, { ...objects, settings: settingsOf(destination, props) });
}

/** The settings that differ from those of another head ingress of the chart, for a host that both route to. */
export function differingSettings(ingress: IConstruct, name: string, props: HeadIngressProps): Problem[] {
  const problems = new Problems();
  const reported = new Set<string>();
  for (const destination of destinationsOf(name, props)) {
    const other = sharedObjects(ingress, destination.host);
    if (other === undefined) continue;
    if (!reported.has('istioVersion')) problems.addAll(versionProblem(props, destination, other));
    reported.add('istioVersion');
    const settings = settingsOf(destination, props);
    for (const property of differing(settings, other.settings)) {
      // One property sets the same for all hosts.
      if (reported.has(property)) continue;
      reported.add(property);
      problems.addAll(property === 'endpoints'
        ? endpointsProblem(settings, destination, other)
        : settingProblem(property, settings, destination, other));
    }
  }
  return problems.all;
}

/** The shared objects of a head ingress that left the tree since, with the head ingress that defined them. */
export function removedObjects(objects: readonly DestinationObjects[]): Problem[] {
  const problems = new Problems();
  for (const { ingress, serviceEntry: entry, destinationRule: rule } of objects) {
    if (!isTakenOut(entry) && !isTakenOut(rule)) continue;
    problems.add({
      code: 'head-ingress/shared-destination-removed',
      field: 'spec',
      value: entry.name,
      rule: `must have the ServiceEntry and the DestinationRule of ${ingress.node.path}, which was removed`,
      why: 'head ingresses that route to one host share these objects, and Istio does not know the host without them',
      fix: 'define this head ingress after the other is removed',
    });
  }
  return problems.all;
}

function settingsOf(destination: Destination, props: HeadIngressProps): Settings {
  const { ports: [{ targetPort }], endpoints = [] } = serviceEntry('', destination).spec;
  const { connectionPool, outlierDetection, tls } = destinationRule('', destination, props).spec.trafficPolicy;
  return {
    connectionLimits: connectionPool,
    outlierDetection,
    tls: { ...(targetPort && { targetPort }), ...(tls && { tls }) },
    endpoints,
  };
}

function differing(one: Settings, other: Settings): Setting[] {
  return (Object.keys(one) as Setting[]).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
}

function settingProblem(property: Exclude<Setting, 'endpoints'>, own: Settings, { host }: Destination, other: Defined) {
  return [{
    code: 'head-ingress/destination-settings-differ',
    field: property === 'tls' ? 'fleet.spokes' : property,
    value: own[property],
    rule: `must be as in ${other.ingress.node.path} for ${host}: ${JSON.stringify(other.settings[property])}`,
    why: 'both route to this host, and Istio uses the DestinationRule of a host that was created first alone',
    fix: 'set the same in both, or give this one other hosts in spokeHosts (with failover: in failoverHost)',
    source: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services',
  }];
}

function endpointsProblem(own: Settings, { host }: Destination, other: Defined): Problem[] {
  return [{
    code: 'head-ingress/destination-endpoints-differ',
    field: 'failover',
    value: own.endpoints,
    rule: `must lead to the same spokes as ${other.ingress.node.path} for ${host}: `
      + JSON.stringify(other.settings.endpoints),
    why: 'Istio combines the endpoints of all ServiceEntries of a host, so each would get requests of the other',
    fix: 'set failover in both or in neither, with the same spokes; or give this one another failoverHost',
  }];
}

function versionProblem({ istioVersion = 'v1' }: HeadIngressProps, { host }: Destination, other: Defined): Problem[] {
  const [, version] = other.serviceEntry.apiVersion.split('/');
  if (istioVersion === version) return [];
  return [{
    code: 'head-ingress/istio-version-differs',
    field: 'istioVersion',
    value: istioVersion,
    rule: `must be ${version}, as in ${other.ingress.node.path}`,
    why: `both route to ${host}, and share its ServiceEntry and its DestinationRule, which are printed once`,
    fix: 'set the same version in both',
  }];
}
