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

/** How many findings a summary names. */
const MOST = 10;

const chosen = new WeakMap<IConstruct, AdviceMode>();

/** Says for an app what its synth prints. */
export function chooseAdvice(root: IConstruct, mode: AdviceMode): void {
  chosen.set(root, mode);
}

/** What is printed: by the environment, else by the program; nothing inside a test runner, where it would be noise. */
function modeOf(root: IConstruct, environment: NodeJS.ProcessEnv): AdviceMode {
  const said = environment[VARIABLE];
  if (said === 'summary' || said === 'all' || said === 'off') return said;
  const captured = RUNNERS.some((name) => environment[name] !== undefined);
  return chosen.get(root) ?? (captured ? 'off' : 'summary');
}

/** Prints warnings and advice that nobody acknowledged, once after a synth. */
export function printAdvice(root: IConstruct, findings: readonly LocatedFinding[]): void {
  const mode = modeOf(root, process.env);
  const open = findings.filter((f) => f.severity !== 'error' && f.acknowledged === undefined);
  if (mode === 'off' || open.length === 0) return;
  process.stderr.write(`${(mode === 'all' ? inFull(open) : summary(open)).join('\n')}\n`);
}

function summary(findings: readonly LocatedFinding[]): string[] {
  const order = [...findings].sort((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'));
  const lines = order.slice(0, MOST).map((f) => `  ${f.severity} ${f.rule}  ${titleOf(f)}  ${f.problem.field}`);
  if (order.length > MOST) lines.push(`  … and ${order.length - MOST} more`);
  return [
    `cdk8s-elastic-inference: ${counts(findings)}`,
    ...lines,
    `  in full: ${VARIABLE}=all, or InferenceRules.check(app)`,
    `  meant so: InferenceRules.acknowledge; silent: ${VARIABLE}=off`,
    `  see: ${page('rules/README.md')}`,
  ];
}

function inFull(findings: readonly LocatedFinding[]): string[] {
  return [`cdk8s-elastic-inference: ${counts(findings)}`, ...findings.map(messageOf)];
}

function counts(findings: readonly LocatedFinding[]): string {
  const warnings = findings.filter((f) => f.severity === 'warning').length;
  const advice = findings.length - warnings;
  const parts: string[] = [];
  if (warnings > 0) parts.push(`${warnings} warning${warnings === 1 ? '' : 's'}`);
  if (advice > 0) parts.push(`${advice} piece${advice === 1 ? '' : 's'} of advice`);
  return parts.join(', ');
}
