import type { IConstruct } from 'constructs';
import { ACKNOWLEDGED, inspect } from './validator';
import { describe, type Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';
import { RULES } from '../rules/catalogue/all-rules';
import { title } from '../rules/rule';

/** How much a finding weighs. */
export enum FindingSeverity {
  /** It cannot work; a synth stops. */
  ERROR = 'error',
  /** It may be meant so; a synth goes on. */
  ADVICE = 'advice',
}

/** What a rule found. */
export interface InferenceFinding {
  /** The rule's id, such as `hpa-missing-request`: a section of `docs/rules.md`. */
  readonly rule: string;
  /** How much it weighs. */
  readonly severity: FindingSeverity;
  /** The path of the object in the construct tree. */
  readonly path: string;
  /** The object, such as `Deployment vision/classifier`. */
  readonly object: string;
  /** What was set, the rule, why it would fail, and what to change. */
  readonly message: string;
  /**
   * Why it was acknowledged.
   *
   * @default - it was not
   */
  readonly acknowledgedBecause?: string;
}

/**
 * Gives access to the rules that every synth with a construct of this library runs over the whole app: its own objects, those of
 * cdk8s-plus and raw ones.
 *
 * An error stops the synth; advice does not, and cdk8s has no channel for it, so ask for it here, in a test or before `app.synth()`.
 *
 * @example
 *
 * const findings = InferenceRules.check(chart);
 * InferenceRules.acknowledge(chart, 'host-path-roams', 'every node of this cluster is provisioned with the model');
 */
export class InferenceRules {
  /**
   * All findings below a construct, errors first, acknowledged ones with their reason.
   *
   * @param scope the app, a chart or any construct
   */
  public static check(scope: IConstruct): InferenceFinding[] {
    const found = inspect(scope).map((f) => ({
      rule: f.rule,
      severity: f.severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.ADVICE,
      path: f.at.node.path,
      object: title(f.object),
      message: describe(f.problem),
      acknowledgedBecause: f.acknowledged,
    }));
    const errors = found.filter((f) => f.severity === FindingSeverity.ERROR);
    return [...errors, ...found.filter((f) => f.severity !== FindingSeverity.ERROR)];
  }

  /**
   * Says that what a rule finds at a construct, or below it, is meant so.
   *
   * Fails when there is no such rule, or no reason.
   *
   * @param scope the construct whose objects are meant
   * @param rule the rule's id
   * @param reason why it is right here
   */
  public static acknowledge(scope: IConstruct, rule: string, reason: string): void {
    const problems: Problem[] = [];
    if (!RULES.some(({ id }) => id === rule)) {
      problems.push({
        field: 'rule',
        value: rule,
        rule: 'must be the id of a rule',
        why: 'nothing would be acknowledged',
        fix: `use one of ${RULES.map(({ id }) => id).join(', ')}`,
      });
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      problems.push({
        field: 'reason',
        value: reason,
        rule: 'must not be empty',
        why: 'whoever reads the program next has to know why the rule does not hold here',
        fix: 'say why',
      });
    }
    refuse(scope, problems, 'The rule cannot be acknowledged');
    scope.node.addMetadata(ACKNOWLEDGED, { rule, reason });
  }

  private constructor() {}
}
