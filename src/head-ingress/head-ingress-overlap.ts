import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HeadIngressMode, type HeadIngressProps } from './head-ingress-options';
import { routePath } from './route-path';
import { isTakenOut } from '../fleet/nested-objects';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** A head ingress, and which requests its route matches. */
export interface Route {
  readonly ingress: IConstruct;
  readonly gateway: string;
  readonly hosts: readonly string[];
  /** Empty for the root. */
  readonly path: string;
  readonly mode: HeadIngressMode;
}

/** The routes of a chart, so of one cluster, by gateway, host and path. */
interface Routes {
  readonly all: Route[];
  /** At exactly this path. */
  readonly at: Map<string, Route>;
  /** At some path below this path. */
  readonly below: Map<string, Route>;
}

const charts = new WeakMap<Chart, Routes>();

/** The routes of all head ingresses that were defined in a chart. */
export function routesIn(chart: Chart): readonly Route[] {
  return charts.get(chart)?.all ?? [];
}

/** Remembers the route of a head ingress, for the head ingresses that are defined later. */
export function remember(ingress: IConstruct, props: HeadIngressProps): void {
  const chart = Chart.of(ingress);
  const routes: Routes = charts.get(chart) ?? { all: [], at: new Map(), below: new Map() };
  charts.set(chart, routes);
  const path = routePath(props.path);
  const { gateway, mode = HeadIngressMode.ISTIO } = props;
  const hosts = hostsOf(props);
  const route = { ingress, gateway, hosts, path, mode };
  routes.all.push(route);
  for (const host of hosts) {
    routes.at.set(keyOf(gateway, host, path), route);
    for (const parent of parentsOf(path)) routes.below.set(keyOf(gateway, host, parent), route);
  }
}

/** The routes that match requests of this head ingress too. */
export function overlapProblems(ingress: IConstruct, props: HeadIngressProps): Problem[] {
  const routes = charts.get(Chart.of(ingress));
  if (!routes) return [];
  const problems = new Problems();
  const path = routePath(props.path);
  const found = new Set(hostsOf(props).flatMap((host) => routesFor(routes, props.gateway, host, path)));
  for (const route of found) {
    if (isTakenOut(route.ingress) || !isAmbiguous(route, path, props.mode)) continue;
    const other = `${route.path === '' ? '/' : route.path} of ${route.ingress.node.path}`;
    problems.add({
      code: 'head-ingress/overlapping-path',
      field: 'path',
      value: props.path ?? '/',
      rule: `must not overlap with ${other} on ${props.gateway}`,
      why: 'Istio uses the route that was created first, so it depends on chance which of them gets a request',
      fix: 'give them other paths, or other hosts',
    });
  }
  return problems.all;
}

/** The routes of a host at a path, below it and above it; the root is no overlap, because Istio tries it last. */
function routesFor({ at, below }: Routes, gateway: string, host: string, path: string): Route[] {
  const found = [at.get(keyOf(gateway, host, path))];
  if (path !== '') {
    found.push(below.get(keyOf(gateway, host, path)));
    for (const parent of parentsOf(path)) found.push(at.get(keyOf(gateway, host, parent)));
  }
  return found.filter((route): route is Route => route !== undefined);
}

/** Between two HTTPRoutes the longer path wins, whichever was created first. */
function isAmbiguous(route: Route, path: string, mode: HeadIngressMode = HeadIngressMode.ISTIO): boolean {
  return route.path === path || mode === HeadIngressMode.ISTIO || route.mode === HeadIngressMode.ISTIO;
}

/** The paths above a path, without the root. */
function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(2).map((_, i) => parts.slice(0, i + 2).join('/'));
}

function hostsOf({ hosts, anyHost }: HeadIngressProps): string[] {
  return anyHost ? ['*'] : [...hosts ?? []];
}

function keyOf(gateway: string, host: string, path: string): string {
  return `${gateway} ${host} ${path}`;
}
