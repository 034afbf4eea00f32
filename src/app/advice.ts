import type { IConstruct } from 'constructs';
import { messageOf } from './finding-messages';
import type { LocatedFinding } from './located-finding';
import { titleOf } from '../rules/rule';
import { page } from '../validation/documentation-links';

/** How much of warnings and advice a synth prints to standard error. */
export type AdviceMode = 'summary' | 'all' | 'off';

/** The environment variable that says so for a run; it wins over the program. */
export const VARIABLE = 'CDK8S_ELASTIC_INFERENCE_ADVICE';

/** What test runners set in the environment of a test. */
const RUNNERS = ['JEST_WORKER_ID', 'VITEST', 'NODE_TEST_CONTEXT', 'MOCHA_COLORS'];

/** How many rules a summary names. */
const MOST = 10;

/** How many characters of what was found a summary shows. */
const SHORT = 60;

/** What was printed last for an app. */
const printed = new WeakMap<IConstruct, string>();

const chosen = new WeakMap<IConstruct, AdviceMode>();

/** Says for an app what its synth prints. */
export function chooseAdvice(root: IConstruct, mode: AdviceMode): void {
  chosen.set(root, mode);
}

/** What is printed: by the environment, else by the program; nothing inside a test runner, where it would be noise. */
function modeOf(root: IConstruct, environment: NodeJS.ProcessEnv): AdviceMode {
  const said = environment[VARIABLE];
  if (isMode(said)) return said;
  const captured = RUNNERS.some((name) => environment[name] !== undefined);
  return chosen.get(root) ?? (captured ? 'off' : 'summary');
}

function isMode(said: string | undefined): said is AdviceMode {
  return said === 'summary' || said === 'all' || said === 'off';
}

/** Prints warnings and advice that nobody acknowledged after a synth: once for an app, and again when they change. */
export function printAdvice(root: IConstruct, findings: readonly LocatedFinding[]): void {
  const mode = modeOf(root, process.env);
  const open = findings.filter((f) => f.severity !== 'error' && f.acknowledged === undefined);
  if (mode === 'off' || open.length === 0) return;
  const lines = mode === 'all' ? inFull(open) : summary(open);
  const text = `${[heading(open, process.env[VARIABLE]), ...lines].join('\n')}\n`;
  if (printed.get(root) === text) return;
  printed.set(root, text);
  process.stderr.write(text);
}

/** How many there are, and what is wrong with the variable that says how they are printed. */
function heading(findings: readonly LocatedFinding[], said: string | undefined): string {
  const wrong = said && !isMode(said) ? ` (${VARIABLE} is ${JSON.stringify(said)}: must be summary, all or off)` : '';
  return `cdk8s-elastic-inference: ${counts(findings)}${wrong}`;
}

/** A line for each rule, warnings first. */
function summary(findings: readonly LocatedFinding[]): string[] {
  const order = [...findings].sort((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'));
  const byRule = new Map<string, LocatedFinding[]>();
  for (const finding of order) {
    const found = byRule.get(finding.rule) ?? [];
    found.push(finding);
    byRule.set(finding.rule, found);
  }
  const lines = [...byRule.values()].slice(0, MOST).map(inShort);
  const more = byRule.size - MOST;
  if (more > 0) lines.push(`  … and ${more} more rule${more === 1 ? '' : 's'}`);
  return [
    ...lines,
    '  acknowledge: InferenceRules.acknowledge(construct, rule, reason)',
    `  print nothing: ${VARIABLE}=off`,
    `  in full: ${VARIABLE}=all, or InferenceRules.check(app)`,
    `  see: ${page('rules/README.md')}`,
  ];
}

/** How often a rule found something, and where first. */
function inShort(found: readonly LocatedFinding[]): string {
  const [first] = found;
  const { field, rule } = first.problem;
  const count = found.length > 1 ? ` ×${found.length}` : '';
  const words = rule.length > SHORT ? `${rule.slice(0, SHORT - 1)}…` : rule;
  return [`  ${first.severity} ${first.rule}${count}`, titleOf(first), field, words].filter((p) => p !== '').join('  ');
}

function inFull(findings: readonly LocatedFinding[]): string[] {
  return findings.map(messageOf);
}

function counts(findings: readonly LocatedFinding[]): string {
  const warnings = findings.filter((f) => f.severity === 'warning').length;
  const advice = findings.length - warnings;
  const parts: string[] = [];
  if (warnings > 0) parts.push(`${warnings} warning${warnings === 1 ? '' : 's'}`);
  if (advice > 0) parts.push(`${advice} piece${advice === 1 ? '' : 's'} of advice`);
  return parts.join(', ');
}
