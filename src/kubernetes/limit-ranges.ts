import type { Container, Manifest, PodSpec } from './manifest';
import { amountOf, type Quantities } from './quantities';

/** One entry of `spec.limits` of a LimitRange. */
export interface LimitRangeItem {
  readonly type?: string;
  readonly default?: Quantities;
  readonly defaultRequest?: Quantities;
  readonly min?: Quantities;
  readonly max?: Quantities;
  readonly maxLimitRequestRatio?: Quantities;
}

/** The entries of a LimitRange. */
export function itemsOf({ spec }: Manifest): readonly LimitRangeItem[] {
  return spec?.limits ?? [];
}

/**
 * A pod as LimitRanges of its namespace leave it when it is created: each container gets the requests and limits that
 * it does not have, without a limit that is below its request. A pod that has them all already is given back as it is.
 */
export function withDefaults(pod: PodSpec, ranges: readonly Manifest[]): PodSpec {
  if (ranges.length === 0) return pod;
  const defaults = { requests: together(ranges, 'requests'), limits: together(ranges, 'limits') };
  if (Object.keys(defaults.requests).length === 0) return pod;
  const { containers, initContainers } = pod;
  return {
    ...pod,
    ...(containers && { containers: containers.map((c) => filled(c, defaults)) }),
    ...(initContainers && { initContainers: initContainers.map((c) => filled(c, defaults)) }),
  };
}

/**
 * A pod without the limits that are below their requests, which the API server rejects: one rule reports them, and the
 * others do not reckon with them. A pod without any is given back as it is.
 */
export function possible(pod: PodSpec): PodSpec {
  const { containers, initContainers } = pod;
  if (!containers?.some(hasWrongLimit) && !initContainers?.some(hasWrongLimit)) return pod;
  return {
    ...pod,
    ...(containers && { containers: containers.map(withoutWrongLimits) }),
    ...(initContainers && { initContainers: initContainers.map(withoutWrongLimits) }),
  };
}

function hasWrongLimit({ resources }: Container): boolean {
  const { requests, limits } = resources ?? {};
  if (!requests || !limits) return false;
  return Object.keys(limits).some((name) => isAbove(requests[name], limits[name]));
}

function withoutWrongLimits(container: Container): Container {
  const { requests, limits = {} } = container.resources ?? {};
  const kept = Object.entries(limits).filter(([name, limit]) => !isAbove(requests?.[name], limit));
  return { ...container, resources: { ...container.resources, limits: Object.fromEntries(kept) } };
}

interface Defaults {
  readonly requests: Quantities;
  readonly limits: Quantities;
}

/**
 * What a LimitRange sets in a container, as the API server completes it: a maximum is the default limit, that is the
 * default request, and so is a minimum where there is no other.
 */
function defaultsOf(range: Manifest): Defaults {
  const defaults = { requests: {}, limits: {} };
  for (const item of itemsOf(range)) {
    if (item.type !== 'Container') continue;
    const limits = { ...item.max, ...item.default };
    Object.assign(defaults.limits, limits);
    Object.assign(defaults.requests, { ...item.min, ...limits, ...item.defaultRequest });
  }
  return defaults;
}

/** What several LimitRanges set: where they differ, the order in which the API server reads them is unknown. */
function together(ranges: readonly Manifest[], side: 'requests' | 'limits'): Quantities {
  const found = new Map<string, any>();
  for (const range of ranges) {
    for (const [name, quantity] of Object.entries(defaultsOf(range)[side])) {
      const isOther = found.has(name) && String(found.get(name)) !== String(quantity);
      found.set(name, isOther ? UNKNOWN : quantity);
    }
  }
  return Object.fromEntries(found);
}

/** No quantity: a resource that has one, of an amount that nothing says. */
const UNKNOWN = 'unknown';

function filled(container: Container, defaults: Defaults): Container {
  const { requests, limits } = container.resources ?? {};
  // Before any LimitRange is read, a lone limit is the request.
  const own = { ...limits, ...requests };
  const fitting = Object.entries(defaults.limits).filter(([name, limit]) => !isAbove(own[name], limit));
  return {
    ...container,
    resources: {
      ...container.resources,
      limits: { ...Object.fromEntries(fitting), ...limits },
      requests: { ...defaults.requests, ...own },
    },
  };
}

/** Whether a request is above a limit, so that the API server rejects the pod. */
function isAbove(request: unknown, limit: unknown): boolean {
  return (amountOf(request) ?? -Infinity) > (amountOf(limit) ?? Infinity);
}
