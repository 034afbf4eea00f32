import { metricNameOf } from './adapter-names';
import { readYaml, UnreadableYaml } from './input/kubernetes-yaml';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import { YamlPrinter } from '../kubernetes/yaml-printer';
import { adapterNameTwice } from '../rules/metrics/adapter-name-twice';
import { title } from '../rules/rule';
import { isObject } from '../validation/value-checks';

/** A configuration of prometheus-adapter that was read, and where it was. */
export interface AdapterPart {
  /** The file, the ConfigMap and the key, for messages. */
  readonly at: string;
  readonly text: string;
}

/** What is wrong with one part: the adapter would refuse it, or it contradicts another one. */
export interface MergeFault {
  readonly at: string;
  readonly message: string;
}

/** The lists and maps of the adapter's configuration. */
const KEYS = ['rules', 'externalRules', 'resourceRules'] as const;
type Key = (typeof KEYS)[number];

/** What the values of the Helm chart call them. */
const VALUES: Readonly<Record<Key, string>> = { rules: 'custom', externalRules: 'external', resourceRules: 'resource' };

/** The configuration of several programs as one: each rule once, and what contradicts. */
export class MergedAdapterConfig {
  public readonly faults: MergeFault[] = [];
  /** The flags that the texts name as those to run with. */
  public readonly flags: string[] = [];
  private readonly config: Partial<Record<Key, any>> = {};
  /** The rules by their content, and the parts in which each is. */
  private readonly origins = new Map<string, string[]>();

  public constructor(parts: readonly AdapterPart[]) {
    for (const part of parts) this.add(part);
    this.findNamesakes();
    this.findFlags(parts);
  }

  /** How many rules there are. */
  public get count(): number {
    return this.origins.size;
  }

  /** The text that the adapter reads. */
  public get text(): string {
    const flags = this.flags.map((flag) => `#   ${flag}\n`).join('');
    return `${flags === '' ? '' : `# The adapter must run with\n${flags}`}${new YamlPrinter().print(this.config)}`;
  }

  /** The values of the Helm chart. */
  public get values(): string {
    const rules = KEYS.filter((key) => this.config[key] !== undefined).map((key) => [VALUES[key], this.config[key]]);
    return new YamlPrinter().print({ rules: Object.fromEntries(rules) })!;
  }

  private add({ at, text }: AdapterPart): void {
    const config = this.configOf(at, text);
    for (const [key, value] of Object.entries(config)) {
      if (!KEYS.includes(key as Key)) {
        const message = `has the key ${key}, which is none of ${KEYS.join(', ')}: the adapter would exit`;
        this.faults.push({ at, message });
      } else if (key === 'resourceRules') {
        this.addResourceRules(at, value);
      } else if (Array.isArray(value)) {
        for (const rule of value) this.addRule(at, key as Key, rule);
      } else if (value !== null) {
        this.faults.push({ at, message: `has no list under ${key}: the adapter would exit` });
      }
    }
  }

  /** The configuration in the adapter's form, also of a text with the values of its chart. */
  private configOf(at: string, text: string): Record<string, unknown> {
    let value: unknown;
    try {
      [value] = readYaml(text).values;
    } catch (error) {
      if (!(error instanceof UnreadableYaml)) throw error;
      this.faults.push({ at, message: `is no YAML in line ${error.fault.line}: ${error.fault.message}` });
      return {};
    }
    if (!isRecord(value)) {
      this.faults.push({ at, message: 'holds no configuration: the adapter would exit' });
      return {};
    }
    if (!isRecord(value.rules)) return value;
    const found: Record<string, unknown> = {};
    for (const key of KEYS) if (value.rules[VALUES[key]] !== undefined) found[key] = value.rules[VALUES[key]];
    return found;
  }

  private addRule(at: string, key: Key, rule: unknown): void {
    const content = `${key} ${JSON.stringify(sorted(rule))}`;
    const known = this.origins.get(content);
    if (known) {
      known.push(at);
      return;
    }
    this.origins.set(content, [at]);
    (this.config[key] ??= []).push(rule);
  }

  private addResourceRules(at: string, value: unknown): void {
    this.config.resourceRules ??= value;
    if (JSON.stringify(sorted(value)) === JSON.stringify(sorted(this.config.resourceRules))) return;
    this.faults.push({ at, message: 'has other resourceRules than the files before it: an adapter has one' });
  }

  /** Two rules of one name, of which the adapter would use the last. */
  private findNamesakes(): void {
    // The rule reads no templates, so each name is given as a plain word.
    const names = new Map<string, number>();
    const named = Object.fromEntries(Object.entries(this.config).map(([key, rules]) => (
      [key, Array.isArray(rules) ? rules.map((rule) => withWord(rule, names)) : rules])));
    const text = new YamlPrinter().print(named)!;
    const merged: Manifest = {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'merged' }, data: { config: text },
    };
    adapterNameTwice.check(new Inventory([merged]), (_object, { field }) => {
      const [, index] = /\.rules\["metric_(\d+)"\]$/.exec(field)!;
      const [wanted] = [...names].find(([, given]) => given === Number(index))!;
      const at = [...this.origins].filter(([content]) => nameOf(content) === wanted).map(([, [first]]) => first);
      const message = `has another rule for the metric ${wanted} than ${at.slice(0, -1).join(', ')}: the adapter `
        + 'silently uses the last; give one of them another name';
      this.faults.push({ at: at[at.length - 1], message });
    });
  }

  private findFlags(parts: readonly AdapterPart[]): void {
    const first = new Map<string, { value: string; at: string }>();
    for (const { at, text } of parts) {
      for (const [, name, value] of text.matchAll(/^#\s+(--[\w-]+)=(\S+)$/gm)) {
        const other = first.get(name) ?? { value, at };
        first.set(name, other);
        if (other.value === value) continue;
        this.faults.push({ at, message: `wants ${name}=${value}, and ${other.at} ${name}=${other.value}` });
      }
    }
    this.flags.push(...[...first].map(([name, { value }]) => `${name}=${value}`));
  }
}

/** The configurations of prometheus-adapter in a ConfigMap. */
export function adapterParts(file: string, object: Manifest): AdapterPart[] {
  if (object.kind !== 'ConfigMap' || !isRecord(object.data)) return [];
  const found: AdapterPart[] = [];
  for (const [key, text] of Object.entries(object.data)) {
    if (typeof text === 'string' && /\bseriesQuery\b/.test(text)) {
      found.push({ at: `${file}: ${title(object)} ${key}`, text });
    }
  }
  return found;
}

function nameOf(content: string): string | undefined {
  return metricNameOf(JSON.parse(content.slice(content.indexOf(' ') + 1)));
}

/** A rule with a word for its name, which stands for the same name in all rules. */
function withWord(rule: any, names: Map<string, number>): unknown {
  const name = isRecord(rule) ? metricNameOf(rule) : undefined;
  if (name === undefined) return rule;
  const index = names.get(name) ?? names.size;
  names.set(name, index);
  return { ...rule, name: { as: `metric_${index}` } };
}

/** The same with its keys in order, so that equal rules have equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value);
}
