import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HeadIngressMode, type HeadIngressProps } from './head-ingress-options';
import { isTakenOut } from '../fleet/nested';
import type { Problem } from '../validation/problem';

/** A head ingress at a path of a host of a gateway. */
interface Listening { readonly ingress: IConstruct; readonly path: string; readonly mode: HeadIngressMode }

/** The head ingresses of a chart, so of one cluster: at each path, and below each path. */
interface Known { readonly at: Map<string, Listening>; readonly below: Map<string, Listening> }

const charts = new WeakMap<Chart, Known>();

/** A path without a slash at its end; empty for the root. */
export function plainPath(path: string = '/'): string {
  return path.replace(/\/+$/, '');
}

/** The paths above one, but for the root: Istio asks that last. */
function above(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(2).map((_, i) => parts.slice(0, i + 2).join('/'));
}

function keysOf({ gateway, hosts, anyHost }: HeadIngressProps): Array<(path: string) => string> {
  return (anyHost ? ['*'] : hosts ?? []).map((host) => (path) => `${gateway} ${host} ${path}`);
}

/** Remembers where a head ingress listens, for those that come later. */
export function remember(ingress: IConstruct, props: HeadIngressProps): void {
  const chart = Chart.of(ingress);
  const known = charts.get(chart) ?? { at: new Map(), below: new Map() };
  charts.set(chart, known);
  const path = plainPath(props.path);
  const listening = { ingress, path, mode: props.mode ?? HeadIngressMode.ISTIO };
  for (const key of keysOf(props)) {
    known.at.set(key(path), listening);
    for (const p of above(path)) known.below.set(key(p), listening);
  }
}

/** What listens already where a head ingress would. */
export function overlapProblems(ingress: IConstruct, props: HeadIngressProps): Problem[] {
  const known = charts.get(Chart.of(ingress));
  if (!known) return [];
  const path = plainPath(props.path);
  const { mode = HeadIngressMode.ISTIO } = props;
  const seen = new Set<Listening>();
  return keysOf(props).flatMap((key): Problem[] => {
    const found = [known.at.get(key(path)), ...(path === '' ? [] : [known.below.get(key(path)), ...above(path).map((p) => known.at.get(key(p)))])];
    return found.filter((l): l is Listening => l !== undefined && !seen.has(l) && !isTakenOut(l.ingress)).filter((l) => {
      seen.add(l);
      // An HTTPRoute with the longer path goes first, whichever was made first.
      return l.path === path || [mode, l.mode].includes(HeadIngressMode.ISTIO);
    }).map((l) => ({
      field: 'path',
      value: props.path ?? '/',
      rule: `overlaps with ${l.path === '' ? '/' : l.path} of ${l.ingress.node.path} on ${props.gateway}`,
      why: 'Istio asks the one that was made first, so which of them answers is by chance',
      fix: 'give them other paths, or other hosts',
    }));
  });
}
