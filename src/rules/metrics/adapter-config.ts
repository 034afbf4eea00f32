import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

/** One rule in the configuration of prometheus-adapter. */
export interface AdapterRule {
  readonly object: Manifest;
  /** Where its query is: the key of the ConfigMap, and the name of the rule. */
  readonly at: string;
  /** Whether its metrics are external: an autoscaler adds up what they are of. */
  readonly external: boolean;
  /** The metric's name, where it can be told: `as`, or the series without a renaming. */
  readonly name?: string;
  /** What its metrics are of, besides the namespace; undefined where a template says. */
  readonly resources?: readonly string[];
  readonly query: string;
}

/** The configuration of prometheus-adapter under one key of a ConfigMap. */
export interface AdapterConfig {
  readonly object: Manifest;
  readonly rules: readonly AdapterRule[];
  /** Whether `rules` are all that it holds. Only block style is read, in which everybody writes it; what is written otherwise is left alone. */
  readonly whole: boolean;
}

/** The configurations of prometheus-adapter among the objects. */
export function adapterConfigs(facts: Inventory): AdapterConfig[] {
  return facts.of('ConfigMap').flatMap((object) => Object.entries(object.data ?? {})
    .filter(([, text]) => /\bseriesQuery\b/.test(text))
    .map(([key, text]) => {
      const lists = blocks(text);
      return { object, rules: lists.flatMap(({ external, fields }) => rule(object, key, external, fields)), whole: lists.length === text.match(/^[^#\n]*\bseriesQuery\b/gm)?.length };
    }));
}

/** Their rules. */
export function adapterRules(facts: Inventory): AdapterRule[] {
  return adapterConfigs(facts).flatMap(({ rules }) => rules);
}

function rule(object: Manifest, key: string, external: boolean, fields: ReadonlyMap<string, string>): AdapterRule[] {
  const query = scalar(fields.get('metricsQuery'));
  if (query === undefined) return [];
  const renaming = fields.get('name') ?? '';
  const [as, matches] = [part(renaming, 'as'), part(renaming, 'matches')];
  const series = scalar(fields.get('seriesQuery')) ?? '';
  const shown = /^([a-zA-Z_:][\w:]*)\s*(?:\{|$)/.exec(series) ?? /^\{.*\b__name__="([^"]+)"/.exec(series);
  // A name with a dollar is made of parts of the series.
  const name = as === undefined && matches === undefined ? shown?.[1] : as?.includes('$') ? undefined : as;
  const resources = fields.get('resources') ?? '';
  const named = [...resources.matchAll(/\bresource["']?:\s*["']?([\w.-]+)/g)].map(([, r]) => r.toLowerCase().replace(/s$/, '')).filter((r) => r !== 'namespace');
  const at = `data[${JSON.stringify(key)}]${name === undefined ? '' : `.rules[${JSON.stringify(name)}]`}.metricsQuery`;
  return [{ object, at, external, name, resources: named.length === 0 || /\btemplate["']?:/.test(resources) ? undefined : named, query }];
}

/** The rules of a text, each as the texts of its fields. */
function blocks(text: string): Array<{ readonly external: boolean; readonly fields: Map<string, string> }> {
  const found: Array<{ external: boolean; fields: Map<string, string> }> = [];
  let list = '';
  let column = -1;
  let field = '';
  for (const line of text.split(/\r?\n/)) {
    const top = /^["']?(\w+)["']?:/.exec(line);
    const item = /^( *)- +(?=\S)/.exec(line);
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (top) {
      [list, column] = [top[1], -1];
    } else if (item && (column < 0 || item[1].length < column) && /^(rules|externalRules)$/.test(list)) {
      column = item[0].length;
      found.push({ external: list === 'externalRules', fields: new Map() });
    }
    if (column < 0) continue;
    const { fields } = found[found.length - 1];
    const inner = line.slice(column);
    const [, key, rest] = /^["']?(\w+)["']?:(?:\s+(.*))?$/.exec(inner) ?? [];
    field = key ?? field;
    fields.set(field, key === undefined ? `${fields.get(field) ?? ''}\n${inner}` : rest ?? '');
  }
  return found.filter(({ fields }) => fields.has('seriesQuery'));
}

/** One value of a field that holds several, in block or in flow style. */
function part(text: string, key: string): string | undefined {
  return scalar(new RegExp(`(?:^|[{,])\\s*["']?${key}["']?:[ \\t]*("(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'|[^,}\\n#]*)`, 'm').exec(text)?.[1]);
}

/** A value, plain or quoted, also over several lines; undefined when there is none. */
function scalar(text: string | undefined): string | undefined {
  const line = (text ?? '').replace(/^[|>][-+]?\s*\n/, '').replace(/\s*\n\s*/g, ' ').trim();
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(line);
  const single = /^'((?:[^']|'')*)'/.exec(line);
  const value = double ? double[1].replace(/\\(.)/g, '$1') : single ? single[1].replace(/''/g, '\'') : line.replace(/\s+#.*$/, '');
  return value === '' ? undefined : value;
}
