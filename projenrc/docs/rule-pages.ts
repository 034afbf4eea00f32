import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { sources, SRC } from './source';
import type { Manifest } from '../../src/kubernetes/manifest';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { findings } from '../../src/rules/catalogue/findings';
import { titleOf, type Rule } from '../../src/rules/rule';
import { rulePage as pageOf } from '../../src/validation/documentation-links';
import { explain } from '../../src/validation/problem-text';
import { BY_CONTROL_PLANE } from '../../test/rules/proofs/by-control-plane';
import { BY_SOURCE } from '../../test/rules/proofs/by-source';

const MARK = '<!-- Generated from the rule by `npx projen docs`; do not edit. -->';

/** The headings of the index, by the folder of the rule. */
const GROUPS: Readonly<Record<string, string>> = {
  'autoscaler': 'Autoscalers',
  'autoscaler-spec': 'Fields of autoscalers',
  'scale-target': 'Targets of autoscalers',
  'api': 'API versions',
  'workload': 'Workloads and objects',
  'service': 'Services',
  'metrics': 'From a metric to a replica',
  'namespace': 'Limits of a namespace',
  'placement': 'Placement',
  'sedna': 'Joint inference with Sedna',
  'karmada': 'Many clusters with Karmada',
  'tensorstack': 'Many clusters with TensorStack',
  'istio': 'Istio in front of many clusters',
};

const WEIGHTS: Readonly<Record<Rule['severity'], string>> = {
  error: '**error**: it cannot work, and stops a synth',
  warning: '**warning**: it works until something ordinary happens',
  advice: '**advice**: it may be intended',
};

/** The objects of a YAML text. */
export function manifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS()).filter((object) => object !== null);
}

/** What a rule says of its failing example, each finding on several lines. */
export function messages(rule: Rule): string[] {
  return findings(manifests(rule.failing), [rule], { kubernetes: rule.kubernetes })
    .map((f) => explain(f.problem, { severity: f.severity, about: titleOf(f), see: pageOf(rule.id) }));
}

/** How long a line of an example may be: one example is a line of more than a mebibyte. */
const LONGEST = 400;

function shortened(text: string): string {
  const short = (line: string) => (
    line.length <= LONGEST ? line : `${line.slice(0, 80)}… # ${line.length} characters`);
  return text.trim().split('\n').map(short).join('\n');
}

/** How the table of all rules says that an error is shown true. */
function shownBy(id: string): string {
  if (Object.hasOwn(BY_CONTROL_PLANE, id)) return 'a control plane';
  if (!Object.hasOwn(BY_SOURCE, id)) return '';
  const { controller, source } = BY_SOURCE[id];
  return `[${controller}](${source})`;
}

/** How the page of a rule says it. */
function evidence(id: string): string[] {
  if (Object.hasOwn(BY_CONTROL_PLANE, id)) {
    return ['Shown by a real control plane: the failing example fails on it, the repaired one works.', ''];
  }
  if (!Object.hasOwn(BY_SOURCE, id)) return [];
  const { controller, source, shows } = BY_SOURCE[id];
  return [`Shown by [the source of ${controller}](${source}), read: ${shows}.`, ''];
}

/** The page of a rule. */
export function rulePage(rule: Rule): string {
  return [
    `# ${rule.id}`,
    '',
    MARK,
    '',
    `${rule.title.replace(/\.?$/, '.')}`,
    '',
    `Severity: ${WEIGHTS[rule.severity]}.`,
    '',
    ...evidence(rule.id),
    rule.description.trim(),
    '',
    '## What it says',
    '',
    '```text',
    ...messages(rule),
    '```',
    '',
    '## Fails',
    '',
    '```yaml',
    shortened(rule.failing),
    '```',
    '',
    '## What to change',
    '',
    rule.fix.trim(),
    '',
    '```yaml',
    shortened(rule.repaired),
    '```',
    '',
    '## Where it is intended',
    '',
    'Acknowledge it with the reason. In a manifest, by an annotation of the object:',
    `\`acknowledge.elastic-inference/${rule.id}: …\`; for many objects, in the`,
    '[configuration file](../check.md#what-is-intended). In a program, for a construct and all below it:',
    `\`InferenceRules.acknowledge(scope, '${rule.id}', '…')\`.`,
    '',
    `Source: <${rule.source}>`,
    '',
  ].join('\n');
}

function groupOf({ id }: Rule): string {
  const file = sources(path.join(SRC, 'rules')).find((f) => path.basename(f) === `${id}.ts`)!;
  return path.basename(path.dirname(file));
}

/** The index of all rules. */
export function ruleIndex(): string {
  const rules = RULES;
  const lines = [
    '# Rules',
    '',
    MARK,
    '',
    'What each rule is about; [the guide](../rules.md) says how they run and how to acknowledge one.',
    '',
    'Each error is shown true. Its failing example fails on a real control plane and its repaired one works there, in',
    'CI: API server, controllers, scheduler and autoscaler of Kubernetes 1.37. What only another controller shows has',
    'the lines of its source that were read.',
  ];
  for (const [group, heading] of Object.entries(GROUPS)) {
    const mine = rules.filter((rule) => groupOf(rule) === group).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (mine.length === 0) continue;
    lines.push('', `## ${heading}`, '', '| rule | severity | says that | shown by |', '| --- | --- | --- | --- |');
    for (const { id, severity, title } of mine) {
      lines.push(`| [${id}](${id}.md) | ${severity} | ${title.replace(/\|/g, '\\|')} | ${shownBy(id)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** All pages of docs/rules, by file name. */
export function rulePages(): Record<string, string> {
  const pages = RULES.map((rule) => [`${rule.id}.md`, rulePage(rule)]);
  return Object.fromEntries([['README.md', ruleIndex()], ...pages]);
}
