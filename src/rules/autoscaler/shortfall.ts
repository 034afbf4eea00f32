import { beyond, highestUsage, outOfReach, resourceName, utilizationOf } from './utilization';
import type { Autoscaler } from '../../kubernetes/autoscaler';
import type { Inventory } from '../../kubernetes/inventory';
import { amountOf } from '../../kubernetes/quantities';
import { podRules, type AdapterRule } from '../metrics/adapter/adapter-config';
import { mostOfQuery, mostOfSeries } from '../metrics/adapter/bounded-query';
import { title, type Reported } from '../rule';

/** A metric that cannot ask for all replicas. */
export interface Shortfall {
  /** The replicas that it asks for at most; 0 where it never scales up. */
  readonly most: number;
  /** Whether nothing outside of the objects could make it more. */
  readonly isCertain: boolean;
  readonly found: Omit<Reported, 'field'>;
}

/** An autoscaler with metrics that cannot ask for all replicas. */
export interface Restrained {
  readonly autoscaler: Autoscaler;
  /** What is known of the most that each of its metrics shows, in their order. */
  readonly found: ReadonlyArray<Shortfall | undefined>;
  /** Whether it certainly never scales up. */
  readonly isStuck: boolean;
}

const restrained = new WeakMap<Inventory, readonly Restrained[]>();

/** The autoscalers of a set that have such metrics, in their order; two rules report them. */
export function restrainedAutoscalers(inventory: Inventory): readonly Restrained[] {
  const all = restrained.get(inventory) ?? search(inventory);
  restrained.set(inventory, all);
  return all;
}

function search(inventory: Inventory): Restrained[] {
  const rules = podRules(inventory);
  const all: Restrained[] = [];
  for (const autoscaler of inventory.autoscalers) {
    if (autoscaler.maxReplicas <= 1) continue;
    const found = shortfalls(autoscaler, rules);
    if (found.every((shortfall) => shortfall === undefined)) continue;
    all.push({ autoscaler, found, isStuck: isStuck(found, autoscaler.minReplicas) });
  }
  return all;
}

/** The rules of adapters that serve a metric of pods; undefined where any rule may. */
type AdapterRules = (name: string) => readonly AdapterRule[] | undefined;

function shortfalls(autoscaler: Autoscaler, rules: AdapterRules): Array<Shortfall | undefined> {
  return autoscaler.metrics.map((metric, i) => {
    if (metric.resource !== undefined || metric.containerResource !== undefined) return ofResource(autoscaler, metric);
    if (autoscaler.object.kind === 'ScaledObject') return ofTrigger(autoscaler, i);
    return metric.pods === undefined ? undefined : ofPods(autoscaler, metric.pods, rules);
  });
}

/** Whether no metric ever asks for more replicas than there are at least. */
function isStuck(found: ReadonlyArray<Shortfall | undefined>, minReplicas: number): boolean {
  // At a minimum of 0, what starts the first replica has a value of its own.
  return minReplicas > 0 && found.every((shortfall) => shortfall?.isCertain && shortfall.most <= minReplicas);
}

function ofResource({ object, target }: Autoscaler, metric: any): Shortfall | undefined {
  if (!target) return undefined;
  const source = metric.resource ?? metric.containerResource;
  const { averageValue } = source.target ?? {};
  if (averageValue !== undefined) return ofUsage({ object, target }, metric, averageValue);
  const measured = utilizationOf(metric, target);
  const reach = measured && outOfReach(object, measured, target);
  if (!reach) return undefined;
  const found = {
    value: measured.percent,
    rule: `${resourceName(measured.resource)} limits of ${title(target.object)} cap utilization at `
      + `${Math.round(reach.highest)} %`,
    why: `the autoscaler scales up only above ${short(reach.threshold)} %, the target and a tolerance of `
      + `${Math.round(reach.tolerance)} %`,
    fix: `lower the target to ${Math.ceil(reach.reachable) - 1} % or less, or raise the limit`,
  };
  return { most: 0, isCertain: true, found };
}

function ofUsage(
  { object, target }: Pick<Required<Autoscaler>, 'object' | 'target'>, metric: any, averageValue: any,
): Shortfall | undefined {
  const { name, container } = metric.resource ?? metric.containerResource;
  const ofContainer = metric.resource === undefined;
  const containers = ofContainer ? target.containers.filter((c) => c.name === container) : target.containers;
  const wanted = amountOf(averageValue);
  const highest = name === undefined ? undefined : highestUsage({ resource: name, ofContainer, containers }, target);
  if (wanted === undefined || wanted <= 0 || highest === undefined) return undefined;
  const reach = beyond(object, wanted, highest);
  if (!reach) return undefined;
  const found = {
    value: averageValue,
    rule: `${resourceName(name)} limits of ${title(target.object)} cap the usage of a pod at ${usage(name, highest)}`,
    why: `the autoscaler scales up only above ${usage(name, reach.threshold)}, the target and a tolerance of `
      + `${Math.round(reach.tolerance)} %`,
    fix: `set a target below ${usage(name, reach.reachable)}, or raise the limit`,
  };
  return { most: 0, isCertain: true, found };
}

/** A query of KEDA whose value has an upper end. */
function ofTrigger({ object, minReplicas, maxReplicas }: Autoscaler, index: number): Shortfall | undefined {
  const { type, metadata = {}, metricType = 'AverageValue' } = object.spec?.triggers?.[index] ?? {};
  const { query, threshold } = metadata;
  // A formula makes one metric of all triggers.
  if (type !== 'prometheus' || typeof query !== 'string' || object.spec?.advanced?.scalingModifiers?.formula) {
    return undefined;
  }
  const highest = mostOfQuery(query);
  const wanted = typeof threshold === 'object' ? NaN : Number(threshold);
  if (highest === undefined || !(wanted > 0)) return undefined;
  const pods = metricType === 'Value' ? 1 : Math.max(minReplicas, 1);
  const reach = beyond(object, wanted * pods, highest);
  if (reach) {
    const found = above(threshold, 'the query returns', highest, reach.reachable / pods);
    return { most: 0, isCertain: true, found };
  }
  const most = Math.ceil(highest / wanted);
  if (metricType === 'Value' || most >= maxReplicas) return undefined;
  const found = {
    value: threshold,
    rule: `asks for ${most} replicas at most: the query returns ${short(highest)} at most`,
    why: 'with AverageValue the replicas are the value divided by the threshold, and an average does not grow with '
      + 'them',
    fix: 'set metricType: Value, which compares an average with the threshold',
  };
  return { most, isCertain: true, found };
}

/** A metric of pods that is a ratio or a percent by its name, or by the query of the adapter that serves it. */
function ofPods({ object }: Autoscaler, pods: any, rules: AdapterRules): Shortfall | undefined {
  const name: string | undefined = pods.metric?.name;
  const written = pods.target?.averageValue;
  const wanted = amountOf(written);
  if (name === undefined || wanted === undefined || wanted <= 0) return undefined;
  const serving = rules(name);
  if (serving === undefined) return undefined;
  const highest = serving.length === 0 ? mostOfSeries(name) : mostOf(serving[0]);
  const reach = highest === undefined ? undefined : beyond(object, wanted, highest);
  if (!reach || serving.length > 1) return undefined;
  const found = above(written, `${name} shows`, reach.highest, reach.reachable);
  return { most: 0, isCertain: serving.length === 1, found };
}

const known = new WeakMap<AdapterRule, { readonly most?: number }>();

/** The most that the query of a rule returns for a pod; a rule is read once, however many autoscalers follow it. */
function mostOf(rule: AdapterRule): number | undefined {
  const read = known.get(rule) ?? { most: readMost(rule) };
  known.set(rule, read);
  return read.most;
}

function readMost({ query, series }: AdapterRule): number | undefined {
  if (series === undefined && query.includes('.Series')) return undefined;
  return mostOfQuery(query.replace(/<<\s*\.Series\s*>>/g, () => series ?? '').replace(/<<[^<>]*>>/g, ''));
}

function above(value: unknown, shows: string, highest: number, reachable: number): Shortfall['found'] {
  return {
    value,
    rule: `is out of reach: ${shows} ${short(highest)} at most`,
    why: 'the autoscaler scales up only above the target and its tolerance',
    fix: `set a target below ${short(reachable)}`,
  };
}

function usage(resource: string, value: number): string {
  if (resource === 'cpu') return `${Math.round(value * 1000)}m`;
  return value >= 2 ** 20 ? `${Math.round(value / 2 ** 20)}Mi` : String(Math.round(value));
}

/** A number with as many digits as it is read by. */
function short(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 2 : 1)));
}
