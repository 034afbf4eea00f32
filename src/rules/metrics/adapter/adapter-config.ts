import { chartValues } from './chart-values';
import { seconds } from './prometheus-duration';
import { itemsOf, part, scalar, type Item } from './yaml-block-lists';
import type { Inventory } from '../../../kubernetes/inventory';
import type { Manifest } from '../../../kubernetes/manifest';

/** One rule in the configuration of prometheus-adapter. */
export interface AdapterRule {
  readonly object: Manifest;
  /** Where its query is: the key of the ConfigMap, and the name of the rule. */
  readonly field: string;
  /** Whether its metrics are external: an autoscaler adds up their series. */
  readonly external: boolean;
  /** The metric's name: `as`, or the series without a renaming; undefined where it is made of parts of the series. */
  readonly name?: string;
  /** The kinds of objects that its metrics describe, `namespace` among them; undefined where a template decides. */
  readonly resources?: readonly string[];
  /** The name of its series; undefined where it is a pattern. */
  readonly series?: string;
  readonly query: string;
}

/** The configuration of prometheus-adapter under one key of a ConfigMap. */
export interface AdapterConfig {
  readonly object: Manifest;
  readonly rules: readonly AdapterRule[];
  /** Whether `rules` are all that it holds: only block style is read, and what is written otherwise is left out. */
  readonly whole: boolean;
  /** For how many seconds the adapter remembers a series: the flag that the text names as the one to run with. */
  readonly maxAge?: number;
}

const known = new WeakMap<Inventory, readonly AdapterConfig[]>();

/** The configurations of prometheus-adapter among the objects. */
export function adapterConfigs(inventory: Inventory): readonly AdapterConfig[] {
  const read = known.get(inventory) ?? readConfigs(inventory);
  known.set(inventory, read);
  return read;
}

/** The rules of all of them. */
export function adapterRules(inventory: Inventory): AdapterRule[] {
  return adapterConfigs(inventory).flatMap(({ rules }) => rules);
}

function readConfigs(inventory: Inventory): AdapterConfig[] {
  const configs: AdapterConfig[] = [];
  for (const object of inventory.of('ConfigMap')) {
    for (const [key, text] of Object.entries(object.data ?? {})) {
      if (/\bseriesQuery\b/.test(text)) configs.push(configOf(object, key, text));
    }
  }
  return configs;
}

function configOf(object: Manifest, key: string, written: string): AdapterConfig {
  const { text, addsRules } = chartValues(written);
  const items = itemsOf(text, ['rules', 'externalRules']).filter(({ fields }) => fields.has('seriesQuery'));
  const rules: AdapterRule[] = [];
  for (const item of items) {
    const query = scalar(item.fields.get('metricsQuery'));
    if (query !== undefined) rules.push(ruleOf(object, key, item, query));
  }
  return {
    object,
    rules,
    whole: !addsRules && items.length === linesWithRules(text),
    maxAge: seconds(/--metrics-max-age=(\w+)/.exec(written)?.[1]),
  };
}

/** How many lines name a series query, comments aside. */
function linesWithRules(text: string): number {
  return text.split('\n').filter((line) => /\bseriesQuery\b/.test(line.split('#', 1)[0])).length;
}

function ruleOf(object: Manifest, key: string, { list, fields }: Item, query: string): AdapterRule {
  const name = nameOf(fields);
  const place = name === undefined ? '' : `.rules[${JSON.stringify(name)}]`;
  return {
    object,
    field: `data[${JSON.stringify(key)}]${place}.metricsQuery`,
    external: list === 'externalRules',
    name,
    resources: resourcesOf(fields.get('resources') ?? ''),
    series: seriesOf(fields),
    query,
  };
}

function nameOf(fields: ReadonlyMap<string, string>): string | undefined {
  const renaming = fields.get('name') ?? '';
  const as = part(renaming, 'as');
  // A dollar stands for a part of the series.
  if (as !== undefined) return as.includes('$') ? undefined : as;
  if (part(renaming, 'matches') !== undefined) return undefined;
  return seriesOf(fields);
}

function seriesOf(fields: ReadonlyMap<string, string>): string | undefined {
  const series = scalar(fields.get('seriesQuery')) ?? '';
  const found = /^([a-zA-Z_:][\w:]*)\s*(?:\{|$)/.exec(series) ?? /^\{.*\b__name__="([^"]+)"/.exec(series);
  return found?.[1];
}

function resourcesOf(text: string): string[] | undefined {
  if (/\btemplate["']?:/.test(text)) return undefined;
  const found = text.matchAll(/\bresource["']?:\s*["']?([\w.-]+)/g);
  return [...found].map(([, resource]) => resource.toLowerCase().replace(/s$/, ''));
}

/** Whether a rule has metrics of a kind of object, or may have them. */
export function describes({ resources }: AdapterRule, kind: string): boolean {
  if (resources === undefined) return true;
  const singular = kind.toLowerCase();
  // `services`, `ingresses` and `policies`, of which the last letter is gone.
  const names = [singular, `${singular}e`, singular.replace(/s$/, ''), singular.replace(/y$/, 'ie')];
  return resources.includes('namespace') && names.some((name) => resources.includes(name));
}

/** The rules for metrics of pods by name; undefined for all names where an adapter may serve any. */
export function podRules(inventory: Inventory): (name: string) => readonly AdapterRule[] | undefined {
  const configs = adapterConfigs(inventory);
  const byName = new Map<string, AdapterRule[]>();
  for (const { rules, whole } of configs) {
    for (const rule of rules) {
      if (!rule.external && rule.name === undefined) return () => undefined;
      if (rule.external || !describes(rule, 'Pod')) continue;
      const others = byName.get(rule.name!) ?? [];
      if (others.length === 0) byName.set(rule.name!, others);
      others.push(rule);
    }
    if (!whole) return () => undefined;
  }
  return (name) => byName.get(name) ?? [];
}
