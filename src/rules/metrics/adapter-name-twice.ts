import { adapterRules, type AdapterRule } from './adapter/adapter-config';
import { ADAPTER_SOURCE } from './sources';
import type { Manifest } from '../../kubernetes/manifest';
import type { Rule } from '../rule';

/** The queries of the rules of one name that may describe one kind of object. */
interface Queries {
  readonly first: string;
  /** Whether any other differs from the first. */
  differ: boolean;
}

/** The resource of a rule that may describe any kind of object, and what all rules of a name are compared by then. */
const ANY = '*';
const ALL = '';

export const adapterNameTwice: Rule = {
  id: 'adapter-name-twice',
  title: 'Two rules of a prometheus-adapter must not share a name',
  severity: 'warning',
  description: [
    'Looks at the configuration of prometheus-adapter in ConfigMaps. Fires when two rules of one configuration',
    'serve a metric of the same name, by different queries, that may describe the same kind of object. One name',
    'may serve pods by one rule and Services by another. Names that are made of parts of the series',
    '(`${1}_per_second`) are not compared. The parts of several programs with the same label',
    '`elastic-inference/adapter-rules` are one configuration.',
    '',
    'The adapter silently uses the last of the two rules, so their order decides what the autoscaler sees.',
  ].join('\n'),
  fix: [
    'Give each rule its own name (`name.as`).',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: ADAPTER_SOURCE,
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'ei_infer_fps{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: fps}
      metricsQuery: sum(ei_infer_fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    - seriesQuery: 'ei_drop_fps{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: fps}
      metricsQuery: sum(ei_drop_fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`,
  repaired: `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:
    - seriesQuery: 'ei_infer_fps{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: infer_fps}
      metricsQuery: sum(ei_infer_fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    - seriesQuery: 'ei_drop_fps{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: drop_fps}
      metricsQuery: sum(ei_drop_fps{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`,
  check: (inventory, report) => {
    const seen = new Map<string, Map<string, Queries>>();
    for (const rule of adapterRules(inventory)) {
      const { object, field, external, name } = rule;
      if (name === undefined) continue;
      const place = `${object.metadata?.namespace}/${configurationOf(object)}/${field}/${external}`;
      const others = seen.get(place) ?? new Map<string, Queries>();
      seen.set(place, others);
      if (clashes(rule, others)) {
        report(object, {
          field: field.replace(/\.metricsQuery$/, ''),
          rule: 'is the name of two rules',
          why: 'the adapter silently uses the last of them',
          fix: 'give one of them another name (name.as)',
        });
      }
      remember(rule, others);
    }
  },
};

/** The configuration that a ConfigMap is, or that it is merged into as the part of one program. */
function configurationOf({ metadata }: Manifest): string {
  return metadata?.labels?.['elastic-inference/adapter-rules'] ?? String(metadata?.name);
}

/** Whether another query was seen for a kind of object that the rule may describe too. */
function clashes(rule: AdapterRule, others: ReadonlyMap<string, Queries>): boolean {
  const described = describedBy(rule);
  const compared = described.includes(ANY) ? [ALL] : [...described, ANY];
  return compared.some((resource) => {
    const queries = others.get(resource);
    return queries !== undefined && (queries.differ || queries.first !== rule.query);
  });
}

function remember(rule: AdapterRule, others: Map<string, Queries>): void {
  for (const resource of [...describedBy(rule), ALL]) {
    const queries = others.get(resource);
    if (queries === undefined) others.set(resource, { first: rule.query, differ: false });
    else queries.differ ||= queries.first !== rule.query;
  }
}

function describedBy({ external, resources }: AdapterRule): readonly string[] {
  const described = resources?.filter((resource) => resource !== 'namespace') ?? [];
  return external || described.length === 0 ? [ANY] : described;
}
