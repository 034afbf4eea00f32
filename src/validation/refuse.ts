import type { IConstruct } from 'constructs';
import { joined } from './joined-problems';
import type { Problem } from './problem';
import { explain, indented } from './problem-text';

/** What a constructor throws: every problem of its properties at once. */
export interface Refusal extends Error {
  readonly problems: readonly Problem[];
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && Array.isArray((error as Partial<Refusal>).problems);
}

/**
 * The only place that throws for bad input: every problem of a construct at once, each behind its path as cdk8s prints
 * its own validation errors. Called before any child exists, so that nothing half-made stays in the tree. `what` is
 * what cannot be done.
 */
export function refuse(construct: IConstruct, found: readonly Problem[], what?: string): void {
  const problems = withArgumentProblems(found);
  if (problems.length === 0) return;
  // An app has no path.
  const at = construct.node.path === '' ? '' : `[${construct.node.path}] `;
  const lines = problems.map((p) => `  ${at}${indented(explain(p, { about: '' }))}`);
  // What cannot be defined does not stay in the tree, nor keep its id.
  if (what === undefined) construct.node.scope?.node.tryRemoveChild(construct.node.id);
  const error = new Error(`${what ?? `${construct.constructor.name} cannot be defined`}:\n${lines.join('\n')}`);
  // Node.js prints the enumerable properties of an uncaught error behind its message, which has them all.
  throw Object.defineProperty(error, 'problems', { value: problems });
}

/** The same for what is no construct: every problem of a call at once. `what` is what cannot be done. */
export function refuseValue(what: string, found: readonly Problem[]): void {
  // Another check of the same call may still find something.
  if (found.length > 0) throw refusal(what, withArgumentProblems(found));
}

function refusal(what: string, problems: readonly Problem[]): Error {
  const lines = problems.map((p) => `  ${indented(explain(p, { about: '' }))}`);
  return Object.defineProperty(new Error(`${what}:\n${lines.join('\n')}`), 'problems', { value: problems });
}

/** What is wrong with the arguments of the call that is under way. */
let argumentProblems: readonly Problem[] = [];

/**
 * Refuses a call whose arguments do not fit. What is called runs until it refuses them too, so that what it says of
 * them is said in the same error; `what` is what cannot be done where it has nothing to say.
 */
export function refuseArguments(what: string, problems: readonly Problem[], call: () => unknown): never {
  const before = argumentProblems;
  argumentProblems = problems;
  try {
    call();
  } catch (error) {
    if (isRefusal(error) && (problems.length === 0 || !ofArguments.has(error))) throw error;
    // It could not go on with such arguments, which is what the problems say.
  } finally {
    argumentProblems = before;
  }
  const error = refusal(what, problems);
  ofArguments.add(error);
  throw error;
}

/** What names nothing but arguments: where a call hands its own on, those of the inner call. */
const ofArguments = new WeakSet<Error>();

/** What is found of the call that is under way, with what is wrong with its arguments. */
function withArgumentProblems(found: readonly Problem[]): readonly Problem[] {
  if (argumentProblems.length === 0) return found;
  const general = argumentProblems;
  argumentProblems = [];
  return joined(found, general);
}

/** Stops a synth with what validations say, as cdk8s words it. */
export function failValidation(lines: readonly string[]): void {
  if (lines.length > 0) throw new Error(`Validation failed with the following errors:\n  ${lines.join('\n  ')}`);
}
