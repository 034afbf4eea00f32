import type { ReadTrigger } from './keda-trigger-reading';
import { fieldsOf, numberOf } from './plain-fields';
import { CONCURRENCY, RATE, routeOfTrigger } from '../../kubernetes/keda/http-add-on';
import type { Manifest } from '../../kubernetes/manifest';

/** Where a route of the HTTP add-on is found by its name; undefined for one that is not among the objects. */
export type FindRoute = (name: string) => Manifest | undefined;

const HELD = 'Requests that the interceptor of the HTTP add-on holds until a pod is ready count as without room.';

/**
 * The metrics that KEDA makes of a trigger of its HTTP add-on, of which the targets are in the route; undefined for any
 * other trigger. Without the route, the targets that the library writes into the trigger count.
 */
export function readHttpTrigger(
  trigger: any, taken: ReadonlySet<string>, findRoute: FindRoute,
): ReadTrigger[] | undefined {
  const route = routeOfTrigger(trigger);
  if (route === undefined) return undefined;
  const { targetConcurrency, targetRate } = fieldsOf(trigger.metadata);
  const { concurrency, requestRate } = fieldsOf(findRoute(route)?.spec?.scalingMetric);
  const atOnce = numberOf(fieldsOf(concurrency).targetValue) ?? numberOf(targetConcurrency);
  const perSecond = numberOf(fieldsOf(requestRate).targetValue) ?? numberOf(targetRate);
  if (atOnce === undefined && perSecond === undefined) return undefined;
  const read: ReadTrigger[] = [];
  if (atOnce !== undefined) read.push(metricOf(CONCURRENCY, atOnce, taken));
  if (perSecond !== undefined) read.push(metricOf(RATE, perSecond, taken));
  const [first, ...others] = read;
  return [{ ...first, notes: [HELD] }, ...others];
}

function metricOf(wanted: string, target: number, taken: ReadonlySet<string>): ReadTrigger {
  let name = wanted;
  while (taken.has(name)) name += '-';
  const held = { type: 'AverageValue', averageValue: target.toFixed(3) };
  return {
    metric: { type: 'External', external: { metric: { name }, target: held } },
    model: { metric: name, type: 'external-push', activationMilli: 0 },
    notes: [],
  };
}
