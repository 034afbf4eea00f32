import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledgement';
import { chooseAdvice } from './advice';
import { CONSTRUCT_CODES } from './construct-codes';
import { inspectBelow } from './validator';
import { RULES } from '../rules/catalogue/all-rules';
import { titleOf } from '../rules/rule';
import { checksArguments } from '../validation/checks-arguments';
import { page } from '../validation/documentation-links';
import { nearest } from '../validation/nearest';
import { describe } from '../validation/problem-text';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';

/** How much a finding weighs. */
export enum FindingSeverity {
  /** It cannot work; a synth stops. */
  ERROR = 'error',
  /** It works until something ordinary happens, such as a rollout, a drain or an idle hour; a synth goes on. */
  WARNING = 'warning',
  /** It may be intended; a synth goes on. */
  ADVICE = 'advice',
}

/** What `app.synth()` prints of warnings and advice to standard error. */
export enum AdviceOutput {
  /** The count, and a line for each of up to ten rules. */
  SUMMARY = 'summary',
  /** Each in full. */
  ALL = 'all',
  /** Nothing. */
  OFF = 'off',
}

/** What a rule found. */
export interface InferenceFinding {
  /** The rule's id, such as `hpa-missing-request`: the name of its page; or the code of a construct's own check. */
  readonly rule: string;
  /** How much it weighs. */
  readonly severity: FindingSeverity;
  /** The path of the object in the construct tree. */
  readonly path: string;
  /** The object, such as `Deployment vision/classifier`. */
  readonly object: string;
  /** The field that it is about, such as `spec.metrics[0]`. */
  readonly field: string;
  /** What was set, the rule, why it would fail, and what to change, on one line. */
  readonly message: string;
  /**
   * Why it was acknowledged.
   *
   * @default - it was not
   */
  readonly acknowledgedBecause?: string;
}

const ORDER = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.ADVICE];

/**
 * Gives access to the rules that every synth with a construct of this library runs over the whole app: its own objects,
 * those of cdk8s-plus and raw ones.
 *
 * An error stops the synth before a file is written. Warnings and advice do not: `app.synth()` prints a summary of them
 * to standard error.
 *
 * @example
 *
 * const findings = InferenceRules.check(chart);
 * InferenceRules.acknowledge(chart, 'host-path-roams', 'every node of this cluster is provisioned with the model');
 */
@checksArguments
export class InferenceRules {
  /**
   * All findings below a construct: errors, then warnings, then advice; acknowledged ones with their reason.
   *
   * @param scope the app, a chart or any construct
   */
  public static check(scope: IConstruct): InferenceFinding[] {
    const found = inspectBelow(scope).map((f): InferenceFinding => ({
      rule: f.rule,
      severity: f.severity as FindingSeverity,
      path: f.at.node.path,
      object: titleOf(f),
      field: f.problem.field,
      message: describe(f.problem),
      acknowledgedBecause: f.acknowledged,
    }));
    return ORDER.flatMap((severity) => found.filter((f) => f.severity === severity));
  }

  /**
   * Says that what a rule finds at a construct, or below it, is intended.
   *
   * Fails when there is no such rule, or no reason.
   *
   * @param scope the construct around the objects
   * @param rule the rule's id, or the code of another finding of `check`
   * @param reason why it is right here
   */
  public static acknowledge(scope: IConstruct, rule: string, reason: string): void {
    const problems = new Problems();
    if (!codes().includes(rule)) {
      problems.add({
        code: 'app/unknown-rule',
        field: 'rule',
        value: rule,
        rule: 'must be the id of a rule, or the code of another finding of InferenceRules.check',
        why: 'nothing would be acknowledged',
        fix: `${similar(rule)}choose one from ${page('rules/README.md')}`,
      });
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      problems.add({
        code: 'app/reason-missing',
        field: 'reason',
        value: reason,
        rule: 'must be a non-empty string',
        why: 'a later reader of the program cannot tell whether the rule still does not apply here',
        fix: 'give the reason',
      });
    }
    refuse(scope, problems.all, 'The rule cannot be acknowledged');
    acknowledge(scope, rule, reason);
  }

  /**
   * Sets what `app.synth()` prints of warnings and advice that are not acknowledged.
   *
   * The environment variable `CDK8S_ELASTIC_INFERENCE_ADVICE` (`summary`, `all` or `off`) wins over it. Without either
   * a synth prints a summary, and nothing where Jest, Vitest, Mocha or the test runner of Node.js runs it.
   *
   * @param scope the app, or any construct in it
   * @param output how much is printed
   */
  public static printAdvice(scope: IConstruct, output: AdviceOutput): void {
    chooseAdvice(scope.node.root, output);
  }

  private constructor() {}
}

/** What `check` can return as `rule`. */
function codes(): string[] {
  return [...RULES.map(({ id }) => id), ...CONSTRUCT_CODES];
}

/** The advice to use the code that is written most like another text; empty where there is none. */
function similar(rule: unknown): string {
  const code = typeof rule === 'string' && rule.length < 100 ? nearest(rule, codes()) : undefined;
  return code === undefined ? '' : `use "${code}", or `;
}
