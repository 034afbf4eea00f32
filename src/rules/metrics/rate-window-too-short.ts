import { adapterRules } from './adapter-config';
import type { Inventory, Workload } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Hit, LegacyRule } from '../rule';
import { podQueries } from '../../kubernetes/workload';

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };

/** A rate over less than two scrapes. */
export const rateWindowTooShort: LegacyRule = {
  id: 'rate-window-too-short',
  severity: 'error',
  check: (facts) => {
    const monitors = [...facts.of('PodMonitor'), ...facts.of('ServiceMonitor')];
    if (monitors.length === 0) return [];
    // The adapter's rules do not say which monitor they read, so the one that asks most often counts.
    const least = shortest(monitors);
    const watching = new Map<Workload, Manifest[]>();
    for (const m of monitors) for (const w of facts.watched(m)) watching.set(w, [...watching.get(w) ?? [], m]);
    return [
      ...adapterRules(facts).flatMap(({ object, at, query }) => hits(object, at, query, least)),
      ...triggerHits(facts, watching),
    ];
  },
};

/** What KEDA asks about the pods of its own target, which their own monitors show. */
function triggerHits(facts: Inventory, watching: ReadonlyMap<Workload, readonly Manifest[]>): Hit[] {
  return facts.autoscalers.flatMap((a) => podQueries(a).flatMap(({ at, query }) => (
    hits(a.object, at, query, shortest(watching.get(a.target!) ?? [])))));
}

function hits(object: Manifest, at: string, query: string, interval: number | undefined): Hit[] {
  const spans = [...query.matchAll(/\[\s*((?:\d+(?:ms|[smhdwy]))+)/g)].flatMap(([, span]) => seconds(span) ?? []);
  const window = Math.min(...spans);
  if (interval === undefined || window >= 2 * interval) return [];
  return [{
    object,
    problem: {
      field: at,
      value: `${window} s`,
      rule: `must span at least two scrapes of ${interval} s`,
      why: 'a rate over fewer has no value most of the time, and the autoscaler holds',
      fix: `widen the window to ${4 * interval} s, or scrape more often`,
      source: 'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate',
    },
  }];
}

/** The shortest interval of monitors; undefined where one leaves it to Prometheus, whose own nobody knows here. */
function shortest(monitors: readonly Manifest[]): number | undefined {
  const endpoints = monitors.flatMap((m) => m.spec?.podMetricsEndpoints ?? m.spec?.endpoints ?? []);
  const known = endpoints.flatMap((e: any) => seconds(e.interval) ?? []);
  return known.length === 0 || known.length < endpoints.length ? undefined : Math.min(...known);
}

/** A duration of Prometheus, such as 1m30s. */
function seconds(span: unknown): number | undefined {
  const parts = [...String(span).matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== span) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}
